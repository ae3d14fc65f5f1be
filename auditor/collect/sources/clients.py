"""Which base a source is asked at, behind which guard, and with whose token: one client for each base."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from auditor import urls
from auditor.collect.http.address_guard import Guard, NoSuchHost, addresses_of
from auditor.collect.http.client import Politeness, open_web
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.sources import tokens
from auditor.collect.sources.base import Source, host_of
from auditor.collect.sources.client import Client, Pace, Put
from auditor.collect.sources.tokens import Token
from auditor.config.schema import SourceSettings
from auditor.model import Profile, message


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
    deadline: float = float("inf")
    """Time of the event loop after which nothing is waited for."""


@dataclass(frozen=True, slots=True)
class Base:
    """Where a source is asked for a profile."""

    address: str
    """Empty where there is none."""
    key: str = ""
    """The key under `sources.bases` that names it; empty for the platform's own."""
    problem: str = ""
    """Why what is written there can't be used, as a clause."""
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
                return Base("", key, f'the address under sources.bases."{key}" in auditor.toml is none', written)
            return Base(urls.origin(address) + urls.path(address).rstrip("/") + "/", key, "", written)
    return Base(source.base(profile))


class Clients:
    """Opens clients, one for each base, and keeps them until the end.

    Each has a session and a guard of its own: only a base that the user named may lie in a private network, and only there.
    """

    def __init__(self, means: SourceContext, stack: AsyncExitStack) -> None:
        self._means = means
        self._stack = stack
        self._clients: dict[tuple[str, str], Client] = {}
        self.notes: list[str] = []
        """What auditor.toml and the environment say that was not used, as sentences."""

    async def at(self, source: Source, base: Base) -> Client:
        """Return the client of a source for a base with an address."""
        key = source.name, base.address
        if key not in self._clients:
            self._clients[key] = await self._open(source, base)
        return self._clients[key]

    def all_notes(self) -> list[str]:
        """Return what is to be told of all clients."""
        return [*self.notes, *(note for client in self._clients.values() for note in client.notes)]

    async def _open(self, source: Source, base: Base) -> Client:
        means = self._means
        around = means.around
        opened = open_web(
            await self._guard(base), means.politeness, stub_network=around.stub_network, ca_file=around.ca_file
        )
        return Client(
            await self._stack.enter_async_context(opened),
            base.address,
            token=self._token(source, base),
            carry=source.carry,
            put=means.put,
            pace=means.pace,
            secrets=self._secrets(base),
            deadline=means.deadline,
        )

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
            problem = message(
                "{variable} was not sent to {origin}, because the connection is not encrypted.",
                variable=token.variable,
                origin=urls.origin(base.address),
            ).text
            token = None
        self._say(problem)
        return token

    def _secrets(self, base: Base) -> tuple[str, ...]:
        found = tokens.secrets_of(base.written)
        if found:
            said = message(
                'The address under sources.bases."{key}" in auditor.toml contains a login or parameters, which were not used. '
                "Set tokens in the environment, such as {variable}.",
                key=base.key,
                variable=tokens.variable(base.key),
            )
            self._say(said.text)
        return (*found, *tokens.all_of(self._means.environ))

    def _say(self, note: str) -> None:
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
