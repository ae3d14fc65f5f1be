"""Network → snapshot."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.collect.http.retry_policy import Pace, Progress
    from auditor.collect.http.stand_ins import StandIns
    from auditor.config.schema import Settings
    from auditor.extensions import Extensions

_LOG = logging.getLogger(__name__)
_begun: list[str] = []
"""The last site that this process began to visit; empty before the first."""


def collect(
    settings: Settings,
    folder: Path,
    progress: Progress,
    *,
    resume: bool = False,
    around: StandIns | None = None,
    pace: Pace | None = None,
    others: Extensions | None = None,
) -> None:
    """Gather a snapshot of the target into `folder`; personal details in pictures of pages are masked.

    `others` is what others wrote besides our sources and importers.

    Raises:
        CollectError: there is nothing to audit at the target.
        SnapshotError: the folder can't be used.
    """
    _LOG.info("visiting %s", settings.target.site)
    if _begun:  # reports are circles to Python, which seldom looks for those while it visits
        gc.collect()
    _begun[:] = [settings.target.site]
    from auditor.collect import run  # noqa: PLC0415 - what gathers is slow to import, and judging does without

    run.collect(
        settings,
        folder,
        _logging(progress),
        resume=resume,
        around=around,
        pace=pace,
        mask_page=_mask_page,
        sources=others.sources() if others else (),
        importers=others.importers() if others and settings.conversations else None,
        left_out=others.left_out if others else (),
    )


def _logging(progress: Progress) -> Progress:
    """Return what shows progress and logs it too."""

    def tell(done: int, waiting: int, doing: str) -> None:
        _LOG.info("%s (%d read, %d to go)", doing, done, waiting)
        progress(done, waiting, doing)

    return tell


def _mask_page(html: str) -> Callable[[str], str]:
    from auditor.analysis import masking  # noqa: PLC0415 - only where pictures are taken

    return masking.mask_page(html)
