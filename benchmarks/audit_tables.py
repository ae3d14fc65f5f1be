"""What audits of a company's site cost, as tables and against what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median

from auditor.config.schema import CrawlSettings
from benchmarks.company_server import Asked
from benchmarks.company_site import DOMAIN, HOST, SITES, Reason, reason
from benchmarks.measure import Cost
from benchmarks.tables import DASH, Target, machine, row

MARKS = ("<!-- audits:begin -->", "<!-- audits:end -->")
REPEAT_MARKS = ("<!-- repeats:begin -->", "<!-- repeats:end -->")
PER_HOST = CrawlSettings().per_host
_STAGES = {"gather": "gather", "check": "check", "report": "report html, json", "pdf": "report pdf"}
_OWN = frozenset({HOST, DOMAIN})


@dataclass(frozen=True, slots=True)
class Version:
    """Which program audits."""

    name: str
    tree: Path
    """A checkout."""


@dataclass(frozen=True)
class Audit:
    """An audit that came to its end."""

    version: Version
    site: str
    latency: float
    """Seconds before each answer."""
    log: Sequence[Asked]
    """What was asked while it gathered."""
    costs: Mapping[str, Cost]
    """By stage: gather, and check, report, pdf, or whole."""

    @property
    def pages(self) -> int:
        """Pages of the site."""
        return SITES[self.site].pages

    @property
    def own(self) -> int:
        """Requests of the company's own host."""
        return sum(each.host in _OWN for each in self.log)

    @cached_property
    def by_reason(self) -> Mapping[Reason, tuple[int, int]]:
        """Return for each reason how many requests there were, and how many of them for an address asked for before."""
        things = SITES[self.site].things
        first, again = Counter[Reason](), Counter[Reason]()
        met: set[Asked] = set()
        for each in self.log:
            why = reason(things, each.host, each.path)
            (again if each in met else first)[why] += 1
            met.add(each)
        return {why: (first[why] + again[why], again[why]) for why in Reason}

    @property
    def floor(self) -> float:
        """Seconds that the latency of its own requests takes on the busiest host, all of whose connections are busy all the time."""
        busiest = max(Counter(each.host for each in self.log).values(), default=0)
        return self.latency * busiest / PER_HOST

    @property
    def pages_floor(self) -> float:
        """The same if nothing but pages had been asked for."""
        return self.latency * self.pages / PER_HOST


