"""How far it is known which post answers which: from ids, from names, from time where auditor.toml allows it, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

PLAINLY = 0.9
"""Share of the brand's posts right behind a customer's from which rows alternate plainly. Our default."""
_FEW = 3
"""Posts of the brand below which nothing can be said of their order."""


@dataclass(slots=True)
class Order:
    """How the posts of one account follow each other that say neither what they answer nor what they belong to."""

    by_time: bool = False
    """Whether each of the brand's answers the customer right before it, as auditor.toml says."""
    loose: int = 0
    """Those of the brand that name nobody either."""
    behind: int = 0
    """Of these, those right behind a customer's post."""

    @property
    def alternates(self) -> bool:
        """Whether it is plain which of them answers which."""
        return self.loose >= _FEW and self.behind >= PLAINLY * self.loose


@dataclass(slots=True)
class Linkage:
    """To what the posts of an account are known to belong; what was only passed on is left out."""

    own: int = 0
    """The brand's posts; replies to reviews left out here, and in the numbers below."""
    replies: int = 0
    """Of these, those that are replies, be it known to what or not."""
    placed: int = 0
    """Of these, those of which it is known to whom they speak."""
    stray: int = 0
    """Posts of anybody that answer one which is not there."""
    stray_replies: int = 0
    """Of these, the brand's."""
    reviewed: int = 0
    """The brand's replies of which it is known which review they answer."""
    by_time: int = 0
    """The brand's posts that were taken for answers to the post before them, because auditor.toml says so."""
    alternates: bool = False
    """Whether the brand's posts follow customers' so plainly that they could be."""

    @property
    def mostly_stray(self) -> bool:
        """Whether most of the brand's replies answer posts that are not there."""
        return 2 * self.stray_replies > self.replies

    @property
    def mostly_told(self) -> bool:
        """Whether it is known of most of the brand's posts that they are replies."""
        return 2 * self.replies >= self.own

    @property
    def mostly_placed(self) -> bool:
        """Whether it is known of most of the brand's posts to whom they speak; where there are none, nothing is unknown."""
        return 2 * self.placed >= self.own


def added(parts: Iterable[Linkage]) -> Linkage:
    """Return what several accounts come to together."""
    every = tuple(parts)
    if len(every) == 1:
        return every[0]
    return Linkage(
        sum(one.own for one in every),
        sum(one.replies for one in every),
        sum(one.placed for one in every),
        sum(one.stray for one in every),
        sum(one.stray_replies for one in every),
        sum(one.reviewed for one in every),
        sum(one.by_time for one in every),
        bool(every) and all(one.alternates for one in every),
    )


def missing(declared: Collection[str], found: Linkage) -> tuple[str, ...]:
    """Return what an account's sources do not show, in the words of `Channel.cannot_see`.

    Names in the replies, or pairing by time, make up for threads that a source does not tell; parents that are not there take away
    what it does tell.

    Args:
        declared: What the sources themselves say.
        found: What came of joining the posts.
    """
    gaps = dict.fromkeys(declared)
    if "threads" in gaps and found.mostly_placed and not found.mostly_stray:
        gaps.pop("threads")
        gaps.pop("addressees", None)
    elif found.mostly_stray:
        gaps["threads"] = None
    if "threads" in gaps and "inbound" not in gaps and not found.mostly_told:
        gaps["addressees"] = None
    return tuple(gaps)
