"""Everything that checks need of single posts, noted in one walk through all of them. Pure."""

from __future__ import annotations

import heapq
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from auditor.analysis.conversations.metrics.measure import Measures, measure, setting_of
from auditor.analysis.conversations.metrics.personal import OwnDetails, asks_removal, own_details
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.metrics.words import REMEMBERED, read_words
from auditor.model import Post, PostKind, Snapshot
from auditor.model.remembering import remembered
from auditor.text import account_names, company_names
from auditor.text.posts.clean import is_share
from auditor.text.posts.details import details, gives_own_number
from auditor.text.posts.intents import WANTS_ANSWER, Reading
from auditor.text.posts.language import is_wordless, language
from auditor.text.topics import topic_words

MOST_FLAGGED = 500
"""Posts of one kind that are kept to be shown; the worst case is counted all the same. Our default."""
MOST_QUESTIONS = 20_000
"""Newest questions of an account that are held against each other. Our default."""
MOST_RATED = 100_000
"""Reviews of an account whose stars are kept. Our default."""
MOST_OWN = 2_000
"""Newest own posts of an account that are kept whole. Our default."""
MOST_NAMESAKES = 20_000
"""Newest replies by accounts named like the company that are kept. Our default."""
_TELLING_NAME = 4
"""Letters of the shortest name that tells the company from others. Our default."""
_LAST_DIGITS = 7
"""Digits at the end of a number by which two are the same line, however the country is written."""
_PARTS = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
"""What parts the words of a handle."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A post that something was noticed in."""

    key: Key
    what: tuple[str, ...]


@dataclass(slots=True)
class Flags:
    """Posts in which one kind of thing was noticed."""

    count: int = 0
    kept: list[Flagged] = field(default_factory=list)
    """The first, in the order they were read."""
    _latest: list[tuple[datetime, int, Flagged]] = field(default_factory=list)
    """A heap of the newest: (when, which of all, post)."""

    def put(self, post: Post, what: Iterable[str]) -> None:
        """Count a post, and keep it while there is room, or if it is newer than others."""
        self.count += 1
        one = Flagged(key_of(post), tuple(what))
        if len(self.kept) < MOST_FLAGGED:
            self.kept.append(one)
            heapq.heappush(self._latest, (post.created_at, self.count, one))
        else:
            heapq.heappushpop(self._latest, (post.created_at, self.count, one))

    def newest(self) -> list[Flagged]:
        """Return the newest, the newest first."""
        return [one for _, _, one in sorted(self._latest, reverse=True)]


@dataclass(slots=True)
class UnreadPosts:
    """Posts of one side whose words were not read."""

    languages: Counter[str] = field(default_factory=Counter)
    """Those in languages whose words are not known, by the languages' codes; "" where it can't be told which."""
    wordless: int = 0
    """Posts with too few words to be in any language."""
    accounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Those with words, by platform and account."""

    def put(self, post: Post) -> None:
        """Note the language of a post, if it has one."""
        code = language(post.text, post.lang)
        if not code and not post.marks and is_wordless(post.text):  # of a private post the words are gone
            self.wordless += 1
        else:
            self.languages[code] += 1
            self.accounts[post.platform, post.account] += 1


@dataclass(slots=True)
class Own:
    """What an account itself posted."""

    posts: deque[Post] = field(default_factory=lambda: deque(maxlen=MOST_OWN))
    """The newest, by time."""
    public: int = 0
    """All own public posts."""


class Question(NamedTuple):
    """A customer's question, by the words that may tell what it is about."""

    id: str
    author: str
    at: datetime
    words: tuple[str, ...]


class Rated(NamedTuple):
    """A review with stars."""

    id: str
    at: datetime
    stars: float
    author: str = ""
    """Empty where the source hides it."""


class Namesake(NamedTuple):
    """A reply by an account that bears the company's name, though it is not known to be its own."""

    platform: str
    account: str
    parent_id: str
    thread_id: str
    at: datetime
    author: str


