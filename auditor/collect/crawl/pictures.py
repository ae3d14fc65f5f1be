"""Profile pictures, kept so that they can be compared. Their addresses are strangers': read without credentials, behind the visit's guard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor import urls
from auditor.collect.http.client import Limits, Web
from auditor.model import Profile, Reach
from auditor.snapshot.writer import Store, Visit

_LIMITS = Limits(seconds=20.0, body=3_000_000, redirects=5)
"""A picture larger than three megabytes is no profile picture: platforms scale them down to a tenth of that. Our default."""


async def keep(profiles: Iterable[Profile], web: Web, store: Store) -> list[Profile]:
    """Store the pictures of profiles, and these with the picture's key where there is one. Each address is read once."""
    found = await with_keys(profiles, web, store)
    store.put_profiles(found)
    return found


async def with_keys(profiles: Iterable[Profile], web: Web, store: Store) -> list[Profile]:
    """Store the pictures of accounts, whosever they are; return these with the picture's key where there is one."""
    keys: dict[str, str] = {}
    found = []
    for profile in profiles:
        address = profile.avatar or ""
        if address and address not in keys:
            keys[address] = await _kept(address, web, store)
        found.append(replace(profile, avatar_sha256=keys.get(address, "") or profile.avatar_sha256))
    return found


async def _kept(address: str, web: Web, store: Store) -> str:
    url = urls.normalise(address)
    if url is None:
        return ""
    answer = await web.read(url, _LIMITS, any_type=True)
    fetch = answer.fetch
    store.put(Visit(fetch, answer.body, answer.headers))
    is_picture = fetch.reach is Reach.RESPONDED and fetch.status == 200 and fetch.content_type.startswith("image/")
    return fetch.body_sha256 if is_picture else ""
