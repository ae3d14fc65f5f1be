"""Lists of log-in names that a content system hands to anybody: WordPress users and author archives. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from auditor import urls
from auditor.analysis.pii.firm import called, is_firm
from auditor.analysis.pii.teams import is_team
from auditor.model import Fetch, Link, Reach, Snapshot
from auditor.model.remembering import remembered
from auditor.text import company_names

_USERS = re.compile(r"/wp-json/wp/v2/users/?(?:\?|$)|[?&]rest_route=/wp/v2/users/?(?:&|$)")
_AUTHOR = re.compile(r"/author/([^/?#]{1,60})/?$")
_WORDPRESS = re.compile(r"/wp-(?:content|includes|json)(?:/|$)")
_MARKS = re.compile(
    r"/wp-(?:content|includes)/|<meta[^>]{1,80}generator[^>]{1,40}WordPress|https://api\.w\.org/|/wp-json/",
    re.IGNORECASE,
)
_HEAD = 400_000
"""Characters of a page in which such marks are looked for."""
_MOST = 100
_LONGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in such a list."""

    login: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class UserList:
    """What an address of the list of users answered."""

    fetch: Fetch
    users: tuple[User, ...]
    """Empty where it lists nobody."""


def user_lists(snapshot: Snapshot) -> Iterator[UserList]:
    """Yield what the visit read of the lists of users, in the order of their addresses."""
    for url, fetch in sorted(snapshot.fetches.items()):
        if fetch.method == "GET" and _USERS.search(url) and urls.same_site(url, snapshot.target.site):
            yield UserList(fetch, tuple(_users(snapshot, fetch)))


def _users(snapshot: Snapshot, fetch: Fetch) -> Iterator[User]:
    if fetch.reach is not Reach.RESPONDED or fetch.status != 200:
        return
    try:
        data = json.loads(snapshot.read(fetch)[:_LONGEST])
    except (ValueError, RecursionError):
        return
    for entry in data[:_MOST] if isinstance(data, list) else ():
        if isinstance(entry, Mapping) and isinstance(entry.get("slug"), str) and entry["slug"]:
            name = entry.get("name")
            yield User(entry["slug"], name if isinstance(name, str) else "")


def author_archives(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the log-in names that the site's own links to author archives tell, each with the first such address.

    They are log-in names where WordPress makes the addresses: the page that links them, or the archive, has to bear its marks.
    Publishers, bookshops and other systems have such addresses too, made of names. The archives of the company itself, its teams
    and departments tell nobody's.
    """
    found: dict[str, str] = {}
    for link in snapshot.links:
        if urls.same_site(link.url, snapshot.target.site) and (match := _AUTHOR.search(urls.path(link.url))):
            slug = unquote(match[1]).lower()
            if not is_team(slug) and not _is_own(snapshot, slug) and _is_made_by_wordpress(snapshot, link):
                found.setdefault(slug, link.url)
    return dict(sorted(found.items())[:_MOST])


def _is_own(snapshot: Snapshot, slug: str) -> bool:
    """Return whether an archive is that of the company itself: `acme-tools` for Acme Tools."""
    return any(
        company_names.plain(slug) == company_names.plain(name) or is_firm(slug, name) for name in called(snapshot)
    )


def _is_made_by_wordpress(snapshot: Snapshot, link: Link) -> bool:
    return any(_bears_marks(snapshot, url) for url in (link.page, link.url))


@remembered(512)
def _bears_marks(snapshot: Snapshot, url: str) -> bool:
    """Return whether a page that was read is WordPress's, by what its mark-up loads or says of itself."""
    fetch = snapshot.fetches.get(url)
    if fetch is None or not fetch.body_sha256:
        return False
    return _MARKS.search(snapshot.read(fetch)[:_HEAD]) is not None


def is_wordpress(snapshot: Snapshot) -> bool:
    """Return whether the site's own links say that it runs on WordPress, below its root or in a folder."""
    own = (link.url for link in snapshot.links if urls.same_site(link.url, snapshot.target.site))
    return any(_WORDPRESS.search(urls.path(url)) for url in own)