@dataclass(slots=True)
class PostScan:
    """All noted in one walk through the posts."""

    hostile: Flags = field(default_factory=Flags)
    risky: Flags = field(default_factory=Flags)
    requests: Flags = field(default_factory=Flags)
    details: Flags = field(default_factory=Flags)
    published: set[Key] = field(default_factory=set)
    """Those of them whose details are the company's own: it gave them out itself."""
    removals: set[Key] = field(default_factory=set)
    """Those of the posts with details that a reply asked to remove."""
    private_posts: int = 0
    """Private posts of the company that were read when they were imported; their words are not kept."""
    brand_posts: int = 0
    """Public posts of the company that could be read."""
    customer_posts: int = 0
    """Public posts of customers."""
    unread: UnreadPosts = field(default_factory=UnreadPosts)
    """Of the company."""
    unread_customers: UnreadPosts = field(default_factory=UnreadPosts)
    """Of customers, private ones included."""
    company_all: Counter[tuple[str, str]] = field(default_factory=Counter)
    """All posts of the company, read or not, private ones included, by platform and account."""
    customers_all: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The same of customers."""
    own: dict[tuple[str, str], Own] = field(default_factory=dict)
    questions: dict[tuple[str, str], deque[Question]] = field(default_factory=dict)
    """The newest questions of each account."""
    ratings: dict[tuple[str, str], deque[Rated]] = field(default_factory=dict)
    """Public reviews with stars, the newest of each account."""
    inbound: dict[tuple[str, str], array[float]] = field(default_factory=dict)
    """When customers' public posts to each account were written that open conversations, in seconds since 1970."""
    namesakes: deque[Namesake] = field(default_factory=lambda: deque(maxlen=MOST_NAMESAKES))
    """The newest replies by accounts named like the company."""
    measures: Measures | None = None


def key(platform: str, account: str, id: str) -> Key:
    """Return what names a post among all."""
    return Key(platform, account, id)


def key_of(post: Post) -> Key:
    """Return what names a post among all."""
    return Key(post.platform, post.account, post.id)


@remembered()
def scanned(snapshot: Snapshot) -> PostScan:
    """Return everything noted in the posts of a snapshot."""
    found = PostScan()
    scanner = _Scanner(found, own_details(snapshot), own_handles(snapshot))
    found.measures = measure(scanner.watch(snapshot.posts), setting_of(snapshot, scanner.read))
    found.published = scanner.published()
    return found


