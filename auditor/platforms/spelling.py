"""One platform and one account, however they are spelled: `Twitter`, `x.com` and an archive of X are X."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.platforms.catalogue import catalogue

_OTHER_NAMES = {
    "twitter": "x",
    "x-archive": "x",
    "x (twitter)": "x",
    "twitter (x)": "x",
    "fb": "facebook",
    "ig": "instagram",
}
"""Names that the catalogue does not have: former ones, and those of exports."""
_TAIL = re.compile(r"\s{0,9}\([^\n]{0,200}\)\Z")


@lru_cache(maxsize=512)
def platform_id(written: str) -> str:
    """Return the id of a platform in platforms.toml, by its id, name or host in any case; what is none of these as it is written."""
    return platform_named(written) or written.strip()


def platform_named(written: str) -> str | None:
    """Return what `platform_id` does; None for what is none of these."""
    name = written.strip().casefold()
    return _OTHER_NAMES.get(name) or _known().get(name) or _known().get(_TAIL.sub("", name))


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in catalogue().platforms.values():
        for name in (one.id, one.name, *one.hosts, *(f"www.{host}" for host in one.hosts)):
            found.setdefault(name.casefold(), one.id)
    return found


@lru_cache(maxsize=4_096)
def account_key(platform: str, account: str) -> tuple[str, str]:
    """Return what two spellings of one account have in common: its platform, and its handle without `@` and case."""
    return platform_id(platform).casefold(), account.strip().removeprefix("@").casefold()
