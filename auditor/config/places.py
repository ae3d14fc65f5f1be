"""Where in auditor.toml an address stands: what reads findings beside code wants a file and a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor import disk, urls

_HEAD = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_SAYS_WHERE = frozenset({"target", "pages", "profile", "conversations"})
"""Tables whose addresses are looked at; those of [[accept]] and [[exclude]] are patterns."""


@dataclass(frozen=True, slots=True)
class Places:
    """The lines of an auditor.toml."""

    path: str
    """Relative to the top of the repository, or to where the command is run; with slashes, never absolute."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line, from 1, by address."""

    def line_of(self, address: str, site: str) -> int:
        """Return the line of the entry for an address; that of the site for one of its own, else 1."""
        if found := self.lines.get(address):
            return found
        return self.lines.get(site, 1) if urls.same_site(address, site) or not urls.is_web(address) else 1


def read(path: Path, site: str) -> Places:
    """Return where addresses stand in an auditor.toml that `auditor.config.load` has read."""
    lines: dict[str, int] = {}
    for number, text in _told(disk.text(path)):
        for told in _STRING.finditer(text):
            value = told.group(1) or told.group(2) or ""
            for address in filter(None, (value, _address(value, site))):
                lines.setdefault(address, number)
    lines.setdefault(site, 1)
    return Places(_relative(path), lines)


def _told(text: str) -> Iterator[tuple[int, str]]:
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if head := _HEAD.match(line):
            table = head.group(1)
        elif table in _SAYS_WHERE and not line.lstrip().startswith("#"):
            yield number, line


def _address(value: str, site: str) -> str:
    found = urls.resolve(value, site) if value.startswith(("http", "/")) else None
    return found.url if found else urls.normalise(value) or "" if "." in value else ""


def _relative(path: Path) -> str:
    here = path.absolute()
    top = next((folder for folder in here.parents if (folder / ".git").exists()), Path.cwd())
    return here.relative_to(top).as_posix() if here.is_relative_to(top) else here.name
