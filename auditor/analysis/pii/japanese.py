"""Names of persons in Japanese script. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from auditor.resources import facts
from auditor.text.people import lexicon

_KANA_OR_KANJI = "[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\u3005]"
_JAPANESE = re.compile(_KANA_OR_KANJI)
_SPACE = "[ \u3000\u00a0]"
_MARKS = "[:\uff1a\uff0f/\u30fb\\s\uff08(]"


@dataclass(frozen=True, slots=True)
class Hit:
    """A name where it stands."""

    name: str
    title: str
    told_by: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    families = sorted(facts("text/people/words.toml")["japanese"]["families"], key=len, reverse=True)
    long = "|".join(name for name in families if len(name) > 1)
    every = "|".join(families)
    roles = "|".join(lexicon.japanese())
    behind = "|".join(facts("text/people/words.toml")["endings"]["ja"])
    labels = "担当者?|ご担当者?|著者|氏名|お名前|代表者名?|創業者|創設者|店主|院長|所長|執筆者|講師"
    name = rf"(?P<name>(?:{every}){_SPACE}{_KANA_OR_KANJI}{{1,4}}|(?:{long}){_KANA_OR_KANJI}{{1,3}})"
    return (
        (re.compile(rf"(?P<title>{roles}){_MARKS}{{1,3}}{name}(?!{_KANA_OR_KANJI})"), "role"),
        (re.compile(rf"(?:{labels}){_MARKS}{{1,3}}{name}(?!{_KANA_OR_KANJI})"), "label"),
        (re.compile(rf"(?<!{_KANA_OR_KANJI}){name}{_SPACE}?(?:{behind})(?!{_KANA_OR_KANJI})"), "form of address"),
        (
            re.compile(
                rf"^(?P<name>(?:{every}){_SPACE}{_KANA_OR_KANJI}{{1,4}})[ \t\u3000]*(?:[\uff08(][^\n]{{1,30}}[\uff09)])?$",
                re.MULTILINE,
            ),
            "given name",
        ),
    )


def japanese_names(text: str) -> Iterator[Hit]:
    """Yield names beside a role, a label or a form of address, and those of a known family name alone on a line."""
    if text.isascii() or _JAPANESE.search(text) is None:
        return
    for pattern, told_by in _patterns():
        for match in pattern.finditer(text):
            title = match.groupdict().get("title") or ""
            yield Hit(match["name"], title, told_by, match.start("name"), match.end("name"))
