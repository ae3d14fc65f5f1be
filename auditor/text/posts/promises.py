"""What a site or a profile promises about answering: always open, within a time, to everybody, at which hours. Pure.

Words are in `promises.toml`. A deadline counts where its sentence speaks of answering: "dispatched within 24 hours" is
about parcels. Denied promises ("we are not available 24/7") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from auditor.resources import facts
from auditor.text.posts.clean import fold, visible
from auditor.text.posts.language import SUPPORTED

ClaimKind = Literal["always-open", "deadline", "everyone", "hours"]

_LONGEST = 60_000
"""Characters of a text looked at."""
_PIECE = 2_000
_EXCERPT = 160
_SENTENCE = re.compile(r"[^\n!?\u2026]+?(?:[!?\u2026\n]|\.(?=\s{1,20}[A-Z\u00c0-\u00de]|\s{0,20}\Z|\s{0,20}\n)|\Z)")
_ALWAYS = re.compile(
    r"(?<![\w/])24 ?(?:h(?:rs?|ours)?)?[ /x-]{1,3}7(?![\w/]|[.,]\d)|(?<!\w)h ?24(?!\w)|(?<!\w)7j?/7(?: ?(?:,|-|et|and|/))? ?24h?/24",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?P<h{0}>[01]?\d|2[0-4])(?:[:.h](?P<m{0}>[0-5]\d)|(?: ?(?:h|u|uhr|uur|heures?|horas?|hs?|hrs?))(?!\w))?"
    r" ?(?P<p{0}>a\.?m\.?|p\.?m\.?)?(?: ?(?:uhr|uur|h|hs|hrs?|horas?)(?!\w))?"
)
_DASH = "[-\u2010-\u2015]"


@dataclass(frozen=True, slots=True)
class Claim:
    """A promise about answering."""

    kind: ClaimKind
    excerpt: str
    """The words it is read from."""
    seconds: int | None = None
    """Of a deadline: the time promised; of a business day 86,400."""
    business: bool = False
    """Of a deadline: whether only working time counts."""
    days: frozenset[int] = frozenset()
    """Of hours: weekdays, Monday is 0."""
    opens: int | None = None
    """Of hours: minutes after midnight."""
    closes: int | None = None
    """Of hours: minutes after midnight, up to 1,440; below `opens` where they end after midnight."""


def claims(text: str, lang: str) -> tuple[Claim, ...]:
    """Return what a text promises, in its order; nothing for languages without words. Equal promises are told once."""
    if lang not in SUPPORTED:
        return ()
    rules = _rules(lang)
    found: dict[tuple[object, ...], Claim] = {}
    for said in _sentences(text):
        for claim in (*_always(said, rules), *_everyone(said, rules), *_deadlines(said, rules), *_hours(said, rules)):
            key = (claim.kind, claim.seconds, claim.business, claim.days, claim.opens, claim.closes)
            found.setdefault(key, claim)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Rules:
    always: re.Pattern[str]
    everyone: re.Pattern[str]
    denied: re.Pattern[str]
    answer: re.Pattern[str]
    deadline: re.Pattern[str]
    hours: re.Pattern[str]
    day: re.Pattern[str]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    days: Mapping[str, frozenset[int]]
    to: re.Pattern[str]


def _sentences(text: str) -> Iterator[str]:
    for start in range(0, min(len(text), _LONGEST), _PIECE):
        for match in _SENTENCE.finditer(visible(text[start : start + _PIECE])):
            if said := match.group().strip():
                yield said


def _always(said: str, rules: _Rules) -> Iterator[Claim]:
    folded = fold(said)
    for pattern in (_ALWAYS, rules.always):
        match = pattern.search(folded)
        if match is not None and not _is_denied(folded, match.start(), rules):
            yield Claim("always-open", _excerpt(said))
            return


def _everyone(said: str, rules: _Rules) -> Iterator[Claim]:
    folded = fold(said)
    match = rules.everyone.search(folded)
    if match is not None and not _is_denied(folded, match.start(), rules):
        yield Claim("everyone", _excerpt(said))


def _deadlines(said: str, rules: _Rules) -> Iterator[Claim]:
    folded = fold(said)
    if not rules.answer.search(folded):
        return
    seconds_of = facts("text/posts/promises.toml")["units"]
    for match in rules.deadline.finditer(folded):
        if _is_denied(folded, match.start(), rules):
            continue
        amount = match["most"] or match["amount"]
        number = int(amount) if amount.isdecimal() else rules.numbers[amount]
        unit = rules.units[match["unit"]]
        in_hours = _hours_named().search(folded) is not None
        business = bool(match["before"] or match["after"]) or unit.startswith("business") or in_hours
        seconds = number * seconds_of[unit.removeprefix("business ")]
        if 0 < seconds <= 60 * 86_400:
            yield Claim("deadline", _excerpt(said), seconds=seconds, business=business)


def _hours(said: str, rules: _Rules) -> Iterator[Claim]:
    folded = fold(said)
    days: frozenset[int] = frozenset()
    for match in rules.hours.finditer(folded):
        if match["days"]:
            days = _days(match["days"], rules)
        opens, closes = _minutes(match, 1), _minutes(match, 2)
        if not days or opens is None or closes is None or opens == closes:
            continue
        if closes < opens and _means_afternoon(match, opens, closes):
            closes += 720
        if (days, opens, closes) == (frozenset(range(7)), 0, 1440):
            yield Claim("always-open", _excerpt(said))
        else:
            yield Claim("hours", _excerpt(said), days=days, opens=opens, closes=closes)


def _means_afternoon(match: re.Match[str], opens: int, closes: int) -> bool:
    """Return whether a closing time below the opening one is of the afternoon: "nine to five", "10-4pm"; not "22-6"."""
    if match["p1"]:
        return False
    return match["p2"] is None and opens < 720 and closes < 600


def _minutes(match: re.Match[str], which: int) -> int | None:
    """Return the minutes after midnight of the first or second time; None where it is none."""
    hour, minute, half = int(match[f"h{which}"]), int(match[f"m{which}"] or 0), match[f"p{which}"]
    if half and hour > 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    total = 60 * hour + minute
    return total if total <= 1440 else None


def _days(said: str, rules: _Rules) -> frozenset[int]:
    """Return the weekdays of "mon to fri", "mo, mi und fr", "weekdays"."""
    found: set[int] = set()
    last: int | None = None
    between = 0
    for match in rules.day.finditer(said):
        these = rules.days[match.group()]
        if last is not None and len(these) == 1 and rules.to.fullmatch(said[between : match.start()].strip(" .,:")):
            day = next(iter(these))
            found.update((last + step) % 7 for step in range((day - last) % 7 + 1))
        found |= these
        last, between = (next(iter(these)) if len(these) == 1 else None), match.end()
    return frozenset(found)


def _is_denied(folded: str, at: int, rules: _Rules) -> bool:
    return any(match.end() >= at - 1 for match in rules.denied.finditer(folded, 0, at))


def _excerpt(said: str) -> str:
    return said if len(said) <= _EXCERPT else f"{said[: _EXCERPT - 1]}\u2026"


@cache
def _rules(lang: str) -> _Rules:
    words: dict[str, Any] = facts("text/posts/promises.toml")[lang]
    days = {name: frozenset({day}) for day, names in enumerate(words["weekdays"]) for name in names}
    for name, span in words["spans"].items():
        first, last = map(int, span.split("-"))
        days[name] = frozenset(range(first, last + 1))
    number, unit = _any_of(words["number"]), _any_of(words["unit"])
    day = rf"(?<!\w)(?:{_any_of(days)})(?!\w)"
    to = rf"(?:{'|'.join(map(re.escape, words['to']))}|{_DASH})"
    joints = rf"(?:[ .,:&/+]|{_DASH}|{to}|{_any_of(words['and'])}(?!\w)){{1,6}}"
    business = "|".join(words["business"])
    deadline = (
        rf"(?<!\w)(?:{'|'.join(words['within'])}) ?(?:(?P<amount>\d{{1,3}}|(?:{number})(?!\w)) ?"
        rf"(?:(?:{_DASH}|to|bis|a|tot|o|or|oder|ou|of|und|et|e) ?(?P<most>\d{{1,3}}) ?)?)"
        rf"(?:(?P<before>{business}) ?)?(?P<unit>{unit})(?!\w)(?: (?P<after>{business})(?!\w))?"
    )
    hours = (
        rf"(?:(?P<days>{day}(?:{joints}{day}){{0,6}})[ .,:;(|]{{0,4}}(?:(?:von|from|de|des|dalle|del|das|van|entre|between|ore|a partir)[ ]?(?:las |les |as )?)?)?"
        rf"(?<![\w:.]){_CLOCK.format(1)} ?(?:{to}|{_DASH}|y las|a las|bis|et|and|und)(?: las| as)? ?{_CLOCK.format(2)}(?![\w:/])"
    )
    return _Rules(
        always=_compiled(words["always"]), everyone=_compiled(words["everyone"]),
        denied=re.compile("|".join(words["not"])), answer=_compiled(words["answer"]),
        deadline=re.compile(deadline), hours=re.compile(hours), day=re.compile(day),
        numbers=words["number"], units=words["unit"], days=days, to=re.compile(to),
    )  # fmt: skip


@cache
def _hours_named() -> re.Pattern[str]:
    return _compiled(facts("text/posts/promises.toml")["running"]["hours"])


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
