"""Which runs of capitalised words are told as persons: by themselves, by what is said beside them, by the company they keep. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.analysis.pii.context import Context, Place
from auditor.analysis.pii.evidence import is_beside_details, is_introduced
from auditor.analysis.pii.likeness import LIKELY, NONE, OPEN, SURE, begins_as_name, is_listed, is_plain, likeness
from auditor.analysis.pii.runs import Run, is_possible, is_shouted, runs_in
from auditor.text.fold import fold
from auditor.text.people import lexicon

_NEAR = 2
"""Lines between entries of one list. Our default."""
_MANY = 4
"""Capitalised runs of one line from which it is a list. Our default."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A run that is told as a person."""

    run: Run
    place: Place
    told_by: str
    """As in `Person.told_by`."""
    title: str


def judged(context: Context, lang: str) -> Iterator[Judged]:
    """Yield the runs that are told as persons: first by themselves, then by the company they keep."""
    page = _Page(context, lang)
    open_: list[tuple[Run, Place]] = []
    sure: list[Judged] = []
    for place in context.cells():
        for run in runs_in(context.text, place.start, place.end, lang):
            if not page.is_candidate(place, run):
                continue
            one = page.judge(place, run)
            if one is not None:
                sure.append(one)
            elif not lexicon.is_known(run.honorific, tuple(token.folded for token in run.words)):
                open_.append((run, place))
    sure = [one for one in sure if one.told_by != "given name" or not page.is_among_things(one)]
    yield from sure
    yield from _beside(context, lang, sure, open_)


class _Page:
    """What was met on a page so far."""

    def __init__(self, context: Context, lang: str) -> None:
        self._context = context
        self._lang = lang
        self._brands: set[int] = set()
        self._things: dict[int, int] = defaultdict(int)
        self._names: dict[int, int] = defaultdict(int)

    def is_candidate(self, place: Place, run: Run) -> bool:
        """Return whether a run may be a person, and keep in mind the lines with brands, places and things."""
        if lexicon.is_known(run.honorific, tuple(token.folded for token in run.words)):
            self._brands.add(place.line)
        if self._context.is_street(run):
            return False
        if lexicon.is_example(tuple(token.folded for token in run.words)):
            return False
        if not is_possible(run) or self._context.is_firm(run):
            role = lexicon.role_in(self._context.text[run.start : run.end])
            self._things[place.line] += len(run.core) > 1 and not role
            return False
        return True

    def judge(self, place: Place, run: Run) -> Judged | None:
        """Return the run as a person, if something speaks for one."""
        context = self._context
        told_by, title = context.speaks(place, run)
        said = tuple(token.folded for token in run.words)
        if told_by == "mailbox" and " ".join(said) in lexicon.towns():
            told_by = ""  # milton.keynes@ is a branch's
        if run.honorific and fold(f"{run.honorific} {' '.join(said)}") in lexicon.known():
            return None
        if lexicon.is_known("", said) and told_by not in {"form of address", "mailbox"}:
            return None
        level = likeness(run, context.small_words, self._lang)
        self._names[place.line] += level >= LIKELY
        self._things[place.line] += level < LIKELY and len(run.core) > 1
        if not told_by and level and (title := context.role_beside(place, run)):
            told_by = "role" if lexicon.is_sure_role(title) or level > OPEN else ""
        return _by_level(context, place, run, level, told_by, title)

    def is_among_things(self, one: Judged) -> bool:
        """Return whether a name stands in a list of brands, places or products: beside a brand, or most of what is beside it are such."""
        line = one.place.line
        near = [other for other in range(line - _NEAR, line + _NEAR + 1) if other != line]
        if line in self._brands or any(other in self._brands for other in near):
            return True
        things, persons = self._things[line], self._names[line]
        if things + persons >= _MANY and things > persons:
            return True
        # An unknown family name in a column of things is one of them.
        lined = sum(self._things[other] == 1 and not self._names[other] for other in near)
        return lined >= _MANY - 1 and not is_listed(one.run) and self._context.is_whole(one.place, one.run)


def _by_level(context: Context, place: Place, run: Run, level: int, told_by: str, title: str) -> Judged | None:
    shown = level >= LIKELY and (is_introduced(context, run) or is_beside_details(context, place, run))
    if level == SURE and not is_shouted(run):
        return Judged(run, place, _told(told_by) or ("label" if shown else "given name"), title or run.role_behind)
    if level >= LIKELY and (told_by or run.role_behind):
        return Judged(run, place, _told(told_by) or "role", title or run.role_behind)
    if level >= LIKELY and _is_signed(context, place, run):
        return Judged(run, place, "given name", "")
    if shown and is_plain(run, context.small_words):
        return Judged(run, place, "label", "")
    # Of an unknown name in capitals a form of address or a mailbox has to speak: headings and products are written so.
    if (
        level == OPEN
        and told_by not in {"", "weak label"}
        and (told_by in {"form of address", "mailbox"} or not is_shouted(run))
    ):
        return Judged(run, place, told_by, title)
    return None


def _told(told_by: str) -> str:
    return told_by.removeprefix("weak ")


def _is_signed(context: Context, place: Place, run: Run) -> bool:
    """Return whether a given name and an initial stand at the beginning of a line, as under a quotation: `- Jane D.`."""
    before = context.text[place.start : run.start]
    return len(run.core) == 1 and run.words[-1].is_initial and not any(map(str.isalnum, before))


def _beside(context: Context, lang: str, sure: list[Judged], open_: list[tuple[Run, Place]]) -> Iterator[Judged]:
    """Yield runs that stand where persons stand: in the same column of a table, or in a list of nothing but names."""
    columns: dict[tuple[int, int], int] = defaultdict(int)
    for one in sure:
        if one.place.table >= 0 and context.is_whole(one.place, one.run):
            columns[(one.place.table, one.place.column)] += 1
    lines = {one.place.line for one in sure}
    families = {one.run.core[-1].folded for one in sure}
    listed = _in_list(context, sure, open_)
    for run, place in open_:
        level = likeness(run, context.small_words, lang)
        if level == LIKELY and len(run.core) > 1 and run.core[-1].folded in families:
            yield Judged(run, place, "given name", "")
            continue
        if run.start in listed:
            yield Judged(run, place, "table", "")
            continue
        if level == NONE or is_shouted(run):
            continue
        in_column = columns.get((place.table, place.column), 0) >= 2 and context.is_whole(place, run)
        headed = place.table >= 0 and context.is_headed(place) and context.is_whole(place, run)
        if headed or in_column or (place.line in lines and context.is_list_of_names(place)):
            yield Judged(run, place, "table", context.role_beside(place, run))


def _in_list(context: Context, sure: list[Judged], open_: list[tuple[Run, Place]]) -> set[int]:
    """Return the offsets of names in lists: each alone on its line, near a person or others of its kind.

    A listed name needs one person or two others beside it, one with an unknown or ambiguous family name two.
    """
    alone = {
        place.line: run
        for run, place in open_
        if begins_as_name(run, context.small_words) and not is_shouted(run) and context.is_whole(place, run)
    }
    listed = {line for line, run in alone.items() if is_listed(run)}
    persons = {one.place.line for one in sure if context.is_whole(one.place, one.run)}
    found = set()
    for line, run in alone.items():
        near = [other for other in range(line - _NEAR, line + _NEAR + 1) if other != line]
        others = sum(other in persons for other in near), sum(other in listed for other in near)
        if sum(others) > 1 or (others[0] and line in listed):
            found.add(run.start)
    return found
