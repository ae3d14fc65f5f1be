"""Searches platforms for accounts under the company's name, as strangers may: Bluesky, Mastodon and GitHub.

A search counts only where two controls hold: a name that nobody has brings nothing, and an account that is known to be there is
found. Of what is found, only accounts whose name or handle comes near the company's are kept.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from auditor import urls
from auditor.collect.sources import bluesky, controls, fields, github, mastodon
from auditor.collect.sources.base import Source, SourceError, host_of
from auditor.collect.sources.clients import Base, SourceContext, base_of
from auditor.collect.sources.markup import Markup
from auditor.collect.sources.replies import utc_now
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.team import Team, abreast, together
from auditor.collect.sources.workers import Broken
from auditor.model import NOTHING, AccountSearch, Existence, Message, Owner, Profile, message
from auditor.platforms import catalogue
from auditor.snapshot.writer import Store
from auditor.text.account_names import near

_MOST_ASKED, _MOST_FOUND, _MOST_LOOKED_UP = 4, 20, 6
"""Names searched for; accounts kept; handles looked up besides. Our default: GitHub lets strangers search ten times a minute."""
_BESIDE = ("{}support", "{}-support", "{}help", "{}official", "{}hq", "{}care")
"""Handles near a name that impostors choose. Our default."""
_RARE = 16
"""Letters of a name that nobody can have."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How one platform is searched."""

    source: Source
    params: Callable[[str], dict[str, object]]
    path: str
    rows: str
    read: Callable[[dict[str, Any], str], Profile | None]
    """Returns the account in a row, given the host that was asked."""
    handle: str
    """What a handle of a name is: `{}.bsky.social`."""


def _bluesky(row: dict[str, Any], _: str) -> Profile | None:
    handle = fields.line(row, "handle")
    about = fields.text(row, "description", most=fields.BIO_LENGTH)
    return _found("bluesky", handle, f"https://bsky.app/profile/{handle}", name=fields.line(row, "displayName"), bio=about,
                  links=fields.links_in(about), avatar=fields.line(row, "avatar", most=2_000), created_at=fields.moment(row, "createdAt"))  # fmt: skip


def _mastodon(row: dict[str, Any], host: str) -> Profile | None:
    acct = fields.line(row, "acct")
    handle = acct if "@" in acct or not acct else f"{acct}@{host}"
    note = Markup(fields.text(row, "note"))
    entries = [
        (Markup(fields.text(one, "value")), fields.moment(one, "verified_at")) for one in fields.rows(row, "fields")
    ]
    picture = fields.line(row, "avatar", most=2_000)
    return _found(
        "mastodon", handle, fields.line(row, "url", most=2_000), name=fields.line(row, "display_name"), bio=note.text[: fields.BIO_LENGTH],
        links=tuple(dict.fromkeys((*note.links, *(link for entry, _ in entries for link in entry.links)))),
        verified_links=tuple(link for entry, verified in entries if verified for link in entry.links),
        avatar="" if picture.endswith("/missing.png") else picture, created_at=fields.moment(row, "created_at"),
    )  # fmt: skip


def _github(row: dict[str, Any], _: str) -> Profile | None:
    login = fields.line(row, "login")
    return _found(
        "github", login, fields.line(row, "html_url", most=2_000), avatar=fields.line(row, "avatar_url", most=2_000)
    )


def _found(platform: str, handle: str, url: str, **facts: Any) -> Profile | None:
    if not handle:
        return None
    return Profile(platform, handle.lower(), url, existence=Existence.LIVE, owner=Owner.UNKNOWN, at=utc_now(), **facts)


ENGINES = {
    "bluesky": Engine(bluesky.SOURCE, lambda name: {"q": name, "limit": 25}, "app.bsky.actor.searchActors", "actors", _bluesky, "{}.bsky.social"),
    "mastodon": Engine(mastodon.SOURCE, lambda name: {"q": name, "type": "accounts", "limit": 40}, "api/v2/search", "accounts", _mastodon, "{}"),
    "github": Engine(github.SOURCE, lambda name: {"q": f"{name} in:login,fullname", "per_page": 30}, "search/users", "items", _github, "{}"),
}  # fmt: skip
_HOME = "mastodon.social"
"""Where Mastodon is searched if the company has no account of its own: the largest server."""


async def gather(platforms: Iterable[str], names: tuple[str, ...], means: SourceContext, store: Store) -> None:
    """Search platforms for accounts under some names, and store what was found.

    Args:
        platforms: Keys of `ENGINES`.
        names: What the company is called, the usual name first.
        means: What is asked with.
        store: Holds the company's own profiles; takes the searches.
    """
    asked = tuple(dict.fromkeys(name for name in names if len(name) > 2))[:_MOST_ASKED]
    own = store.profiles()
    known = {(one.platform, one.base) for one in store.account_searches()}
    if not asked:
        return
    try:
        async with together(means, means.settings.max_seconds) as team:
            jobs = [(platform, base, host) for platform in platforms for base, host in _bases(platform, own, means)]
            await abreast(
                _search(team, store, platform, base, asked, host)
                for platform, base, host in jobs
                if (platform, urls.origin(base.address)) not in known
            )
    except TimeoutError:
        ended = message(
            "Accounts under the company's name were searched for {seconds:g} seconds, which is the limit.",
            seconds=means.settings.max_seconds,
        )
        store.put_notes([ended], passing=True)


