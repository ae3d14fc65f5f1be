"""Mentions as conversations: who opened one, who answered, and whether the company did. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.mentions import copies
from auditor.model import Post, PostKind, Snapshot, Venue, VenueKind
from auditor.model.remembering import remembered


@dataclass(frozen=True, slots=True)
class MentionThread:
    """A mention by somebody else, with what was answered to it."""

    venue: Venue
    opening: Post
    """The mention itself; the oldest one where others repeat it."""
    replies: tuple[Post, ...] = ()
    """Answers to it and to its copies at whatever depth, by time."""
    copies: tuple[Post, ...] = ()
    """Mentions elsewhere that tell the same story, by time."""

    @property
    def whole(self) -> bool:
        """Whether all its answers were seen, so that "nobody answered" can be said of it."""
        hidden = "replies" in self.venue.cannot_see or self.venue.unseen
        return not hidden and not {self.opening.thread_id, self.opening.id} & set(self.venue.partial)

    @property
    def official(self) -> Post | None:
        """The company's first answer; None where none was seen."""
        return next((post for post in self.replies if post.by_brand), None)


@dataclass(frozen=True, slots=True)
class MentionCounts:
    """How much is said elsewhere, counted both ways."""

    mentions: int = 0
    """Mentions by others, each copy of a story for itself."""
    stories: int = 0
    """The same, each story once."""
    official: int = 0
    """What the company itself said there."""


@dataclass(frozen=True, slots=True)
class Talk:
    """All that is said elsewhere."""

    threads: tuple[MentionThread, ...] = ()
    """By the time they were opened."""
    official: tuple[Post, ...] = ()
    """What the company itself said at these places, by time."""
    counts: MentionCounts = field(default_factory=MentionCounts)


@remembered()
def of(snapshot: Snapshot) -> Talk:
    """Return what is said elsewhere as conversations."""
    posts = list(snapshot.mentions)
    venues = venues_by_account(snapshot)
    opened = [post for post in posts if opens(post)]
    originals = copies.of(opened, {account: venue.kind for account, venue in venues.items()})
    answers = _answers(posts)
    told: dict[Key, list[Post]] = {}
    for post in opened:
        key = key_of(post)
        told.setdefault(originals.get(key, key), []).append(post)
    threads = sorted((_thread(key, group, answers, venues) for key, group in told.items()), key=_order)
    official = tuple(sorted((post for post in posts if post.by_brand), key=by_time))
    return Talk(tuple(threads), official, MentionCounts(len(opened), len(threads), len(official)))


def opens(post: Post) -> bool:
    """Return whether somebody else speaks of the company of their own accord."""
    return post.kind is not PostKind.REPLY and not post.by_brand


def key_of(post: Post) -> Key:
    """Return what names a post among all."""
    return Key(post.platform, post.account, post.id)


def venues_by_account(snapshot: Snapshot) -> dict[tuple[str, str], Venue]:
    """Return the venues by what posts call them; of several sources of one place the one that brought most."""
    found = sorted(snapshot.venues, key=lambda venue: venue.mentions)
    return {(venue.platform, venue.name): venue for venue in found}


def _thread(
    key: Key, group: list[Post], answers: dict[Key, list[Post]], venues: dict[tuple[str, str], Venue]
) -> MentionThread:
    told = sorted(group, key=lambda post: (key_of(post) != key, by_time(post)))
    replies = sorted((reply for post in told for reply in answers.get(key_of(post), ())), key=by_time)
    unknown = Venue(key.platform, key.account, told[0].source, kind=VenueKind.FORUM)
    venue = venues.get((key.platform, key.account), unknown)
    return MentionThread(venue, told[0], tuple(replies), tuple(told[1:]))


def _answers(posts: Iterable[Post]) -> dict[Key, list[Post]]:
    """Return the replies by the key of the mention that they answer."""
    rooms: dict[Key, list[Post]] = {}
    found_in: dict[Key, Key] = {}
    by_key = {key_of(post): post for post in posts}
    for key, post in by_key.items():
        rooms.setdefault(_room(key, by_key, found_in), []).append(post)
    found: dict[Key, list[Post]] = {}
    for room in rooms.values():
        for mention, reply in _paired(sorted(room, key=by_time)):
            found.setdefault(key_of(mention), []).append(reply)
    return found


def _room(key: Key, by_key: dict[Key, Post], known: dict[Key, Key]) -> Key:
    """Return the thread of a post: the one that the source names, else the one of what it answers; `known` remembers it."""
    way: list[Key] = []
    at, room = key, key
    while at in by_key and at not in known:
        known[at] = key  # replies that answer each other in a circle are a thread of their own
        way.append(at)
        post = by_key[at]
        room = at._replace(id=post.thread_id or post.id)
        if post.thread_id or not post.parent_id:
            break
        at = at._replace(id=post.parent_id)
    else:
        room = known.get(at, at)
    known.update(dict.fromkeys(way, room))
    return room


def _paired(room: list[Post]) -> Iterator[tuple[Post, Post]]:
    """Yield (mention, reply) of one thread: the mention that a reply climbs to; whoever does not say whom they answer answers the first.

    What the company says in a thread answers all that was said in it before: on forums people write at the end, whomever they mean.
    """
    by_id = {post.id: post for post in room}
    openings = [post for post in room if opens(post)]
    first = next(iter(openings), None)
    above: dict[str, Post | None] = {post.id: post for post in openings}
    for reply in room:
        if opens(reply):
            continue
        mention = _climb(reply, by_id, above)
        if reply.by_brand:
            yield from ((one, reply) for one in openings if one is mention or one.created_at <= reply.created_at)
        elif mention is not None:
            yield mention, reply
        elif reply.parent_id not in by_id and first is not None and first.created_at <= reply.created_at:
            yield first, reply


def _climb(reply: Post, by_id: dict[str, Post], above: dict[str, Post | None]) -> Post | None:
    """Return the nearest mention above a reply; `above` remembers it for all on the way."""
    way: list[str] = []
    post: Post | None = reply
    while post is not None and post.id not in above:
        above[post.id] = None  # replies that answer each other in a circle answer nobody
        way.append(post.id)
        post = by_id.get(post.parent_id)
    found = above[post.id] if post is not None else None
    above.update(dict.fromkeys(way, found))
    return found


def by_time(post: Post) -> tuple[object, ...]:
    """Return what posts are put in order by: when they were written, and what names them among those of one moment."""
    return post.created_at, post.platform, post.account, post.id


def _order(thread: MentionThread) -> tuple[object, ...]:
    return by_time(thread.opening)
