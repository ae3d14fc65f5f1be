"""Promises to come back that nothing followed where they stand: which were kept in a post to everybody, and which say little. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.clock import local
from auditor.analysis.conversations.metrics.rates import Rate
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.metrics.words import read_words
from auditor.model import Post, PostKind, Snapshot
from auditor.text import dates, relative_days, service
from auditor.text import said as said_
from auditor.text.posts.clean import is_share
from auditor.text.posts.language import SUPPORTED, language
from auditor.text.topics import topic_words

_SHARED = 3
"""Words that a post to everybody has to share with the promise and its question. Our default: a street's name is two."""


@dataclass(frozen=True, slots=True)
class BrokenPromises:
    """Promises after which nobody wrote to the customer again in time."""

    plain: tuple[Key, ...]
    """Those to do something, or to come back."""
    vague: tuple[Key, ...]
    """Those that only say that it is being worked on."""
    told: tuple[Key, ...]
    """Those whose outcome a post to everybody told in time: they are kept."""
    later: tuple[Key, ...] = ()
    """Those that name a later day: it is still to come, or the company wrote again by then."""


def of(snapshot: Snapshot, promises: Rate) -> BrokenPromises:
    """Return the promises of an account that nothing followed, as its figures counted them."""
    keys = queries.missed(promises)
    said = queries.posts(snapshot, keys)
    asked = queries.posts(snapshot, [_above(post) for post in said.values() if post.parent_id])
    told = {key for key in keys if key in said and _is_told(snapshot, said[key], asked)}
    later = {key for key in keys if key in said and key not in told and _is_for_later(snapshot, said[key])}
    vague = {key for key in keys if key in said and read_words(said[key]).promises_vaguely} - told - later
    return BrokenPromises(
        tuple(key for key in keys if key not in told | vague | later),
        tuple(key for key in keys if key in vague),
        tuple(key for key in keys if key in told),
        tuple(key for key in keys if key in later),
    )


def _is_for_later(snapshot: Snapshot, promise: Post) -> bool:
    """Return whether a promise names a day for which the time to come back has not run out, or by which the company wrote again."""
    here = snapshot.company_profile.timezone
    written, allowed = local(promise.created_at, here).date(), timedelta(hours=snapshot.thresholds.promise_hours)
    day = max(_days_ahead(promise, written), default=written)
    end = promise.created_at + (day - written) + allowed
    return day > written and (end > snapshot.taken_at or _wrote_again(snapshot, promise, end))


def _days_ahead(promise: Post, written: date) -> Iterator[date]:
    own = said_.own_words(promise.text)
    lang = language(own, promise.lang)
    for part in said_.sentences(own):
        yield from (one.day for one in dates.days(part.written, lang, near=written) if one.day > written)
        if lang in SUPPORTED:
            yield from (one.last for one in relative_days.ahead(part, lang, written))


def _wrote_again(snapshot: Snapshot, promise: Post, end: datetime) -> bool:
    """Return whether the company wrote again where it promised something."""
    above = {promise.id, promise.parent_id} - {""}
    for own in post_scan.scanned(snapshot).own.values():
        posts = list(own.posts)
        first = bisect_right(posts, promise.created_at, key=lambda post: post.created_at)
        for post in _until(posts[first:], end):
            beside = bool(promise.thread_id) and post.thread_id == promise.thread_id
            if post.account == promise.account and (beside or post.parent_id in above):
                return True
    return False


def _above(post: Post) -> Key:
    return Key(post.platform, post.account, post.parent_id)


def _is_told(snapshot: Snapshot, promise: Post, asked: Mapping[Key, Post]) -> bool:
    question = asked.get(_above(promise))
    about = {*topic_words(promise.text), *(topic_words(question.text) if question else ())}
    until = promise.created_at + timedelta(hours=snapshot.thresholds.promise_hours)
    for own in post_scan.scanned(snapshot).own.values():
        posts = list(own.posts)
        first = bisect_right(posts, promise.created_at, key=lambda post: post.created_at)
        if any(tells(post, about) for post in _until(posts[first:], until)):
            return True
    return False


def _until(posts: Sequence[Post], end: datetime) -> Iterable[Post]:
    return (post for post in posts if post.created_at <= end)


def is_to_everybody(post: Post) -> bool:
    """Return whether an own post speaks to nobody in particular."""
    return post.kind is PostKind.POST and not is_share(post.text)


def tells(post: Post, about: set[str]) -> bool:
    """Return whether a post to everybody takes something up: a word on how the service is, or one that shares enough with it."""
    if not is_to_everybody(post):
        return False
    shared = about.intersection(topic_words(post.text))
    state = service.state(post.text, post.lang) if shared else None
    return len(shared) >= _SHARED or (state is not None and state.stance in {"over", "fault"})
