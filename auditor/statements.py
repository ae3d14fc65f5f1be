"""What the company states in public about its service, and what it announces for a day. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from auditor import conversations, pages
from auditor.model import Post, PostKind, Snapshot
from auditor.resources import facts
from auditor.text import dates
from auditor.text.fold import fold
from auditor.text.posts.language import language
from auditor.text.visible import visible_text
from auditor.threads.turns import Key

Stance = Literal["fault", "fine"]
_LONGEST = 2_000
_AHEAD = timedelta(days=400)
"""How far ahead an announcement may lie. House rule."""
_GENERIC = frozenset(
    [
        "aware",
        "issue",
        "issues",
        "problem",
        "problems",
        "outage",
        "outages",
        "currently",
        "sorry",
        "please",
        "thanks",
        "service",
        "services",
        "working",
        "team",
        "engineers",
        "know",
        "known",
        "experiencing",
        "storung",
        "storungen",
        "derzeit",
        "leider",
        "bitte",
        "danke",
        "panne",
        "incident",
        "probleme",
        "averia",
        "incidencia",
        "guasto",
        "storing",
        "falha",
        "avaria",
        "there",
        "with",
        "have",
        "been",
        "some",
        "your",
        "this",
        "that",
        "from",
        "will",
        "more",
        "soon",
        "customers",
        "kunden",
        "clients",
        "there",
        "everything",
        "fine",
        "hello",
        "check",
        "checked",
        "side",
        "again",
        "now",
        "today",
    ]
)
"""Words that every such statement holds. House list."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A post by which the company says how its service is."""

    post: Post
    stance: Stance
    about: frozenset[str]
    """Words that tell of what, where there are any."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A post that promises something for a day."""

    post: Post
    day: date
    about: frozenset[str]


def _posts(snapshot: Snapshot) -> Iterator[Post]:
    for own in conversations.heard(snapshot).own.values():
        yield from (post for post in own.posts if post.text)


def of_service(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Return what the company said about its service, by time."""
    found = [
        Statement(post, stance, _about(post.text))
        for post in _posts(snapshot)
        if (stance := stance_of(post.text, post.lang))
    ]
    return tuple(sorted(found, key=lambda one: (one.post.created_at, one.post.id)))


def stance_of(text: str, said: str = "") -> Stance | None:
    """Return what a text says of the service; None where it says nothing, both, or that a fault is over."""
    folded = fold(text[:_LONGEST])
    lang = language(text, said)
    if lang not in _phrases("fault") or _phrases("over")[lang].search(folded):
        return None
    fine, fault = _phrases("fine")[lang].search(folded), _phrases("fault")[lang].search(folded)
    if fine and not fault:
        return "fine"
    return "fault" if fault and not fine else None


def contradict(one: Statement, other: Statement, within: timedelta) -> bool:
    """Return whether two statements say opposite things so close in time."""
    return one.stance != other.stance and abs(one.post.created_at - other.post.created_at) <= within


def share_subject(one: Statement, other: Statement) -> bool:
    """Return whether both name the same thing: a place, a product, a date."""
    return bool(one.about & other.about)


def status_pages(snapshot: Snapshot) -> Iterator[tuple[str, Stance]]:
    """Yield the site's pages about the state of the service, and what each says of it at the time of the visit."""
    for page in snapshot.pages:
        last = fold(f"{page.url} {page.title}").split("/")[-1]
        stance = stance_of(visible_text(page.read())[:_LONGEST], page.lang) if _is_status(page.url, last) else None
        if stance is not None:
            yield page.url, stance


def _is_status(url: str, last: str) -> bool:
    return "status" in last or url.startswith("https://status.")


def announcements(snapshot: Snapshot) -> tuple[Announcement, ...]:
    """Return what own public posts promised for a day that had passed by the time of the visit."""
    opening = (post for post in _posts(snapshot) if post.kind is PostKind.POST)
    days = ((post, _announced(post, snapshot.taken_at)) for post in opening)
    return tuple(Announcement(post, day, _about(post.text)) for post, day in days if day is not None)


def _announced(post: Post, now: datetime) -> date | None:
    folded = fold(post.text[:_LONGEST])
    lang = language(post.text, post.lang)
    if lang not in _phrases("announces") or not _phrases("announces")[lang].search(folded):
        return None
    written = post.created_at.date()
    ahead = [one.day for one in dates.days(post.text, lang, near=written) if written < one.day <= written + _AHEAD]
    return ahead[0] if len(ahead) == 1 and ahead[0] < now.date() else None


def settled(snapshot: Snapshot, promise: Announcement) -> Post | None:
    """Return an own post that says a word about it once it was due, or moved the day before; None where there is none."""
    for post in _posts(snapshot):
        if post.id == promise.post.id or post.created_at <= promise.post.created_at:
            continue
        shared = promise.about & _about(post.text)
        lang = language(post.text, post.lang)
        says = lang in _phrases("settles") and _phrases("settles")[lang].search(fold(post.text[:_LONGEST]))
        due = post.created_at.date() >= promise.day
        if (len(shared) >= 1 and says) or (due and len(shared) >= 2):
            return post
    return None


def asked_about(snapshot: Snapshot, promise: Announcement) -> list[Key]:
    """Return the questions about it since it was due."""
    return [
        Key(platform, account, question.id)
        for (platform, account), asked in conversations.heard(snapshot).questions.items()
        for question in asked
        if question.at.date() >= promise.day and promise.about & set(question.words)
    ]


def _about(text: str) -> frozenset[str]:
    return frozenset(conversations.content_words(text)) - _GENERIC


def page_says(snapshot: Snapshot, promise: Announcement) -> str:
    """Return a page of the site that takes the announcement up in its title or heading; empty for none."""
    for page in snapshot.pages:
        if len(promise.about & set(conversations.content_words(f"{page.title} {page.heading}"))) >= 2 and pages.at(
            snapshot, page.url
        ):
            return page.url
    return ""


@cache
def _phrases(kind: str) -> dict[str, re.Pattern[str]]:
    found: dict[str, Sequence[str]] = facts("statements.toml")[kind]
    return {lang: re.compile("|".join(map(_pattern, listed))) for lang, listed in found.items()}


def _pattern(phrase: str) -> str:
    joined = re.escape(phrase).replace(r"\ \*\ ", r"\ (?:[^.!?]{0,40}\ )?").replace(r"\*", r"\w*")
    return rf"(?<!\w){joined}(?!\w)"
