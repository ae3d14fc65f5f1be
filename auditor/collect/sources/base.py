"""What a source is: how one kind of platform is asked for profiles and for conversations.

A source is a file with two functions and a declaration. `profile` fills in what its platform says of a profile; `posts` yields
what was written there and below it. Both get a `SourceSession`, which waits, tries again, keeps evidence and never raises from `ask`;
what an answer means is all that is left to them. docs/extending/sources.md shows one. Fields are read with `fields`, which takes any
answer, whatever it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from auditor.collect.sources import fields
from auditor.collect.sources.adapter import Carry, bearer
from auditor.collect.sources.paging import Follow
from auditor.collect.sources.replies import Problem, Reply
from auditor.collect.sources.session import SourceSession
from auditor.config.schema import UNSEEN
from auditor.model import NOTHING, Existence, Message, Post, Profile, message
from auditor.model.messages import as_sentence, sentence
from auditor.platforms.catalogue import Control
from auditor.plugins.names import is_name


class SourceError(Exception):
    """Raised by a source that can't go on, with the reason, a message or a clause: what it was about stays unknown, or ends here.

    Anything else that a source raises is its own fault, and told as such.
    """

    @property
    def said(self) -> Message:
        """The reason, as a sentence."""
        first = self.args[0] if self.args else ""
        return first if isinstance(first, Message) else as_sentence(str(self))


@dataclass
class Errand:
    """Whose posts of what time are wanted, and what the source has to say besides the posts."""

    profile: Profile
    """As the source's own `profile` filled it in."""
    since: datetime
    """UTC. Threads that reach into the window are wanted whole."""
    until: datetime
    most: int
    """Posts, replies of others included; whoever goes through them stops there."""
    source: str
    brand: frozenset[str] = frozenset()
    """Handles that speak for the company on this platform, lower case."""
    cannot_see: set[str] = field(default_factory=set)
    """Words of `Channel.cannot_see`."""
    cut: Message = NOTHING
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def handle(self) -> str:
        """The account."""
        return self.profile.handle

    @property
    def host(self) -> str:
        """The host in its handle; empty where there is none."""
        return host_of(self.handle)

    def is_brand(self, author: str) -> bool:
        """Return whether an author speaks for the company."""
        return author.lower() in self.brand or author.lower() == self.handle.lower()

    def pages(self, size: int) -> int:
        """Return how many pages of `size` posts there are to be read at most."""
        return self.most // size + 2

    def rows(
        self,
        session: SourceSession,
        path: str,
        params: Mapping[str, object] | None = None,
        *,
        follow: Follow,
        at: tuple[str | int, ...] = (),
        size: int = 100,
        written: Callable[[dict[str, Any]], datetime | None] = lambda _: None,
        **parts: str,
    ) -> Iterator[dict[str, Any]]:
        """Yield rows page by page, to their end or to the first that was written before the window; say where there was more.

        Args:
            session: What is asked with.
            path: As for `SourceSession.ask`, `params` and `parts` too.
            params: Of the first page.
            follow: How to ask for the next one; see `paging`.
            at: Where in an answer its list lies.
            size: Rows on a page.
            written: Returns when a row was written, for rows that come newest first; None for one that stands out of order.
            parts: Fill the braces of `path`.
        """
        pages = session.pages(path, params, follow=follow, most=self.pages(size), rows=at, **parts)
        for reply in pages:
            for row in fields.rows(reply.data, *at):
                moment = written(row)
                if moment is not None and moment < self.since:
                    return
                yield row
        self.stop(pages.cut)

    def lacks(self, *what: str) -> None:
        """Say what turned out not to be visible."""
        self.cannot_see.update(what)

    def skip(self, reason: str) -> None:
        """Count an entry left out."""
        self.skipped[reason] += 1

    def stop(self, why: Message | str) -> None:
        """Say why not everything in the window was gathered, in a message or a clause; the first reason stays."""
        self.cut = self.cut or sentence(why)

    def post(self, id: str, created_at: datetime, **facts: Any) -> Post:
        """Return a post with what all posts of this errand share."""
        facts = {"source": self.source, **facts}
        return Post(self.profile.platform, self.handle, id, created_at, **facts)


