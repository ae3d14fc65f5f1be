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
JUDGED = frozenset({"always-open", "deadline", "everyone"})
"""Kinds of claims that can be held against what was measured."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A claim and the address where it stands."""

    where: str
    claim: Claim
    account: tuple[str, str] | None = None
    """(platform, handle) of the profile whose bio makes it; None for a page, which speaks of all channels."""


@lru_cache(maxsize=4)
def of(snapshot: Snapshot) -> tuple[Promise, ...]:
    """Return the promises about answers on contact-role pages and in bios.

    Each kind and deadline is told once for all pages, and once for each profile.
    """
    found: dict[tuple[str, int | None, tuple[str, str] | None], Promise] = {}
    for where, text, lang, account in _texts(snapshot):
        for claim in claims_in(text, lang):
            if claim.kind in JUDGED:
                found.setdefault((claim.kind, claim.seconds, account), Promise(where, claim, account))
    return tuple(found.values())


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str, str, tuple[str, str] | None]]:
    """Yield (address, text, language, account) of everything that may promise answers."""
    for page in pages.living(snapshot, *CONTACT_ROLES):
        text = visible_text(page.read())[:_LONGEST]
        yield page.url, text, page.lang[:2].lower() or language(text[:500]), None
    for profile in presences.living(snapshot):
        if profile.bio:
            yield profile.url, profile.bio[:_LONGEST], language(profile.bio[:500]), (profile.platform, profile.handle)
