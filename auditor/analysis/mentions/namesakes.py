"""Whether a mention speaks of somebody else of the same name, told by the trade that stands right beside it. Pure.

Only what is certain is left out: the company's own handle, address or another of its names in the text, or the trade's words on its own
site, end the question.
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

_READ = 2_000
"""Characters of a mention that are looked at."""
_HEADS = 40
"""Pages of the site whose titles tell what the company does."""


def is_namesake(snapshot: Snapshot, post: Post) -> bool:
    """Return whether a mention puts a trade beside the company's name that is not the company's."""
    beside = _beside(snapshot)
    text = post.text[:_READ]
    if beside is None or beside.search(spaced(text)) is None:
        return False
    return not any(one in text.lower() for one in _certain(snapshot))


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
    if not names or not foreign:
        return None
    called, trades = ("|".join(sorted(map(re.escape, each), key=len, reverse=True)) for each in (names, foreign))
    return re.compile(f" (?:(?:{called}) (?:{trades})|(?:{trades}) (?:{called})) ")


@remembered()
def _own_words(snapshot: Snapshot) -> str:
    """Return the words in the company's names and in the titles of its pages, folded, each between blanks."""
    titles = [page.title for page in snapshot.pages if page.title][:_HEADS]
    home = next((page for page in snapshot.pages if page.has(Role.HOME)), None)
    heads = re.findall(r"<(?:h1|h2|meta)[^>]{0,400}(?:>[^<]{1,300})?", home.read()[:200_000]) if home else []
    return spaced(" ".join((*profiles.brand(snapshot), *titles, *map(fold, heads))))


@remembered()
def _certain(snapshot: Snapshot) -> tuple[str, ...]:
    """Return what no namesake's mention holds: the company's domains and handles, in small letters."""
    handles = {f"@{one.account.lower().lstrip('@')}" for one in snapshot.channels if "/" not in one.account}
    named = (urls.site_of(snapshot.target.site), *snapshot.company_profile.domains)
    return (*named, *handles)
