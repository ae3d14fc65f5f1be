"""What checks ask of conversations: the figures of each channel, posts worth showing, and how to quote them. Pure.

All posts are gone through once for a snapshot; what a check needs of single posts is noted on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from auditor.analysis.conversations import post_scan
from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.rates import Frame, Rate, Standing
from auditor.analysis.conversations.metrics.turns import Key, pick
from auditor.analysis.conversations.sentences import READ_THEM, remedy, unavailable
from auditor.analysis.profiles import profiles
from auditor.model import NOTHING, Channel, Evidence, Finding, Message, Outcome, Owner, Post, Snapshot, message, phrase
from auditor.platforms.spelling import account_key
from auditor.text.posts.clean import visible

SITE = "website"
"""`Channel.platform` of feeds and comments of the site itself."""
FEED = "feed"
"""`Channel.source` of feeds, which hold no conversation."""
_QUOTED = 240
_GREETED = re.compile(
    r"((?:\A|[@•\w.] |[.!] )(?:Hi|Hello|Hey|Dear|Hallo|Liebe|Lieber|Bonjour|Salut|Hola|Buenas|Ciao|Salve|Ol\u00e1|Oi|Hoi|Dag|Beste),? )"
    r"(?!There|All|Everyone|Everybody|Team|Folks|Zusammen|Alle|We|I\b|The|And)([^\W\d_a-z\u00df-\u00ff][\w'-]{1,40})(?=[,!.\u2013-])"
)
"""A greeting and the name that follows it."""
_HANDLE = re.compile(r"(?<![\w@/.])@(\w[\w.-]{0,60})")


def measures(snapshot: Snapshot) -> tuple[ChannelMeasure, ...]:
    """Return the figures of each account whose posts were gathered; feeds, which hold no conversation, left out."""
    found = post_scan.scanned(snapshot).measures
    feeds = {account_key(one.platform, one.account) for one in snapshot.channels if one.source == FEED}
    others = {account_key(one.platform, one.account) for one in snapshot.channels if one.source != FEED}
    every = found.channels if found is not None else ()
    return tuple(
        one
        for one in every
        if account_key(one.platform, one.account) not in feeds - others and not _is_silent_site(one)
    )


def of_account(snapshot: Snapshot, platform: str, account: str) -> ChannelMeasure | None:
    """Return the figures of one account, however it is spelled; None where its posts were not gathered."""
    wanted = account_key(platform, account)
    return next((one for one in measures(snapshot) if account_key(one.platform, one.account) == wanted), None)


def _is_silent_site(found: ChannelMeasure) -> bool:
    """Return whether it is the site itself, and nobody writes there: a site is no channel only because it could be one."""
    return found.platform == SITE and not found.posts


def total(snapshot: Snapshot) -> ChannelMeasure | None:
    """Return the figures of all accounts together; None where no posts were gathered."""
    found = post_scan.scanned(snapshot).measures
    if found is None or not found.channels:
        return None
    gaps = [each for one in measures(snapshot) if one.posts for each in one.gaps]  # feeds answer nobody
    return replace(found.total, gaps=tuple(gaps)) if gaps else found.total


def subject(snapshot: Snapshot, platform: str, account: str) -> str:
    """Return what to call an account in findings: the address of its profile where one is known."""
    for profile in snapshot.profiles:
        if account_key(profile.platform, profile.handle) == account_key(platform, account):
            return profile.url
    if account.startswith("http"):
        return account
    url = next((one.url for one in channels_of(snapshot, platform, account) if one.url.startswith("http")), "")
    return url or f"{account} ({platform})"


def channels_of(snapshot: Snapshot, platform: str, account: str) -> tuple[Channel, ...]:
    """Return by which sources an account was gathered."""
    wanted = account_key(platform, account)
    return tuple(one for one in snapshot.channels if account_key(one.platform, one.account) == wanted)


IMPORT_THEM = message(
    "For the next audit, supply the platform's export of the conversations, or a table of the inbox."
).telling_operator(message("Name the export of the conversations under [[conversations]] in auditor.toml."))


def silent(snapshot: Snapshot) -> Iterator[tuple[str, Message]]:
    """Yield (profile URL, why) of linked profiles whose conversations nobody saw; `IMPORT_THEM` says how to change that."""
    gathered = {account_key(one.platform, one.account) for one in snapshot.channels}
    for profile in profiles.linked(snapshot):
        if profile.owner is not Owner.CERTAIN:
            continue
        if account_key(profile.platform, profile.handle) in gathered or profile.existence.value not in {
            "live",
            "unknown",
        }:
            continue
        yield (
            profile.url,
            message(
                "The conversations of the {platform} profile {handle} were not gathered.",
                platform=profiles.platform_name(profile),
                handle=profiles.shown_handle(profile),
            ),
        )


def by_channel(
    snapshot: Snapshot, judge: Callable[[Snapshot, str, ChannelMeasure], Finding | None], *needs: str
) -> Iterator[Finding]:
    """Yield what `judge` says of each channel, given its name and figures; inconclusive where its source does not show `needs`."""
    for found in measures(snapshot):
        name = subject(snapshot, found.platform, found.account)
        if why := unavailable(found, *needs):
            yield Finding(Outcome.INCONCLUSIVE, name, why, hint=remedy(found, *needs))
        elif (finding := judge(snapshot, name, found)) is not None:
            yield finding


def missing_capabilities(found: ChannelMeasure, *needs: str) -> Message:
    """Return why a figure can't be had for an account, with what to do; nothing where it can."""
    why = unavailable(found, *needs)
    return why.then(remedy(found, *needs)) if why else NOTHING


