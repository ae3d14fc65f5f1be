"""Answers that the figures leave out: by accounts named like the company that nobody lists, and in posts to everybody. Pure.

Neither is counted as an answer, nor held against anybody: where a share misses its target only without them, a person has to look.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from auditor.analysis.conversations import broken, post_scan, queries
from auditor.analysis.conversations.metrics.figures import ChannelMeasure
from auditor.analysis.conversations.metrics.rates import Rate
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.post_scan import Namesake
from auditor.analysis.conversations.queries import TargetStatus
from auditor.model import NOTHING, Message, Post, Snapshot, message
from auditor.model.remembering import remembered
from auditor.text import service
from auditor.text.posts.everybody import goes_on
from auditor.text.topics import topic_words

_SHOWN = 3
"""Accounts that are named."""


@remembered()
def explain(snapshot: Snapshot, rate: Rate, bar: float) -> Message:
    """Return that a share of answered questions misses its target only without such answers; nothing where that is not so."""
    missed = queries.missed(rate)
    asked = queries.posts(snapshot, missed)
    within = timedelta(hours=snapshot.thresholds.answer_hours)
    by_others = {key: found for key, post in asked.items() if (found := _namesake(snapshot, post, within))}
    to_all = {key for key, post in asked.items() if key not in by_others and _is_told(snapshot, post, within)}
    also = {key.id for key in (*by_others, *to_all)}
    if not also:
        return NOTHING
    parts = tuple(
        replace(
            one,
            hits=(*one.hits, *(id_ for id_ in one.misses if id_ in also)),
            misses=tuple(id_ for id_ in one.misses if id_ not in also),
        )
        for one in rate.counted
    )
    whole = Rate(sum(len(one.hits) for one in parts), rate.n, rate.frame, parts)
    if queries.compare_to_target(whole, bar) is not TargetStatus.GOOD:
        return NOTHING
    return _accounts(by_others.values()).then(_told(len(to_all)))


def doubt(found: ChannelMeasure, bar: float) -> Message:
    """Return that a share of answered questions meets its target only with answers that may be none; nothing where that is not so."""
    faint = {id_ for one in found.faint for id_ in one.hits}
    parts = tuple(
        replace(
            one,
            hits=tuple(id_ for id_ in one.hits if id_ not in faint),
            misses=(*one.misses, *(id_ for id_ in one.hits if id_ in faint)),
        )
        for one in found.answered.counted
    )
    rest = Rate(sum(len(one.hits) for one in parts), found.answered.n, found.answered.frame, parts)
    count = found.answered.hits - rest.hits
    if not count or queries.compare_to_target(rest, bar) is TargetStatus.GOOD:
        return NOTHING
    return message(
        "{count:,} of these answers has no words, or speaks to nobody in particular below a post under which several people asked.",
        "{count:,} of these answers have no words, or speak to nobody in particular below a post under which several people asked.",
        count=count,
    )


def _accounts(found: Iterable[Namesake]) -> Message:
    names = Counter(
        one.author.lstrip("@").partition("@")[0] for one in found
    )  # with its server it would look like a mailbox
    if not names:
        return NOTHING
    return message(
        "{count:,} more was answered by an account that bears the company's name, though it is not known to be its own: {named}.",
        "{count:,} more were answered by accounts that bear the company's name, though they are not known to be its own: {named}.",
        count=names.total(),
        named=", ".join(name for name, _ in names.most_common(_SHOWN)),
    )


def _told(count: int) -> Message:
    if not count:
        return NOTHING
    return message(
        "The answer to {count:,} more may be in a post to everybody.",
        "The answers to {count:,} more may be in posts to everybody.",
        count=count,
    )


def _namesake(snapshot: Snapshot, question: Post, within: timedelta) -> Namesake | None:
    """Return who answered a question in time, of those that bear the company's name."""
    listed = _by_place(snapshot)
    below = listed.get(Key(question.platform, question.account, question.id), [])
    beside = listed.get(_thread(question.platform, question.account, question.thread_id), [])
    near = (one for one in (*below, *(beside if question.thread_id else ())) if one.author != question.author)
    return next((one for one in near if question.created_at <= one.at <= question.created_at + within), None)


@remembered()
def _by_place(snapshot: Snapshot) -> Mapping[Key, list[Namesake]]:
    found: dict[Key, list[Namesake]] = {}
    for one in post_scan.scanned(snapshot).namesakes:
        if one.parent_id:
            found.setdefault(Key(one.platform, one.account, one.parent_id), []).append(one)
        if one.thread_id:
            found.setdefault(_thread(one.platform, one.account, one.thread_id), []).append(one)
    return found


def _thread(platform: str, account: str, thread_id: str) -> Key:
    return Key(platform, account, f"\0{thread_id}")


def _is_told(snapshot: Snapshot, question: Post, within: timedelta) -> bool:
    """Return whether a post to everybody took up a question in time, or told how it goes on with the fault it stands below."""
    about, below_fault, edited = _about(snapshot, question)
    end = question.created_at + within
    if edited is not None and question.created_at <= edited <= end:
        return True
    return any(
        broken.tells(post, about) or (below_fault and goes_on(post.text)) or _quotes(post, question)
        for post in _own_between(snapshot, question.created_at, end)
    )


def _about(snapshot: Snapshot, question: Post) -> tuple[set[str], bool, datetime | None]:
    """Return the words that tell what a question is about, whether the own post it stands below tells of a fault, and when that was edited.

    Editing counts where the post holds a word of the question.
    """
    key = Key(question.platform, question.account, question.parent_id)
    above = queries.posts(snapshot, [key]).get(key) if question.parent_id else None
    about = set(topic_words(question.text))
    if above is None or not above.by_brand:
        return about, False, None
    takes_up = not about.isdisjoint(topic_words(above.text))
    return about, _is_state(above), above.edited_at if takes_up else None


def _quotes(post: Post, question: Post) -> bool:
    """Return whether an own post links a question, as those do that answer by quoting it."""
    return bool(question.url) and question.url in post.urls


def _is_state(post: Post) -> bool:
    state = service.state(post.text, post.lang)
    return state is not None and state.stance in {"fault", "over"}


def _own_between(snapshot: Snapshot, start: datetime, end: datetime) -> Iterable[Post]:
    for own in post_scan.scanned(snapshot).own.values():
        posts = list(own.posts)
        first = bisect_right(posts, start, key=lambda post: post.created_at)
        for post in posts[first:]:
            if post.created_at > end:
                break
            if broken.is_to_everybody(post):
                yield post
