"""What is kept of a check that broke: enough to mend it, the same bytes each time, and nobody's details."""

from __future__ import annotations

import re
import sysconfig
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from auditor.disk.cache import PACKAGE
from auditor.model import Check, CheckError
from auditor.plugins.watch import text_of

_FRAMES = 20
"""The innermost calls are kept: a check that calls itself without end would fill the results."""
_LONGEST_TEXT = 500
_PLACE = re.compile(r'File "([^"<]+)"')
_IN_MEMORY = re.compile(r"\bat 0x[0-9a-fA-F]+")


def error_of(check: Check, error: BaseException, mask: Callable[[str], str], caught_in: str) -> CheckError:
    """Return what is kept of an error.

    Args:
        check: The one that broke.
        error: What it raised.
        mask: Hides personal details in a text.
        caught_in: The file of ours that ran the check; its calls are left out.
    """
    shown = traceback.TracebackException(
        type(error), error, _inside(error.__traceback__, caught_in), limit=-_FRAMES, compact=True
    )
    text = text_of(error)[:_LONGEST_TEXT]
    told = _without_folders("".join(shown.format()), _folder(check))
    return CheckError(type(error).__name__, mask(_without_folders(text, _folder(check))), mask(told))


def _inside(found: TracebackType | None, caught_in: str) -> TracebackType | None:
    while found is not None and found.tb_next is not None and found.tb_frame.f_code.co_filename == caught_in:
        found = found.tb_next
    return found


def _folder(check: Check) -> Path | None:
    """Return the folder that holds the check's folder."""
    code = getattr(check.run, "__code__", None)
    return Path(code.co_filename).resolve().parent.parent if code is not None else None


def _without_folders(text: str, folder: Path | None) -> str:
    """Return a text without what differs from machine to machine and from run to run."""
    packages = [Path(path) for name in ("purelib", "platlib", "stdlib") if (path := sysconfig.get_path(name))]
    roots = {str(root) for root in (PACKAGE.parent, *packages, *([folder] if folder else [])) if root != root.parent}
    for root in sorted(roots, key=len, reverse=True):
        text = text.replace(f"{root}/", "").replace(f"{root}\\", "")
    text = _PLACE.sub(lambda place: f'File "{_last_parts(place[1])}"', text)
    return _IN_MEMORY.sub("at 0x…", text.replace(str(Path.home()), "~"))


def _last_parts(path: str) -> str:
    return Path(*Path(path).parts[-2:]).as_posix() if Path(path).is_absolute() else Path(path).as_posix()
