"""Block lists that the user names as files, and whether an address is on one of them.

What a file is shows in its lines, not in its name: hosts files, lists of hosts or addresses one a line, rules of ad blockers and
tables, packed by gzip or not. An entry that names a host holds for that host and its `www.`; one that stands for a whole domain
(`*.host`, `||host^`, and a host that is a domain of its own in a list of hosts) for all below it; an address only for itself, as
other people's pages may lie beside it.

A list of a million lines takes 8 MB: what is kept of an entry is eight bytes of its hash.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from auditor import disk, urls
from auditor.model import Message, message

_LONGEST = 4_096
"""Characters of a line; browsers take no longer address. Our default."""
_MOST_TEXT = 500_000_000
"""Bytes of a file, unpacked. Our default: several times the longest there are."""
_MOST_LINES = 5_000_000
"""Lines of one list. Our default; the largest known in public has two million."""
_SAMPLE = 400
"""Lines by which a table is told from a list."""
_HOST = re.compile(r"(?=[^\s]{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\.?")
_PLAIN = re.compile(r"https?://((?:[a-z0-9_-]+\.)+[a-z]{2,}(?:/(?!\.)[A-Za-z0-9_~?=&+,:@!.-]*)*)")
"""Addresses that a URL parser would leave as they are."""
_IP_LIKE = re.compile(r"[\d.]{7,15}|[0-9a-f]*:[0-9a-f:.]*", re.IGNORECASE)
_RULE = re.compile(r"\|\|([^\^/$|*]+)\^?(?:\$[\w,~=.|-]*)?")
_DNSMASQ = re.compile(r"(?:address|server|local)=/([^/]+)/.*")
_COMMENTS = ("#", "!", ";", "//", "[", "<!--")
_OWN_NAMES = frozenset(
    {
        "localhost",
        "localhost.localdomain",
        "local",
        "broadcasthost",
        "ip6-localhost",
        "ip6-loopback",
        "ip6-localnet",
        "ip6-mcastprefix",
        "ip6-allnodes",
        "ip6-allrouters",
        "ip6-allhosts",
        "0.0.0.0",  # noqa: S104 - as hosts files name it
        "::1",
    }
)
_COLUMNS = ("url", "link", "address", "domain", "host", "hostname", "fqdn", "indicator", "ioc", "ioc_value")
"""What the column of a table is called that holds what is blocked, the likeliest first."""


class UnreadableList(Exception):
    """A file that is no block list; one line that says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class BlockList:
    """One list, ready to be asked."""

    name: str
    entries: int
    bad: int
    """Lines that name neither a host nor an address."""
    first_bad: int
    """Number of the first of them; 0 for none."""
    _hashes: array[int]

    def holds(self, url: str) -> bool:
        """Return whether an address, its host or a domain above it is on the list."""
        return any(self._has(key) for key in _keys(url))

    def note(self) -> Message | None:
        """Return what to say of lines that could not be read; None where all could."""
        if not self.bad:
            return None
        return message(
            "{count:,} line of the block list {name} names neither a host nor an address (line {first:,}) and was left out.",
            "{count:,} lines of the block list {name} name neither a host nor an address (the first is line {first:,}) and were left out.",
            count=self.bad,
            name=self.name,
            first=self.first_bad,
        )

    def _has(self, key: str) -> bool:
        wanted = _hash(key)
        at = bisect_left(self._hashes, wanted)
        return at < len(self._hashes) and self._hashes[at] == wanted


def read(path: Path) -> BlockList:
    """Read a block list.

    Raises:
        UnreadableList: it is not there, or none of its lines names a host or an address.
    """
    try:
        with ExitStack() as stack:
            return _read(path, _text(stack, path))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableList(f"{path}: is packed by gzip and damaged ({error}); download it again") from None
    except OSError as error:
        raise UnreadableList(
            f"{path}: cannot be read ({error.strerror or error}); name a block list that is there"
        ) from None


