"""What the words, headings and boxes around a link to a profile say of whose it is. Pure; the words stand in whose.toml.

A cue in the sentence of the link counts more than the heading above it, that more than the names of classes. Of several cues in one
sentence the last one counts: "Made by Fennwick. Follow us on …" is about us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from auditor.model import Beside
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, is_unspaced

_ORDER = (
    Beside.WARNING,
    Beside.OFFICIAL,
    Beside.SHARE,
    Beside.CREDIT,
    Beside.FOLLOW,
    Beside.THANKS,
    Beside.MEMBER,
    Beside.PARTNER,
    Beside.PRESS,
    Beside.QUOTE,
    Beside.PERSON,
    Beside.LIST,
)
_ANYWHERE = frozenset({Beside.WARNING, Beside.OFFICIAL, Beside.PERSON})
"""Kinds whose single words count wherever they stand in the sentence; others only where it begins."""
_LONGEST, _LONGEST_HEADING = 400, 70
_EARLY, _TELLING = 2, 9
"""Words of a sentence among which a single word, such as "Partners", is what it is about."""
_SENTENCE = re.compile(r"(?<=[.!?\u2026])\s+|[\u3002\uff01\uff1f]\s*|\s{1,99}[|\u2022\u00b7\u2013\u2014]\s+")
_SIGNS = re.compile(r"(?:_|[^\w:])+")
_THEME = re.compile(r"/(?:wp-content/themes|media/templates/site|bitrix/templates)/([\w-]{3,40})/")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def _said(kind: Beside, key: str) -> re.Pattern[str] | None:
    listed = facts("platforms/whose.toml").get(kind.value, {}).get(key, [])
    if not listed:
        return None
    return re.compile("|".join(_pattern(one) for one in sorted(listed, key=len, reverse=True)))


def _pattern(phrase: str) -> str:
    open_end = phrase.endswith("*")
    plain = _even(phrase.removesuffix("*"))
    if is_unspaced(plain):
        return re.escape(plain)
    return rf"(?<!\w){re.escape(plain)}" + ("" if open_end else r"(?!\w)")


def _even(text: str) -> str:
    """Return a text folded, with nothing but letters, digits, colons and single spaces."""
    text = text[:_LONGEST].replace("\u2019", " ").replace("'", " ").replace("\uff1a", ":")
    return " ".join(_SIGNS.sub(" ", fold(text)).replace(":", " : ").split())


def of_words(before: str, text: str, after: str = "") -> tuple[Beside, str]:
    """Return what a line says of the link in it, and the sentence that does.

    Args:
        before: What stands before the link.
        text: What the link itself says.
        after: What stands behind it.
    """
    sentence = _last_sentence(before)
    own = f"{sentence} {text}".strip()
    warned, cleared = _found(Beside.WARNING, own, after), _found(Beside.OFFICIAL, own, after)
    if cleared:
        return Beside.OFFICIAL, own
    if warned:
        return Beside.WARNING, own
    best, at = Beside.NOTHING, -1
    folded = _even(own)
    for kind in _ORDER[2:]:
        where = _last_cue(kind, folded)
        if where > at:
            best, at = kind, where
    if best is Beside.NOTHING:
        best = next((kind for kind in _ORDER if _matches(kind, "after", _even(after[:60]))), Beside.NOTHING)
        own = f"{own} {after[:60]}".strip()
    return best, own if best else ""


def _found(kind: Beside, own: str, after: str) -> bool:
    pattern = _said(kind, "said")
    return pattern is not None and pattern.search(_even(f"{own} {_first_sentence(after)}")) is not None


def _last_sentence(text: str) -> str:
    parts = [part for part in _SENTENCE.split(text[-_LONGEST:]) if part and part.strip()]
    if not parts:
        return ""
    last = parts[-1].strip()
    # "e.V." and "Ltd." end no sentence.
    return f"{parts[-2].strip()} {last}" if len(last.split()) < 2 and len(parts) > 1 and not is_unspaced(last) else last


def _first_sentence(text: str) -> str:
    return next((part for part in _SENTENCE.split(text[:_LONGEST]) if part and part.strip()), "")


def _last_cue(kind: Beside, folded: str) -> int:
    """Return where the last cue of a kind ends; -1 for none."""
    pattern = _said(kind, "said")
    last = -1
    for match in pattern.finditer(folded) if pattern is not None else ():
        if " " in match[0] or kind in _ANYWHERE or is_unspaced(match[0]) or _is_meant(kind, match, folded):
            last = match.end()
    return last


def _is_meant(kind: Beside, match: re.Match[str], folded: str) -> bool:
    """Return whether a single word is what the sentence is about: it begins with it, or a colon follows.

    Short words for what was made, as "design", need the colon.
    """
    colon = folded.startswith(" :", match.end())
    if kind is Beside.CREDIT and len(match[0]) < _TELLING:
        return colon
    return colon or len(folded[: match.start()].split()) < _EARLY


def _matches(kind: Beside, key: str, folded: str) -> bool:
    pattern = _said(kind, key)
    return pattern is not None and pattern.search(folded) is not None


def of_heading(text: str) -> tuple[Beside, str]:
    """Return what a heading says of the profiles linked below it."""
    folded = _even(text)
    if not folded or len(text) > _LONGEST_HEADING:
        return Beside.NOTHING, ""
    for kind in _ORDER:
        if _whole(kind, folded) or _last_cue(kind, folded) >= 0:
            return kind, text
    return Beside.NOTHING, ""


def _whole(kind: Beside, folded: str) -> bool:
    pattern = _said(kind, "heads")
    return pattern is not None and pattern.fullmatch(folded) is not None


def of_boxes(tokens: Iterable[str]) -> tuple[Beside, str]:
    """Return what the names of classes and ids say, those of the innermost element first.

    A row of icons (`social`) may stand in a person's card as well as in a footer: the card says more.
    """
    icons: tuple[Beside, str] = (Beside.NOTHING, "")
    for written in tokens:
        plain = f"-{_CAMEL.sub('-', written).lower().replace('_', '-')}-"
        for kind in _ORDER:
            if not any(f"-{box}-" in plain for box in _boxes(kind)):
                continue
            if kind is not Beside.FOLLOW:
                return kind, written
            icons = icons if icons[0] else (kind, written)
    return icons


@cache
def _boxes(kind: Beside) -> tuple[str, ...]:
    return tuple(facts("platforms/whose.toml").get(kind.value, {}).get("boxes", ()))


def is_default(handle: str) -> bool:
    """Return whether a handle is one that themes and site builders leave in the footers of their examples."""
    return company_names.plain(handle) in _defaults()


def themes(html: str) -> frozenset[str]:
    """Return what the themes are called that a page's files come from: their makers' profiles often bear the same name."""
    found = (company_names.plain(one.removesuffix("-child")) for one in _THEME.findall(html))
    return frozenset(one for one in found if len(one) >= company_names.TELLING and one not in company_names.affixes())


@cache
def _defaults() -> frozenset[str]:
    return frozenset(map(company_names.plain, facts("platforms/whose.toml")["defaults"]["handles"]))


def named_there(handle: str, text: str) -> str:
    """Return the words of a text that a handle consists of: `Tilda Marrow` of `tildamarrow`; empty for none."""
    wanted = company_names.key(handle)
    if len(wanted) < company_names.TELLING:
        return ""
    # "@FennwickStudio" is the handle itself and nobody's name.
    said = [word for word in re.findall(r"@?[\w'\u2019-]+", text[-_LONGEST:]) if not word.startswith("@")]
    for size in range(1, 6):
        for at in range(len(said) - size + 1):
            run = said[at : at + size]
            joined = company_names.key("".join(run))
            if joined == wanted or (size > 1 and sorted(map(company_names.key, run)) == _cut(wanted, run)):
                return " ".join(run)
    return ""


def _cut(wanted: str, run: list[str]) -> list[str]:
    """Return the words of a run where the handle is made of them in another order, as `fennwickstudio` of `Studio Fennwick`."""
    parts = list(map(company_names.key, run))
    return (
        sorted(parts) if sum(map(len, parts)) == len(wanted) and all(part and part in wanted for part in parts) else []
    )
