"""What happened when: spikes in mentions and takeovers of accounts, from the first complaint to the first official word. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from auditor.analysis import redaction
from auditor.analysis.conversations.sentences import duration
from auditor.analysis.listening import incidents
from auditor.analysis.listening.incidents import Heard, Incident
from auditor.analysis.listening.spikes import HOUR
from auditor.audit.summary.moments import told_at
from auditor.audit.summary.quoting import place
from auditor.audit.summary.timeline_nouns import Event, EventKind, Mark, Series
from auditor.audit.summary.venues import kind_called
from auditor.model import CheckResult, Finding, Message, Outcome, Snapshot, message

MOST = 6
"""Incidents of each kind that are told, the newest. Our default."""
_VENUES = 6
"""Places of an incident that are told, in the order in which it arrived. Our default."""
_TAKEOVER, _WARNING = "hijack-signs", "unwarned-compromise"


def build(
    snapshot: Snapshot, found: Iterable[CheckResult], *, internal: bool
) -> tuple[tuple[Event, ...], tuple[Series, ...]]:
    """Return what happened, by incident and time, and what is to be drawn of it; personal details masked but in the internal edition.

    Args:
        snapshot: The visit.
        found: What the checks said, from which takeovers are taken.
        internal: Whether it is for use inside the company only.
    """
    there = place(snapshot.company_profile.timezone)
    happened = incidents.of(snapshot)[-MOST:]
    taken = list(_takeovers(found))[-MOST:]
    groups = [_talk(one, there) for one in happened] + [_takeover(*one, there) for one in taken]
    events = tuple(event for group in sorted(map(_by_time, groups)) for event in group[2])
    series = tuple(_series(one, there) for one in happened)
    if internal:
        return events, series
    hidden = redaction.of(snapshot)
    return redaction.everywhere(events, hidden), redaction.everywhere(series, hidden)


def _by_time(group: Iterable[Event]) -> tuple[str, str, tuple[Event, ...]]:
    """Return the events of an incident by time, behind what sorts incidents: when each began."""
    listed = tuple(sorted(group, key=lambda event: event.at))
    return listed[0].at, listed[0].incident, listed


# --------------------------------------------------------------------------------------------------------------------- talk


def _talk(one: Incident, there: ZoneInfo) -> Iterator[Event]:
    name = _name(one.surge.first, "talk")

    def event(at: datetime, kind: EventKind, said: Message, venue: str = "", url: str = "") -> Event:
        return Event(name, _stamp(at), told_at(at, there), kind, venue, said, url)

    if (first := one.complaint) is not None and first.created_at <= one.started:
        said = message("The first complaint or question about it appears.")
        yield event(first.created_at, "complaint", said, _called(first.account, first.platform), first.url)
    first_place = one.heard[0] if one.heard else None
    said_where = (_place(first_place), first_place.first.url) if first_place else ("", "")
    yield event(one.started, "spike", message("Mentions of the company start to spike."), *said_where)
    for heard in one.heard[1:_VENUES]:
        arrives = message(
            "Mentioned here too: {count:,} mention in all.",
            "Mentioned here too: {count:,} mentions in all.",
            count=heard.mentions,
        )
        yield event(heard.first.created_at, "venue", arrives, _place(heard), heard.first.url)
    most = message(
        "The busiest hour begins: {count:,} mention.",
        "The busiest hour begins: {count:,} mentions.",
        count=one.surge.spike.most,
    )
    yield event(max(one.surge.spike.peak, one.started), "peak", most)  # an hour of most may begin before the first word
    if (word := one.acknowledged) is not None and one.delay is not None:
        spoken = message(
            "The company's first word about it, {after} after the spike began.",
            after=duration(one.delay.total_seconds()),
        )
        at_once = message("The company speaks about it at once.")
        yield event(
            word.created_at,
            "acknowledgement",
            spoken if one.delay else at_once,
            _called(word.account, word.platform),
            word.url,
        )


def _place(heard: Heard) -> str:
    return _called(heard.name, heard.platform)


def _called(name: str, platform: str) -> str:
    return f"{name} ({kind_called(platform)})"


def _series(one: Incident, there: ZoneInfo) -> Series:
    hours, spike = one.hours, one.surge.spike
    last = len(hours.counts) - 1
    points: list[tuple[EventKind, datetime]] = [("spike", one.started)]
    if one.acknowledged is not None:
        points.append(("acknowledgement", one.acknowledged.created_at))
    marks = ((kind, (at - hours.start) // HOUR) for kind, at in points)
    return Series(
        id="mentions",
        incident=_name(one.surge.first, "talk"),
        start=_stamp(hours.start),
        first=told_at(hours.start, there),
        last=told_at(hours.at(last), there),
        step=int(HOUR.total_seconds()),
        values=hours.counts,
        message=message(
            "Mentions by the hour: {most:,} at the peak, where {usual:.0f} are usual.",
            most=spike.most,
            usual=spike.usual,
        ),
        marks=tuple(Mark(kind, at) for kind, at in marks if 0 <= at <= last),
    )


# ---------------------------------------------------------------------------------------------------------------- takeovers


def _takeovers(found: Iterable[CheckResult]) -> Iterator[tuple[Finding, datetime, datetime | None]]:
    """Yield (finding, when it began, when the public was warned) of each takeover, by time."""
    by_check = {result.check.id: result.findings for result in found}
    warned = {
        (one.subject, one.variant): at
        for one in by_check.get(_WARNING, ())
        if (at := _moment(one, "warned")) is not None
    }
    failed = (one for one in by_check.get(_TAKEOVER, ()) if one.outcome is Outcome.FAIL)
    begun = [
        (at, one.subject, one) for one in failed if (at := _moment(one, "since")) is not None and "until" in one.data
    ]
    for at, subject, one in sorted(begun, key=lambda each: each[:2]):
        yield one, at, warned.get((subject, one.variant))


def _takeover(finding: Finding, since: datetime, warned: datetime | None, there: ZoneInfo) -> Iterator[Event]:
    name, account = _name(since, finding.subject), finding.subject

    def event(at: datetime, kind: EventKind, said: Message, url: str) -> Event:
        return Event(name, _stamp(at), told_at(at, there), kind, account, said, url)

    first = next((one.url for one in finding.evidence), account)
    yield event(since, "hijack", message("The first post appears that shows signs of a takeover."), first)
    until = _moment(finding, "until")
    if until is not None and until > since:
        yield event(until, "hijack-end", message("The last such post appears."), account)
    if warned is not None:
        after = duration((warned - since).total_seconds())
        yield event(
            warned,
            "warning",
            message("The company warns the public, {after} after the first such post.", after=after),
            account,
        )


def _moment(finding: Finding, key: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(finding.data[key]))
    except (KeyError, ValueError):
        return None
    return found if found.tzinfo is not None else None


def _name(moment: datetime, kind: str) -> str:
    return f"{_stamp(moment)} {kind}"


def _stamp(moment: datetime) -> str:
    return f"{moment - (moment.utcoffset() or timedelta(0)):%Y-%m-%dT%H:%M:%SZ}"