def posts(snapshot: Snapshot, keys: Iterable[Key]) -> Mapping[Key, Post]:
    """Return posts by their keys, those that are there."""
    there: Callable[[Iterable[Key]], Mapping[Key, Post]] | None = getattr(snapshot.posts, "pick", None)
    return there(keys) if there is not None else pick(snapshot.posts, keys)


def quote(post: Post) -> Evidence:
    """Return a post as evidence: its words, handles of others hidden; e-mail addresses and numbers are masked later, like all."""
    who = "company" if post.by_brand else "customer"
    if post.marks:
        return Evidence(
            f"{post.platform}:{post.id}", f"{who}: (private; its words are not kept)", stamp(post.created_at)
        )
    text = " ".join(hide_handles(visible(post.text)).split())
    text = _GREETED.sub(lambda match: f"{match[1]}{match[2][0]}•••", text) if post.by_brand else text
    short = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
    return Evidence(post.url or f"{post.platform}:{post.id}", f"{who}: {short}", stamp(post.created_at))


def quotes(snapshot: Snapshot, keys: Iterable[Key], most: int = 3) -> tuple[Evidence, ...]:
    """Return the first of some posts as evidence."""
    wanted = list(dict.fromkeys(keys))[:most]
    found = posts(snapshot, wanted)
    return tuple(quote(found[key]) for key in wanted if key in found)


def missed(rate: Rate) -> list[Key]:
    """Return the keys of the posts that a rate counted as misses."""
    return [Key(part.platform, part.account, id_) for part in rate.counted for id_ in part.misses]


def counted(rate: Rate) -> list[Key]:
    """Return the keys of the posts that a rate counted as hits."""
    return [Key(part.platform, part.account, id_) for part in rate.counted for id_ in part.hits]


def hide_handles(text: str) -> str:
    """Return a text with the handles in it hidden but for their first letter."""
    return _HANDLE.sub(lambda match: f"@{match[1][0]}•••", text)


def stamp(moment: datetime) -> str:
    """Return a time as evidence tells it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class TargetStatus(StrEnum):
    """Where a share stands against a bar."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    """So few cases that it may as well be on the other side."""
    FEW = "few"
    """Too few cases to say anything."""
    NONE = "none"
    """No cases."""


def compare_to_target(rate: Rate, bar: float, *, least: bool = True) -> TargetStatus:
    """Return where a share stands.

    Args:
        rate: The share.
        bar: What it is held against, 0 to 1.
        least: Whether it has to reach the bar; otherwise it must not pass it.
    """
    if rate.value is None:
        return TargetStatus.NONE
    if not rate.scored:
        return TargetStatus.FEW
    good = rate.value >= bar if least else rate.value <= bar
    if good:
        return TargetStatus.GOOD
    sure = rate.high < bar if least else rate.low > bar
    return TargetStatus.BAD if sure or rate.standing is Standing.ENOUGH else TargetStatus.OPEN


def rate_finding(
    stands: TargetStatus, subject: str, said: Message, *proof: Evidence, value: float | None = None, variant: str = ""
) -> Finding | None:
    """Return the finding that a share amounts to; None without cases.

    Too few cases are shown, for a person to judge, and never scored; a share that may be on either side is inconclusive.
    """
    if stands is TargetStatus.NONE:
        return None
    if stands is TargetStatus.FEW:
        return Finding(Outcome.REVIEW, subject, said, proof, variant=variant, hint=READ_THEM)
    if stands is TargetStatus.OPEN:
        more = message("With so few cases, the true share may lie on either side of the target.")
        hint = message("Look at a longer period.").telling_operator(
            message("Set sources.window_days in auditor.toml to look further back.")
        )
        return Finding(Outcome.INCONCLUSIVE, subject, said.then(more), proof, variant=variant, hint=hint)
    outcome = Outcome.PASS if stands is TargetStatus.GOOD else Outcome.FAIL
    return Finding(outcome, subject, said, proof, value=value, variant=variant)


def framed(frame: Frame) -> Message:
    """Return the window and the zone that figures are told with, such as `1 August 2026 to 21 November 2026, Europe/London`."""
    since = frame.since.date() if frame.since else phrase("the beginning")
    until, zone = frame.until.date(), frame.timezone
    if frame.weekends:
        return phrase("{since} to {until}, {zone}", since=since, until=until, zone=zone)
    return phrase("{since} to {until}, {zone}, weekdays only", since=since, until=until, zone=zone)
