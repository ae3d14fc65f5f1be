"""Google Business Profile: reviews of each location with the owner's replies, from Takeout; zip, folder or one reviews.json."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.collect.importers import files, json_stream
from auditor.collect.importers.base import CERTAIN, NO, NO_DATE, NO_ENTRY, Importer, Request, Skip
from auditor.collect.importers.chats import plain, word
from auditor.collect.importers.sample import Sample
from auditor.model import Post, PostKind

_REVIEWS = re.compile(r"(?:^|/)reviews(?:[-_][\w-]{1,80})?\.json$", re.IGNORECASE)
_STARS = {"ONE": 1.0, "TWO": 2.0, "THREE": 3.0, "FOUR": 4.0, "FIVE": 5.0}
_TRANSLATED = re.compile(
    r"\s{0,9}\(Translated by Google\).{0,5000}?\(Original\)\s*|\s{0,9}\(Translated by Google\).*\Z", re.DOTALL
)
"""What Google puts before, or behind, the words that were written."""


def sniff(sample: Sample) -> float:
    """Know it by the names of its files and the stars of a review, which are written in words."""
    for name in sample.named(_REVIEWS):
        review = sample.object(name, "reviews")
        if isinstance(review, dict) and "starRating" in review and {"createTime", "reviewer"} & review.keys():
            return CERTAIN
    return NO


def read(request: Request) -> Iterator[Post | Skip]:
    """Yield reviews and replies."""
    with files.opened(request.path) as export:
        names = export.chosen(_REVIEWS, "location-…/reviews.json")
        for name in names:
            for number, review in enumerate(json_stream.objects(request, export, name, "reviews"), 1):
                if not isinstance(review, dict):
                    yield Skip(NO_ENTRY, f"{name}, entry {number}")
                    continue
                yield from _review(request, review, f"{name}, entry {number}")


def _review(request: Request, review: dict[str, Any], where: str) -> Iterator[Post | Skip]:
    at = request.clock.read(review.get("createTime"))
    if at is None:
        yield Skip(NO_DATE, where)
        return
    post = request.post(
        at,
        word(review, "reviewer", "displayName"),
        by_brand=False,
        id=word(review, "reviewId") or word(review, "name").rpartition("/")[2],
        text=_original(review.get("comment")),
        kind=PostKind.REVIEW,
        rating=_stars(review.get("starRating")),
    )
    yield post
    text = _original(review["reviewReply"].get("comment")) if isinstance(review.get("reviewReply"), dict) else ""
    if not text:
        return
    answered = request.clock.read(review["reviewReply"].get("updateTime"))
    if answered is None:
        request.unseen.add("reply-times")
    yield request.own(answered or at, id=f"{post.id}#reply", text=text, kind=PostKind.REPLY, parent_id=post.id)


def _stars(said: object) -> float | None:
    if isinstance(said, int | float) and not isinstance(said, bool) and 1 <= said <= 5:
        return float(said)
    return _STARS.get(said) if isinstance(said, str) else None


def _original(said: object) -> str:
    text = said if isinstance(said, str) else ""
    return plain(_TRANSLATED.sub("", text)) if "(Translated by Google)" in text else plain(text)


IMPORTER = Importer(
    interface=1,
    name="google-business",
    title="Google Business Profile, Takeout: reviews and replies (JSON)",
    sniff=sniff,
    read=read,
    cannot_see=("deleted", "direct", "images", "automation"),
    seen=True,
    basis="paths and fields in programs that read Takeout's files; a reply has the date of its last change",
)
