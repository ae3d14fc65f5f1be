"""Counts what was tried and what the program survived, by kind, and holds docs/reliability.md to it.

A plug-in of pytest: `make assault` loads it. A test that attacks wears `@pytest.mark.assault(KIND)`; each of its cases counts as one
try, or as `times` of them. Tests of any folder can wear it, and new kinds are lines in `KINDS`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
_BEGIN, _END = "<!-- assault -->\n", "<!-- /assault -->\n"

KINDS = {
    "hostile servers": (60, "answers of every bad kind: broken, endless, slow, lying, made to keep a parser busy"),
    "heavy pages": (
        15,
        "pages of the largest size, each kind full of what takes memory: no command takes more than 300 MB",
    ),
    "damaged files": (60, "run folders, results and settings cut, flipped, edited or swapped"),
    "odd files": (100, "pipes, devices, links, folders and files without end where a file is read or written"),
    "standard files": (30, "output without room, closed or read by nobody"),
    "wrong uses": (80, "commands, options and settings that make no sense"),
    "addresses for the guard": (60, "private, local and cloud-internal addresses, plain and inside others"),
    "texts for patterns": (30_000, "every regular expression, on texts made to keep it busy"),
    "secrets": (40, "tokens, passwords, cookies and session ids planted everywhere, looked for in every output"),
    "kills": (20, "a visit killed at a page, a limit or a look-up, then gone on with"),
    "disk sizes": (5, "a disk that fills up after so many bytes"),
    "signals and stages": (16, "four signals in each of four stages"),
}
"""Kinds of attack: how many there have to be at least, and what they are."""


@dataclass
class _Tally:
    tried: Counter[str] = field(default_factory=Counter)
    survived: Counter[str] = field(default_factory=Counter)


_tally = _Tally()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note which kind a test is of, where whoever counts can read it."""
    for mark in item.iter_markers("assault"):
        assert mark.args[0] in KINDS, f"{item.nodeid}: {mark.args[0]!r} is no kind of attack"
        item.user_properties.append(("assault", (mark.args[0], mark.kwargs.get("times", 1))))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count a try when it is over; a skipped one is none."""
    for name, value in report.user_properties:
        if name == "assault" and (report.when == "call" or report.failed):
            assert isinstance(value, tuple | list)  # a list where another process counted
            _tally.tried[str(value[0])] += int(value[1])
            _tally.survived[str(value[0])] += int(value[1]) * report.passed


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the table, or fail where the one in the documentation is another."""
    if hasattr(session.config, "workerinput"):
        return
    table = _table()
    if os.environ.get("AUDITOR_ASSAULT") == "write":
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
        PAGE.write_text(f"{before}{_BEGIN}{table}{_END}{rest.partition(_END)[2]}", encoding="utf-8")
    for line in _wrong(table):
        print(f"assault: {line}")  # noqa: T201 - a command for people
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _wrong(table: str) -> Iterable[str]:
    for kind, (least, _) in KINDS.items():
        if _tally.tried[kind] < least:
            yield f"{kind}: {_tally.tried[kind]} tried, at least {least} wanted"
    if table not in PAGE.read_text(encoding="utf-8"):
        yield "docs/reliability.md says something else; AUDITOR_ASSAULT=write make assault renews it"


def _table() -> str:
    lines = ["| attack | tried | survived |", "|---|---:|---:|"]
    lines += [
        f"| {kind}: {what} | {_told(_tally.tried[kind])} | {_told(_tally.survived[kind])} |"
        for kind, (_, what) in KINDS.items()
    ]
    return "\n".join(lines) + "\n"


def _told(number: int) -> str:
    """Return a number, round where there are so many that each new pattern would change it."""
    return f"{number:,}" if number < _MANY else f"over {number // _MANY * _MANY:,}"


_MANY = 10_000
