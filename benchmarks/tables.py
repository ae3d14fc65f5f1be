"""What the comparison of crawls found, as tables and against what was promised."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost
from benchmarks.site import Plan
from benchmarks.tools import AUDITOR, LINKINATOR, LYCHEE_PAGES, ROOT, Tool, ToolError

BEGIN, END = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"
CONNECTIONS, MANY = 64, 128
LARGER = 10
"""How many times the pages the second measurement of memory has."""
DASH = "–"  # noqa: RUF001 - the sign tables leave cells empty with
_HEAD = (
    "tool", "connections", "wall s", "÷ floor", "ours ÷ it", "CPU s", "CPU ms per URL", "peak MB: RSS", "PSS",
    "requests", "open at once", "broken found", "missed", "false",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One tool's try at the site."""

    tool: Tool
    name: str
    """With its version."""
    connections: int
    cost: Cost | None = None
    requests: int = 0
    """That the server saw."""
    most: int = 0
    """Connections open at once."""
    found: int = 0
    """Broken links found that are broken."""
    missed: int = 0
    false: int = 0
    trouble: str = ""
    """Why there is no result."""

    @property
    def wall(self) -> float | None:
        """Seconds it took; None where it did not do it."""
        return self.cost.wall if self.cost is not None and not self.trouble else None


@dataclass(frozen=True, slots=True)
class Round:
    """All tools' tries at one latency."""

    latency: float
    urls: int
    runs: tuple[Run, ...]

    def floor(self, connections: int) -> float:
        """Return the seconds that the latency alone takes."""
        return self.urls * self.latency / connections

    def of(self, tool: Tool, connections: int = CONNECTIONS) -> Run | None:
        """Return a tool's run, where it has a result."""
        done = (run for run in self.runs if run.tool is tool and run.connections == connections and not run.trouble)
        return next(done, None)


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised, and what was measured."""

    text: str
    measured: str
    met: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What our stages after the crawl took, in seconds."""

    check: float
    report: float
    truth: float
    """All links judged, inside one process."""


def table(found: Round) -> str:
    """Return a round as a Markdown table."""
    ours = found.of(AUDITOR)
    lines = [row(_HEAD), "|---" + "|---:" * (len(_HEAD) - 1) + "|"]
    for run in found.runs:
        base = ours.wall if ours is not None else None
        lines.append(row(_cells(run, found, base)))
    return "\n".join(lines)


def _cells(run: Run, found: Round, ours: float | None) -> Iterable[str]:
    head = (run.name, str(run.connections))
    cost, wall = run.cost, run.wall
    if cost is None or wall is None:
        return (*head, run.trouble, *[DASH] * (len(_HEAD) - 3))
    floor = found.floor(run.connections)
    times = (f"{wall:.2f}", f"{wall / floor:.2f}" if floor else DASH, _times(ours, wall, run))
    cpu = (f"{cost.cpu:.2f}", f"{1000 * cost.cpu / found.urls:.2f}")
    memory = tuple(DASH if value is None else f"{value:.0f}" for value in (cost.rss, cost.pss))
    return (*head, *times, *cpu, *memory, *map(str, (run.requests, run.most, run.found, run.missed, run.false)))


def _times(ours: float | None, wall: float, run: Run) -> str:
    return DASH if ours is None or run.tool.is_ours else f"{ours / wall:.2f}"


def row(cells: Iterable[str]) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def targets(rounds: Iterable[Round], judged: Judged | str | None, larger: Run | None) -> list[Target]:
    """Return what was promised beside what was measured, as far as it was."""
    found: list[Target] = []
    for each in rounds:
        found += _round_targets(each)
    if larger is not None:
        found += _memory_target(next(iter(rounds), None), larger)
    if isinstance(judged, Judged):
        total = judged.check + judged.report
        measured_ = f"{judged.check:.2f} s + {judged.report:.2f} s"
        found.append(Target("`check` and `report` in 3 s", measured_, total <= 3))
    return found


