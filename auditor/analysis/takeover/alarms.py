"""The company's own warnings of posts that were not its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from auditor.analysis.conversations import post_scan
from auditor.analysis.conversations.metrics.words import read_words
from auditor.analysis.takeover.incidents import AccountIncident
from auditor.model import Post, Snapshot
from auditor.model.remembering import remembered
from auditor.text.posts.language import is_wordless
from auditor.text.posts.takeover import warns


@remembered()
def warnings(snapshot: Snapshot) -> tuple[Post, ...]:
    """Return the company's public posts, those of its status page and its feeds among them, that warn of a takeover; by time."""
    return tuple(sorted(_warnings(snapshot), key=lambda post: (post.created_at, post.platform, post.id)))


def _warnings(snapshot: Snapshot) -> Iterator[Post]:
    for own in post_scan.scanned(snapshot).own.values():
        yield from (post for post in own.posts if warns(post.text))
    yield from (post for post in snapshot.status_updates if warns(post.text))


def first_after(snapshot: Snapshot, incident: AccountIncident) -> Post | None:
    """Return the first warning since an incident began; None where none was seen. What the stranger wrote is none."""
    bad = {(act.post.platform, act.post.account, act.id) for act in incident.acts}
    return next(
        (
            post
            for post in warnings(snapshot)
            if post.created_at >= incident.first and (post.platform, post.account, post.id) not in bad
        ),
        None,
    )


def unread_after(snapshot: Snapshot, incident: AccountIncident, until: datetime) -> Post | None:
    """Return the first post of the company's since an incident began whose words could not be read: it may be a warning.

    One in another language may be a sign of the takeover as well; only what leads to strangers is certainly none.
    """
    bad = {(act.post.platform, act.post.account, act.id) for act in incident.acts if act.foreign}
    posts = (post for own in post_scan.scanned(snapshot).own.values() for post in own.posts)
    found = (
        post
        for post in posts
        if incident.first <= post.created_at < until
        and (post.platform, post.account, post.id) not in bad
        and not read_words(post).understood
        and not is_wordless(post.text)
    )
    return min(found, key=lambda post: (post.created_at, post.id), default=None)


def minutes_between(begin: datetime, end: datetime) -> int:
    """Return the whole minutes between two times."""
    return int((end - begin).total_seconds() // 60)
