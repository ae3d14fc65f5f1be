"""Runs of digits in a line: where numbers may begin and end in them, and what else they may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import islice

from auditor.resources import facts

_FEWEST, _FEWEST_BARE = 5, 7
"""Digits of a number with a label, and without: an island's numbers are shorter, but nothing tells them apart then."""
_MOST_PARTS = 9
"""Groups of digits in one number: eight pairs and a country code at most."""
_MOST = 17
"""Digits of a number: 15 by E.164, and two for an exit code."""
_MOST_GROUPS = 40
_MOST_SPELLED = 200
"""Vanity numbers of a line that are looked at."""
_RUN = re.compile(r"(?:\(?\+ ?\(?|[(\[] ?)?\d(?:[ .\-/()\[\]~_]{0,4}\d)*+", re.ASCII)
_SPREAD = re.compile(r"(?:\+?1[ .-]{1,3})?(?:[(\[] ?\d{3} ?[)\]] ?|\d{3} ?[.-] ?)\d{3} ?([.-]) ?\d{4}(?![\d-])")
"""An American number with blanks around what parts its groups."""
_SLASHED = re.compile(r"\d{3}/\d{3}-\d{4}(?!\d)")
"""An American way of writing area codes."""
_GROUP = re.compile(r"\d+", re.ASCII)
_TOLL_FREE = r"(?:1[-. ]?)?\(?8(?:00|33|44|55|66|77|88)\)?"
_VANITY = re.compile(
    # 1-800-FLOWERS, 1.888.LUTRON1, (212) NEW-YORK, 1300 CALL NOW, 0800 REPAIR, 1-800-go-fedex
    rf"(?<![\w-])(?:(?:(?:{_TOLL_FREE}[-. ]|1[-. ]\d{{3}}[-. ]|\(\d{{3}}\) ?)|(?:1300|1800|0800|0508|13)[- ])"
    r"(?:[A-Z0-9](?:[-.]?[A-Z0-9]){5,11}|[A-Z]{1,5} [A-Z]{2,6})"
    r"|1-8(?:00|33|44|55|66|77|88)-[A-Za-z0-9](?:-?[A-Za-z0-9]){6})(?![A-Za-z0-9])"
)
_LETTERS = re.compile(r"[A-Z]{3}|\d-[A-Za-z-]{3}")

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = rf"(?:{_DAY}[./-]{_DAY}[./-](?:19|20)\d{{2}}|(?:19|20)\d{{2}}[./-]{_MONTH}[./-]{_DAY})"
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_TIME = rf"{_HOUR}[. ]{_MINUTE}"
_OTHER_SHAPES = re.compile(
    rf"{_DATE}(?:[ /-]{{1,3}}{_DATE}|[ -]{{1,3}}{_TIME}(?: ?- ?{_TIME})?)?"
    rf"|{_TIME} ?- ?{_TIME}(?:[ /]{{1,3}}{_TIME} ?- ?{_TIME})?"
    r"|97[89][ -]?\d{1,5}[ -]?\d{1,7}[ -]?\d{1,7}[ -]?\d|\d-\d{3}-\d{5}-\d"
)
"""Dates, opening hours and ISBNs, whatever stands in front of them."""
_YEARS_OR_DECIMAL = r"(?:19|20)\d{2}(?:[ /-]{1,3}(?:19|20)\d{2})+|\d+\.\d+"
_NO_UNKNOWN_NUMBER = re.compile(_YEARS_OR_DECIMAL)
_LIKELY_OTHER_SHAPES = re.compile(
    rf"{_DAY}[./-]{_DAY}[./-]\d{{2}}|{_HOUR}{_MINUTE} ?- ?{_HOUR}{_MINUTE}|\d{{5}}-\d{{4}}|{_YEARS_OR_DECIMAL}"
)
"""Dates of two-digit years, hours without a dot, spans of years, decimals, American postcodes: also seen as numbers to call."""
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_IN_URL = re.compile(r"://|www\.|\.\w{2,5}/|[?&]\w+=")
_IBAN_HEAD = re.compile(r"\b[A-Z]{2}\d{2}(?: ?\w{4})* ?$")
_RUN_TOGETHER = re.compile(r"(?:FAX|PHONE|CELL|TEL|[TFM]:)")
"""The label of the next number, where a blank went missing."""
_BEHIND_NUMBER = re.compile(r"\d/\Z")
_NOT_BEFORE = frozenset("#@$€£¥=&?%_/\\")


