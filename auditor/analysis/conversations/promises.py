"""What pages and bios promise about answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from auditor.analysis import pages
from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics.figures import ANSWERING, ANSWERS, ChannelMeasure, Slice
from auditor.analysis.conversations.metrics.rates import Rate, Spread
from auditor.analysis.conversations.sentences import basis, duration, reliability
from auditor.analysis.profiles import profiles
from auditor.model import CONTACT_ROLES, NOTHING, Message, Owner, Snapshot, message
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.fold import fold, words
from auditor.text.parsed import text_of
from auditor.text.posts.language import language
from auditor.text.posts.promises import Claim
from auditor.text.posts.promises import claims as claims_in

_LONGEST = 30_000
JUDGED = frozenset({"always-open", "deadline", "everyone"})
"""Kinds of claims that can be held against what was measured."""
_ALL = 0.95
"""Share of answered questions that "we answer everyone" has to keep. Our default."""
_HALF = 0.5
"""Share of all questions that have to be answered within a promised time; the others are taken for exceptions. Our default."""
_NINTH = 0.9
_NIGHT_FACTOR = 3
"""How many times longer than else people may wait at weekends where somebody is there "24/7". Our default."""
_PATIENCE = 4 * 3_600
"""Seconds that are no broken "24/7", whatever the rest of the week is like. Our default."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A claim and the address where it stands."""

    where: str
    claim: Claim
    account: tuple[str, str] | None = None
    """(platform, handle) of the profile whose bio makes it; None for a page, which speaks of all channels."""


class Measured(NamedTuple):
    """What a claim amounts to."""

    kept: bool
    message: Message
    n: int
    """Cases."""


@remembered()
def of(snapshot: Snapshot) -> tuple[Promise, ...]:
    """Return the promises about answers on contact-role pages and in bios.

    Each kind and deadline is told once for all pages, and once for each profile.
    """
    found: dict[tuple[str, int | None, tuple[str, str] | None], Promise] = {}
    inboxes = facts("text/statements.toml")["by_mail"]["inboxes"]
    no_mail = not any(one.source in inboxes or one.platform in inboxes for one in snapshot.channels)
    for where, text, lang, account in _texts(snapshot):
        for claim in claims_in(text, lang):
            if claim.kind in JUDGED and not speaks_of_else(claim) and not (no_mail and speaks_of_mail(claim)):
                known = _as_measured(snapshot, account)
                found.setdefault((claim.kind, claim.seconds, known), Promise(where, claim, known))
    return tuple(found.values())


def _as_measured(snapshot: Snapshot, account: tuple[str, str] | None) -> tuple[str, str] | None:
    """Return an account as its figures spell it."""
    found = queries.of_account(snapshot, *account) if account is not None else None
    return account if found is None else (found.platform, found.account)


def speaks_of_else(claim: Claim) -> bool:
    """Return whether a claim is about telephones, shops or deliveries alone, whose answers nobody measured here."""
    said = set(words(fold(claim.excerpt)))
    told = facts("text/statements.toml")["elsewhere"]
    return not said.isdisjoint(told["words"]) and said.isdisjoint(told["measured"])


def speaks_of_mail(claim: Claim) -> bool:
    """Return whether a claim is about answers to mail alone, and nothing else that is measured."""
    said, listed = set(words(fold(claim.excerpt))), facts("text/statements.toml")
    mail = set(listed["by_mail"]["words"])
    return not said.isdisjoint(mail) and said.isdisjoint(set(listed["elsewhere"]["measured"]) - mail)


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str, str, tuple[str, str] | None]]:
    """Yield (address, text, language, account) of everything that may promise answers."""
    for page in pages.living(snapshot, *CONTACT_ROLES):
        text = text_of(page.read())[:_LONGEST]
        yield page.url, text, page.lang[:2].lower() or language(text[:500]), None
    for profile in profiles.living(snapshot):
        if profile.bio and profile.owner is Owner.CERTAIN:
            yield profile.url, profile.bio[:_LONGEST], language(profile.bio[:500]), (profile.platform, profile.handle)


