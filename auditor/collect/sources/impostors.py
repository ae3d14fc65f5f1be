"""Searches platforms for accounts under the company's name, as strangers may: Bluesky, Mastodon and GitHub.

What a search finds counts where a name that nobody has brings nothing. What it does not find proves something only where an account that
is known to be there is found, by its handle and by the name it shows. Of what is found, only accounts whose name or handle comes near the
company's are kept. A few handles near the name are asked for besides, also where strangers may not search.
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

_MOST_ASKED, _SHORTEST, _MOST_FOUND, _MOST_LOOKED_UP = 4, 3, 20, 6
"""Names searched for, and their letters; accounts kept; handles looked up besides. Our default: GitHub lets strangers search ten times a minute."""
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
    asked = tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST))[:_MOST_ASKED]
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
    live = [one for one in store.profiles() if one.platform == platform and one.existence is Existence.LIVE]
    own = [one for one in live if not host or host_of(one.handle) == host]
    names = _with_handle(names, own)
    run = partial(_searched, engine, base, names, own, host, platform)
    try:
        found = await team.workers.run(run, session)
    except (SourceError, Broken) as error:
        found = AccountSearch(platform, session.origin, names, _failed(error))
    store.put_account_searches([found])


def _with_handle(names: tuple[str, ...], own: list[Profile]) -> tuple[str, ...]:
    """Return the names with the shortest handle of the company there, by which a search that looks at handles alone finds others like it."""
    stem = min((_chosen(one) for one in own if near(_chosen(one), names)), key=len, default="")
    known = {name.lower() for name in names}
    return names if len(stem) < _SHORTEST or stem.lower() in known else (*names, stem)


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
    found, problem = _by_search(engine, base, names, own, host, platform, session)
    kept = [found[handle] for handle in sorted(found)[:_MOST_FOUND]]
    seen = (*_filled_in(engine, kept, session), *_beside(engine, base, names, set(found), host, platform, session))
    return AccountSearch(
        platform, session.origin, names, problem, tuple(sorted(seen, key=lambda one: one.handle)), utc_now()
    )


def _by_search(
    engine: Engine,
    base: Base,
    names: tuple[str, ...],
    own: list[Profile],
    host: str,
    platform: str,
    session: SourceSession,
) -> tuple[dict[str, Profile], Message]:
    """Return what a search finds, by handle, and why what it does not find proves nothing.

    A search that finds accounts for a name that nobody has is not believed at all; one that overlooks an account, in nothing but what it finds.
    """
    if problem := _nobody(engine, host, session):
        return {}, problem
    rows, doubt = _overlooked(engine, base, own, host, platform, session)
    found = _alike(rows, names)
    for name in names:
        rows, problem = _asked(engine, name, host, session)
        if problem:
            return found, problem
        found |= _alike(rows, names)
    return found, doubt


def _alike(rows: list[Profile], names: tuple[str, ...]) -> dict[str, Profile]:
    return {one.handle: one for one in rows if near(_chosen(one), names) or near(one.name or "", names)}


def _asked(engine: Engine, name: str, host: str, session: SourceSession) -> tuple[list[Profile], Message]:
    reply = session.ask(engine.path, engine.params(name))
    if not reply.ok or not isinstance(fields.find(reply.data, engine.rows), list):
        return [], reply.why or message("Its search answered with something other than a list of accounts.")
    rows = fields.rows(reply.data, engine.rows)
    return [one for row in rows if (one := engine.read(row, host)) is not None], NOTHING


def _nobody(engine: Engine, host: str, session: SourceSession) -> Message:
    """Return why a search is not to be believed at all; nothing where it finds nobody under a name that nobody has."""
    rows, problem = _asked(engine, "".join(secrets.choice(string.ascii_lowercase) for _ in range(_RARE)), host, session)
    if problem or rows:
        return problem or message("Its search finds accounts for a name that nobody has.")
    return NOTHING


def _overlooked(
    engine: Engine, base: Base, own: list[Profile], host: str, platform: str, session: SourceSession
) -> tuple[list[Profile], Message]:
    """Search for accounts that are there, by handle and by name.

    Returns: what came of it, and why what the search does not find proves nothing; nothing where it finds them.
    """
    known = catalogue.platform(platform)
    usual = (
        known.control.live
        if known is not None and not base.key and (not host or host_of(known.control.live) == host)
        else ""
    )
    handle = own[0].handle if own else usual
    if not handle:
        return [], message(
            "No account is known that its search would have to find, so that what it does not find proves nothing."
        )
    shown = handle.replace("@", " on ")
    rows, problem = _asked(engine, handle.partition("@")[0], host, session)
    if problem or not any(one.handle == handle.lower() for one in rows):
        return rows, problem or message("Its search does not find {handle}, which is there.", handle=shown)
    named = next(filter(_is_found_by_name_only, own), None)
    if named is None:
        return rows, NOTHING
    more, problem = _asked(engine, named.name or "", host, session)
    if problem or any(one.handle == named.handle.lower() for one in more):
        return rows + more, problem
    return rows + more, message(
        "Its search does not find {handle} by the name it shows, “{name}”.",
        handle=named.handle.replace("@", " on "),
        name=named.name or "",
    )


def _is_found_by_name_only(profile: Profile) -> bool:
    """Return whether an account shows a name of plain words that does not stand in its handle: only such a name tests a search."""
    said = (profile.name or "").lower()
    return bool(said) and said not in profile.handle.lower() and all(map(str.isalnum, said.split()))


def _filled_in(engine: Engine, found: list[Profile], session: SourceSession) -> Iterator[Profile]:
    """Yield what was found, looked up where the search tells little."""
    yield from (one if one.name is not None else controls.looked_up(engine.source, session, one) for one in found)


def _beside(
    engine: Engine,
    base: Base,
    names: tuple[str, ...],
    known: set[str],
    host: str,
    platform: str,
    session: SourceSession,
) -> Iterator[Profile]:
    """Yield accounts that have a handle near the name, whatever the search is worth; none where existence can't be told."""
    label = next(
        (plain for name in names if (plain := "".join(filter(str.isalnum, name.lower()))).isascii() and plain), ""
    )
    if not label:
        return
    handles = (engine.handle.format(one.format(label)) for one in _BESIDE[:_MOST_LOOKED_UP])
    asked = [
        Profile(platform, handle, _address(platform, handle), owner=Owner.UNKNOWN)
        for handle in (f"{one}@{host}" if host else one for one in handles)
        if handle not in known
    ]
    if not asked or controls.hold(engine.source, base, session, asked[0]).problem:
        return
    for one in (controls.looked_up(engine.source, session, each) for each in asked):
        if one.existence is Existence.LIVE and one.name is not None:
            shown = mastodon.address(session, one.handle) if engine.source is mastodon.SOURCE else ""
            yield replace(one, url=shown or one.url)


def _address(platform: str, handle: str) -> str:
    if platform == "bluesky":
        return f"https://bsky.app/profile/{handle}"
    name, _, host = handle.partition("@")
    return f"https://{host}/@{name}" if host else f"https://github.com/{name}"


def _chosen(profile: Profile) -> str:
    name = profile.handle.partition("@")[0]
    return name.partition(".")[0] if profile.platform == "bluesky" else name