INTERFACE = 1
"""Version of what this module promises to sources that others write; a change that would break them raises it."""


@dataclass(frozen=True, slots=True)
class Source:
    """How one kind of platform is asked: a declaration that registers nothing."""

    name: str
    """Lower-case words joined by dashes: the key under `sources.bases` in auditor.toml, the token's variable, `Post.source`."""
    platforms: tuple[str, ...]
    """Platforms whose profiles it looks up and whose posts it gathers: ids of platforms.toml, or one of its own with `address`."""
    base: Callable[[Profile], str]
    """Returns the address of the interface for a profile where auditor.toml names none, such as `at("https://api.parley.example/")`;
    empty where there is none."""
    profile: Callable[[SourceSession, Profile], Profile]
    """Looks a profile up: returns it with what is known of it, by `live`, `missing`, `unknown` and the like."""
    posts: Callable[[SourceSession, Errand], Iterator[Post]] | None = None
    """Yields posts; None for a source that shows none. The window's end and the number of posts are held by whoever goes through them."""
    cannot_see: tuple[str, ...] = ()
    """What it never shows: words of `Channel.cannot_see`, such as `deleted`. Checks that need it say so instead of something wrong."""
    address: str = ""
    """Regular expression for whole addresses of profiles on a platform that platforms.toml does not know; its group `handle` names
    the profile. The first of `platforms` is then the platform's id."""
    token: str = ""
    """What its token is called in the environment, after `AUDITOR_TOKEN_`; empty for the source's own name."""
    carry: Carry = bearer
    """How a token is sent."""
    many_hosts: bool = False
    """Whether every host has an interface of its own: then a token is for the one base that auditor.toml names."""
    speaks: Callable[[SourceSession], Message | str] | None = None
    """Returns why a base does not seem to be such an interface at all, in a message or a clause: for bases
    where no handle is known to be there."""
    control: Control | None = None
    """Handles whose existence is known beforehand, where platforms.toml names none for the platform: no word of a source counts that
    gets them wrong."""
    interface: int = 1
    """Version of this interface that it was written for; the first, where nothing is said."""

    mentions: Callable[[SourceSession, Any], Iterator[Post]] | None = None
    """Yields what others say of the company at a venue, for a `Search`; None for a source of profiles."""

    PLUGIN: ClassVar[str] = "source"

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the declaration, a clause each."""
        if not is_name(self.name):
            yield f"its name is {self.name!r}; it has to be lower-case words joined by dashes, such as parley"
        if self.interface != INTERFACE:
            yield f"it was written for interface {self.interface!r} of sources; this auditor has {INTERFACE}"
        for word in ("platforms", "cannot_see"):
            said = getattr(self, word)
            if not isinstance(said, tuple) or not all(isinstance(one, str) for one in said):
                yield f'{word} is {said!r}; it has to be a tuple of words, such as {word}=("parley",)'
        for word in ("base", "profile", "posts", "mentions", "speaks", "carry"):
            said = getattr(self, word)
            if not callable(said) and not (said is None and word in {"posts", "mentions", "speaks"}):
                yield f"{word} is {said!r}; it has to be a function"
        yield from (
            f'cannot_see: "{word}" is unknown; it has to be one of {", ".join(_UNSEEN)}' for word in self._unknown()
        )
        yield from _pattern_problems(self.address)

    def _unknown(self) -> list[object]:
        said = self.cannot_see if isinstance(self.cannot_see, tuple) else ()
        return [word for word in said if word not in _UNSEEN]


_UNSEEN = (*UNSEEN, "mentions")


def _pattern_problems(address: object) -> Iterator[str]:
    if not address:
        return
    try:
        if "handle" not in re.compile(str(address)).groupindex:
            yield f"address is {address!r}; it has to have a group that names the profile: (?P<handle>…)"
    except re.error as error:
        yield f"address is {address!r}, which is no regular expression ({error})"


def source(name: str, **declared: Any) -> Callable[[Callable[[SourceSession, Profile], Profile]], Source]:
    """Declare a source by its `profile`. Returns a value; registers nothing.

    Args:
        name: As `Source.name`.
        declared: Any other field of `Source`; `platforms` and `base` have to be there.
    """
    return lambda profile: Source(name=name, profile=profile, **declared)


def at(address: str) -> Callable[[Profile], str]:
    """Return a base that is the same for every profile."""
    return lambda _: address


def host_of(handle: str) -> str:
    """Return the host in `name@host`; empty where there is none."""
    return handle.rpartition("@")[2] if "@" in handle.lstrip("@") else ""


def live(asked: Profile, reply: Reply, reason: Message | str, **facts: Any) -> Profile:
    """Return a profile that is there, with what is known of it; `reason` is a message or a clause."""
    return _seen(asked, reply, Existence.LIVE, reason, **facts)


def missing(asked: Profile, reply: Reply, reason: Message | str) -> Profile:
    """Return a profile of which the platform says that there is none."""
    return _seen(asked, reply, Existence.MISSING, reason)


def suspended(asked: Profile, reply: Reply, reason: Message | str, **facts: Any) -> Profile:
    """Return a profile that the platform has taken down."""
    return _seen(asked, reply, Existence.SUSPENDED, reason, **facts)


def deactivated(asked: Profile, reply: Reply, reason: Message | str) -> Profile:
    """Return a profile that its owner has switched off."""
    return _seen(asked, reply, Existence.DEACTIVATED, reason)


def moved(asked: Profile, reply: Reply, reason: Message | str, to: str, **facts: Any) -> Profile:
    """Return a profile that names its successor."""
    return _seen(asked, reply, Existence.MOVED, reason, moved_to=to, **facts)


def unknown(asked: Profile, reply: Reply, expected: Message | str = "", reason: Message | str = "") -> Profile:
    """Return a profile of which it could not be told: the reply says why, or `reason` does.

    `expected` is what a usable reply should have been, such as "an account": with an article.
    """
    other = NOTHING
    if reply.ok and expected:
        other = message("The answer was something other than {expected}.", expected=expected)
    return _seen(asked, reply, Existence.UNKNOWN, reason or other or reply.why)


def _seen(asked: Profile, reply: Reply, existence: Existence, reason: Message | str, **facts: Any) -> Profile:
    evidence = "" if reply.problem is Problem.REFUSED else reply.url
    facts = {
        "existence": existence,
        "reason": sentence(reason),
        "hint": "",
        "evidence": evidence,
        "at": reply.at,
        **facts,
    }
    return replace(asked, **facts)


def bio(data: Any, *path: str | int) -> str:
    """Return a description in plain text, bounded."""
    return fields.text(data, *path, most=fields.BIO_LENGTH)


@cache
def _parts(name: str) -> dict[str, TypeAdapter[Any]]:
    hints = get_type_hints(Post if name == Post.__name__ else Profile)
    return {part: TypeAdapter(hint) for part, hint in hints.items()}


def require_sound(found: object, kind: type[Post | Profile], asked: Profile) -> None:
    """See that a source hands out what can be stored.

    Raises:
        TypeError: it is of another kind.
        ValueError: a part of it is, or it belongs to another account.
    """
    if not isinstance(found, Post | Profile) or not isinstance(found, kind):
        raise TypeError(f"it hands out {type(found).__name__}, which has to be {kind.__name__}")
    whose = (found.platform, found.account if isinstance(found, Post) else found.handle)
    if whose != (asked.platform, asked.handle):
        raise ValueError(f"it hands out what belongs to {whose}, not to {(asked.platform, asked.handle)}")
    for name, adapter in _parts(kind.__name__).items():
        part = getattr(found, name)
        try:
            adapter.validate_python(part, strict=True)
        except ValidationError as error:
            raise TypeError(f"{kind.__name__}.{name}: {error.errors(include_url=False)[0]['msg']}") from None
        if isinstance(part, datetime) and part.tzinfo is None:
            raise ValueError(f"{kind.__name__}.{name} has no time zone")
