"""Find phone and fax numbers in a page's text.

Digits are everywhere: dates, prices, opening hours, registers. A run of digits is taken for a number to call where a
numbering plan has it and it is written like one, or where a label says so and nothing speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.collect import labels
from auditor.collect.labels import Label, Says
from auditor.collect.numbers import Number, Regions, digits, plain, understand
from auditor.collect.runs import (
    Run,
    Slice,
    behind_break,
    looks_otherwise,
    may_be_unknown_number,
    may_begin,
    runs_in,
    slices_from,
    vanity_in,
)
from auditor.resources import facts

_WINDOW = 90
"""Characters in front of a number that are searched for its label."""
_MOST_TRIED = 4_000
"""Pieces of digits that are tried on a page; each costs a few tens of microseconds for each country."""
_MOST_PLACES = 10_000
"""Places on a page where a number might begin."""
_MOST_TEXT = 400_000
_FEWEST_APART = 7
"""Digits of a number that no numbering plan knows, where words stand between it and its label."""
_IN_BRACKETS = re.compile(r"\s?\(([\d .-]{4,20})\)")
_NANP_COUNTRY = "+1"
_NANP_SHAPE = re.compile(
    r"(?:\+?1[ .-]{0,2})?(?:\(\d{3}\)[ .-]{0,2}\d{3}[ .-]\d{4}|\d{3}/\d{3}-\d{4}|\d{3}([ .-])\d{3}[ .-]{1,2}\d{4}|\d{3}[ .-]{1,3}\d{3}[.-]\d{4})"
)
_PLACEHOLDER = re.compile(r"(?:\+?1[ .-]{0,2})?\(\d{3}\) ?\d{3}-\d{4}|\+?1([-.])\d{3}\1\d{3}\1\d{4}")
"""Written so like a North American number that a reader takes it for one, whether it exists or not."""

_SAYS_MORE = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Found:
    """A number in the text."""

    start: int
    """Offset of its first sign."""
    end: int
    """Offset behind its last sign, extension included."""
    number: Number
    says: Says
    """PHONE, FAX or BOTH."""


def find_numbers(text: str, regions: Regions) -> list[Found]:
    """Return the phone and fax numbers in `text`, one block a line and cells of a table between tabs, in their order."""
    return list(_Finder(plain(text[:_MOST_TEXT]), regions).found())


class _Finder:
    """Walks through the lines; what stood in the lines above bears on those below."""

    def __init__(self, text: str, regions: Regions) -> None:
        self._text = text
        self._regions = regions
        self._left = _MOST_TRIED
        self._places_left = _MOST_PLACES
        self._columns: dict[int, Says] = {}
        self._heading: Says | None = None
        self._shared: Label | None = None
        """What a number shares with those that follow it: its label, and whether that was one to rely on."""

    def found(self) -> Iterator[Found]:
        offset = 0
        previous = ""
        heading_runs_on = False
        for line in self._text.split("\n"):
            runs = runs_in(line)
            vanity = vanity_in(line)
            if "\t" not in line:
                self._columns = {}
            elif not runs and (columns := labels.columns(line)):
                self._columns = columns
            if runs or vanity:
                if not heading_runs_on:
                    self._heading = labels.heading(previous)
                found = self._in_line(line, runs, vanity)
                yield from (Found(one.start + offset, one.end + offset, one.number, one.says) for one in found)
                # "Fax:" and then one number a line: the heading speaks for all of them.
                heading_runs_on = bool(found) and (heading_runs_on or previous.rstrip().endswith(":"))
            else:
                heading_runs_on = False
            previous = line
            offset += len(line) + 1

    def _in_line(self, line: str, runs: list[Run], vanity: list[tuple[int, int]]) -> list[Found]:
        found: list[Found] = []
        self._vanity(line, vanity, found)
        spelled = found[:20]
        end = 0
        for run in runs:
            if self._left <= 0:
                break
            if run.start < end or any(one.start < run.end and run.start < one.end for one in spelled):
                continue
            self._in_run(line, run, found)
            end = max(end, found[-1].end if found else 0)
        return sorted(found, key=lambda one: one.start)

    def _vanity(self, line: str, spans: list[tuple[int, int]], found: list[Found]) -> None:
        for start, spelled_end in spans:
            number = understand(line[start:spelled_end], (*self._regions.likely, "US"))
            if not number.valid:
                continue
            # "(212) NEW-YORK (639-9675)": the same number again, in digits.
            again = _IN_BRACKETS.match(line, spelled_end)
            end = again.end() if again and number.value.endswith(digits(again[1])[-7:]) else spelled_end
            found.append(Found(start, end, number, self._says(line, start, end, [])))

    def _in_run(self, line: str, run: Run, found: list[Found]) -> None:
        index = 0
        while index < len(run.groups):
            self._places_left -= 1
            if not may_begin(line, run, index) or self._places_left <= 0:
                index += 1
                continue
            label = self._label(line, run.groups[index][0], found)
            if label is not None and label.forbids:
                index = behind_break(line, run, index)
                continue
            taken = self._take(line, run, index, label)
            if taken is None or self._left <= 0:
                index += 1
                continue
            piece, number = taken
            end = _extension_end(line, piece.end)
            says = self._says(line, piece.start, end, found)
            found.append(Found(piece.start, end, number, says))
            self._shared = Label(says, lone_letter=label is None or not label.close)
            index = self._tails(line, run, piece, number, found)

    def _take(self, line: str, run: Run, index: int, label: Label | None) -> tuple[Slice, Number] | None:
        """Return the slice of the run from group `index` on that is a number, the longest that will do."""
        labelled = label is not None and label.close
        longest: Slice | None = None
        for piece in slices_from(line, run, index, labelled=labelled):
            if looks_otherwise(line, piece, labelled=labelled):
                continue
            self._left -= 1
            number = self._accept(piece, labelled=labelled, speaks=label is not None or _is_alone(line, piece))
            if number is not None:
                return piece, number
            longest = longest or piece
        # Short ones need a label right in front of them: "Call 13 12 34", not "plain text files #14994".
        if longest is None or label is None or not may_be_unknown_number(longest):
            return None
        if label.touches or (labelled and longest.count >= _FEWEST_APART):
            return longest, Number(("+" if longest.international else "") + digits(longest.text), valid=False)
        return None

    def _accept(self, piece: Slice, *, labelled: bool, speaks: bool) -> Number | None:
        number = understand(piece.text, self._regions.likely)
        if not number.valid and labelled:
            number = understand(piece.text, self._regions.named)
        if number.valid and (labelled or _carries_country(piece, number) or _is_shaped(piece, number, speaks=speaks)):
            return number
        if _NANP_SHAPE.fullmatch(piece.text):
            number = understand(piece.text, ("US",))
            return number if number.valid or _PLACEHOLDER.fullmatch(piece.text) else None
        return None if number.valid else self._thinkable(piece)

    def _thinkable(self, piece: Slice) -> Number | None:
        """Take it for a number without saying whose, where a country of the page's language would write one so."""
        if piece.international:
            possible = piece.count >= 9 and len(piece.lengths) >= 3
            return Number("+" + digits(piece.text), valid=False) if possible else None
        number = understand(piece.text, self._regions.thinkable)
        if number.valid and number.national.startswith("0") and _is_shaped(piece, number, speaks=False):
            return Number(digits(piece.text), valid=False)
        return None

    def _tails(self, line: str, run: Run, piece: Slice, number: Number, found: list[Found]) -> int:
        """Add numbers written by their last digits, as in "6475 3203 / 3206", and return the group to go on from."""
        index = piece.last + 1
        says = found[-1].says
        while number.valid and index < len(run.groups):
            tail = run.tail(line, index)
            if tail is None or tail.count > min(8, len(number.national) - 2):
                break
            other = understand(number.value[: -tail.count] + digits(tail.text), ())
            if not other.valid:
                break
            found.append(Found(tail.start, tail.end, other, says))
            index = tail.last + 1
        return index

    def _label(self, line: str, start: int, found: list[Found]) -> Label | None:
        """Return the label of a number that begins at `start`: in front of it, above it, or shared with the last one."""
        since = found[-1].end if found and found[-1].end <= start else 0
        window = line[max(since, start - _WINDOW) : start].rstrip("+([")
        own = labels.before(window[window.rfind("\t") + 1 :])
        if own is not None:
            return own
        if found and since and labels.joins(line[since:start]) and "\t" not in line[since:start]:
            return self._shared
        column = self._columns.get(line.count("\t", 0, start)) if self._columns else None
        if column is not None:
            return Label(column)
        if "\t" in window and (label := labels.before(window)) is not None:
            return label
        return Label(self._heading) if self._heading is not None and not since else None

    def _says(self, line: str, start: int, end: int, found: list[Found]) -> Says:
        label = self._label(line, start, found)
        spoken = label is not None and label.says is not Says.OTHER
        if (
            not (spoken and label is not None and len(label.gap) <= 6)
            and labels.after(line[end : end + 40]) is Says.FAX
        ):
            return Says.FAX
        return label.says if label is not None and spoken else Says.PHONE


