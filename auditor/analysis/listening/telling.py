"""What is told of incidents: sentences that several places share. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditor.analysis.conversations import queries
from auditor.analysis.conversations.metrics import clock
from auditor.analysis.conversations.sentences import duration
from auditor.analysis.listening import incidents
from auditor.analysis.listening.incidents import Incident
from auditor.analysis.listening.troubles import Trouble
from auditor.analysis.mentions import quoting
from auditor.analysis.profiles import purpose
from auditor.model import NOTHING, Evidence, Message, Profile, Snapshot, message


def not_gathered(snapshot: Snapshot, one: Incident | Trouble) -> Message:
    """Return of which accounts of the company the posts of that time were not gathered; nothing where there are none."""
    open_ = incidents.unseen_accounts(snapshot, *_awaited(snapshot, one))
    if not snapshot.channels:
        return message("The company's own posts were not gathered.")
    if open_:
        named = ", ".join(f"{account} ({platform})" for platform, account in open_[:3])
        return message(
            "The posts of one of its accounts were not all gathered for that time: {named}.",
            "The posts of {count:,} of its accounts were not all gathered for that time, among them {named}.",
            count=len(open_),
            named=named,
        )
    silent = [url for url, _ in queries.silent(snapshot)]
    if not silent:
        return NOTHING
    return message(
        "What the company posts on one more of its profiles was not gathered: {url}.",
        "What the company posts on {count:,} more of its profiles was not gathered, among them {url}.",
        count=len(silent),
        url=silent[0],
    )


def earlier_unseen(snapshot: Snapshot, one: Incident) -> Message:
    """Return where an earlier word than the one that was found may stand; nothing where there is no such place.

    Of profiles whose posts nobody gathered, those for jobs, code or pictures are no such place, nor those that say of themselves that
    they have posted nothing since.
    """
    aside = {
        profile.url for profile in snapshot.profiles if purpose.is_aside(profile) or _is_quiet(profile, one.started)
    }
    silent = [url for url, _ in queries.silent(snapshot) if url not in aside]
    open_ = incidents.unseen_accounts(snapshot, *_awaited(snapshot, one))
    return not_gathered(snapshot, one) if open_ or silent or not snapshot.channels else NOTHING


def _is_quiet(profile: Profile, since: datetime) -> bool:
    """Return whether a profile shows that nothing was posted there since a time."""
    last = profile.last_post_at
    return profile.posts == 0 or (last is not None and last < since)


def _awaited(snapshot: Snapshot, one: Incident | Trouble) -> tuple[datetime, datetime]:
    """Return from when to when a word about something is waited for."""
    if isinstance(one, Trouble):
        return one.first, one.last
    return one.started, one.started + timedelta(minutes=snapshot.thresholds.weak_acknowledged_minutes)


def answers_unseen(count: int) -> Message:
    """Return of how many complaints and questions it can't be told whether they were answered."""
    return message(
        "Of {count:,} complaint or question, not all answers were seen.",
        "Of {count:,} complaints and questions, not all answers were seen.",
        count=count,
    )


def spiked(snapshot: Snapshot, incident: Incident) -> Message:
    """Return when mentions spiked, how much, and what about."""
    first, peak = (_local(snapshot, one) for one in (incident.started, incident.surge.spike.peak))
    said = message(
        "Mentions of the company spiked on {day} from {time} ({zone}): {most:,} mentions in the hour from {peak}, where {usual:.0f} are usual.",
        day=first.date(),
        time=_clock(first),
        zone=snapshot.company_profile.timezone or "UTC",
        most=incident.surge.spike.most,
        peak=_clock(peak),
        usual=incident.surge.spike.usual,
    )
    return said.then(_counted(incident), _about(incident), _announced(snapshot, incident))


def _counted(incident: Incident) -> Message:
    if incident.mentions == incident.stories:
        return message(
            "{count:,} mention in all.",
            "{count:,} mentions in all.",
            count=incident.mentions,
        )
    return message(
        "{count:,} mention in all, or {stories:,} with copies of a story counted once.",
        "{count:,} mentions in all, or {stories:,} with copies of a story counted once.",
        count=incident.mentions,
        stories=incident.stories,
    )


def _about(incident: Incident) -> Message:
    if not incident.words:
        return NOTHING
    return message("Frequent words: {words}.", words=", ".join(incident.words[:4]))


def spoke(snapshot: Snapshot, incident: Incident) -> Message:
    """Return when the first official word came; nothing where none was found."""
    word, delay = incident.acknowledged, incident.delay
    if word is None or delay is None:
        return NOTHING
    at = _local(snapshot, word.created_at)
    if not delay:
        return message("The company had spoken of it by then.")
    return message(
        "The first official word about it came on {day} at {time}, {after} later.",
        day=at.date(),
        time=_clock(at),
        after=duration(delay.total_seconds()),
    )


def _announced(snapshot: Snapshot, incident: Incident) -> Message:
    """Return that the company itself had posted of it before; nothing where it had not."""
    if incident.announced is None:
        return NOTHING
    at = _local(snapshot, incident.announced.created_at)
    return message(
        "On {day} at {time} the company had posted of it, so people may be speaking of its own news.",
        day=at.date(),
        time=_clock(at),
    )


def proof(incident: Incident) -> tuple[Evidence, ...]:
    """Return the first complaint, the first mention of two places, and the first official word."""
    posts = [incident.complaint, *(one.first for one in incident.heard[:2]), incident.announced, incident.acknowledged]
    return tuple(dict.fromkeys(quoting.quote(post) for post in posts if post is not None))


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def of_rival(incident: Incident) -> Message:
    """Return whose trouble most of those who complain speak of."""
    return message(
        "Most of those who complain say that the trouble is with {name}, so it may not be the company's.",
        name=incident.rival,
    )


def unseen_places(snapshot: Snapshot) -> Message:
    """Return at which places mentions could not be seen, or not all; nothing where all were."""
    unseen = [venue.name for venue in snapshot.venues if venue.unseen or venue.cut]
    if not unseen:
        return NOTHING
    return message(
        "Not all mentions at one place could be seen: {names}.",
        "Not all mentions at {count} places could be seen, among them {names}.",
        count=len(unseen),
        names=", ".join(unseen[:3]),
    )


def too_short(snapshot: Snapshot, hours: tuple[datetime, ...]) -> Message:
    """Return which busy hours have too short a past to be judged."""
    if not hours:
        return NOTHING
    last = _local(snapshot, hours[-1])
    return message(
        "The baseline is too short to judge one busy hour, that of {day}, {time}.",
        "The baseline is too short to judge {count:,} busy hours, the last of them that of {day}, {time}.",
        count=len(hours),
        day=last.date(),
        time=_clock(last),
    )


def _local(snapshot: Snapshot, moment: datetime) -> datetime:
    return clock.local(moment, snapshot.company_profile.timezone)
