"""What an Impressum says, and what of what the law asks for is not in it. Pure; rules from the laws that imprint.toml names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.resources import facts
from auditor.text.file_names import bare
from auditor.text.fold import fold, title_parts, words
from auditor.text.parsed import tree_of
from auditor.text.visible import lay_out

COUNTRIES = frozenset({"DE", "AT"})
_LONGEST = 20_000
_FEW = 2
"""Facts from which on a text under a vague heading is an Impressum. Our default."""
_HEADING = re.compile(r"<(h[1-6]|summary|dt|legend|b|strong)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_BLOCKS = "[id*=impressum i], [id*=imprint i], [id*=legal-notice i], [id*=anbieterkennzeichnung i]"
_MOST_BLOCKS = 5
_MARK = "\ue000"
_LEVELS = {"summary": 6, "dt": 6, "legend": 6, "b": 7, "strong": 7}
_REGISTERED = re.compile(
    r"gmbh|ug|ag\b|se\b|kg|ohg|og\b|eg|partg|aktiengesell|unternehmergesell|beschränkter|flex|e\.\s?k|e\.\s?u",
    re.IGNORECASE,
)
_REPRESENTED = re.compile(
    r"gmbh|\bug\b|\bag\b|\bse\b|unternehmergesell|aktiengesell|beschränkter|kgaa|flex", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an Impressum says."""

    form: str
    """The legal form of the company, as written; empty where none was recognised."""
    held: Mapping[str, str]
    """What it holds, by the names in imprint.toml, with the words that show it."""
    old_law: str
    """Words by which it refers to a law that is no more; empty where it does not."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the law asks for that was not found."""

    id: str
    law: str
    """In English, as the catalogue of messages knows it; so is `what`."""
    what: str
    certain: bool
    """Whether it is required for certain; else a person must judge whether it is."""


@lru_cache(maxsize=4_096)
def names_it(text: str, *, strong: bool = True) -> bool:
    """Return whether a link or a heading is what an Impressum is called.

    Args:
        text: As a visitor reads it.
        strong: Whether a name counts under which other things may stand as well.
    """
    text = bare(text[:200])
    folded = fold(text)
    if not folded:
        return False
    known = _names("strong") if strong else _names("strong") | _names("weak")
    beside = _names("beside")
    for part in (folded, *map(fold, title_parts(text))):
        if " ".join(words(part)) in known:
            return True
        rest = [word for word in words(part) if word not in known]
        if len(rest) < len(words(part)) and all(word in beside for word in rest):
            return True
    return False


@cache
def _names(group: str) -> frozenset[str]:
    return frozenset(" ".join(words(fold(name))) for name in facts("text/imprint.toml")[group])


def sections(html: str) -> Iterator[Section]:
    """Yield the parts of a page under headings, and elements whose `id` is what an Impressum is called; hidden ones too."""
    yield from _blocks(html)
    marked = _HEADING.sub(lambda match: match[0] + _mark(match[1]), html)
    heading, level = "", 9
    held: list[str] = []
    for raw in lay_out(marked, hidden=True).text.splitlines():
        text = re.sub(rf"{_MARK}\d", "", raw).strip()
        found = re.search(rf"{_MARK}(\d)", raw)
        at = int(found[1]) if found else 9
        if at < 9 and (at <= level or names_it(text)) and len(text) < 120:
            yield Section(heading, "\n".join(held))
            heading, level, held = text, at, []
        elif text:
            held.append(text)
    yield Section(heading, "\n".join(held))


def _mark(tag: str) -> str:
    return f"{_MARK}{tag[1] if tag[0] in 'hH' else _LEVELS[tag.lower()]}"


def _blocks(html: str) -> Iterator[Section]:
    for node in tree_of(html).css(_BLOCKS)[:_MOST_BLOCKS]:
        if node.tag not in {"a", "h1", "h2", "h3", "h4", "h5", "h6", "li", "button"}:
            yield Section(str(node.attributes.get("id")), lay_out(node, hidden=True).text)


def refers_to_law(text: str) -> bool:
    """Return whether a text names the paragraphs by which there has to be an Impressum."""
    return _pattern("law").search(text[:_LONGEST]) is not None


def is_one(text: str) -> bool:
    """Return whether a text under a vague heading is an Impressum, by what stands in it."""
    text = text[:_LONGEST]
    held = [name for name in ("register", "director", "vat", "court", "responsible", "form") if _in(name, text)]
    return refers_to_law(text) or (len(held) >= _FEW and bool(_in("address", text)))


def read(text: str) -> Said:
    """Return what a text says of whoever runs the site."""
    text = text[:_LONGEST]
    own = _own_part(text)
    held = {name: found for name in facts("text/imprint.toml")["patterns"] if (found := _in(name, text))}
    form = _in("form", own) or _in("form_short", own)
    old = _pattern("old_law").search(text)
    return Said(" ".join(form.split()), held, old[0] if old else "")


def _own_part(text: str) -> str:
    """Return the text up to where whoever made the site is named, or the pictures: their legal form is not the company's."""
    end = _pattern("ends").search(text, 40)
    return text[: end.start()] if end else text


def gaps(said: Said, country: str, *, reachable: bool, editorial: bool) -> list[Gap]:
    """Return what the law of a country asks for and the text does not hold.

    Args:
        said: What it says.
        country: `DE` or `AT`.
        reachable: Whether there is a form or a telephone number besides what the text names.
        editorial: Whether the site has a blog, a magazine or the like.
    """
    asked = _asked(said, country, editorial=editorial)
    if reachable:
        asked.pop("phone", None)
    laws = facts("text/imprint.toml")["laws"][country]
    return [
        Gap(name, laws[name][0], laws[name][1], certain)
        for name, certain in asked.items()
        if name in laws and not _holds(said, name)
    ]


def _asked(said: Said, country: str, *, editorial: bool) -> dict[str, bool]:
    """Return what is asked for, and whether for certain."""
    registered = _REGISTERED.search(said.form) is not None
    represented = _REPRESENTED.search(said.form) is not None and country == "DE"
    asked = {"address": True, "street": False, "email": True, "phone": False}
    if registered:
        asked |= {"register": True, "court": False, "vat": False}
    if registered or said.form:
        asked["director"] = represented
    if "regulated" in said.held:
        asked["authority"] = False
    if country == "AT":
        asked |= {"chamber": False, "purpose": False}
    elif editorial:
        asked["responsible"] = False
    return asked


def _holds(said: Said, name: str) -> bool:
    if name == "street":  # told only where nothing but a box is named
        return "box" not in said.held or "street" in said.held
    if name == "address":
        return not {"address", "street", "box"}.isdisjoint(said.held)
    return name in said.held


def _in(name: str, text: str) -> str:
    """Return the words by which a text holds something; empty where it does not."""
    found = _pattern("patterns", name).search(text)
    return found[0].strip() if found else ""


@cache
def _pattern(*keys: str) -> re.Pattern[str]:
    listed = facts("text/imprint.toml")
    for key in keys:
        listed = listed[key]
    # Legal forms and places are told by their capitals.
    cased = keys[-1] in {"form_short", "address", "street"}
    return re.compile("|".join(f"(?:{pattern})" for pattern in listed), re.NOFLAG if cased else re.IGNORECASE)
