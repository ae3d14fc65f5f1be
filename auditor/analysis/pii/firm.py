"""What the company is called on its own site, and whether a text is nothing but that. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import permutations

from auditor.analysis.pii.view import own_names
from auditor.model import Page, Role, Snapshot
from auditor.model.remembering import remembered
from auditor.text import company_names
from auditor.text.fold import fold, title_parts, words
from auditor.text.people import lexicon

_MOST_TITLES = 200
_MOST_WORDS = 4
"""Words of a name that are put in any order."""
_LONGEST = 80
_HEAD = 400_000
_BETWEEN = re.compile(r"[._-]")
_SITE_NAME = re.compile(
    r"<meta\b(?=[^>]{0,300}property=[\"']og:site_name[\"'])[^>]{0,300}?content=\"([^\"<>]{2,80})\"", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:\u00a9|&copy;|&#169;|\(c\)|\bcopyright\b)[\s\d,.;:\u2013-]{0,14}(?:&\w{1,8};)?(?:<(?:a|span)\b[^<>]{0,200}>)?\s{0,3}([^<>\n|\u00b7\u2013.]{2,80})",
    re.IGNORECASE,
)


@remembered()
def called(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the company's names: those of auditor.toml, of its domain, of its titles, and what its home page says of itself."""
    target = snapshot.target
    said = (*own_names(snapshot), company_names.label(target.site), *_titled(snapshot), *_at_home(snapshot))
    return tuple(dict.fromkeys(name for name in said if company_names.plain(name)))


def _titled(snapshot: Snapshot) -> tuple[str, ...]:
    titles = [page.title for page in snapshot.pages if page.roles and page.title]
    home = next((page.title for page in _homes(snapshot)), "")
    return company_names.of_titles(home, titles[:_MOST_TITLES], snapshot.target.site)


def _homes(snapshot: Snapshot) -> list[Page]:
    return [page for page in snapshot.pages if page.has(Role.HOME)]


def _at_home(snapshot: Snapshot) -> Iterator[str]:
    """Yield what the home page's heading, its mark-up for those who share it and its copyright line say, where it is like the domain."""
    domain = company_names.key(company_names.label(snapshot.target.site))
    for page in _homes(snapshot)[:1]:
        text = page.read()[:_HEAD] if page.fetch.body_sha256 else ""
        found = (match[1] for pattern in (_SITE_NAME, _COPYRIGHT) for match in pattern.finditer(text))
        for name in (" ".join(html.unescape(one).split()) for one in (page.heading, *title_parts(page.title), *found)):
            if name and len(name) <= _LONGEST and _is_like(name, domain):
                yield name


def _is_like(name: str, domain: str) -> bool:
    """Return whether a word of a name stands in the domain, and no sentence does."""
    said = [company_names.key(word) for word in words(fold(name))]
    return len(said) <= 2 * _MOST_WORDS and any(len(word) >= company_names.TELLING and word in domain for word in said)


def is_firm(text: str, name: str) -> bool:
    """Return whether a text is the company's name or holds it: in any spelling and order of its words, without its legal form.

    A given name beside it that is none of its own words makes it a person's: Bernd Wagner at Wagner's.
    """
    bare = text.replace(".", "")
    if not (company_names.holds(text, name) or company_names.alike(text, name) or _is_reordered(bare, name)):
        return False
    own = company_names.plain(name)
    said = {*words(fold(_BETWEEN.sub(" ", text))), company_names.plain(bare).replace(own, " ").strip()}
    return not any(word in lexicon.given() and word not in own for word in said)


def _is_reordered(text: str, name: str) -> bool:
    said = [company_names.key(word) for word in company_names.without_legal_forms(text)]
    if not 1 < len(said) <= _MOST_WORDS:
        return False
    wanted = {
        company_names.key(name),
        company_names.key("".join(company_names.without_legal_forms(name.replace(".", "")))),
    }
    return any("".join(order) in wanted for order in permutations(said))
