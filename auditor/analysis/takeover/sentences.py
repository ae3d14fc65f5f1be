"""What checks say of takeovers. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from auditor.analysis.takeover import acts
from auditor.analysis.takeover.changes import Aspect, Change
from auditor.analysis.takeover.incidents import AccountIncident
from auditor.analysis.takeover.signs import Kind, Sign
from auditor.analysis.takeover.takeovers import AccountVerdict
from auditor.model import NOTHING, Message, Snapshot, message, phrase
from auditor.model.messages import listed
from auditor.text.languages import named

_SHOWN = 80
AS_APPROVED = message("The profile is as approved.")
_NOT_FOLLOWED = message("Where its links lead was not looked up.")
_UNREAD = message("Its posts were not read.")
_BY_HISTORY = message("It was compared with its own earlier posts alone, because nothing has been approved for it.")

_SIGNS: Mapping[Kind, Callable[[Sign], Message]] = {
    Kind.DOMAIN: lambda sign: phrase("a link to {domain}, which it had never linked before", domain=sign.what),
    Kind.LANGUAGE: lambda sign: phrase(
        "a language it does not post in ({language})", language=Message(named(sign.what).name)
    ),
    Kind.HOURS: lambda _: phrase("hours at which it never posts"),
    Kind.CLIENT: lambda sign: phrase("a program it does not use ({program})", program=sign.what[:_SHOWN]),
    Kind.BAIT: lambda sign: (
        phrase("words that bait readers beside a link")
        if sign.act.foreign
        else phrase("words that offer or ask for coins")
    ),
    Kind.BOAST: lambda _: phrase("words by which somebody claims to have taken it over"),
    Kind.BURST: lambda _: phrase("nearly identical posts with a link, one after another"),
    Kind.DOUBT: lambda _: phrase("several readers who suspect that it was taken over"),
}


def signs(incident: AccountIncident) -> Message:
    """Return the signs of an incident as a list, each kind once."""
    first = {sign.kind: sign for sign in reversed(incident.signs)}
    return listed([_sign(first[kind]) for kind in incident.kinds])


def _sign(sign: Sign) -> Message:
    if sign.kind is not Kind.LURE:
        return _SIGNS[sign.kind](sign)
    links = [one for one in sign.act.foreign if one.domain == sign.what]
    if any(one.blocked for one in links):
        return phrase("a link to {domain}, which is on a block list", domain=sign.what)
    if any(one.password for one in links):
        return phrase("a link to {domain}, which asks for a password", domain=sign.what)
    return phrase("a link through {domain}, which hides where it leads", domain=sign.what)


def changed(found: Iterable[Change]) -> Message:
    """Return in what a profile is another than was approved, a sentence each."""
    sentences = list(_changes(found))
    return sentences[0].then(*sentences[1:]) if sentences else NOTHING


def _changes(found: Iterable[Change]) -> Iterator[Message]:
    for one in found:
        match one.aspect:
            case Aspect.NAME:
                yield message(
                    "The profile calls itself “{name}”; “{approved}” was approved.",
                    name=one.shown[:_SHOWN],
                    approved=one.approved[:_SHOWN],
                )
            case Aspect.LINKS:
                yield message("The profile links to {links}, which was not approved.", links=one.shown[:_SHOWN])
            case Aspect.AVATAR:
                yield message("The profile shows another picture than the approved one.")
            case Aspect.HANDLE if one.shown:
                yield message(
                    "The approved account {handle} says that it has moved to {url}.", handle=one.approved, url=one.shown
                )
            case Aspect.HANDLE:
                yield message("Nobody has the approved handle {handle} any more.", handle=one.approved)
            case Aspect.CLOSED:
                yield message("The platform does not show the approved account {handle} any more.", handle=one.approved)


def when(snapshot: Snapshot, moment: datetime) -> Message:
    """Return a time in the company's zone, such as `20 November 2026, 16:50 (Europe/London)`."""
    zone = acts.zone_of(snapshot)
    local = moment.astimezone(zone)
    return phrase("{day}, {clock} ({zone})", day=local.date(), clock=f"{local:%H:%M}", zone=zone.key)


def lasting(minutes: int) -> Message:
    """Return a length of time as people say it."""
    if minutes < 120:
        return phrase("{count} minute", "{count} minutes", count=minutes)
    if minutes < 96 * 60:
        return phrase("{count} hour", "{count} hours", count=minutes // 60)
    return phrase("{count} day", "{count} days", count=minutes // (24 * 60))


def alone(verdict: AccountVerdict) -> Message:
    """Return what a person has to look at in an account, in sentences; nothing where there is nothing."""
    parts = list(_changes(verdict.changes))
    if verdict.renamed:
        parts.append(message("The company itself says that it goes by this name now."))
    if verdict.incidents:
        most = max(verdict.incidents, key=lambda one: (len(one.kinds), one.first))
        parts.append(
            message(
                "{count} post is unlike this account's others: {signs}.",
                "{count} posts are unlike this account's others, above all by {signs}.",
                count=sum(len(one.acts) for one in verdict.incidents),
                signs=signs(most),
            )
        )
    if verdict.baited:
        parts.append(message("A post baits readers with a link that is not the company's."))
    return parts[0].then(*parts[1:]) if parts else NOTHING


def usual(verdict: AccountVerdict, *, followed: bool = True) -> Message:
    """Return that nothing stands out in an account, what it was compared with, and what was not looked at."""
    said = message(
        "Its own post that was read shows no sign of a takeover.",
        "Its {count:,} own posts that were read show no sign of a takeover.",
        count=verdict.posts,
    )
    said = said if followed else said.then(_NOT_FOLLOWED)
    if verdict.is_as_approved:
        return said.then(AS_APPROVED)
    return said if verdict.approved else said.then(_BY_HISTORY)


def few(verdict: AccountVerdict, least: int) -> Message:
    """Return that an account has too few posts to tell what is usual, or that nobody read them."""
    if not verdict.posts and verdict.until is None:
        return _UNREAD
    return message(
        "It has {count} post of its own in the time looked at; at least {least} are needed to tell what is usual.",
        "It has {count} posts of its own in the time looked at; at least {least} are needed to tell what is usual.",
        count=verdict.posts,
        least=least,
    )
