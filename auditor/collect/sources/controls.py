"""Whether a platform's word can be trusted: handles whose existence is known beforehand are asked for first."""

from __future__ import annotations

import secrets
import string
from typing import NamedTuple

from auditor.collect.sources.base import Source, host_of
from auditor.collect.sources.client import Client
from auditor.collect.sources.clients import Base
from auditor.model import Existence, Profile, message
from auditor.platforms import catalogue
from auditor.platforms.catalogue import Control


class Held(NamedTuple):
    """What came of the controls."""

    problem: str = ""
    """Why the rule of existence is not to be trusted, as a clause; empty where it is."""
    note: str = ""
    """What could not be held against it, as a sentence."""


async def hold(source: Source, base: Base, client: Client, asked: Profile) -> Held:
    """Hold a source's rule of existence, at the base where `asked` is asked for, against what is known beforehand.

    A handle that is known to be there is known at the platform's own base only. Elsewhere the interface has to be one of
    the kind at all, where the source can tell.
    """
    platform = catalogue.platform(asked.platform)
    control = platform.control if platform is not None else Control()
    host = host_of(asked.handle)
    problem = await _absent(source, client, control.missing(_random(_LETTERS), _random(string.digits), host), asked)
    if problem:
        return Held(problem)
    if control.live and not base.key and (not source.many_hosts or host_of(control.live) == host):
        return Held(await _live(source, client, control.live, asked))
    if source.speaks is not None:
        return Held(await source.speaks(client))
    name = platform.name if platform is not None else asked.platform
    only_absent = message(
        "The answers of {name} at {origin} were tested with a handle that cannot exist, but not with one that certainly does.",
        name=name,
        origin=client.origin,
    )
    return Held("", only_absent.text)


_LETTERS = string.ascii_lowercase + string.digits


def _random(signs: str) -> str:
    return "".join(secrets.choice(signs) for _ in range(10))


async def _absent(source: Source, client: Client, handle: str, asked: Profile) -> str:
    if not handle:
        return ""
    found = await source.profile(client, Profile(asked.platform, handle, ""))
    if found.existence is Existence.MISSING:
        return ""
    if found.existence is Existence.UNKNOWN:
        platform = catalogue.platform(asked.platform)
        rule = platform.existence if platform is not None else None
        if rule is not None and rule.live and (rule.plain or not rule.missing):
            return ""  # the rule proves no absence, so not to know is all to expect; or only by words that stand for nothing else
        return found.reason or "what it says of a handle that nobody can have tells nothing"
    return "it shows a profile for a handle that nobody can have"


async def _live(source: Source, client: Client, handle: str, asked: Profile) -> str:
    found = await source.profile(client, Profile(asked.platform, handle, ""))
    if found.existence is Existence.UNKNOWN:
        return found.reason
    return "" if found.existence is Existence.LIVE else f"it does not show {handle}, which has long been there"
