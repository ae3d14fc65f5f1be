"""A quarter of conversations with Quillnet, made up: the same for the same moment, whichever day of the week it is.

What is said comes from posts.toml; when, by whom and in answer to what is drawn here, from a seed. Before the company fixed its
faults a desk that works from Monday to Friday answers a day or two late, mostly to send people elsewhere; afterwards people are
there from eight to ten every day. The stories are told in stories.py.

`auditor demo` loads this by its path and serves it as the networks do, or writes it down as an export.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from auditor.model import Post, PostKind

ZONE = ZoneInfo("Europe/London")
DAYS = 88
"""Days before the visit on which something was written; auditor looks back 90."""
HOURS = (1, 0, 0, 0, 0, 1, 2, 5, 7, 8, 8, 7, 8, 7, 7, 8, 9, 10, 13, 16, 17, 14, 8, 3)
"""How many people ask in which hour of the day."""
_OF_LAST_WEEK = 14
"""Reviews of the last five days."""
_SLOT = re.compile(r"\{(\w+)\}")
_AFTER_THURSDAY = {4: 1, 5: 2, 6: 3, 0: 4}
"""Days back to the last Thursday, by day of the week: what is asked there is asked at no weekend."""


@dataclass(frozen=True, slots=True)
class Channel:
    """An account of the company, and how busy it is."""

    platform: str
    account: str
    handle: str
    """By which the company writes there."""
    link: str
    """Address of a post; `{author}` and `{id}` are filled in."""
    threads: int = 0
    """Conversations that customers begin."""
    posts: int = 0
    """Posts of the company's own."""
    remarks: float = 0.0
    """Questions and remarks below each of these."""
    pictures: float = 0.0
    """Share of these that show a picture."""
    weekdays: bool = False
    """Whether customers write from Tuesday to Thursday only."""
    closed: float = 0.0
    """Share of its posts that nobody may answer, before."""
    ignores: bool = False
    """Whether nobody answered anything there, before."""
    seen: bool = False
    """Whether only what was answered can be seen, as on Mastodon without a log-in."""


def make(now: datetime, *, fixed: bool) -> dict[str, list[Post]]:
    """Return all posts of the quarter before `now` by channel (`help`, `news`, `sky`, `inbox`, `reviews`, and `feed` for the newsroom's), each by time.

    Args:
        now: With a zone; nothing is later.
        fixed: Whether the company has fixed its faults.
    """
    folder = Path(__file__).parent
    words = tomllib.loads((folder / "posts.toml").read_text(encoding="utf-8"))
    stories = tomllib.loads((folder / "stories.toml").read_text(encoding="utf-8"))["after" if fixed else "before"]
    made = {name: Writer(name, Channel(**row), now, words, fixed=fixed) for name, row in words["channel"].items()}
    for writer in made.values():
        writer.write()
    for story in stories:
        made[story["channel"]].tell(story)
    taken = {name: writer.taken() for name, writer in made.items()}
    return {**taken, "feed": list(_feed(taken["sky"], now, fixed=fixed))}


def _feed(posts: Sequence[Post], now: datetime, *, fixed: bool) -> Iterator[Post]:
    """Yield the items of the newsroom's feed: before, each post on Bluesky is one of them, a few minutes later."""
    own = [post for post in posts if post.by_brand and post.kind is PostKind.POST]
    for number, post in enumerate(own if not fixed else own[::6]):
        at = post.created_at - (timedelta(days=1) if fixed else timedelta(minutes=4))
        text = f"Notes from the estuary, no. {number + 1}" if fixed else post.text
        url = f"https://www.quillnet.example/newsroom#note-{number + 1}"
        yield Post(
            "website", "feed", f"note-{number + 1}", max(at, now - timedelta(days=DAYS)), text, by_brand=True, url=url
        )