def measured(promise: Promise, of: ChannelMeasure) -> Measured:
    """Return what a claim amounts to by the figures of the channels it speaks of."""
    claim = promise.claim
    if claim.kind == "deadline" and claim.seconds:
        found = _deadline(claim.seconds, of, business=claim.business)
    else:
        found = _everyone(of) if claim.kind == "everyone" else _around_the_clock(of)
    needs = ANSWERING if claim.kind == "everyone" else ANSWERS
    return found._replace(message=found.message.then(basis(of, *needs)))


def _deadline(seconds: int, of: ChannelMeasure, *, business: bool) -> Measured:
    """Return whether at least half of the questions were answered so soon: those without an answer were not."""
    spread, ever = (of.weekday.first_reply if business else of.first_reply), of.answered_ever
    share = (ever.value or 0.0) * _share_within(seconds, spread.median, spread.p90)
    said = _times(spread, business=business).then(_ever(ever))
    return Measured(share >= _HALF, said, ever.n if ever.value == 0 else spread.n)


def _times(spread: Spread, *, business: bool) -> Message:
    """Return how soon first replies came; nothing where there were none."""
    if spread.median is None or spread.p90 is None:
        return NOTHING
    median, p90 = duration(spread.median), duration(spread.p90)
    if business:
        return message(
            "The only first reply to a question asked on a weekday came after {median}.",
            "Half of the {count:,} first replies to questions asked on weekdays came within {median}, nine in ten within {p90}.",
            count=spread.n,
            median=median,
            p90=p90,
        )
    return message(
        "The only first reply came after {median}.",
        "Half of the {count:,} first replies came within {median}, nine in ten within {p90}.",
        count=spread.n,
        median=median,
        p90=p90,
    )


def _ever(rate: Rate) -> Message:
    return message(
        "{count:,} of {total:,} questions was answered at any time ({reliability}).",
        "{count:,} of {total:,} questions were answered at any time ({reliability}).",
        count=rate.hits,
        total=rate.n,
        reliability=reliability(rate),
    )


def _share_within(seconds: float, median: float | None, p90: float | None) -> float:
    """Return the share of replies that came so soon, as far as median and ninth decile tell, in the promise's favour."""
    if median is None or p90 is None:
        return 0.0
    if seconds >= p90:
        return 1.0
    if seconds < median:
        return _HALF * seconds / median
    return _HALF + (_NINTH - _HALF) * (seconds - median) / (p90 - median)


def _everyone(of: ChannelMeasure) -> Measured:
    rate = of.answered_ever
    return Measured((rate.value or 0) >= _ALL, _ever(rate), rate.n)


def _around_the_clock(of: ChannelMeasure) -> Measured:
    """Return whether weekends are not much slower than the rest, and not left without answers."""
    quiet, busy = of.weekend.first_reply, of.weekday.first_reply
    slow = (quiet.median or 0) > max(_PATIENCE, _NIGHT_FACTOR * (busy.median or 0))
    left, else_ = of.weekend.answered, of.weekday.answered
    silent = left.value is not None and left.value < _HALF * (else_.value or 0)
    said = _weekend(of.weekend).then(_week(of.weekday))
    return Measured(not slow and not silent, said, max(quiet.n, left.n))


def _weekend(of: Slice) -> Message:
    if not of.answered.n:
        return message("No question asked at a weekend was due.")
    said = message(
        "{count:,} of {total:,} questions asked at weekends was answered in time ({reliability}).",
        "{count:,} of {total:,} questions asked at weekends were answered in time ({reliability}).",
        count=of.answered.hits,
        total=of.answered.n,
        reliability=reliability(of.answered),
    )
    if of.first_reply.median is None:
        return said
    median = duration(of.first_reply.median)
    return said.then(message("Half of the first replies at weekends came within {median}.", median=median))


def _week(of: Slice) -> Message:
    if not of.answered.n:
        return message("No question asked on a weekday was due.")
    said = message(
        "{count:,} of {total:,} questions asked on weekdays was answered in time ({reliability}).",
        "{count:,} of {total:,} questions asked on weekdays were answered in time ({reliability}).",
        count=of.answered.hits,
        total=of.answered.n,
        reliability=reliability(of.answered),
    )
    if of.first_reply.median is None:
        return said
    median = duration(of.first_reply.median)
    return said.then(message("Half of the first replies on weekdays came within {median}.", median=median))
