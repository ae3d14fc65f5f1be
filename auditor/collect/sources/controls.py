"""Whether a platform's word can be trusted: handles whose existence is known beforehand are asked for first."""

from __future__ import annotations

import secrets
import string
from dataclasses import replace
from typing import NamedTuple

from auditor.collect.sources.base import Source, host_of, require_sound
from auditor.collect.sources.clients import Base
from auditor.collect.sources.session import SourceSession
from auditor.model import NOTHING, Existence, Message, Profile, message
from auditor.model.messages import sentence
from auditor.platforms import catalogue
from auditor.platforms.catalogue import Control


class Held(NamedTuple):
    """What came of the controls."""

    problem: Message = NOTHING
    """Why the rule of existence is not to be trusted; nothing where it is."""
    note: Message = NOTHING
    """What could not be held against it."""


def hold(source: Source, base: Base, session: SourceSession, asked: Profile) -> Held:
    """Hold a source's rule of existence, at the base where `asked` is asked for, against what is known beforehand.

    A handle that is known to be there is known at the platform's own base only. Elsewhere the interface has to be one of
    the kind at all, where the source can tell.
    """
    platform = catalogue.platform(asked.platform)
    control = source.control or (platform.control if platform is not None else Control())
    host = host_of(asked.handle)
    absent = control.missing(_random(_LETTERS), _random(string.digits), host)
    problem = _absent(source, session, absent, asked)
    if problem:
        return Held(problem)
    if control.live and not base.key and (not source.many_hosts or host_of(control.live) == host):
        return Held(_live(source, session, control.live, asked))
    if source.speaks is not None:
        return Held(sentence(source.speaks(session)))
    name = platform.name if platform is not None else asked.platform
    return Held(NOTHING, (_only_absent if absent else _untested)(name, session.origin))


def _only_absent(name: str, origin: str) -> Message:
    return message(
        "The answers of {name} at {origin} were tested with a handle that cannot exist, but not with one that is known to exist.",
        name=name,
        origin=origin,
    )


def _untested(name: str, origin: str) -> Message:
    return message(
        "The answers of {name} at {origin} were not tested: no handle is known that exists there, or that cannot.",
        name=name,
        origin=origin,
    )


_LETTERS = string.ascii_lowercase + string.digits


def _random(signs: str) -> str:
    return "".join(secrets.choice(signs) for _ in range(10))


def _absent(source: Source, session: SourceSession, handle: str, asked: Profile) -> Message:
    if not handle:
        return NOTHING
    found = looked_up(source, session, Profile(asked.platform, handle, ""))
    if found.existence is Existence.MISSING:
        return NOTHING
    if found.existence is Existence.UNKNOWN:
        platform = catalogue.platform(asked.platform)
        rule = platform.existence if platform is not None else None
        if rule is not None and rule.live and (rule.plain or not rule.missing):
            return NOTHING  # the rule proves no absence, so not to know is all to expect; or only by words that stand for nothing else
        return found.reason or message("Its answer about a handle that nobody can have was inconclusive.")
    return message("It shows a profile for a handle that nobody can have.")


def _live(source: Source, session: SourceSession, handle: str, asked: Profile) -> Message:
    found = looked_up(source, session, Profile(asked.platform, handle, ""))
    if found.existence is Existence.UNKNOWN:
        return found.reason
    if found.existence is Existence.LIVE:
        return NOTHING
    return message("It does not show {handle}, an account that has existed for years.", handle=handle)


def looked_up(source: Source, session: SourceSession, asked: Profile) -> Profile:
    """Return what a source says of a profile, where it is one that can be kept.

    Raises:
        TypeError, ValueError: it is not.
    """
    found = source.profile(session, asked)
    require_sound(found, Profile, asked)
    return replace(found, reason=sentence(found.reason))  # a clause will do for those that others wrote