@dataclass(frozen=True, slots=True)
class Run:
    """Digits with nothing but blanks, dots, dashes, slashes and brackets between them."""

    start: int
    end: int
    groups: tuple[tuple[int, int], ...]
    """Offsets of each group of digits."""
    international: bool
    """Begins with a plus."""

    def begins_anew(self, line: str, index: int) -> bool:
        """Return whether group `index` has a second trunk prefix and digits enough: "030 1234567 030 7654321"."""
        if self.international or line[self.groups[0][0]] != "0" or line[self.groups[index][0]] != "0":
            return False
        return sum(end - begin for begin, end in self.groups[index:]) >= 7

    def tail(self, line: str, index: int) -> Slice | None:
        """Return the groups from `index` to the next strong break, where a slash stands in front of them."""
        between = line[self.groups[index - 1][1] : self.groups[index][0]]
        if "/" not in between:
            return None
        last = index
        while last + 1 < len(self.groups) and not _break(line, self, last, 0):
            last += 1
        piece = Slice.of(line, self, index, last, crosses=False)
        return piece if piece.count >= 3 or between.rstrip().endswith("-") else None


@dataclass(frozen=True, slots=True)
class Slice:
    """Some groups of a run that may be one number."""

    start: int
    end: int
    text: str
    last: int
    """Index of its last group."""
    lengths: tuple[int, ...]
    """Digits in each group."""
    international: bool
    crosses: bool
    """Holds a separator that more often parts two numbers than the halves of one."""

    @property
    def count(self) -> int:
        """How many digits it has."""
        return sum(self.lengths)

    @classmethod
    def of(cls, line: str, run: Run, first: int, last: int, *, crosses: bool) -> Slice:
        """Cut groups `first` to `last` out of a run, with the bracket or plus in front."""
        start = run.start if first == 0 else run.groups[first][0]
        if first and line[start - 1 : start] in {"(", "["}:
            start -= 1
        end = run.groups[last][1]
        if line[start] in "([" and not any(sign in line[start:end] for sign in ")]"):
            start += 1
        lengths = tuple(stop - begin for begin, stop in run.groups[first : last + 1])
        return cls(start, end, line[start:end], last, lengths, run.international and first == 0, crosses)


def runs_in(line: str) -> list[Run]:
    """Return the runs of `line` that hold enough digits for a number."""
    found = []
    for match in _RUN.finditer(line):
        if match.end() - match.start() < _FEWEST:
            continue
        groups = tuple(
            group.span() for group in _GROUP.finditer(line, match.start(), min(match.end(), match.start() + 400))
        )
        if sum(end - start for start, end in groups) >= _FEWEST:
            found.append(Run(match.start(), match.end(), groups[:_MOST_GROUPS], "+" in match[0]))
    return found


def vanity_in(line: str) -> list[tuple[int, int]]:
    """Return where numbers stand that are spelled with capital letters, such as 1-800-FLOWERS."""
    if not _LETTERS.search(line):
        return []
    return [match.span() for match in islice(_VANITY.finditer(line), _MOST_SPELLED) if _is_vanity(match[0])]


def _is_vanity(written: str) -> bool:
    word = written.lstrip("1-. (")[3:].lstrip(") -.")
    letters = re.sub(r"[^A-Z0-9]", "", word.upper())
    if sum(sign.isalpha() for sign in letters) < 3:
        return False
    # "(212) REVIEWS" and "800 PLANTER" are a count and a word; a hyphen or a leading 1 makes a number of them.
    sure = "-" in written or written.startswith(("1-", "1.", "1 ", "1300", "1800", "0", "13"))
    return sure and len(letters) >= 6 and (" " not in word.strip() or len(letters) <= 7)


class _Break(IntEnum):
    """How surely two groups of digits are of two numbers."""

    NONE = 0
    LIKELY = 1
    """A slash or a dash with blanks around: also found between an area code and the rest."""
    SURE = 2


def _break(line: str, run: Run, index: int, count: int) -> _Break:
    """Judge what stands between group `index` and the next; `count` digits were there before."""
    begin, end = run.groups[index + 1]
    between = line[run.groups[index][1] : begin]
    if ". " in between or (("(" in between or "[" in between) and count >= _FEWEST and line[begin:end] != "0"):
        return _Break.SURE
    if between == " " and count >= 8 and end - begin >= 3 and run.begins_anew(line, index + 1):
        return _Break.SURE
    return _Break.LIKELY if "/" in between or " - " in between else _Break.NONE


def behind_break(line: str, run: Run, index: int) -> int:
    """Return the first group behind the next break from group `index` on; the number of groups where there is none."""
    count = 0
    for place in range(index, len(run.groups) - 1):
        count += run.groups[place][1] - run.groups[place][0]
        if _break(line, run, place, count):
            return place + 1
    return len(run.groups)