def _bases(platform: str, own: Iterable[Profile], means: SourceContext) -> Iterator[tuple[Base, str]]:
    """Yield where a platform is asked, each once, with the host whose accounts bear no host there."""
    source = ENGINES[platform].source
    if not source.many_hosts and platform != "mastodon":
        yield base_of(source, Profile(platform, "", ""), means.settings), ""
        return
    hosts = dict.fromkeys(
        host_of(one.handle) for one in own if one.platform == platform and one.existence is Existence.LIVE
    )
    for host in hosts or {_HOME: None}:
        base = base_of(source, Profile(platform, f"x@{host}", f"https://{host}/@x"), means.settings)
        if host and base.address:
            yield base, host


async def _search(team: Team, store: Store, platform: str, base: Base, names: tuple[str, ...], host: str) -> None:
    engine = ENGINES[platform]
    session = await team.clients.at(engine.source, base)
    own = [one for one in store.profiles() if one.platform == platform and one.existence is Existence.LIVE]
    run = partial(
        _searched, engine, base, names, [one for one in own if not host or host_of(one.handle) == host], host, platform
    )
    try:
        found = await team.workers.run(run, session)
    except (SourceError, Broken) as error:
        found = AccountSearch(platform, session.origin, names, _failed(error))
    store.put_account_searches([found])


def _failed(error: SourceError | Broken) -> Message:
    return error.said if isinstance(error, SourceError) else message("The search failed ({error}).", error=str(error))


def _searched(
    engine: Engine,
    base: Base,
    names: tuple[str, ...],
    own: list[Profile],
    host: str,
    platform: str,
    session: SourceSession,
) -> AccountSearch:
    said = AccountSearch(platform, session.origin, names, at=utc_now())
    if problem := _doubt(engine, base, own, host, platform, session):
        return replace(said, problem=problem)
    found: dict[str, Profile] = {}
    for name in names:
        rows, problem = _asked(engine, name, host, session)
        if problem:
            return replace(said, problem=problem)
        found |= {one.handle: one for one in rows if near(_chosen(one), names) or near(one.name or "", names)}
    kept = [found[handle] for handle in sorted(found)[:_MOST_FOUND]]
    return replace(
        said, found=tuple(sorted(_looked_up(engine, kept, names, host, platform, session), key=lambda one: one.handle))
    )


def _asked(engine: Engine, name: str, host: str, session: SourceSession) -> tuple[list[Profile], Message]:
    reply = session.ask(engine.path, engine.params(name))
    if not reply.ok or not isinstance(fields.find(reply.data, engine.rows), list):
        return [], reply.why or message("Its search answered with something other than a list of accounts.")
    rows = fields.rows(reply.data, engine.rows)
    return [one for row in rows if (one := engine.read(row, host)) is not None], NOTHING


def _doubt(engine: Engine, base: Base, own: list[Profile], host: str, platform: str, session: SourceSession) -> Message:
    """Return why a search is not to be trusted; nothing where both controls hold."""
    rows, problem = _asked(engine, "".join(secrets.choice(string.ascii_lowercase) for _ in range(_RARE)), host, session)
    if problem or rows:
        return problem or message("Its search finds accounts for a name that nobody has.")
    known = catalogue.platform(platform)
    usual = (
        known.control.live
        if known is not None and not base.key and (not host or host_of(known.control.live) == host)
        else ""
    )
    handle = own[0].handle if own else usual
    if not handle:
        return message(
            "No account is known that its search would have to find, so that what it does not find proves nothing."
        )
    rows, problem = _asked(engine, handle.partition("@")[0], host, session)
    if problem or any(one.handle == handle.lower() for one in rows):
        return problem
    return message("Its search does not find {handle}, which is there.", handle=handle.replace("@", " on "))


def _looked_up(
    engine: Engine, found: list[Profile], names: tuple[str, ...], host: str, platform: str, session: SourceSession
) -> Iterator[Profile]:
    """Yield what was found, filled in where the search tells little, and handles near the name that exist besides."""
    known = {one.handle for one in found}
    yield from (one if one.name is not None else controls.looked_up(engine.source, session, one) for one in found)
    label = next(
        (plain for name in names if (plain := "".join(filter(str.isalnum, name.lower()))).isascii() and plain), ""
    )
    beside = (engine.handle.format(one.format(label)) for one in _BESIDE) if label else ()
    asked = [f"{one}@{host}" if host else one for one in beside][:_MOST_LOOKED_UP]
    for handle in asked:
        if handle in known:
            continue
        one = controls.looked_up(
            engine.source, session, Profile(platform, handle, _address(platform, handle), owner=Owner.UNKNOWN)
        )
        if one.existence is Existence.LIVE and one.name is not None:
            yield one


def _address(platform: str, handle: str) -> str:
    if platform == "bluesky":
        return f"https://bsky.app/profile/{handle}"
    name, _, host = handle.partition("@")
    return f"https://{host}/@{name}" if host else f"https://github.com/{name}"


def _chosen(profile: Profile) -> str:
    name = profile.handle.partition("@")[0]
    return name.partition(".")[0] if profile.platform == "bluesky" else name