def _read(path: Path, lines: Iterator[str]) -> BlockList:
    hashes = array("Q")
    bad = first_bad = 0
    for number, found in _entries(lines):
        if found is None:
            bad, first_bad = bad + 1, first_bad or number
            continue
        hashes.extend(map(_hash, found))
    if not hashes:
        raise UnreadableList(
            f"{path}: none of its lines names a host or an address; a block list is a hosts file, a list of hosts or addresses, or a "
            "table with a column of them"
        )
    kept = array("Q", sorted(set(hashes)))
    return BlockList(path.name, len(kept), bad, first_bad, kept)


def _text(stack: ExitStack, path: Path) -> Iterator[str]:
    """Return the lines of a file, unpacked, whatever mark of its encoding it begins with."""
    disk.require_file(path, _MOST_TEXT)
    file: BinaryIO = stack.enter_context(path.open("rb"))
    if file.read(2) == b"\x1f\x8b":
        file.seek(0)
        file = cast("BinaryIO", stack.enter_context(gzip.GzipFile(fileobj=file)))
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = stack.enter_context(io.TextIOWrapper(file, encoding=encoding, errors="replace"))
    return _bounded(text)


def _bounded(text: TextIO) -> Iterator[str]:
    """Yield lines, of longer ones their beginning; a small packed file may unpack to more than anybody can wait for."""
    left = _MOST_TEXT
    while line := text.readline(_LONGEST):
        yield line
        left -= len(line)
        while line and not line.endswith("\n"):
            line = text.readline(_LONGEST)
            left -= len(line)
            if left < 0:
                break
        if left < 0:
            raise disk.TooLarge(None, f"it holds more than {_MOST_TEXT:,} bytes")