class _Scanner:
    """Notes what checks need of single posts while they pass by."""

    def __init__(self, found: PostScan, own: OwnDetails, names: frozenset[str]) -> None:
        self._found, self._own, self._names = found, own, names
        self._told: dict[Key, list[Key]] = {}
        """Posts with details by their own key, and by that of their conversation."""
        self._shown: dict[Key, frozenset[str]] = {}
        """What details these show."""
        self._given: dict[str, set[str]] = {}
        """By a detail that the company wrote, to whom: the posts it answers, empty for everybody."""

    def published(self) -> set[Key]:
        """Return the posts that show nothing but what the company told everybody, or several people."""
        own = {value for value, to in self._given.items() if "" in to or len(to) > 1}
        return {key for key, values in self._shown.items() if values <= own}

    def watch(self, posts: Iterable[Post]) -> Iterator[Post]:
        """Yield the posts, noting what needs no reading."""
        for post in posts:
            if post.by_brand and post.kind is not PostKind.DIRECT and not post.deleted:
                own = self._found.own.setdefault((post.platform, post.account), Own())
                own.public += 1
                own.posts.append(post)
            elif post.rating is not None and post.kind is PostKind.REVIEW and not post.by_brand and not post.deleted:
                rated = self._found.ratings.setdefault((post.platform, post.account), deque(maxlen=MOST_RATED))
                rated.append(Rated(post.id, post.created_at, post.rating, post.author))
            elif post.kind is PostKind.MENTION and not post.by_brand:
                moments = self._found.inbound.setdefault((post.platform, post.account), array("d"))
                moments.append(post.created_at.timestamp())
            if not post.by_brand and post.author and (post.parent_id or post.thread_id):
                self._namesake(post)
            yield post

    def _namesake(self, post: Post) -> None:
        if bears_name(post.author, self._names):
            where = post.platform, post.account, post.parent_id, post.thread_id
            self._found.namesakes.append(Namesake(*where, post.created_at, post.author))

    def read(self, post: Post) -> Reading:
        """Return what a post says, noting what is worth it."""
        reading = read_words(post)
        if post.deleted:
            return reading
        if post.by_brand:
            self._brand(post, reading)
        else:
            self._customer(post, reading)
        return reading

    def _brand(self, post: Post, reading: Reading) -> None:
        found = self._found
        if is_share(post.text):
            return  # somebody else's words
        found.company_all[post.platform, post.account] += 1
        if not reading.understood:
            found.unread.put(post)
            return
        public = post.kind is not PostKind.DIRECT
        found.brand_posts += public
        if public:
            for _, value in _details_of(post.text):
                self._given.setdefault(value, set()).add("" if gives_own_number(post.text) else post.parent_id)
        found.private_posts += bool(post.marks)
        if reading.hostile and (public or post.marks):
            found.hostile.put(post, reading.hostile)
        if reading.risky_advice:
            found.risky.put(post, ())
        if reading.requests_data and public:
            found.requests.put(post, reading.requests_data)
        if self._told and (post.parent_id or post.thread_id):
            self._removal(post)

    def _removal(self, post: Post) -> None:
        """Note a reply that asks to remove a post with details, or another one of its conversation."""
        parent = self._told.get(Key(post.platform, post.account, post.parent_id), [])
        thread = self._told.get(_thread_of(post), []) if post.thread_id else []
        if (parent or thread) and asks_removal(post.text, post.lang):
            self._found.removals.update(parent, thread)

    def _customer(self, post: Post, reading: Reading) -> None:
        found = self._found
        if is_share(post.text):
            return
        found.customers_all[post.platform, post.account] += 1
        if not reading.understood:
            found.unread_customers.put(post)
        if post.kind is PostKind.DIRECT:
            return
        found.customer_posts += 1
        if shown := _details_of(self._own.taken_out(post.text)):
            found.details.put(post, sorted({kind for kind, _ in shown}))
            key = key_of(post)
            self._told[key] = [key]
            self._shown[key] = frozenset(value for _, value in shown)
            if post.thread_id:
                self._told.setdefault(_thread_of(post), []).append(key)
        if reading.understood and reading.wants_answer >= WANTS_ANSWER:
            questions = found.questions.setdefault((post.platform, post.account), deque(maxlen=MOST_QUESTIONS))
            questions.append(Question(post.id, post.author, post.created_at, content_words(post.text)))


def own_handles(snapshot: Snapshot) -> frozenset[str]:
    """Return the company's names and handles that are long enough to tell it from others."""
    target = snapshot.target
    called = (target.name, company_names.label(target.site), *(one.account for one in snapshot.channels))
    return frozenset(name for one in called if len(name := company_names.plain(one)) >= _TELLING_NAME)


@lru_cache(maxsize=REMEMBERED)
def bears_name(author: str, names: frozenset[str]) -> bool:
    """Return whether a handle holds the company's name as a word, or is near to it: `anna_acme`, `AcmeSupport`."""
    local = author.lstrip("@").partition("@")[0]
    if not any(name in company_names.plain(local) for name in names):
        return False
    parts = {company_names.plain(part) for part in _PARTS.split(local)}
    return not parts.isdisjoint(names) or bool(account_names.near(local, sorted(names)))


@lru_cache(maxsize=REMEMBERED)
def _details_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the details in a text: what they are, and how they are compared, a number by its last digits."""
    return tuple((each.kind, _compared(each.value)) for each in details(text))


def _compared(value: str) -> str:
    digits = "".join(filter(str.isdigit, value))
    return value.casefold() if "@" in value else digits[-_LAST_DIGITS:] or value.casefold()


def _thread_of(post: Post) -> Key:
    return Key(post.platform, post.account, f"\0{post.thread_id}")


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str, most: int = 24) -> tuple[str, ...]:
    """Return the words of a text that may tell what it is about: see `auditor.text.topics`."""
    return topic_words(text, most)
