"""A quarter of what is said of Quillnet away from its own accounts, made up: the same for the same moment.

What is said comes from elsewhere.toml; when and by whom is drawn here, from a seed. The day of the outage is that of the company's own
story about it (`cabinet-news` in stories.toml). Before the company fixed its faults nobody answers; afterwards it does within the hour,
where it can.

`auditor demo` loads this by its path, after conversations.py, and serves it as forums, tags and feeds do.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from auditor.model import Post, PostKind

ZONE = ZoneInfo("Europe/London")
DAYS = 88
"""Days before the visit on which something was written; auditor looks back 90."""
_OUTAGE = "cabinet-news"
"""Id of the company's own word about the outage."""
_SLOT = re.compile(r"\{(\w+)\}")
_QUIET = (2, 3)
"""Days of the week, from Monday on, of which nothing is told once all is fixed: it is told of a Saturday beside."""
_PROMPT = 40
"""Minutes within which the company answers once it listens."""


def make(now: datetime, channels: Mapping[str, Sequence[Post]], *, fixed: bool) -> dict[str, list[Post]]:
    """Return all that was said elsewhere in the quarter before `now` by place (`tag`, `forum`, `stories`, `alerts`, `ratings`), each by time.

    Args:
        now: With a zone; nothing is later.
        channels: What conversations.py made.
        fixed: Whether the company has fixed its faults.
    """
    folder = Path(__file__).parent
    words, slots = (
        tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in ("elsewhere.toml", "posts.toml")
    )
    outage = next(post.created_at for post in channels["news"] if post.id == _OUTAGE).astimezone(ZONE).date()
    found = {}
    for name, place in words["place"].items():
        writer = Writer(name, place, words["crowd"], slots, now, outage, fixed)
        writer.write()
        found[name] = writer.taken()
    return found


@dataclass
class Writer:
    """Makes up what is said at one place."""

    name: str
    place: Mapping[str, Any]
    crowd: Mapping[str, Sequence[str]]
    words: Mapping[str, Any]
    now: datetime
    outage: date
    fixed: bool
    made: list[Post] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the same seed every time."""
        self.rng = random.Random(f"quillnet elsewhere {self.name} {self.fixed}")  # noqa: S311 -- makes up talk, guards nothing
        self.slots: dict[str, str] = {}

    def write(self) -> None:
        """Write the everyday, the trouble that nobody takes up, and the day of the outage."""
        for number in range(self.place["number"]):
            self._everyday(self.place["said"][number % len(self.place["said"])])
        for line in self.place.get("trouble", ()):
            self._line(self.outage + timedelta(days=line["day"]), line)
        told = self.place.get("after" if self.fixed else "before", {})
        opened = [self._line(self.outage, line) for line in told.get("story", ())]
        for hour, number in told.get("crowd", {}).items():
            for _ in range(number):
                self._join(int(hour), opened[0] if opened else None)

    def taken(self) -> list[Post]:
        """Return what was written by now, by time."""
        return sorted(
            (post for post in self.made if post.created_at <= self.now), key=lambda post: (post.created_at, post.id)
        )

    def _everyday(self, said: Mapping[str, Any]) -> None:
        self.slots = {}
        ago = self.rng.randint(3, DAYS)
        day = self.now.astimezone(ZONE).date() - timedelta(days=ago)
        if self.fixed and day.weekday() in _QUIET:  # enough is asked at weekends to be judged, whatever day today is
            back = day.weekday() + 2
            day -= timedelta(days=back if ago + back <= DAYS else back - 7)
        at = datetime.combine(day, time(self.rng.randint(8, 21), self.rng.randrange(60)), ZONE)
        asked = self._say(at, self._fill(said["ask"]), self._somebody())
        if "answer" in said and (self.fixed or said.get("tagged")):
            later = (
                timedelta(minutes=self.rng.randint(5, _PROMPT))
                if self.fixed
                else timedelta(hours=self.rng.randint(20, 30))
            )
            self._say(at + later, self._answer(said["answer"]), to=asked)

    def _line(self, day: date, line: Mapping[str, Any]) -> Post:
        """Write a line of a story, and what the company answers."""
        at = datetime.combine(day, time.fromisoformat(line["at"]), ZONE)
        said = self._say(at, line["text"], line.get("by", ""))
        if self.fixed and "answer" in line:
            self._say(at + timedelta(minutes=line["after"]), line["answer"], to=said)
        return said

    def _join(self, hour: int, to: Post | None) -> None:
        """Have somebody complain of the outage, in a thread where there is one."""
        self.slots = {"name": self.place["name"], "town": self.rng.choice(self.crowd["town"])}
        at = datetime.combine(self.outage, time(hour, self.rng.randint(4, 59)), ZONE)
        if to is not None:
            at = max(at, to.created_at.astimezone(ZONE) + timedelta(minutes=self.rng.randint(2, 20)))
        said = self._say(at, self._fill(self.rng.choice(self.crowd["ask"])), self._somebody(), to=to)
        if self.fixed and self.place.get("official"):
            late = max(at, datetime.combine(self.outage, time(6, 40), ZONE)) + timedelta(
                minutes=self.rng.randint(2, _PROMPT - 5)
            )
            self._say(late, self._answer(self.rng.choice(self.crowd["answer"]), bare=True), to=said)

    def _say(self, at: datetime, text: str, who: str = "", *, to: Post | None = None) -> Post:
        """Write a post; by the company where nobody is named."""
        key = str(self.place["first"] + 7 * len(self.made))
        author, thread = who or self.place["official"], to.thread_id if to is not None else key
        post = Post(
            self.place["platform"], self.place["account"], key, at.astimezone(self.now.tzinfo), text=text, author=author, by_brand=not who,
            kind=PostKind.REPLY if to is not None else PostKind.MENTION, lang="en", thread_id=thread, parent_id=to.id if to is not None else "",
            urls=tuple(re.findall(r"https?://[^\s]+", text)), url=self.place["link"].format(author=author, id=key, thread=thread),
        )  # fmt: skip
        self.made.append(post)
        return post

    def _answer(self, text: str, *, bare: bool = False) -> str:
        """Return an answer, signed, with what people put around it on ordinary days."""
        opening, closing = ("" if bare else self.rng.choice(self.words[part]["en"]) for part in ("opening", "closing"))
        signed = f"^{self.rng.choice(self.words['handles']['agents'])}"
        return " ".join(filter(None, (opening, self._fill(text), closing, signed)))

    def _fill(self, text: str) -> str:
        """Fill slots in: what was asked comes back in its answer."""
        return _SLOT.sub(self._slot, text)

    def _slot(self, match: re.Match[str]) -> str:
        if match[1] not in self.slots:
            self.slots[match[1]] = self.rng.choice(self.words["slots"][match[1]])
        return self.slots[match[1]]

    def _somebody(self) -> str:
        names = self.words["handles"]
        return f"{self.rng.choice(names['first'])}{self.rng.choice(names['second'])}{self.rng.randint(2, 98)}"
