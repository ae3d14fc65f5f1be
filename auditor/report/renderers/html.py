"""The report as one self-contained HTML file. Its one script only helps, nothing is fetched, the same report the same bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from auditor.audit.results import FindingOut
from auditor.audit.summary.nouns import LookedAt
from auditor.config.report import Length
from auditor.model import Severity, messages
from auditor.model.messages import voice
from auditor.report import Report, labels, progress, wording
from auditor.report.renderer import Renderer
from auditor.report.renderers import helper, house, notes, shapes, templates, texts, typeface

SCREEN_LIST = 200
"""Things passed shown under one check on a screen, where they fold away."""

PAPER_LIST = 8
"""The same on paper, where they do not."""

SHOWN_FINDINGS, SHOWN_ON_PAPER = 3, 2
"""Findings of one check that are told before the rest folds away, or on paper is left to the full edition. Our defaults."""

SHOWN_IN_FULL = 50
"""Findings of one check that a screen tells with all their evidence; further ones are rows of a table. Our default: ten thousand of
them in full take a browser seconds to open."""

SHOWN_ROWS = 6
"""Pages or profiles in a table that stands open on a screen; longer ones fold away. Our default."""

SHOWN_REFS = 15
"""Posts behind a share that a screen links to, of each kind; posts.csv lists all. Our default."""

MOST_PLANNED = 1_000
PLANNED: Mapping[Length, int] = {"summary": 18, "report": 20, "full": MOST_PLANNED}
"""Actions of a plan on paper: what fits on a sheet, unless more are critical. Screens have room for all."""


def render(report: Report) -> str:
    """Return the document for screens and for printing from a browser."""
    return document(report, paper=False)


def document(report: Report, *, paper: bool) -> str:
    """Return the document; with `paper` the edition that becomes the PDF."""
    environment = _environment(report.presentation.templates)
    template = environment.get_template(templates.MAIN)
    sheet = environment.loader.get_source(environment, "print.css" if paper else "report.css")[0]  # type: ignore[union-attr]
    looks = house.style_sheet(report.branding, paper=paper)
    made = template.render(
        report=report,
        language=voice().code,
        paper=paper,
        length=report.length,
        full=report.length == "full",
        anchor=_Anchors(),
        pictures=_Pictures(report.pages),
        most=PAPER_LIST if paper else SCREEN_LIST,
        most_actions=_planned(report) if paper else MOST_PLANNED,
        shown_findings=SHOWN_FINDINGS,
        shown_on_paper=SHOWN_ON_PAPER,
        shown_in_full=SHOWN_IN_FULL,
        shown_rows=SHOWN_ROWS,
        script=helper.script() if not paper and report.length != "summary" else None,
        answer_words=wording.answer_words(),
        shown_refs=SHOWN_REFS,
        shown_parts=tuple(part for part in report.branding.sections if report.length != "summary" or part == "plan"),
        tints=house.tints(report.branding),
        style=Markup(f"{typeface.style_sheet(paper=paper)}\n{texts.in_css(sheet)}{looks}"),  # noqa: S704 - ours, with colours and quoted lines
    )
    # Where a line may break is told by the style sheet on paper; each of these would be an element, and of all there is a tenth.
    return made.replace("<wbr>", "") if paper else made


def _planned(report: Report) -> int:
    critical = sum(action.severity == Severity.CRITICAL.label for action in report.actions)
    return min(max(PLANNED[report.length], critical), MOST_PLANNED)


def _write(report: Report, path: Path) -> None:
    path.write_text(render(report), encoding="utf-8", newline="\n")


RENDERER = Renderer(interface=1, name="html", title="One self-contained page", file="report.html", render=_write)


class _Pictures:
    """Hands out the pictures of pages, each once: beside the first finding about its page, or at last where pages are listed."""

    def __init__(self, pages: Iterable[LookedAt]) -> None:
        self._left = {page.url: page for page in pages if page.picture}

    def of(self, told: Iterable[FindingOut], most: int = 2) -> list[LookedAt]:
        """Return the pages with a picture that these findings are about, the first ones."""
        wanted = [url for url in dict.fromkeys(one.subject for one in told) if url in self._left]
        return [self._left.pop(url) for url in wanted[:most]]

    def left(self) -> list[LookedAt]:
        """Return the pages whose picture stands beside no finding."""
        return list(self._left.values())


class _Anchors:
    """Hands out ids of one document, each once: two findings may be about one subject."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def __call__(self, wanted: str) -> str:
        self._given[wanted] += 1
        again = self._given[wanted]
        return wanted if again == 1 else f"{wanted}-{again}"


_FILTERS: Mapping[str, Callable[..., object]] = {
    "accepted": wording.accepted,
    "brief": texts.brief,
    "capital": texts.capital,
    "count": texts.count,
    "day": texts.day,
    "first_paragraph": wording.first_paragraph,
    "headed": notes.headed,
    "note": notes.note,
    "parted": notes.parted,
    "first_sentence": wording.first_sentence,
    "grouped": texts.grouped,
    "in_a_row": progress.in_a_row,
    "inline": texts.inline,
    "label": lambda word, kind: labels.label(kind, word),
    "led": texts.led,
    "link": texts.link,
    "local": texts.local,
    "moment": texts.moment,
    "place": texts.place,
    "prose": texts.prose,
    "sentence": texts.sentence,
    "slug": texts.slug,
    "translated": messages.translated,
    "whole": texts.whole,
    "written": texts.written,
}
"""What templates can do with a value: `{{ value | name }}`."""


def _late(made: Callable[..., object]) -> Callable[..., object]:
    """Return a filter that runs whenever a report is made.

    Of a constant Jinja works it out only once, when a template is compiled, and so in the language of the first report.
    """

    @pass_context
    def told(_: Context, *args: object, **named: object) -> object:
        return made(*args, **named)

    return told


@cache
def _environment(folder: Path | None) -> Environment:
    environment = Environment(
        loader=templates.loader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=texts.seen,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update({name: _late(made) for name, made in _FILTERS.items()})
    templates.translatable(environment)
    environment.globals.update(
        arc=shapes.arc,
        heat_scale=shapes.heat_scale,
        heat_step=shapes.heat_step,
        on_arc=shapes.on_arc,
        short=shapes.short,
    )
    return environment
