"""Find phone and fax numbers in a page's text.

Digits are everywhere: dates, prices, opening hours, registers. A run of digits is taken for a number to call where a
numbering plan has it and it is written like one, or where a label says so and nothing speaks against it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from auditor.collect.extract import labels
from auditor.collect.extract.digit_runs import (
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
from auditor.collect.extract.labels import Label, Says
from auditor.collect.extract.phone_numbers import Number, Regions, country_in, digits, plain, understand
from auditor.collect.extract.stacks import stacked
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
    r"(?:\+?1[ .-]{0,2})?(?:[(\[] ?\d{3} ?[)\]][ .-]{0,3}\d{3}(?:[ .-]| [.-] )\d{4}|\d{3}/\d{3}-\d{4}|\d{3}([ .-])\d{3}[ .-]{1,2}\d{4}"
    r"|\d{3}[ .-]{1,3}\d{3}[.-]\d{4}|\d{3} ?([.-]) ?\d{3} ?\2 ?\d{4})"
)
_PLACEHOLDER = re.compile(r"(?:\+?1[ .-]{0,2})?\(\d{3}\) ?\d{3}-\d{4}|\+?1([-.])\d{3}\1\d{3}\1\d{4}")
"""Written so like a North American number that a reader takes it for one, whether it exists or not."""

_DIALLED_IN_FULL = re.compile(r"1[38]00\d{6}|13\d{4}")
_DIGIT = re.compile(r"\d")
_SAYS_MORE = re.compile(r"\w")
_PLURAL = re.compile(r"\b(?:numbers|phones|faxes|nummern|numéros|números|numeri|nummers|numery)\b", re.IGNORECASE)
_COUNTRY_WINDOW, _LONGEST_COUNTRY_LINE, _ABOVE = 40, 60, 600


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


def find_numbers(text: str, regions: Regions, signs: Sequence[tuple[int, Says]] = ()) -> list[Found]:
    """Return the phone and fax numbers in `text`, one block a line and cells of a table between tabs, in their order.

    `signs` are icons and the like that say what the next number is: each its offset into `text` and its meaning.
    """
    return list(_Finder(plain(text[:_MOST_TEXT]), regions, signs).found())


class _Finder:
    """Walks through the lines; what stood in the lines above bears on those below."""

    def __init__(self, text: str, regions: Regions, signs: Sequence[tuple[int, Says]]) -> None:
        self._text = text
        self._signs = signs
        self._offset = 0
        """Of the line being read."""
        self._trailing = False
        """Whether labels stand behind the numbers of the line."""
        self._stack: list[Says] = []
        """What is said of the lines to come."""
        self._beside: Says | None = None
        """What a label says that stands beside the line, in a stack of them."""
        self._regions = regions
        self._left = _MOST_TRIED
        self._places_left = _MOST_PLACES
        self._columns: dict[int, Says] = {}
        self._heading: Says | None = None
        self._shared: Label | None = None
        """What a number shares with those that follow it: its label, and whether that was one to rely on."""

    def found(self) -> Iterator[Found]:
        previous = ""
        heading_runs_on = False
        lines = self._text.split("\n")
        for index, line in enumerate(lines):
            runs, vanity = (runs_in(line), vanity_in(line)) if _DIGIT.search(line) else ([], [])  # as most lines
            if "\t" not in line:
                self._columns = {}
            elif not runs and (columns := labels.columns(line)):
                self._columns = columns
            if runs or vanity:
                if not heading_runs_on:
                    self._heading = labels.heading(previous)
                if not self._stack and self._heading is not None:
                    self._stack = stacked(lines, index)
                self._beside = self._stack.pop(0) if self._stack else None
                found = self._in_line(line, runs, vanity)
                offset = self._offset
                yield from (replace(one, start=one.start + offset, end=one.end + offset) for one in found)
                # "Fax:" and then one number a line: the heading speaks for all of them.
                heading_runs_on = bool(found) and (heading_runs_on or _heads_several(previous))
            else:
                heading_runs_on, self._stack = False, []
            previous = line
            self._offset += len(line) + 1

    def _in_line(self, line: str, runs: list[Run], vanity: list[tuple[int, int]]) -> list[Found]:
        found: list[Found] = []
        self._trailing = labels.stand_behind(line, [(run.start, run.end) for run in runs])
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
        return _shared_out(line, sorted(found, key=lambda one: one.start))

    def _vanity(self, line: str, spans: list[tuple[int, int]], found: list[Found]) -> None:
        for start, spelled_end in spans:
            regions = (*self._regions.likely, "US")
            number = understand(line[start:spelled_end], regions)
            if not number.valid and (longer := _DIALLED_IN_FULL.match(digits(line[start:spelled_end]))) is not None:
                number = understand(longer[0], regions)  # Australian words may be longer than what is dialled
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
            speaks = label is not None or _is_alone(line, piece)
            number = self._of_country(line, piece, labelled=labelled) or self._accept(
                piece, labelled=labelled, speaks=speaks
            )
            if number is not None:
                return piece, number
            longest = longest or piece
        # Short ones need a label right in front of them: "Call 13 12 34", not "plain text files #14994".
        if longest is None or label is None or not may_be_unknown_number(longest):
            return None
        if label.touches or (labelled and longest.count >= _FEWEST_APART):
            return longest, Number(("+" if longest.international else "") + digits(longest.text), valid=False)
        return None

    def _of_country(self, line: str, piece: Slice, *, labelled: bool) -> Number | None:
        """Read it as a number of the country named in front of it, or above it where it begins like one and is labelled."""
        if piece.international or not self._regions.named:
            return None
        country = country_in(line[max(0, piece.start - _COUNTRY_WINDOW) : piece.start])
        if not country and labelled and piece.text.lstrip("([ ").startswith("0"):
            country = self._country_above()
        number = understand(piece.text, (country,)) if country else None
        if number is None or not number.valid:
            return None
        return number if labelled or (piece.count >= _FEWEST_APART and len(piece.lengths) >= 2) else None

    def _country_above(self) -> str:
        """Return the country that the short lines above name last."""
        above = self._text[max(0, self._offset - _ABOVE) : self._offset].split("\n")
        lines = (line for line in reversed(above) if len(line) <= _LONGEST_COUNTRY_LINE)
        return next((country for line in lines if (country := country_in(line))), "")

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
        if self._beside is not None:
            return Label(self._beside)
        since = found[-1].end if found and found[-1].end <= start else 0
        window = line[max(since, start - _WINDOW) : start].rstrip("+([")
        own = labels.before(window[window.rfind("\t") + 1 :])
        if own is not None:
            return own
        if (sign := self._sign(start, since)) is not None:
            return Label(sign)
        if found and since and labels.joins(line[since:start]) and "\t" not in line[since:start]:
            return self._shared
        column = self._columns.get(line.count("\t", 0, start)) if self._columns else None
        if column is not None:
            return Label(column)
        if "\t" in window and (label := labels.before(window)) is not None:
            return label
        return Label(self._heading) if self._heading is not None and not since else None

    def _sign(self, start: int, since: int) -> Says | None:
        """Return what an icon right in front of a number says."""
        index = bisect_right(self._signs, self._offset + start, key=lambda sign: sign[0]) - 1
        if index < 0 or (since and self._signs[index][0] < self._offset + since):
            return None
        place, says = self._signs[index]
        return None if _SAYS_MORE.search(self._text[place : self._offset + start]) else says

    def _says(self, line: str, start: int, end: int, found: list[Found]) -> Says:
        if self._trailing and (said := labels.behind(line[end : end + 40])) not in {None, Says.OTHER}:
            return said
        label = self._label(line, start, found)
        spoken = label is not None and label.says is not Says.OTHER
        if (
            not (spoken and label is not None and label is not self._shared and len(label.gap) <= 6)
            and labels.after(line[end : end + 40]) is Says.FAX
        ):
            return Says.FAX
        return label.says if label is not None and spoken else Says.PHONE


def _heads_several(line: str) -> bool:
    """Return whether a heading speaks for all the numbers below it."""
    return line.rstrip().endswith(":") or _PLURAL.search(line) is not None


def _shared_out(line: str, found: list[Found]) -> list[Found]:
    """Return the numbers of a line, "Tel/Fax: 273-1234 / 273-1299" made a phone and a fax number."""
    both = [index for index, one in enumerate(found) if one.says is Says.BOTH]
    if len(both) != 2 or both[1] != both[0] + 1:
        return found
    first, second = (found[index] for index in both)
    if not labels.joins(line[first.end : second.start]):
        return found
    found[both[0]], found[both[1]] = replace(first, says=Says.PHONE), replace(second, says=Says.FAX)
    return found


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
    words = "|".join(map(re.escape, facts("collect/extract/contact_words.toml")["extension"]["words"]))
    return re.compile(
        rf"\s?[,;]?\s?\(?\s?(?:(?:{words})(?![^\W\d_])\s?[.:#]{{0,2}}|#)\s?\d{{1,6}}(?!\d)\)?", re.IGNORECASE
    )


def _extension_end(line: str, end: int) -> int:
    match = _extension().match(line, end, end + 40)
    return match.end() if match else end
