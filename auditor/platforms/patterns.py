"""Paths as platforms.toml writes them → what matches them. Pure."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache

from auditor.platforms.address import Address
from auditor.platforms.catalogue import Platform, ProfilePath

_TOKENS = re.compile(r"(\{handle\}|\{host\}|\*|\[[^\]]{1,99}\])")
_HOST = "(?P<host>[^/@]{3,253})"


def listed(paths: tuple[str, ...], address: Address) -> bool:
    """Return whether any of some paths, each perhaps with the name of a parameter behind a `?`, is that of an address."""
    names = {name for name, _ in address.query}
    for written in paths:
        path, _, parameter = written.partition("?")
        if (not parameter or parameter.casefold() in names) and _compiled((path,), "").fullmatch(address.path):
            return True
    return False


def match(platform: Platform, one: ProfilePath, path: str) -> re.Match[str] | None:
    """Return what a profile's path finds in `path`, with what may stand behind it."""
    handle = "" if one.query or one.host else (one.handle or platform.handle)
    return _compiled((one.path, *(one.then or platform.then)), handle).fullmatch(path)


def is_handle(platform: Platform, one: ProfilePath, written: str) -> bool:
    """Return whether a text is all of a handle, with or without `@`."""
    return _whole(one.handle or platform.handle).fullmatch(written.removeprefix("@")) is not None


def within(path: str, scope: str) -> bool:
    """Return whether a path lies in the part of a host that a platform has; everything lies in the empty one."""
    path = path.casefold()
    return not scope or path == scope or path.startswith(scope if scope.endswith("+") else f"{scope}/")


def fits_any(label: str, wildcards: tuple[str, ...]) -> bool:
    """Return whether what stands in front of a host is like any of `wildcards`."""
    return any(fnmatchcase(label, one) for one in wildcards)


@lru_cache(maxsize=1_024)
def key(one: ProfilePath) -> re.Pattern[str]:
    """Return what takes `Profile.handle` apart again."""
    pieces = re.split(r"(\{handle\}|\{host\})", one.key)
    signs = {"{handle}": "(?P<handle>.{1,300})", "{host}": _HOST}
    return re.compile("".join(signs.get(piece) or re.escape(piece) for piece in pieces))


@lru_cache(maxsize=4_096)
def _compiled(paths: tuple[str, ...], handle: str) -> re.Pattern[str]:
    """Return what matches the first path, or the first with any one of the others behind it."""
    first, *tails = paths
    ends = "|".join(_regex(tail, "") for tail in tails)
    return re.compile(_regex(first, handle) + (f"(?:{ends})?" if ends else ""), re.IGNORECASE | re.DOTALL)


def _regex(path: str, handle: str) -> str:
    parts = [part for part in path.split("/") if part]
    return "".join("(?:/.*)?" if part == "**" else f"/{_part(part, handle)}" for part in parts)


def _part(part: str, handle: str) -> str:
    signs = {"*": "[^/]*", "{handle}": f"@?(?P<handle>{handle})", "{host}": _HOST}
    pieces = _TOKENS.split(part)
    return "".join(signs.get(piece) or (piece if piece.startswith("[") else re.escape(piece)) for piece in pieces)


@lru_cache(maxsize=1_024)
def _whole(handle: str) -> re.Pattern[str]:
    return re.compile(handle, re.IGNORECASE)