@dataclass(frozen=True, slots=True)
class Repeated:
    """Audits of one site in one process."""

    version: Version
    cpu: Sequence[float]
    """Seconds of each."""
    mb: Sequence[float]
    """Resident after each."""

    @property
    def later(self) -> float:
        """Seconds of processor time of the second and later ones, the median."""
        return median(self.cpu[1:] or self.cpu)

    @property
    def growth(self) -> float:
        """Megabytes an audit adds in the second half, when whatever is kept once is there."""
        half = self.mb[len(self.mb) // 2 :]
        return (half[-1] - half[0]) / max(1, len(half) - 1)


def line(audit: Audit) -> str:
    """Return an audit in a line, for whoever waits."""
    walls = ", ".join(f"{stage} {cost.wall:.1f} s" for stage, cost in audit.costs.items())
    return (
        f"{audit.site} pages, {audit.latency * 1_000:.0f} ms, {audit.version.name}: {len(audit.log)} requests; {walls}"
    )


def text(found: Sequence[Audit]) -> str:
    """Return all that was measured, as Markdown."""
    sites = "; ".join(f"{SITES[each].pages} of {SITES[each].size // 1_000} KB" for each in _sites(found))
    parts = [
        f"Sites of {sites}; {PER_HOST} connections a host; {machine()}.",
        _table(_HEAD, map(_cells, found)),
        "Processor time by stage, seconds:",
        _table(("pages", "version", *_STAGES.values()), (_stage_cells(each) for each in found if "pdf" in each.costs)),
        "Requests by reason, those for an address that was asked for before in brackets:",
        _table(("pages", "version", *map(str, Reason)), map(_reason_cells, _one_a_site(found))),
    ]
    return "\n\n".join(parts)


_HEAD = (
    "pages", "latency ms", "version", "requests a page", "of its own host", "gather s", "÷ floor of its requests",
    "÷ floor of pages", "CPU s", "peak MB", "whole run s", "its CPU s", "its peak MB",
)  # fmt: skip


def _cells(audit: Audit) -> Iterator[str]:
    gather, whole = audit.costs["gather"], audit.costs.get("whole")
    yield from (audit.site, f"{audit.latency * 1_000:.0f}", audit.version.name)
    yield from (f"{len(audit.log) / audit.pages:.1f}", f"{audit.own / audit.pages:.1f}", f"{gather.wall:.1f}")
    for floor in (audit.floor, audit.pages_floor):
        yield f"{gather.wall / floor:.2f}" if floor else DASH
    yield from (f"{gather.cpu:.1f}", _mb(gather))
    yield from (f"{whole.wall:.1f}", f"{whole.cpu:.1f}", _mb(whole)) if whole is not None else (DASH, DASH, DASH)


def _stage_cells(audit: Audit) -> Iterator[str]:
    yield from (audit.site, audit.version.name)
    for stage in _STAGES:
        yield f"{audit.costs[stage].cpu:.2f}"


def _reason_cells(audit: Audit) -> Iterator[str]:
    yield from (audit.site, audit.version.name)
    for count, again in audit.by_reason.values():
        yield f"{count} ({again})" if again else str(count)


def _mb(cost: Cost) -> str:
    return DASH if cost.rss is None else f"{cost.rss:.0f}"


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    return "\n".join([row(head), "|---:" * len(head) + "|", *map(row, rows)])


def _sites(found: Iterable[Audit]) -> list[str]:
    return list(dict.fromkeys(each.site for each in found))


def _one_a_site(found: Iterable[Audit]) -> list[Audit]:
    """Return one audit a site and version: latency changes nothing about what is asked for."""
    return list({(each.site, each.version.name): each for each in found}.values())


def targets(found: Iterable[Audit]) -> list[Target]:
    """Return what was promised beside what was measured, for the largest site with its latency."""
    promised: list[Target] = []
    for each in found:
        if each.site != "300" or "whole" not in each.costs:
            continue
        gather, whole = each.costs["gather"].wall, each.costs["whole"].wall
        for said, value, most in (
            ("at most 5 requests a page", len(each.log) / each.pages, 5.0),
            ("at most 3.3 of them to the own host", each.own / each.pages, 3.3),
            ("gathered in at most 22 s", gather, 22.0),
            ("gathered in at most 1.1 times the floor of its requests", gather / each.floor, 1.1),
            ("the whole run with all formats in at most 28 s", whole, 28.0),
        ):
            promised.append(Target(f"{each.version.name}, 300 pages: {said}", f"{value:.2f}", value <= most))
    return promised


def repeats(found: Sequence[Repeated]) -> str:
    """Return what many audits in one process cost, as Markdown."""
    head = (
        "version",
        "audits",
        "CPU s: first",
        "later, median",
        "later, most",
        "MB after 2",
        "after all",
        "MB more an audit",
    )
    said = f"A site of {SITES['20'].pages} pages, without a PDF, again and again in one process; {machine()}."
    return f"{said}\n\n{_table(head, map(_repeat_cells, found))}"


def _repeat_cells(one: Repeated) -> Iterator[str]:
    yield from (
        one.version.name,
        str(len(one.cpu)),
        f"{one.cpu[0]:.2f}",
        f"{one.later:.2f}",
        f"{max(one.cpu[1:] or one.cpu):.2f}",
    )
    yield from (f"{one.mb[min(1, len(one.mb) - 1)]:.0f}", f"{one.mb[-1]:.0f}", f"{one.growth:.2f}")


def repeat_targets(found: Iterable[Repeated]) -> list[Target]:
    """Return what was promised of many audits in one process beside what was measured."""
    promised: list[Target] = []
    for one in found:
        promised.append(
            Target(
                f"{one.version.name}: at most 1.0 s of processor time an audit", f"{one.later:.2f} s", one.later <= 1.0
            )
        )
        promised.append(
            Target(
                f"{one.version.name}: memory is flat, 0.2 MB an audit at most",
                f"{one.growth:.2f} MB",
                one.growth <= 0.2,
            )
        )
    return promised
