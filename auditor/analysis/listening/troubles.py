"""The same trouble, reported by several people on several days, and whether the company says a word about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from auditor.analysis.conversations import clusters, post_scan, queries
from auditor.analysis.conversations.clusters import WINDOW, Cluster
from auditor.analysis.conversations.metrics import clock
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.metrics.words import read_words
from auditor.analysis.conversations.post_scan import Question, content_words
from auditor.analysis.listening.waiting import wants
from auditor.analysis.mentions import threads
from auditor.model import Post, PostKind, Snapshot
from auditor.model.remembering import remembered
from auditor.platforms.spelling import account_key
from auditor.text import said
from auditor.text.posts.clean import is_share
from auditor.text.posts.intents import COMPLAINT, read
from auditor.text.posts.language import language
from auditor.text.topics import topic_words

FEWEST_DAYS = 2
"""Days on which it is reported from which it is no matter of one evening. Our default."""
FEWEST_ELSEWHERE = 2
"""People who report it away from the company's accounts; what is said to these alone is told by other checks. Our default."""
MOST_REPORTS = 20_000
"""Newest reports that are held against each other. Our default."""
_NAMED = 2
"""Words of a trouble that a post has to hold in order to name it."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trouble that several people report."""

    words: tuple[str, ...]
    people: int
    days: int
    first: datetime
    last: datetime
    named: bool
    """Whether the sources tell who reported it; else each report counts as one person's."""
    reports: tuple[Post, ...]
    """The first of each person, by time."""
    word: Post | None
    """The first official post that names it; None where none was found."""
    answered: int
    """People who reported it and got an answer of their own."""
    hidden: int
    """People of whom nobody can tell whether they got one: not all answers were seen."""
    pair: tuple[str, str]
    """The two words that brought them together."""


@remembered()
def of(snapshot: Snapshot) -> tuple[Trouble, ...]:
    """Return what as many people as the thresholds say report on two days or more, elsewhere and at the company's accounts."""
    reports = _reports(snapshot)
    asked = [
        Question(
            str(place),
            f"{post.platform} {post.author}" if post.author else "",
            post.created_at,
            content_words(post.text),
        )
        for place, post in enumerate(reports)
    ]
    found = clusters.among(snapshot, asked)
    listed = [_trouble(snapshot, one, reports) for one in found]
    own = {(one.platform, one.account) for one in snapshot.channels}
    spread = [one for one in listed if one.days >= FEWEST_DAYS and _is_trouble(one.reports, own)]
    if not spread:
        return ()
    words, helped, hidden = _official(snapshot), _answered(snapshot), _hidden(snapshot, reports)
    return tuple(
        replace(
            _with_word(one, words),
            answered=sum(threads.key_of(post) in helped for post in one.reports),
            hidden=sum(threads.key_of(post) in hidden - helped for post in one.reports),
        )
        for one in spread
    )


@remembered()
def _reports(snapshot: Snapshot) -> Sequence[Post]:
    """Return the newest posts in which people complain or ask, by time."""
    elsewhere = (thread.opening for thread in threads.of(snapshot).threads)
    here = (post for post in snapshot.posts if post.kind is PostKind.MENTION and not post.by_brand)
    every = (post for post in chain(elsewhere, here) if not (post.deleted or post.automated))
    written = (post for post in every if post.created_at <= snapshot.taken_at)
    found = sorted((post for post in written if not is_share(post.text) and wants(post)), key=threads.by_time)
    return found[-MOST_REPORTS:]


def _trouble(snapshot: Snapshot, one: Cluster, reports: Sequence[Post]) -> Trouble:
    posts = tuple(reports[int(key.id)] for key in one.posts)
    there = snapshot.company_profile.timezone
    days = {clock.local(post.created_at, there).date() for post in posts}
    return Trouble(one.words, one.people, len(days), one.first, one.last, one.named, posts, None, 0, 0, one.pair)


