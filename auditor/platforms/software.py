"""Software that runs on anybody's host, by what the text of a link calls it. Pure."""

from __future__ import annotations

import re
from functools import cache

from auditor.platforms.catalogue import catalogue

_LONGEST_TEXT = 60
"""Characters up to which the text of a link is the name of what it leads to, and no sentence. Our default."""
_FEDIVERSE = re.compile(
    r"(?<![^\W_])fedi(?:verse|verso|vers|versum|verzum|verz|versu)?(?![^\W_])|activitypub|федиверс|フェディバース|联邦宇宙|聯邦宇宙|연합우주",
    re.IGNORECASE,
)


@cache
def _software_names() -> tuple[tuple[str, str], ...]:
    software = (one for one in catalogue().platforms.values() if one.software)
    return tuple((one.id, called.casefold()) for one in software for called in (one.name, *one.called))


def software_named(text: str) -> str:
    """Return the id of the software that the text of a link names, such as `peertube` for "Our PeerTube channel"; empty for none."""
    said = text.casefold() if len(text) <= _LONGEST_TEXT else ""
    found = {one for one, name in _software_names() if name in said and _stands_alone(name, said)}
    return found.pop() if len(found) == 1 else ""


def _stands_alone(name: str, said: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", said) is not None


def names_fediverse(text: str) -> bool:
    """Return whether the text of a link says that it leads to a profile in the Fediverse, whatever its host runs."""
    return len(text) <= _LONGEST_TEXT and _FEDIVERSE.search(text) is not None
