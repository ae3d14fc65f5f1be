"""What an importer may look at to recognise a file: names, and the beginnings of files."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.collect.importers import columns, json_stream, lines, workbook
from auditor.collect.importers.base import Packing
from auditor.collect.importers.columns import Table
from auditor.collect.importers.files import Export
from auditor.config.schema import ConversationSettings

_START = 64 << 10
"""Bytes read of a file."""


@dataclass(frozen=True)
class Sample:
    """A file, a folder or a zip that nobody has named the format of. What is asked twice is read once."""

    export: Export
    settings: ConversationSettings
    """What auditor.toml says of it."""
    _heads: dict[str, list[list[str]]] = field(default_factory=dict, repr=False)
    """First lines of the sheets of workbooks."""
    _starts: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def path(self) -> Path:
        """What auditor.toml names."""
        return self.export.path

    @property
    def packing(self) -> Packing:
        """Whether that is a file, a folder or a zip."""
        return self.export.packing

    @property
    def suffix(self) -> str:
        """How the name of a single file ends, such as `.csv`, in lower case; empty for folders and zips."""
        return self.path.suffix.lower() if self.packing is Packing.FILE else ""

    def named(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the files inside whose name a pattern finds something in; of a single file, its own name is asked."""
        return self.export.named(pattern)

    def first(self, pattern: re.Pattern[str]) -> str:
        """Return the first of the files that `named` returns; of a single file, its name whatever it is; empty for none."""
        if self.packing is Packing.FILE and self.export.packed is None:
            return self.path.name
        return next(iter(self.named(pattern)), "")

    def first_table(self, pattern: re.Pattern[str]) -> str:
        """Return the first of the files that `first` returns, or the workbook that the path leads to; empty for neither."""
        if self.export.is_document:
            return self.path.name if workbook.WORKBOOK.search(self.path.name) else ""
        return self.first(pattern)

    def start(self, name: str) -> bytes:
        """Return the first 64 KB of a file inside."""
        if name not in self._starts:
            with self.export.open(name) as stream:
                self._starts[name] = stream.read(_START)
        return self._starts[name]

    def text(self, name: str) -> str:
        """Return the beginning of a file as text, its encoding guessed as importers do."""
        return "".join(lines.texts(io.BytesIO(self.start(name))))

    def lines(self, name: str, most: int = columns.HEAD) -> list[str]:
        """Return the first lines of a file, each with its end."""
        if self._is_workbook(name):
            return next(iter(self._sheets(name)), [])[:most]
        return list(islice(lines.lines(io.BytesIO(self.start(name)), self.settings.encoding), most))

    def entry(self, name: str) -> Any:
        """Return the first entry of a JSON list as `json_stream.entries` would; None where there is none within the beginning."""
        return json_stream.first(self.text(name))

    def object(self, name: str, key: str = "") -> Any:
        """Return the first entry that `json_stream.objects` would yield; None where the beginning holds no whole one."""
        return json_stream.first_object(self.text(name), key)

    def table(self, name: str, format: str) -> Table | None:
        """Return how a file is laid out as a table of a format in mappings.toml; None where it lacks text or date."""
        wanted = columns.layout(format, self.settings)
        heads = self._sheets(name) if self._is_workbook(name) else [self.lines(name)]
        found = (columns.recognised(head, wanted, self.settings.delimiter) for head in heads)
        return next(filter(None, found), None)

    def _is_workbook(self, name: str) -> bool:
        return self.export.is_document or (
            self.packing is not Packing.FILE and workbook.WORKBOOK.search(name) is not None
        )

    def _sheets(self, name: str) -> list[list[str]]:
        if name not in self._heads:
            self._heads[name] = list(workbook.heads(workbook.book(self.export, name), columns.HEAD).values())
        return self._heads[name]
