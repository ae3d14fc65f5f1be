"""A post as far as a conversation needs it: who spoke when to whom, and what the words amount to, without the words.

A million posts don't fit into memory with their texts, so each is read once, when it passes by, and only the outcome is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol

from auditor.model import Post, PostKind
from auditor.text.posts.clean import is_share
from auditor.text.posts.everybody import speaks_to_all
from auditor.text.posts.riddles import guesses, sets_quiz

SECOND = 1_000_000
"""In the unit of `Turn.at`."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LIKELY = 0.5
"""From this chance on that a post wants an answer it counts as a question."""
_LOOKED_AT = 5_000
"""Characters of a post that are searched for names."""
_MOST_NAMES = 50
_NAME = re.compile(r"@([\w.\-]+(?:@[\w.\-]+)?)")
_LEADING = re.compile(r"[.\s]*(?:@[\w.\-]+(?:@[\w.\-]+)?[\s:,]*)+")
_TELLING = re.compile(r"\w")
_SIGNS = "^*~/-\u2013\u2014"
"""What people put before their initials or their name at the end of a post."""
_LONGEST_NAME = 15
_NAMED_FIRST = 30
"""Characters within which a post that names somebody speaks to them: `Hi @ann`, `.@ann`."""
_TAIL = 200
"""Characters at the end of a post in which its writer may sign."""

(
    BY_BRAND,
    AUTOMATED,
    DELETED,
    DIRECT,
    REVIEW,
    REPLY,
    MENTION,
    LOW,
    HAS_TEXT,
    UNDERSTOOD,
    WANTS_ANSWER,
    THANKS,
    SUGGESTION,
    DEFLECTS,
    DEFLECTS_ONLY,
    PROMISES,
    REQUESTS,
    ACKNOWLEDGES,
    STARTS_WITH_NAME,
    SHARE,
    SETTLED,
    COMPLAINT,
    ALONE,
    QUIZ,
    GUESS,
    SIGNS,
    TO_ALL,
) = (1 << bit for bit in range(27))
"""Bits of `Turn.flags`. Plain numbers: an enum's would take as long as all the rest of reading a post."""
_LOW_RATING = 2
"""Stars up to which a review is a low one. Our default."""


class Reading(Protocol):
    """What conversations need to know of the words of a post: yes or no, or as a float how sure that is, 0 to 1."""

    @property
    def understood(self) -> object:
        """Whether its language is one whose words are known; if not, nothing below means anything."""

    @property
    def wants_answer(self) -> float:
        """How sure it is that it wants an answer, 0 to 1."""

    @property
    def thanks(self) -> object:
        """Whether it gives thanks."""

    @property
    def suggestion(self) -> object:
        """Whether it suggests something, or gives a tip."""

    @property
    def deflects(self) -> object:
        """Whether it sends people elsewhere."""

    @property
    def deflects_only(self) -> object:
        """Whether it does nothing besides."""

    @property
    def promises(self) -> object:
        """Whether it promises to come back."""

    @property
    def requests_data(self) -> object:
        """Whether it asks for personal details."""

    @property
    def automated(self) -> object:
        """Whether no person wrote it, by its words."""

    @property
    def acknowledges(self) -> object:
        """Whether it says that something was noted."""

    @property
    def settled(self) -> object:
        """Whether it says that the matter is settled."""

    @property
    def complaint(self) -> object:
        """Whether it says that something fails or disappoints."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The reading of a post whose words nobody looked at.

    Whatever a customer writes wants an answer, and of what the brand writes nothing is known.
    """

    understood: bool = True
    wants_answer: float = 1.0
    thanks: bool = False
    suggestion: bool = False
    deflects: bool = False
    deflects_only: bool = False
    promises: bool = False
    requests_data: bool = False
    automated: bool = False
    acknowledges: bool = False
    settled: bool = False
    complaint: bool = False


Reader = Callable[[Post], Reading]
"""Reads the words of a post. It is not called for posts without text."""
_UNREAD = Unread()


def unread(_: Post) -> Unread:
    """Return what is taken for granted where words are not read."""
    return _UNREAD


