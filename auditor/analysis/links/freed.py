"""Whether a stranger may really take the name of a profile that is gone: by its platform's rule for names of that very form. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor import urls
from auditor.analysis.links import domains as linked_domains
from auditor.analysis.links.reserved_names import lies_under_reserved
from auditor.model import Message, Profile, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.platforms.catalogue import FreedForm, platform
from auditor.platforms.parse import profile_named


class Taker(StrEnum):
    """Who may take a name."""

    ANYBODY = "anybody"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a name."""

    taker: Taker
    why: Message = NOTHING
    """Who says so; may be empty."""


def fate(snapshot: Snapshot, profile: Profile) -> Fate:
    """Return who may take the name of a profile, supposed that nobody holds it."""
    known = platform(profile.platform)
    if known is None:
        return Fate(Taker.UNKNOWN)
    rule = known.freed.of(profile.handle)
    if isinstance(rule, FreedForm) and rule.registrable == "domain":
        return _domain(snapshot, profile.handle, rule.source)
    found = profile_named(profile.platform, profile.handle)
    if not isinstance(rule, FreedForm) and found is not None and found.opaque:
        return Fate(Taker.NOBODY, message("{platform} gives out such numbers and codes itself.", platform=known.name))
    takers = {"yes": Taker.ANYBODY, "no": Taker.NOBODY}
    return Fate(takers.get(rule.registrable, Taker.UNKNOWN), _source(rule.source))


def _domain(snapshot: Snapshot, handle: str, source: str) -> Fate:
    name = urls.registered(handle)
    if not name or (lies_under_reserved(name) and not linked_domains.is_asked(snapshot, name)):
        return Fate(Taker.NOBODY, message("{handle} cannot be registered.", handle=handle).then(_source(source)))
    if name == urls.registered(urls.host(snapshot.target.site)):
        return Fate(Taker.NOBODY, message("{domain} is the site's own.", domain=name).then(_source(source)))
    state = linked_domains.state(snapshot, name)
    if state is linked_domains.State.VACANT:
        return Fate(Taker.ANYBODY, message("{domain} itself is not registered.", domain=name).then(_source(source)))
    if state is linked_domains.State.HELD:
        return Fate(Taker.NOBODY, message("{domain} is registered.", domain=name).then(_source(source)))
    unknown = message("It is not known whether {domain} can be registered.", domain=name)
    return Fate(Taker.UNKNOWN, unknown.then(_source(source)))


def _source(words: str) -> Message:
    return message("Source: {source}.", source=Message(words)) if words else NOTHING