def _is_trouble(reports: Sequence[Post], own: Set[tuple[str, str]]) -> bool:
    """Return whether it is spoken of elsewhere too, and complained of more than asked about: "how do I pay?" is no trouble."""
    elsewhere = sum((post.platform, post.account) not in own for post in reports)
    complaints = sum(_is_complaint(post.text, post.lang) for post in reports)
    return elsewhere >= FEWEST_ELSEWHERE and 2 * complaints >= len(reports)


def _official(snapshot: Snapshot) -> list[tuple[Post, frozenset[str]]]:
    """Return the company's public posts and updates by time, each with its words."""
    own = (post for own in post_scan.scanned(snapshot).own.values() for post in own.posts)
    every = chain(own, threads.of(snapshot).official, (one for one in snapshot.status_updates if one.by_brand))
    posts = sorted((post for post in every if not is_share(post.text)), key=threads.by_time)
    return [(post, frozenset(topic_words(post.text))) for post in posts]


def _answered(snapshot: Snapshot) -> frozenset[Key]:
    """Return the reports that got an answer of their own."""
    elsewhere = (threads.key_of(one.opening) for one in threads.of(snapshot).threads if one.official is not None)
    here = (Key(*account, id_) for account, ids in clusters.answered_ever(snapshot).items() for id_ in ids)
    return frozenset((*elsewhere, *here))


def _hidden(snapshot: Snapshot, reports: Iterable[Post]) -> frozenset[Key]:
    """Return the reports of which not all answers were seen."""
    closed = {account_key(of.platform, of.account) for of in queries.measures(snapshot) if of.lacking(*clusters.NEEDS)}
    elsewhere = (threads.key_of(one.opening) for one in threads.of(snapshot).threads if not one.whole)
    here = (threads.key_of(post) for post in reports if account_key(post.platform, post.account) in closed)
    return frozenset((*elsewhere, *here))


def _with_word(one: Trouble, official: Sequence[tuple[Post, frozenset[str]]]) -> Trouble:
    wanted = set(one.words)
    for post, held in official:
        if one.first <= post.created_at <= one.last + WINDOW and len(held & wanted) >= _NAMED:
            return replace(one, word=post)
    return one


@dataclass(frozen=True, slots=True)
class Amplified:
    """A post of the company's that passes on or quotes what somebody complains of."""

    post: Post
    complaint: str
    """The words that are passed on."""
    how: str
    """`shared`, `quoted` or `linked`."""


@remembered()
def amplified(snapshot: Snapshot) -> tuple[Amplified, ...]:
    """Return the company's own posts that share, quote or link a complaint, by time."""
    reports = _reports_by_url(snapshot)
    own = (post for own in post_scan.scanned(snapshot).own.values() for post in own.posts)
    posts = sorted((post for post in own if post.kind is PostKind.POST), key=threads.by_time)
    return tuple(found for post in posts for found in _passed_on(post, reports))


def _reports_by_url(snapshot: Snapshot) -> Mapping[str, list[Post]]:
    """Return the reports at each address; whether they complain is read once somebody links one."""
    found: dict[str, list[Post]] = {}
    for post in _reports(snapshot):
        if post.url:
            found.setdefault(post.url.rstrip("/"), []).append(post)
    return found


def _is_complaint(text: str, lang: str) -> bool:
    return read(text, language(text, lang)).complaint >= COMPLAINT


def _passed_on(post: Post, reports: Mapping[str, list[Post]]) -> Iterator[Amplified]:
    """Yield what a post passes on: nothing that it quotes and apologises for."""
    if is_share(post.text):
        words = post.text.partition(":")[2].strip() or post.text
        if _is_complaint(words, post.lang):
            yield Amplified(post, words, "shared")
        return
    at = (report for url in post.urls for report in reversed(reports.get(url.rstrip("/"), [])))
    linked = next((report for report in at if _is_complaint(report.text, report.lang)), None)
    if linked is not None:
        yield Amplified(post, linked.text, "linked")
        return
    if read_words(post).apologises:
        return
    for quoted in said.quoted_in(post.text):
        if _is_complaint(quoted, post.lang):
            yield Amplified(post, quoted, "quoted")
            return