class Turn(NamedTuple):
    """What one post does in a conversation."""

    id: str
    at: int
    """Microseconds since 1970 in UTC: when it was written, not when it was edited."""
    author: str
    """As the source writes it; empty where it hides it."""
    flags: int
    """The bits above."""
    parent_id: str = ""
    """As the source says, be it there or not."""
    thread_id: str = ""
    """As the source says."""
    names: tuple[str, ...] = ()
    """Handles it names, without `@`, case-folded, in order."""
    agent: str = ""
    """Initials or first name that a brand's post is signed with; empty for none."""
    edited: int = 0
    """Microseconds as in `at`; 0 where it was not edited, or nobody knows."""

    @property
    def moment(self) -> datetime:
        """When it was written, in UTC."""
        return moment(self.at)

    @property
    def by_brand(self) -> bool:
        """Whether the company or one of its agents wrote it."""
        return self.flags & BY_BRAND != 0

    @property
    def is_human_brand(self) -> bool:
        """Whether a person at the company wrote it, in words of its own, and it is still there."""
        return self.flags & (BY_BRAND | AUTOMATED | DELETED | SHARE) == BY_BRAND

    @property
    def automated(self) -> bool:
        """Whether no person wrote it, as the source or its words say."""
        return self.flags & AUTOMATED != 0

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.flags & DELETED != 0

    @property
    def understood(self) -> bool:
        """Whether its words could be read."""
        return self.flags & UNDERSTOOD != 0

    @property
    def wants_answer(self) -> bool:
        """Whether it is a question or a request."""
        return self.flags & WANTS_ANSWER != 0


def settles(turn: Turn) -> bool:
    """Return whether a customer says that the matter is settled, and asks nothing else; who complains has to give thanks as well."""
    says = turn.flags & (BY_BRAND | SETTLED | WANTS_ANSWER | DELETED) == SETTLED
    return says and (not turn.flags & COMPLAINT or bool(turn.flags & THANKS))


def moment(at: int) -> datetime:
    """Return microseconds since 1970 as a time in UTC."""
    return _EPOCH + timedelta(microseconds=at)


def microseconds(when: datetime) -> int:
    """Return a time as microseconds since 1970. One without a zone is taken for UTC."""
    return ((when if when.tzinfo is not None else when.replace(tzinfo=UTC)) - _EPOCH) // _MICROSECOND


class Turns:
    """Makes turns of the posts of one account; what many of them share is kept once."""

    def __init__(self, read: Reader = unread, alone: frozenset[str] = frozenset()) -> None:
        self._read, self._alone = read, alone
        self._shared: dict[str, str] = {}
        self._named: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}

    def of(self, post: Post) -> Turn:
        """Return what a post does."""
        flags, text = _kind_of(post.kind), post.text
        names: tuple[str, ...] = ()
        agent, parent = "", post.parent_id
        if is_share(text):
            self._read(post)
            flags, parent = (flags & ~REPLY) | HAS_TEXT | SHARE, ""
        elif text or post.marks:
            flags |= HAS_TEXT | _flags_of(self._read(post), post.by_brand)
            if "@" in text:
                names = names_in(text)
                names = self._named.setdefault(names, names)
                if "@" in text[:_NAMED_FIRST]:
                    flags |= STARTS_WITH_NAME
        if post.by_brand:
            flags |= BY_BRAND | (QUIZ if sets_quiz(text) else 0) | _manner(text, has_pictures=bool(post.images))
            agent = signature(text)
            agent = self._shared.setdefault(agent, agent)
            flags |= ALONE if post.source in self._alone else 0
        elif flags & WANTS_ANSWER and guesses(text):
            flags |= GUESS
        if post.automated:
            flags |= AUTOMATED
        if post.deleted:
            flags |= DELETED
        if post.rating is not None and post.rating <= _LOW_RATING:
            flags |= LOW
        edited = microseconds(post.edited_at) if post.edited_at is not None else 0
        once = self._shared.setdefault
        thread, author = once(post.thread_id, post.thread_id), once(post.author, post.author)
        return Turn(post.id, microseconds(post.created_at), author, flags, parent, thread, names, agent, edited)


