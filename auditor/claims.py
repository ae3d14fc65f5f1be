"""What pages and bios promise about answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor import pages, presences
from auditor.model import CONTACT_ROLES, Snapshot
from auditor.text.posts.language import language
from auditor.text.posts.promises import Claim
from auditor.text.posts.promises import claims as claims_in
from auditor.text.visible import visible_text

_LONGEST = 30_000
_JUDGED = frozenset({"always-open", "deadline", "everyone"})


@dataclass(frozen=True, slots=True)
class Promise:
    """A claim and the address where it stands."""

    where: str
    claim: Claim


@lru_cache(maxsize=4)
def of(snapshot: Snapshot) -> tuple[Promise, ...]:
    """Return the promises about answers on contact-role pages and in bios, each kind and deadline once."""
    found: dict[tuple[str, int | None], Promise] = {}
    for where, text, lang in _texts(snapshot):
        for claim in claims_in(text, lang):
            if claim.kind in _JUDGED:
                found.setdefault((claim.kind, claim.seconds), Promise(where, claim))
    return tuple(found.values())


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    for page in pages.living(snapshot, *CONTACT_ROLES):
        text = visible_text(page.read())[:_LONGEST]
        yield page.url, text, page.lang[:2] or language(text[:500])
    for profile in presences.living(snapshot):
        if profile.bio:
            yield profile.url, profile.bio[:_LONGEST], language(profile.bio[:500])