def _carries_country(piece: Slice, number: Number) -> bool:
    return piece.international or (not number.region and len(piece.lengths) >= 3)


def _is_shaped(piece: Slice, number: Number, *, speaks: bool) -> bool:
    """Return whether digits that no label vouches for are written the way its country writes a phone number."""
    lengths = piece.lengths
    if len(lengths) < 2:
        return False
    if number.value.startswith(_NANP_COUNTRY):
        return _NANP_SHAPE.fullmatch(piece.text) is not None
    # "20 7946 0958" on a British page lacks the zero that a number there begins with.
    if not digits(piece.text).endswith(number.national):
        return False
    if number.national.startswith("0") or piece.text.startswith("("):
        return piece.count >= 8 or (speaks and piece.count >= 7)
    return speaks or (len(lengths) >= 3 and min(lengths[1:]) >= 2)


def _is_alone(line: str, piece: Slice) -> bool:
    """Return whether nothing else stands on its line or in its cell."""
    ahead, behind = line[max(0, piece.start - 20) : piece.start], line[piece.end : piece.end + 20]
    return not _SAYS_MORE.search(ahead.rpartition("\t")[2]) and not _SAYS_MORE.search(behind.partition("\t")[0])


@cache
def _extension() -> re.Pattern[str]:
    words = "|".join(map(re.escape, facts("collect/contact_words.toml")["extension"]["words"]))
    return re.compile(
        rf"\s?[,;]?\s?\(?\s?(?:(?:{words})(?![^\W\d_])\s?[.:#]{{0,2}}|#)\s?\d{{1,6}}(?!\d)\)?", re.IGNORECASE
    )


def _extension_end(line: str, end: int) -> int:
    match = _extension().match(line, end, end + 40)
    return match.end() if match else end
