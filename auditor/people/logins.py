"""Lists of log-in names that a content system hands to anybody: WordPress users and author archives. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor import urls
from auditor.model import Fetch, Reach, Snapshot

_USERS = re.compile(r"/wp-json/wp/v2/users/?(?:\?|$)|[?&]rest_route=/wp/v2/users/?(?:&|$)")
_AUTHOR = re.compile(r"/author/([^/?#]{1,60})/?$")
_WORDPRESS = re.compile(r"/wp-(?:content|includes|json)(?:/|$)")
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
    """Return the log-in names that the site's own links to author archives tell, each with the first such address."""
    found: dict[str, str] = {}
    for link in snapshot.links:
        if urls.same_site(link.url, snapshot.target.site) and (match := _AUTHOR.search(urls.path(link.url))):
            found.setdefault(match[1].lower(), link.url)
    return dict(sorted(found.items())[:_MOST])


def is_wordpress(snapshot: Snapshot) -> bool:
    """Return whether the site's own links say that it runs on WordPress."""
    own = (link.url for link in snapshot.links if urls.same_site(link.url, snapshot.target.site))
    return any(_WORDPRESS.search(urls.path(url)) for url in own)