@dataclass
class Writer:
    """Makes up the posts of one channel."""

    name: str
    channel: Channel
    now: datetime
    words: Mapping[str, Any]
    fixed: bool
    made: list[Post] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the same seed every time."""
        self.rng = random.Random(f"quillnet {self.name} {self.fixed}")  # noqa: S311 -- makes up talk, guards nothing
        self.slots: dict[str, str] = {}
        self.deaf = self.channel.ignores and not self.fixed
        """Whether nobody answers here."""
        self.weekdays = self.channel.weekdays or self.deaf

    def write(self) -> None:
        """Write the everyday."""
        for _ in range(self.channel.posts):
            self._own()
        for place in range(self.channel.threads):
            self._thread(place)
        if self.name == "inbox":
            for _ in range(40):
                self._suggestion()
            for _ in range(60):
                self._picture_free_praise()
        if self.name == "reviews":
            for place in range(70):
                self._review(place)
            for place in range(_OF_LAST_WEEK):
                self._review(place, lately=True)

    def taken(self) -> list[Post]:
        """Return what was written by now, by time; answers to what is not there are not there either."""
        there = sorted(
            (post for post in self.made if post.created_at <= self.now), key=lambda one: (one.created_at, one.id)
        )
        known = {post.id for post in there}
        return [post for post in there if not post.parent_id or post.parent_id in known]

    # --- The everyday -------------------------------------------------------------------------------------------------

    def _own(self) -> None:
        """Post something of the company's own, with what people write below it."""
        self.slots = {}
        at = self._moment(range(9, 15 if self.weekdays else 20))
        shows = self.rng.random() < self.channel.pictures
        described = shows and (self.fixed or self.rng.random() < 0.3)
        shut = self.rng.random() < self.channel.closed and not self.fixed
        post = self.say(
            at, self._fill(self.rng.choice(self.words["posts"]["en"])),
            images=int(shows), described_images=int(described),
            replies_closed=None if self.channel.platform == "mastodon" else shut,
        )  # fmt: skip
        for _ in range(int(self.channel.remarks + self.rng.random()) if not shut else 0):
            self._remark(post)

    def _remark(self, post: Post) -> None:
        self.slots = {}
        asked_at = post.created_at + timedelta(minutes=self.rng.randint(5, 300))
        if self.rng.random() < (0.75 if self.deaf else 0.25) or (self.channel.weekdays and not self.fixed):
            self.say(asked_at, self._fill(self.rng.choice(self.words["remarks"]["en"])), self._somebody(), to=post)
            return
        place = self.rng.randrange(len(self.words["remarks"]["asked"]))
        asked = self.say(asked_at, self._fill(self.words["remarks"]["asked"][place]), self._somebody(), to=post)
        if not self.deaf:
            self.say(self._answered_at(asked_at), self._dress("en", self.words["remarks"]["told"][place]), to=asked)

    def _thread(self, place: int) -> None:
        """Have a customer ask, and the company answer in its way."""
        self.slots = {}
        topic = self._topic()
        at = self._moment(range(24))
        who = self._somebody()
        asked = self.say(at, self._fill(self.rng.choice(topic["ask"])), who, lang=topic["lang"], mention=True)
        way = self._way(place)
        if way == "silence":
            return
        answered_at = self._answered_at(at)
        if way == "promise":
            self._promised(asked, answered_at)
            return
        if way == "canned":
            self.say(answered_at, self._fill(self.rng.choice(self.words["canned"]["reply"])), to=asked)
            return
        answer = self.say(answered_at, self._dress(topic["lang"], self._body(topic)), to=asked, lang=topic["lang"])
        self._after(answer, who, topic["lang"])

    def _way(self, place: int) -> str:
        """Return what becomes of a question: shares that hold for every stretch of twenty."""
        turn = place % 20
        if self.fixed:
            return {0: "promise", 7: "silence"}.get(turn, "answer") if not self.channel.seen else "answer"
        if self.channel.seen:
            return "promise" if turn == 3 else "answer"
        return "promise" if turn in {2, 9} else "silence" if turn == 13 else "answer" if turn % 3 == 1 else "canned"

    def _promised(self, asked: Post, at: datetime) -> None:
        """Promise to come back; once fixed, do."""
        promise = self.say(at, self._dress("en", self.rng.choice(self.words["promise"]["made"]), bare=True), to=asked)
        if self.fixed:
            later = self._open(at + timedelta(hours=self.rng.randint(3, 9)))
            self.say(later, self._dress("en", self.rng.choice(self.words["promise"]["kept"]), bare=True), to=promise)

    def _after(self, answer: Post, who: str, lang: str) -> None:
        """Have the customer say thanks, or ask on."""
        drawn = self.rng.random()
        at = answer.created_at + timedelta(minutes=self.rng.randint(4, 90))
        if drawn < 0.45:
            self.say(at, self.rng.choice(self.words["thanks"][lang]), who, to=answer, lang=lang)
        elif drawn < 0.55 and lang == "en":
            again = self.say(at, self.rng.choice(self.words["again"]["ask"]), who, to=answer)
            told = self._dress("en", self.rng.choice(self.words["again"]["answer"]))
            self.say(self._answered_at(at), told, to=again)

    def _suggestion(self) -> None:
        self.slots = {}
        at = self._moment(range(24))
        asked = self.say(
            at, self._fill(self.rng.choice(self.words["suggestion"]["ask"])), self._somebody(), mention=True
        )
        if self.fixed:
            told = self._fill(self.rng.choice(self.words["suggestion"]["answer"]))
            self.say(self._answered_at(at), f"{told} {self._signed()}", to=asked)

    def _picture_free_praise(self) -> None:
        self.slots = {}
        self.say(
            self._moment(range(24)),
            self._fill(self.rng.choice(self.words["remarks"]["en"])),
            self._somebody(),
            mention=True,
        )

    def _review(self, place: int, *, lately: bool = False) -> None:
        """Write a review; those of the last week are about the outage, before, and as usual after."""
        self.slots = {}
        about = "outage" if lately and not self.fixed else "low" if place % 7 < 4 else "high"
        low = about != "high"
        at = self._moment(range(9, 17), weekdays=True)
        if lately:
            day = self.now.astimezone(ZONE).date() - timedelta(days=1 + place % 5)
            at = datetime.combine(day, at.time(), ZONE)
        text = self._fill(self.rng.choice(self.words["reviews"][about]))
        stars = {"outage": (1, 1, 1, 2), "low": (1, 2), "high": (4, 5)}[about]
        review = self.say(
            at,
            text,
            self._somebody(),
            kind=PostKind.REVIEW,
            rating=float(self.rng.choice(stars)),
        )
        if self.fixed and low:
            told = self._dress("en", self.rng.choice(self.words["reviews"]["reply"]))
            self.say(at + timedelta(minutes=self.rng.randint(60, 300)), told, to=review)

    # --- The stories --------------------------------------------------------------------------------------------------

    def tell(self, story: Mapping[str, Any]) -> None:
        """Tell what stories.toml holds of one story on this channel."""
        self.slots = {}
        begins = self._story_day(story)
        told: dict[str, Post] = {}
        for line in story["says"]:
            at = datetime.combine(begins + timedelta(days=line.get("day", 0)), time.fromisoformat(line["at"]), ZONE)
            due = begins + timedelta(days=story.get("due", 0))
            text = line["text"].replace("{due}", f"{due.day} {due:%B} {due.year}")
            post = self.say(
                at, text, line.get("by", ""), to=told.get(line.get("to", "")), lang=line.get("lang", "en"),
                id=line["id"], mention=bool(line.get("by")),
            )  # fmt: skip
            told[line["id"]] = post

    def _story_day(self, story: Mapping[str, Any]) -> date:
        """Return the day on which a story begins: so many days before the visit at least, on its day of the week."""
        day = self.now.astimezone(ZONE).date() - timedelta(days=story["ago"])
        wanted = story.get("weekday")
        return day if wanted is None else day - timedelta(days=(day.weekday() - wanted) % 7)

    # --- Who, when, in what words -------------------------------------------------------------------------------------

    def say(
        self,
        at: datetime,
        text: str,
        who: str = "",
        *,
        to: Post | None = None,
        id: str = "",
        mention: bool = False,
        **more: Any,
    ) -> Post:
        """Write a post; by the company where nobody is named."""
        key = id or f"{self.name[0]}{len(self.made):05}"
        author = who or self.channel.handle
        kind = PostKind.REPLY if to is not None else PostKind.MENTION if mention and who else PostKind.POST
        facts: dict[str, Any] = {"kind": kind, "lang": "en", **more}
        post = Post(
            self.channel.platform, self.channel.account, key, at.astimezone(self.now.tzinfo), text=text, author=author, by_brand=not who,
            thread_id=to.thread_id if to is not None else key, parent_id=to.id if to is not None else "",
            urls=tuple(re.findall(r"https?://[^\s]+", text)), url=self.channel.link.format(author=author, id=key), **facts,
        )  # fmt: skip
        self.made.append(post)
        return post

    def _topic(self) -> Mapping[str, Any]:
        german = self.rng.random() < 0.08
        topics = [one for one in self.words["topic"] if (one["lang"] == "de") is german]
        topic: Mapping[str, Any] = self.rng.choice(topics)
        return topic

    def _body(self, topic: Mapping[str, Any]) -> str:
        return str(self.rng.choice(topic["answer"]))

    def _dress(self, lang: str, body: str, *, bare: bool = False) -> str:
        """Return an answer with what people put around it."""
        around = (
            ("", "")
            if bare
            else (self.rng.choice(self.words["opening"][lang]), self.rng.choice(self.words["closing"][lang]))
        )
        end = "" if bare and body.endswith(".") else "."
        return " ".join(filter(None, (around[0], f"{self._fill(body)}{end}", around[1], self._signed())))

    def _signed(self) -> str:
        return f"^{self.rng.choice(self.words['handles']['agents'])}"

    def _fill(self, text: str) -> str:
        """Fill slots in: what the question said comes back in its answer."""
        return _SLOT.sub(self._slot, text)

    def _slot(self, match: re.Match[str]) -> str:
        name = match[1]
        if name not in self.slots:
            slots = self.words["slots"]
            self.slots[name] = self.rng.choice(slots.get(name) or slots["de"][name])
        return self.slots[name]

    def _somebody(self) -> str:
        names = self.words["handles"]
        handle = f"{self.rng.choice(names['first'])}{self.rng.choice(names['second'])}{self.rng.randint(2, 98)}"
        return f"{handle}.inkford.example" if self.channel.platform == "bluesky" else handle

    def _moment(self, hours: Sequence[int], *, weekdays: bool = False) -> datetime:
        """Return a moment of the quarter in one of some hours, the busy ones more often.

        Before, the last days are left out: what waits there is not due yet, and would look like a crowd that nobody answers.
        """
        hour = self.rng.choices(hours, [HOURS[one] for one in hours])[0]
        shifts = weekdays or self.weekdays
        ago = self.rng.randint(1 if self.fixed else 5, DAYS - 4 if shifts else DAYS)
        day = self.now.astimezone(ZONE).date() - timedelta(days=ago)
        if shifts:
            day -= timedelta(days=_AFTER_THURSDAY.get(day.weekday(), 0))
        return datetime.combine(day, time(hour, self.rng.randrange(60)), ZONE)

    def _open(self, at: datetime) -> datetime:
        """Return the moment, or when somebody is next at the desk."""
        return next(one for one in self._shifts(at) if one >= at)

    def _shifts(self, at: datetime) -> Iterator[datetime]:
        """Yield the moment itself where somebody is there, then the beginnings of shifts."""
        opens, closes = (time(8), time(22)) if self.fixed else (time(9), time(17))
        works = range(7) if self.fixed and not self.channel.weekdays else range(5)
        local = at.astimezone(ZONE)
        if local.weekday() in works and opens <= local.time() < closes:
            yield local
        for ahead in range(9):
            day = local.date() + timedelta(days=ahead)
            if day.weekday() in works:
                yield datetime.combine(day, opens, ZONE)

    def _answered_at(self, asked: datetime) -> datetime:
        """Return when the company answers."""
        if self.fixed:
            return self._open(asked) + timedelta(minutes=self.rng.randint(4, 50))
        late = timedelta(hours=self.rng.choice((2, 20, 26, 30, 44, 50)))
        return self._open(self._open(asked) + late) + timedelta(minutes=self.rng.randint(5, 170))