def _round_targets(found: Round) -> Iterable[Target]:
    at = f"at {found.latency * 1000:.0f} ms"
    for connections, factor in ((CONNECTIONS, 1.15), (MANY, 1.4)):
        run, floor = found.of(AUDITOR, connections), found.floor(connections)
        if run is not None and run.wall is not None and floor:
            ratio = run.wall / floor
            text = f"{at}, {connections} connections: at most {factor} times the latency's own time"
            yield Target(text, f"{ratio:.2f}", ratio <= factor)
    ours = found.of(AUDITOR)
    if ours is None or ours.cost is None:
        return
    if not found.latency:
        yield from _against(found, ours.cost.wall)
    spent = 1000 * ours.cost.cpu / found.urls
    yield Target(f"{at}: at most 1.2 ms of processor time per URL", f"{spent:.2f}", spent <= 1.2)
    if ours.cost.rss is not None and ours.cost.pss is not None:
        said = f"{ours.cost.rss:.0f} MB (PSS {ours.cost.pss:.0f})"
        yield Target(f"{at}: peak memory at most 150 MB", said, ours.cost.rss <= 150)
    yield Target(f"{at}: every broken link found, none wrongly", _truth(ours), not ours.missed and not ours.false)


def _against(found: Round, ours: float) -> Iterable[Target]:
    for peer, factor, text in (
        (LINKINATOR, 1.0, "at 0 ms: faster than linkinator"),
        (LYCHEE_PAGES, 2.0, "at 0 ms: at most twice the time of lychee given all pages"),
    ):
        run = found.of(peer)
        if run is not None and run.wall is not None:
            yield Target(text, f"{ours / run.wall:.2f} times", ours <= factor * run.wall)


def _truth(run: Run) -> str:
    return f"{run.missed} missed, {run.false} false"


def _memory_target(small: Round | None, larger: Run) -> Iterable[Target]:
    run = small.of(AUDITOR) if small is not None else None
    text = f"peak memory at {LARGER} times the pages at most 1.3 times that"
    if run is None or run.cost is None or larger.cost is None or larger.trouble:
        yield Target(text, larger.trouble or "not measured", False)
        return
    (a, b), (c, d) = (run.cost.rss, larger.cost.rss), (run.cost.pss, larger.cost.pss)
    if a is not None and b is not None and c is not None and d is not None:
        said = f"{b:.0f} MB, {b / a:.2f} times (PSS {d:.0f} MB, {d / c:.2f} times); {larger.cost.wall:.0f} s"
        yield Target(text, said, b <= 1.3 * a)


def text(plan: Plan, rounds: list[Round], judged: Judged | str | None, larger: Run | None) -> str:
    """Return all that was measured, as Markdown."""
    parts = [f"{plan.pages:,} pages of {plan.size // 1000} KB with {plan.links} links each; {machine()}."]
    parts += [
        f"**{found.latency * 1000:.0f} ms** before each answer, {found.urls:,} URLs:\n\n{table(found)}"
        for found in rounds
    ]
    if isinstance(judged, Judged):
        walls = f"`check` {judged.check:.2f} s, `report --format html,json` {judged.report:.2f} s"
        parts.append(f"On what our first run gathered: {walls}; all links judged by themselves {judged.truth:.2f} s.")
    elif judged is not None:
        parts.append(f"{judged}.")
    if larger is not None:
        parts.append(f"{LARGER * plan.pages:,} pages at 0 ms, by us: {_larger(larger)}.")
    return "\n\n".join(parts)


def _larger(run: Run) -> str:
    if run.cost is None or run.trouble:
        return run.trouble
    memory = [DASH if value is None else f"{value:.0f} MB" for value in (run.cost.rss, run.cost.pss)]
    return f"{run.cost.wall:.1f} s, peak RSS {memory[0]}, PSS {memory[1]}, {_truth(run)}"


def promises(found: Iterable[Target]) -> str:
    """Return the targets as a Markdown table; nothing where there are none."""
    lines = [row((each.text, each.measured, "met" if each.met else "**missed**")) for each in found]
    return "\n".join([row(("target", "measured", "")), "|---|---|---|", *lines]) if lines else ""


def machine() -> str:
    """Return what the figures were measured on."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def write(said: str, path: Path = ROOT / "docs" / "speed.md", between: tuple[str, str] = (BEGIN, END)) -> None:
    """Put `said` between two markers of the page.

    Raises:
        ToolError: the page has no such markers.
    """
    page = path.read_text(encoding="utf-8")
    head, begin, rest = page.partition(between[0])
    _, end, tail = rest.partition(between[1])
    if not begin or not end:
        raise ToolError(f"{path}: has no {between[0]} … {between[1]}")
    path.write_text(f"{head}{begin}\n{said}\n{end}{tail}", encoding="utf-8")
