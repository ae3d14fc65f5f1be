"""Whether a mention speaks of somebody else of the same name, told by the trade that stands right beside it. Pure.

Only what is certain is left out: the company's own handle or address in the text, or the trade's words anywhere on its own site, end the
question, and a word that stands there by chance is no name ("our street, Acme").
"""

from __future__ import annotations

import re

from auditor import urls
from auditor.analysis.profiles import profiles
from auditor.model import Post, Role, Snapshot
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, spaced
from auditor.text.parsed import text_of

_READ = 2_000
"""Characters of a mention that are looked at."""
_PAGES, _OF_A_PAGE = 40, 20_000
"""Pages of the site, and characters of each, in which it may use a word of a trade."""
_PART = re.compile(r"[^\w\s&'\u2019-]+|\s[-\u2013\u2014]\s|\n")
"""Between two words, this says that they are no name together."""
_WORD = re.compile(r"[\w&'\u2019]+")


def is_namesake(snapshot: Snapshot, post: Post) -> bool:
    """Return whether a mention puts a trade beside the company's name that is not the company's."""
    beside = _beside(snapshot)
    text = post.text[:_READ]
    if beside is None or beside.search(spaced(text)) is None:
        return False
    if not any(_is_named(part, found) for part in _PART.split(text) for found in beside.finditer(spaced(part))):
        return False
    return not any(one in text.lower() for one in _certain(snapshot))


def _is_named(part: str, found: re.Match[str]) -> bool:
    """Return whether the trade is written as part of a name, with a capital letter: "Acme Bakery", not "our street, Acme"."""
    called = (found["behind"] or found["before"]).split()
    written = [word for word in _WORD.findall(part) if fold(word) == called[0]]
    return any(word[:1].isupper() for word in written)


@remembered()
def _beside(snapshot: Snapshot) -> re.Pattern[str] | None:
    """Return what finds the company's name beside another's trade; None for names or sites that allow none."""
    own = _own_words(snapshot)
    names = {
        spaced(" ".join(company_names.without_legal_forms(name)) or name).strip() for name in profiles.brand(snapshot)
    }
    foreign = [
        word
        for trade in facts("analysis/mentions/namesakes.toml")["trades"]
        if not any(f" {word} " in own for word in trade)
        for word in trade
    ]
    names = {name for name in names if len(name) >= company_names.SHORTEST}
    if not names or not foreign or not own:
        return None
    called, trades = ("|".join(sorted(map(re.escape, each), key=len, reverse=True)) for each in (names, foreign))
    return re.compile(f" (?:(?:{called}) (?P<behind>{trades})|(?P<before>{trades}) (?:{called})) ")


@remembered()
def _own_words(snapshot: Snapshot) -> str:
    """Return the words in the company's names and on its pages, folded, each between blanks; empty where the home page was not read."""
    home = next((page for page in snapshot.pages if page.has(Role.HOME)), None)
    if home is None or not home.text_length:
        return ""
    read = [home, *(page for page in snapshot.pages if page.text_length and page is not home)][:_PAGES]
    said = (f"{page.title} {text_of(page.read())[:_OF_A_PAGE]}" for page in read)
    described = re.findall(r"<meta[^>]{0,400}", home.read()[:200_000])
    return spaced(" ".join((*profiles.brand(snapshot), *said, *described)))


@remembered()
def _certain(snapshot: Snapshot) -> tuple[str, ...]:
    """Return what no namesake's mention holds: the company's domains and handles, in small letters."""
    handles = {f"@{one.account.lower().lstrip('@')}" for one in snapshot.channels if "/" not in one.account}
    named = (urls.site_of(snapshot.target.site), *snapshot.company_profile.domains)
    return (*named, *handles)
