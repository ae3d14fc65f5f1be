"""The files of an export: one file, a folder, or a zip that nobody has to trust.

Nothing is ever unpacked to disk, so that no name in a zip can lead anywhere; one that tries to says all about the zip.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from auditor.collect.importers.base import ImportProblem, Packing
from auditor.model.messages import Message, message

_MOST_FILES = 200_000
"""Exports with every picture ever posted have tens of thousands."""
_MOST_BYTES = 64 << 30
"""Unpacked, all files together; exports are sold in parts of 2 to 50 GB."""
_RATIO = 200
"""Times its packed size that a file may have. Exports of posts reach 10 to 40; deflate can't pass 1,032."""
_RATIO_FROM = 10 << 20
"""Bytes unpacked below which no ratio matters."""
_OTHER_PACKERS = frozenset({".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar"})
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
"""A file that every zip of Office Open XML, and every one of OpenDocument and EPUB, holds: to people, these are files."""
_NUMBERS = re.compile(r"(\d+)")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a damaged zip raises, half-way through too."""


@dataclass(frozen=True)
class Export:
    """The files of an export by name, with `/` between folders."""

    path: Path
    names: tuple[str, ...]
    packed: zipfile.ZipFile | None = None

    @property
    def packing(self) -> Packing:
        """What the path leads to."""
        if self.packed is not None and _DOCUMENTS.isdisjoint(self.names):
            return Packing.ZIP
        return Packing.FOLDER if self.packed is None and self.path.is_dir() else Packing.FILE

    @property
    def is_document(self) -> bool:
        """Whether it is a zip that is a document to people, such as a workbook."""
        return self.packed is not None and not _DOCUMENTS.isdisjoint(self.names)

    def named(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the files whose name a pattern finds something in, `part2` before `part10`."""
        return sorted(filter(pattern.search, self.names), key=_natural)

    def wanted(self, pattern: re.Pattern[str], example: str) -> list[str]:
        """Return the files as `named` does.

        Args:
            pattern: What their names hold.
            example: Name of such a file, for the message.

        Raises:
            ImportProblem: there is none.
        """
        if found := self.named(pattern):
            return found
        if inner := [name for name in self.names if name.lower().endswith(".zip")]:
            raise ImportProblem(
                message(
                    "{file} holds no {example}, but another zip ({found}); unpack it and name that one as path.",
                    file=str(self.path),
                    example=example,
                    found=inner[0],
                )
            )
        if html := [name for name in self.names if name.lower().endswith((".html", ".htm"))]:
            raise ImportProblem(
                message(
                    "{file} holds no {example}, but pages such as {found}; ask the platform for the export as JSON or CSV.",
                    file=str(self.path),
                    example=example,
                    found=html[0],
                )
            )
        raise ImportProblem(
            message(
                "{file} holds no {example}; is it the right export, and was that part of it asked for?",
                file=str(self.path),
                example=example,
            )
        )

    def chosen(self, pattern: re.Pattern[str], example: str) -> list[str]:
        """Return the only file, whatever it is called; of several, those that `wanted` returns."""
        return list(self.names) if len(self.names) == 1 else self.wanted(pattern, example)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open one of the files to read its bytes."""
        if self.packed is not None:
            with self.packed.open(name) as stream:
                yield stream
        else:
            path = self.path / name if self.path.is_dir() else self.path
            with path.open("rb") as stream:
                yield stream

    def where(self, name: str) -> str:
        """Return how a message names one of the files."""
        return str(self.path) if self.path.name == name else f"{self.path}: {name}"


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """Open an export.

    Raises:
        ImportProblem: it is not there, can't be read, or is a zip that can't be trusted.
    """
    try:
        if path.is_dir():
            yield Export(path, tuple(_below(path)))
            return
        if not path.is_file():
            raise ImportProblem(_not_there(path))
        if not zipfile.is_zipfile(path):
            if path.suffix.lower() == ".zip":
                raise ImportProblem(message("{file} is not a complete zip file; download it again.", file=str(path)))
            if path.suffix.lower() in _OTHER_PACKERS:
                raise ImportProblem(
                    message(
                        "{file} is packed in a format that is not supported; unpack it and name the file or folder.",
                        file=str(path),
                    )
                )
            yield Export(path, (path.name,))
            return
        with zipfile.ZipFile(path) as packed:
            examine(str(path), packed)
            yield Export(path, tuple(info.filename for info in packed.infolist() if not info.is_dir()), packed)
    except DAMAGE as error:
        raise ImportProblem(
            message("{file}: the zip is damaged ({error}); download it again.", file=str(path), error=str(error))
        ) from None
    except OSError as error:
        raise ImportProblem(
            message(
                "{file} cannot be read ({error}); check path and permissions.",
                file=str(error.filename or path),
                error=str(error.strerror or error),
            )
        ) from None


def _not_there(path: Path) -> Message:
    if path.exists():
        return message("{file} is not a file; paths in auditor.toml are relative to its folder.", file=str(path))
    return message("{file} does not exist; paths in auditor.toml are relative to its folder.", file=str(path))


def _below(folder: Path) -> Iterator[str]:
    """Yield the files in a folder and those below it; links are not followed."""
    count = 0
    for place, _, names in os.walk(folder, onerror=_refuse):
        for name in names:
            file = Path(place, name)
            if not file.is_symlink() and file.is_file():
                count += 1
                if count > _MOST_FILES:
                    raise ImportProblem(
                        message(
                            "{folder} holds more than {most:,} files; name the folder of the export.",
                            folder=str(folder),
                            most=_MOST_FILES,
                        )
                    )
                yield file.relative_to(folder).as_posix()


def _refuse(error: OSError) -> None:
    """Leave no folder out in silence: what lies in it may be half of the export."""
    raise error


def examine(where: str, packed: zipfile.ZipFile) -> None:
    """Raise ImportProblem for a zip that can't be trusted; messages name it by `where`."""
    infos = packed.infolist()
    if len(infos) > _MOST_FILES:
        raise ImportProblem(
            message(
                "{file} holds more than {most:,} files, which no export does; it was left alone.",
                file=where,
                most=_MOST_FILES,
            )
        )
    for info in infos:
        _examine_file(where, info)
    total = sum(info.file_size for info in infos)
    if total > _MOST_BYTES:
        raise ImportProblem(
            message(
                "{file} would unpack to {size:,} bytes; unpack it yourself and name the folder if you trust it.",
                file=where,
                size=total,
            )
        )


def _examine_file(where: str, info: zipfile.ZipInfo) -> None:
    if _leads_out(info.filename):
        raise ImportProblem(
            message(
                "{file} holds a file named {name!r}, which leads out of it; no platform makes such a zip: download it again.",
                file=where,
                name=info.filename[:80],
            )
        )
    if info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(info.compress_size, 1):
        raise ImportProblem(
            message(
                "{file}: {name!r} would unpack to {size:,} bytes, {ratio:,} times its size: it looks like a zip bomb; "
                "unpack it yourself and name the folder if you trust it.",
                file=where,
                name=info.filename[:80],
                size=info.file_size,
                ratio=info.file_size // max(info.compress_size, 1),
            )
        )
    if info.flag_bits & 1:
        raise ImportProblem(
            message("{file} is encrypted; unpack it with its password and name the folder.", file=where)
        )


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in PurePosixPath(plain).parts


def _natural(name: str) -> list[tuple[int, str]]:
    name = name.rpartition(".")[0]  # `tweets.js` before `tweets-part1.js`
    return [(int(part), "") if part.isdecimal() and part.isascii() else (-1, part) for part in _NUMBERS.split(name)]