def _kind_of(kind: PostKind) -> int:
    # Asking one after the other is faster than a table: an enum's hash is made in Python.
    if kind is PostKind.REPLY:
        return REPLY
    if kind is PostKind.MENTION:
        return MENTION
    if kind is PostKind.REVIEW:
        return REVIEW
    return DIRECT if kind is PostKind.DIRECT else 0


def _flags_of(reading: Reading, by_brand: bool) -> int:
    if reading is _UNREAD:
        return 0 if by_brand else UNDERSTOOD | WANTS_ANSWER
    if not reading.understood:
        return AUTOMATED if reading.automated else 0
    flags = UNDERSTOOD
    if reading.wants_answer >= _LIKELY:
        flags |= WANTS_ANSWER
    for said, bit in (
        (reading.thanks, THANKS),
        (reading.suggestion, SUGGESTION),
        (reading.deflects, DEFLECTS),
        (reading.deflects_only, DEFLECTS_ONLY | DEFLECTS),
        (reading.promises, PROMISES),
        (reading.requests_data, REQUESTS),
        (reading.automated, AUTOMATED),
        (reading.acknowledges, ACKNOWLEDGES),
        (reading.settled, SETTLED),
        (reading.complaint, COMPLAINT),
    ):
        # Some readers are sure, others tell how sure they are.
        if said >= _LIKELY if isinstance(said, float) else said:
            flags |= bit
    return flags


def _manner(text: str, *, has_pictures: bool) -> int:
    """Return whether a post of the brand's holds no word, number or picture, and whether it speaks to everybody."""
    if text and not has_pictures and not _TELLING.search(text):
        return SIGNS
    return TO_ALL if speaks_to_all(text) else 0


def names_in(text: str) -> tuple[str, ...]:
    """Return the handles a text names, without `@`, case-folded, each once, in order."""
    found = _NAME.findall(text[:_LOOKED_AT])
    if len(found) == 1:
        name = folded_name(found[0])
        return (name,) if name else ()
    return tuple(dict.fromkeys(filter(None, map(folded_name, found))))[:_MOST_NAMES]


@lru_cache(maxsize=65_536)
def folded_name(name: str) -> str:
    """Return a handle as it is compared."""
    return name.strip().lstrip("@").rstrip(".-").casefold()


@lru_cache(maxsize=65_536)
def handles(author: str) -> tuple[str, ...]:
    """Return the names by which others may name an author: with and without the server of the Fediverse."""
    name = folded_name(author)
    local = name.partition("@")[0]
    return (name, local) if local and local != name else (name,)


def without_names(text: str) -> str:
    """Return a text without the handles it begins with."""
    found = _LEADING.match(text[:_LOOKED_AT])
    return text[found.end() :] if found else text


def signature(text: str) -> str:
    """Return the initials or the first name that a support agent signs with, as in `^JD`, `*SR`, `- Anna`; empty for none."""
    words = text[-_TAIL:].split()
    while words and words[-1].startswith(("http://", "https://", "#")):
        words.pop()
    if not words:
        return ""
    last = words[-1]
    if last[0] in _SIGNS:
        name = last.lstrip(_SIGNS)
    elif "^" in last:
        name = last[last.rindex("^") + 1 :]
    else:
        name = last if len(words) > 1 and not words[-2].strip(_SIGNS) else ""
    fits = name.isalpha() and len(name) <= _LONGEST_NAME and name[0].isupper()
    return name if fits and (name.isupper() or name[1:].islower()) else ""


class Key(NamedTuple):
    """What names a post among all."""

    platform: str
    account: str
    id: str


def pick(posts: Iterable[Post], keys: Iterable[Key]) -> dict[Key, Post]:
    """Return some posts, to be quoted; those that are not there are left out. Goes through all posts once."""
    wanted = set(keys)
    found: dict[Key, Post] = {}
    if not wanted:
        return found
    ids = {key.id for key in wanted}
    for post in posts:
        if post.id in ids:
            key = Key(post.platform, post.account, post.id)
            if key in wanted:
                found.setdefault(key, post)
    return found