def slices_from(line: str, run: Run, first: int, *, labelled: bool) -> Iterator[Slice]:
    """Yield what may be one number from group `first` on: first without, then across one likely break; the longest first."""
    start = run.groups[first][0]
    begins_like_one = run.international or line[run.start] in "([" or line[start] == "0" or _SLASHED.match(line, start)
    within, across = _ends(line, run, first)
    if (spread := _spread(line, run, first)) and spread not in within:
        within = [*(last for last in within if last <= spread), spread]
    for crosses, lasts in ((False, within), (True, across if labelled or begins_like_one else [])):
        for last in reversed(lasts):
            piece = Slice.of(line, run, first, last, crosses=crosses)
            if piece.count >= (_FEWEST if labelled else _FEWEST_BARE) and len(piece.lengths) <= _MOST_PARTS:
                yield piece


def _spread(line: str, run: Run, first: int) -> int:
    """Return the group at which an American number ends that blanks tear apart; 0 where none begins."""
    match = _SPREAD.match(line, run.start if first == 0 else run.groups[first][0])
    return next((index for index, (_, end) in enumerate(run.groups) if match and end == match.end()), 0)


def _ends(line: str, run: Run, first: int) -> tuple[list[int], list[int]]:
    """Return the groups at which a number that begins with `first` may end: before, and behind the first likely break."""
    within: list[int] = []
    across: list[int] = []
    count = breaks = 0
    for index in range(first, len(run.groups)):
        begin, end = run.groups[index]
        count += end - begin
        if count > _MOST:
            break
        last = index + 1 == len(run.groups)
        judged = _Break.NONE if last else _break(line, run, index, count)
        if last or judged or _may_end(line, run, index):
            (across if breaks else within).append(index)
        breaks += judged is _Break.LIKELY
        if judged is _Break.SURE or breaks > 1:
            break
    return within, across


def may_begin(line: str, run: Run, index: int) -> bool:
    """Return whether a number may begin with group `index`: not in the middle of "75755-9343"."""
    if index == 0:
        return True
    between = line[run.groups[index - 1][1] : run.groups[index][0]]
    return not between.startswith("-") and (" " in between or "/" in between or "(" in between)


def _may_end(line: str, run: Run, index: int) -> bool:
    begin, end = run.groups[index + 1]
    between = line[run.groups[index][1] : begin]
    return " " in between or "(" in between or ("-" in between and end - begin <= 3)


@cache
def _amounts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = facts("collect/extract/contact_words.toml")["amount"]
    before, after = ("|".join(map(re.escape, known[side])) for side in ("before", "after"))
    return re.compile(rf"(?:{before})\s?$", re.IGNORECASE), re.compile(rf"\s?(?:{after})(?![^\W\d_])", re.IGNORECASE)


def looks_otherwise(line: str, piece: Slice, *, labelled: bool) -> bool:
    """Return whether a slice is something else by its looks: a date, hours, years, an amount, part of a code or URL."""
    if _glued(line, piece, labelled=labelled) or _OTHER_SHAPES.fullmatch(piece.text):
        return True
    if piece.international or labelled:
        return False
    if _LIKELY_OTHER_SHAPES.fullmatch(piece.text) or _is_ip_address(piece):
        return True
    before, after = _amounts()
    ahead = line[max(0, piece.start - 40) : piece.start]
    return (
        before.search(ahead[-6:]) is not None
        or after.match(line, piece.end) is not None
        or _IBAN_HEAD.search(ahead) is not None
    )


def may_be_unknown_number(piece: Slice) -> bool:
    """Return whether digits that no numbering plan knows may still be meant as a number, where a label says so."""
    return not piece.crosses and piece.count >= _FEWEST and not _NO_UNKNOWN_NUMBER.fullmatch(piece.text)


def _is_ip_address(piece: Slice) -> bool:
    return _ADDRESS.fullmatch(piece.text) is not None and set(piece.lengths) != {2}


def _glued(line: str, piece: Slice, *, labelled: bool) -> bool:
    """Return whether letters or signs touch the digits that make them part of something else."""
    follows = line[piece.end : piece.end + 2]
    touched = follows[:1].isalpha() and not _begins_word(follows) and not _RUN_TOGETHER.match(line, piece.end)
    if follows[:1] == "@" or follows[:1].isdigit() or touched:
        return True
    if labelled or piece.international:
        return False
    ahead = line[max(0, piece.start - 80) : piece.start]
    if ahead and (ahead[-1].isalnum() or ahead[-1] in _NOT_BEFORE) and not _BEHIND_NUMBER.search(ahead):
        return True
    if ahead[-1:] in {"-", ".", ",", ":"} and ahead[-2:-1].isalnum() and ahead[-1] != ":":
        return True
    word = ahead.rsplit(None, 1)[-1] if ahead and not ahead[-1].isspace() else ""
    return _IN_URL.search(word) is not None


def _begins_word(follows: str) -> bool:
    """Return whether a new word begins: text run together without a blank, an extension, or a script without blanks."""
    return follows[0] in "xX" or not follows[0].isascii() or (follows[0].isupper() and follows[1:].islower())