def _entries(lines: Iterator[str]) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the number of each line that should name something, with its keys; None where it names nothing."""
    lines = islice(lines, _MOST_LINES)
    sample = list(islice(lines, _SAMPLE))
    whole = enumerate(chain(sample, lines), 1)
    table = _table_of(sample)
    if table is not None:
        yield from _rows(whole, table)
        return
    for number, line in whole:
        text = line.strip()
        if not text or text.startswith(_COMMENTS):
            continue
        found = _keys_of_line(text)
        if found is None or found:
            yield number, found


def _keys_of_line(text: str) -> list[str] | None:
    """Return what a line of a list names; None for nothing that can be read, an empty list for what is no entry."""
    if _HOST.fullmatch(text):
        return [f"below {text.rstrip('.')}"]
    if match := _PLAIN.fullmatch(text):
        return [f"url {match[1].rstrip('/')}"]
    if text.startswith("@@"):  # an exception of an ad blocker
        return []
    if match := _RULE.fullmatch(text) or _DNSMASQ.fullmatch(text):
        return _of_host(match[1], whole=True)
    words = text.partition(" #")[0].partition("\t#")[0].split()
    if len(words) > 1 and _is_ip(words[0]):
        names = [word.lower() for word in words[1:] if word.lower() not in _OWN_NAMES]
        found = [_of_host(name, whole=False) for name in names]
        return None if None in found else [key for keys in found for key in keys or ()]
    return _of_value(words[0]) if len(words) == 1 else None


def _of_value(written: str) -> list[str] | None:
    """Return the keys of one host or address, written as such lists write them: `hxxp://evil[.]example` too."""
    if match := _PLAIN.fullmatch(written):
        return [f"url {match[1].rstrip('/')}"]
    text = written.strip("\"'<>,").replace("[.]", ".").replace("(.)", ".").replace("[:]", ":")
    text = re.sub(r"\Ahxxp", "http", text, flags=re.IGNORECASE)
    if text.lower() in _OWN_NAMES:
        return []
    if "://" not in text and "/" not in text:
        return _of_host(text, whole=True)
    found = urls.normalise(text)
    return None if found is None else [_address_key(found)]


def _of_host(written: str, *, whole: bool) -> list[str] | None:
    """Return the keys of a host; `whole` where a domain stands for all hosts below it."""
    below = written.startswith(("*.", "."))
    name = written.lstrip("*.").rstrip(".").lower()
    if not _HOST.fullmatch(name) and not _is_ip(name):
        found = urls.normalise(name) if "." in name and " " not in name else None
        name = urls.host(found) if found is not None else ""
    if not name or ("." not in name and ":" not in name):
        return None
    return [f"below {name}" if below or whole else f"host {name}"]


@lru_cache(maxsize=1_024)
def _is_ip(word: str) -> bool:
    return _IP_LIKE.fullmatch(word) is not None and urls.is_address(word)


def _address_key(url: str) -> str:
    return "url " + url.partition("#")[0].partition("://")[2].rstrip("/")


def _keys(url: str) -> Iterator[str]:
    """Yield the keys under which an address may be listed."""
    name = urls.host(url)
    yield _address_key(url)
    yield f"host {name}"
    yield f"host {name[4:] if name.startswith('www.') else f'www.{name}'}"
    yield f"below {name}"
    if name[-1:].isdigit() or name.startswith("["):  # an address of numbers
        return
    top = urls.site_of(url)
    while name != top and "." in name:
        name = name.partition(".")[2]
        yield f"below {name}"


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


# ---------------------------------------------------------------------------------------------------------------- tables


@dataclass(frozen=True, slots=True)
class _Table:
    delimiter: str
    column: int
    heading: tuple[str, ...]
    """Cells of the line that names the columns; empty where none does."""


def _table_of(sample: list[str]) -> _Table | None:
    """Return how a file is a table; None where it is a list."""
    lines = [line for line in sample if line.strip() and not line.lstrip().startswith(("#", ";"))]
    for delimiter in (",", ";", "\t", "|"):
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        wide = [row for row in rows if len(row) > 1]
        if len(wide) * 10 >= len(rows) * 8 and wide and not _is_hosts_file(lines):
            found = _column(wide)
            if found is not None:
                return _Table(delimiter, *found)
    return None


def _is_hosts_file(lines: list[str]) -> bool:
    first = [line.split()[0] for line in lines]
    return sum(map(urls.is_address, first)) * 2 > len(first)


def _column(rows: list[list[str]]) -> tuple[int, tuple[str, ...]] | None:
    """Return which column names what is blocked, and the heading: by its name, else that of the most different hosts."""
    heading = tuple(cell.strip().lower() for cell in rows[0])
    named = [heading.index(name) for name in _COLUMNS if name in heading]
    if named:
        return named[0], heading
    hosts: Counter[int] = Counter()
    for column in range(max(map(len, rows))):
        cells = (row[column].strip() for row in rows if column < len(row))
        found = {host for cell in cells if (host := _host_in(cell))}
        if found:
            hosts[column] = len(found)
    if not hosts:
        return None
    best = max(hosts, key=lambda column: (hosts[column], -column))
    is_heading = not _host_in(rows[0][best].strip()) if best < len(rows[0]) else True
    return best, heading if is_heading else ()


def _host_in(cell: str) -> str:
    """Return the host that a cell names; empty for dates, numbers and words."""
    if not cell or (cell[0].isdigit() and not re.search(r"[a-z]", cell, re.IGNORECASE)):
        return ""
    found = _of_value(cell)
    return urls.host(urls.normalise(cell) or "") or cell if found else ""


def _rows(lines: Iterable[tuple[int, str]], table: _Table) -> Iterator[tuple[int, list[str] | None]]:
    for number, line in lines:
        text = line.strip()
        if not text or text.startswith(("#", ";")):
            continue
        try:
            cells = next(csv.reader([text], delimiter=table.delimiter), [])
        except csv.Error:
            yield number, None
            continue
        if table.heading and tuple(cell.strip().lower() for cell in cells) == table.heading:
            continue
        found = _of_value(cells[table.column].strip()) if table.column < len(cells) else None
        yield number, found or None
