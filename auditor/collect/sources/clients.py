"""Which base a source is asked at, behind which guard, and with whose token: one session for each base."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor import urls
from auditor.collect.http.address_guard import Guard, GuardedResolver, NoSuchHost, addresses_of
from auditor.collect.http.blocking import BlockingWeb
from auditor.collect.http.politeness import Politeness
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.sources import tokens
from auditor.collect.sources.adapter import Pace, Put, Terms
from auditor.collect.sources.base import Source, host_of
from auditor.collect.sources.deadline import Deadline
from auditor.collect.sources.session import SourceSession
from auditor.collect.sources.tokens import Token
from auditor.config.schema import SourceSettings
from auditor.model import NOTHING, Message, Profile, message


@dataclass(frozen=True, slots=True)
class SourceContext:
    """What sources are asked with."""

    settings: SourceSettings
    put: Put
    """Takes each answer as evidence."""
    politeness: Politeness = field(default_factory=Politeness)
    around: StandIns = field(default_factory=StandIns)
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Where tokens are looked for."""
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True)
class Base:
    """Where a source is asked for a profile."""

    address: str
    """Empty where there is none."""
    key: str = ""
    """The key under `sources.bases` that names it; empty for the platform's own."""
    problem: Message = NOTHING
    """Why what is written there can't be used."""
    written: str = field(default="", repr=False)
    """As in auditor.toml: may hold secrets."""


def base_of(source: Source, profile: Profile, settings: SourceSettings) -> Base:
    """Return where a source is asked for a profile: what auditor.toml says for its host, then for the source, then the usual."""
    bases = {key.lower(): (key, value) for key, value in settings.bases.items()}
    for name in (
        host_of(profile.handle),
        urls.netloc(profile.url) if profile.url else "",
        source.name,
        profile.platform,
    ):
        if name and name.lower() in bases:
            key, written = bases[name.lower()]
            address = urls.normalise(written)
            if address is None:
                wrong = message("No usable address of its interface is known.")
                return Base("", key, wrong, written)
            return Base(urls.origin(address) + urls.path(address).rstrip("/") + "/", key, NOTHING, written)
    usual = source.base(profile)
    if usual and urls.normalise(usual) is None:
        return Base("", problem=message("The source says that its interface lies at {address!r}.", address=usual))
    return Base(usual)


LONGER = message("Raise sources.max_seconds in auditor.toml to gather more.")
"""For whoever runs the audit, where time ran out."""


class Clients:
    """Opens sessions, one for each base, and keeps them until the end.

    Each has connections and a guard of its own: only a base that the user named may lie in a private network, and only there.
    """

    def __init__(self, means: SourceContext, deadline: Deadline) -> None:
        self._means = means
        self._deadline = deadline
        self._sessions: dict[tuple[str, str], SourceSession] = {}
        self._opening: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._webs: list[BlockingWeb] = []
        self._own: BlockingWeb | None = None
        self.notes: list[Message] = []
        """What auditor.toml and the environment say that was not used, as sentences."""

    async def at(self, source: Source, base: Base) -> SourceSession:
        """Return the session of a source for a base with an address."""
        key = source.name, base.address
        async with self._opening[key]:  # whoever asks meanwhile waits for the same session, and for its pace
            if key not in self._sessions:
                web = self._web(await self._guard(base))
                token, secrets = self._token(source, base), self._secrets(base)
                self._sessions[key] = self._session(web, source, base, token=token, carry=source.carry, secrets=secrets)
        return self._sessions[key]

    def on_site(self, source: Source, base: Base, guard: Guard) -> SourceSession:
        """Return a session for the audited site itself: behind the visit's own guard, with no token."""
        self._own = self._own or self._web(guard)
        key = source.name, base.address
        if key not in self._sessions:
            self._sessions[key] = self._session(self._own, source, base)
        return self._sessions[key]

    def all_notes(self) -> list[Message]:
        """Return what is to be told of all sessions."""
        return [*self.notes, *(note for session in self._sessions.values() for note in session.notes)]

    def call_off(self) -> None:
        """End every request under way, and close all connections."""
        for web in self._webs:
            web.call_off()
            web.close()

    def _session(self, web: BlockingWeb, source: Source, base: Base, **more: Any) -> SourceSession:
        means = self._means
        terms = Terms(source.name, put=means.put, pace=means.pace, deadline=self._deadline, **more)
        return SourceSession(web, base.address, terms)

    def _web(self, guard: Guard) -> BlockingWeb:
        around = self._means.around
        resolver = GuardedResolver(guard, around.stub_network)
        self._webs.append(BlockingWeb(resolver, self._means.politeness, ca_file=around.ca_file))
        return self._webs[-1]

    async def _guard(self, base: Base) -> Guard:
        if self._means.around.stub_network is not None:
            return Guard((ipaddress.ip_network("127.0.0.0/8"),))
        if not base.key:
            return Guard()
        try:
            return Guard.for_target(await addresses_of(urls.host(base.address)))
        except (NoSuchHost, OSError):
            return Guard()  # asking it will say what is wrong

    def _token(self, source: Source, base: Base) -> Token | None:
        names = _names(source, base, self._means.settings)
        token, problem = tokens.take(self._means.environ, *names)
        if token is not None and not tokens.may_carry(base.address):
            why = message(
                "{variable} was not sent to {origin}, because the connection is not encrypted.",
                variable=token.variable,
                origin=urls.origin(base.address),
            )
            token, problem = None, tokens.ONLY_PUBLIC.telling_operator(why)
        self._say(problem)
        return token

    def _secrets(self, base: Base) -> tuple[str, ...]:
        found = tokens.secrets_of(base.written)
        if found:
            why = message(
                'The address under sources.bases."{key}" in auditor.toml contains a login or parameters, which were not used. '
                "Set tokens in the environment, such as {variable}.",
                key=base.key,
                variable=tokens.variable(base.key),
            )
            self._say(tokens.ONLY_PUBLIC.telling_operator(why))
        return (*found, *tokens.all_of(self._means.environ))

    def _say(self, note: Message) -> None:
        if note and note not in self.notes:
            self.notes.append(note)


def _names(source: Source, base: Base, settings: SourceSettings) -> tuple[str, ...]:
    """Return what the token for a base may be called.

    Where every host has an interface of its own, a token is for one host, and which one only auditor.toml can say: a host
    that the company's site happens to link gets none.
    """
    own = source.token or source.name
    if not source.many_hosts:
        return (own,)
    if not base.key:
        return ()
    hosts = [key for key in settings.bases if "." in key or ":" in key]
    only = source.name not in settings.bases and hosts == [base.key]
    return (base.key, own) if only or base.key == source.name else (base.key,)
