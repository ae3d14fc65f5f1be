"""Earlier audits of a target: finding and reading them.

The audits of one target lie side by side in one folder, each a run folder of its own; which came first is what their results say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from auditor import urls
from auditor.audit import results
from auditor.audit.files import RESULTS
from auditor.audit.results import CheckOut, Results, ResultsError
from auditor.model import NOTHING, EarlierAudit, EarlierFinding, Message, Outcome, message

_TAKEN_AT = re.compile(r'"taken_at": "([^"]*)"')
_SITE = re.compile(r'"site": "([^"]*)"')
_HEAD = 4_096
"""Bytes at the beginning of a results file that hold when the audit was, and of which site."""
MOST_RUNS = 12
"""Earlier audits compared with at most, the newest. Our default: three years of quarters."""
RECENT, MOST_RECENT = timedelta(days=31), 62
"""Those of the last month are read besides, so many at most: what came back within thirty days is told from them. Our default."""


class HistoryError(Exception):
    """An earlier audit, or a list of known findings, that can't be used here; one line that says why."""


@dataclass(frozen=True, slots=True)
class History:
    """Earlier audits of one target."""

    runs: tuple[Results, ...] = ()
    """Oldest first; the last is the one to compare with."""
    left_out: tuple[str, ...] = ()
    """Files beside them that could not be used, a line each."""
    unread: Message = NOTHING
    """Why there are fewer than there might be; nothing where all were read."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Which audit asks for earlier ones."""

    site: str
    taken_at: str
    """As in results: ISO 8601 in UTC."""
    internal: bool = False
    """Whether its edition may show personal details in full."""


def as_facts(runs: Iterable[Results]) -> tuple[EarlierAudit, ...]:
    """Return earlier audits as checks see them."""
    return tuple(
        EarlierAudit(datetime.fromisoformat(run.taken_at), run.ruleset, tuple(_findings(run.checks))) for run in runs
    )


def _findings(checks: Iterable[CheckOut]) -> Iterator[EarlierFinding]:
    for check in checks:
        for one in check.findings:
            outcome, accepted = Outcome(one.outcome), one.accepted is not None
            yield EarlierFinding(check.id, one.subject, one.fingerprint, outcome, accepted, MappingProxyType(one.data))


def read(path: Path) -> Results:
    """Return the results of a run folder, or of a results file.

    Raises:
        ResultsError: there are none, or none that can be read.
    """
    return results.read(path if path.is_file() else path / RESULTS)


def before(folder: Path, site: str, taken_at: str = "") -> History:
    """Return the audits of `site` that lie beside a run folder and are older than `taken_at`; all of them where it is empty.

    What belongs to another target, or is no results file of ours, is passed over; one of this target that can't be used is named.
    """
    found: list[Results] = []
    left_out: list[str] = []
    beside = ((*_peek(path), path) for path in _beside(folder))
    newest = sorted(((at, path) for at, theirs, path in beside if same_target(theirs, site)), reverse=True)
    for at, path in newest:
        if taken_at and at >= taken_at:
            continue
        if len(found) >= (MOST_RECENT if _is_recent(at, taken_at) else MOST_RUNS):
            break
        try:
            run = results.read(path)
        except ResultsError as error:
            left_out.append(f"{error}; left out of the comparison")
        else:
            found.append(run)
    found.sort(key=lambda run: run.taken_at)
    return History(tuple(found), tuple(left_out), unreadable(len(left_out)))


def _is_recent(at: str, taken_at: str) -> bool:
    """Return whether an audit was in the month before another."""
    try:
        return datetime.fromisoformat(taken_at) - datetime.fromisoformat(at) <= RECENT
    except (TypeError, ValueError):
        return False


def against(path: Path, site: str, taken_at: str = "") -> History:
    """Return the audit at `path`, with older ones that lie beside it.

    Raises:
        ResultsError: there are no results, or none that can be read.
        HistoryError: it was of another target, or is not older.
    """
    run = read(path)
    require_target(path, run.target.site, site)
    if taken_at and run.taken_at >= taken_at:
        raise HistoryError(f"{path}: is of {run.taken_at}, not older than the audit to compare ({taken_at})")
    folder = path if path.is_dir() else path.parent
    older = before(folder, site, run.taken_at)
    return History((*older.runs[1 - MOST_RUNS :], run), older.left_out, older.unread)


def unreadable(count: int) -> Message:
    """Return that so many earlier audits could not be used; nothing for none."""
    if not count:
        return NOTHING
    return message(
        "{count} earlier audit of this target could not be used.",
        "{count} earlier audits of this target could not be used.",
        count=count,
    )


def require_target(path: Path, theirs: str, site: str) -> None:
    """See that a file belongs to the target at `site`.

    Raises:
        HistoryError: it belongs to another.
    """
    if not same_target(theirs, site):
        raise HistoryError(f"{path}: is of another target ({theirs}, not {site})")


def require_edition(runs: tuple[Results, ...], *, unmasked: bool) -> None:
    """See that an edition for everybody quotes none that holds personal details in full.

    Raises:
        HistoryError: an earlier audit is an internal edition, and this one is not.
    """
    for run in runs:
        if run.edition == "internal" and not unmasked:
            raise HistoryError(
                f"the audit of {run.taken_at} shows personal details in full (--unmasked); run `auditor check` on it "
                "without --unmasked first, or compare with another (--against)"
            )


def same_target(one: str, other: str) -> bool:
    """Return whether two addresses of sites are of one target: `http`, `www.` and the page they end on make no difference."""
    return _bare(one) == _bare(other)


def _bare(site: str) -> str:
    return urls.netloc(urls.normalise(site) or site).removeprefix("www.")


def _beside(folder: Path) -> Iterator[Path]:
    """Yield the results files of the run folders beside one."""
    here = folder.absolute()
    with suppress(OSError):
        for other in here.parent.iterdir():
            if other != here and (other / RESULTS).is_file():
                yield other / RESULTS


def _peek(path: Path) -> tuple[str, str]:
    """Return when an audit was and of which site, without reading all of its results; empty where that can't be told."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace")
        told = [pattern.search(head) for pattern in (_TAKEN_AT, _SITE)]
        return tuple(one.group(1) if one else "" for one in told)  # type: ignore[return-value]  # two of two
    return "", ""
