"""What a target is given: named parts of bytes, such as the answers of an interface or the files of an export; kept as one file."""

from __future__ import annotations

import json
from typing import NamedTuple

_MARK = b"%parts "


class Case(NamedTuple):
    """One input. A part whose name begins with `=` says what the rest is, and is left as it is."""

    parts: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, body: bytes | str, **fixed: str) -> Case:
        """Return a case of one part without a name."""
        data = body.encode() if isinstance(body, str) else body
        return cls((*((f"={name}", said.encode()) for name, said in fixed.items()), ("", data)))

    @classmethod
    def read(cls, data: bytes) -> Case:
        """Return a case from its file: one part, where nothing else is said."""
        if not data.startswith(_MARK):
            return cls((("", data),))
        head, _, rest = data.removeprefix(_MARK).partition(b"\n")
        parts, at = [], 0
        for name, length in json.loads(head):
            parts.append((name, rest[at : at + length]))
            at += length
        return cls(tuple(parts))

    def write(self) -> bytes:
        """Return the case as a file."""
        if len(self.parts) == 1 and not self.parts[0][0] and not self.parts[0][1].startswith(_MARK):
            return self.parts[0][1]
        head = json.dumps([[name, len(body)] for name, body in self.parts]).encode()
        return _MARK + head + b"\n" + b"".join(body for _, body in self.parts)

    def fixed(self, name: str) -> str:
        """Return what a part says that is left as it is; empty where there is none."""
        return next((body.decode() for known, body in self.parts if known == f"={name}"), "")

    @property
    def body(self) -> bytes:
        """The first part that changes."""
        return next((body for name, body in self.parts if not name.startswith("=")), b"")

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """All parts that change."""
        return tuple(part for part in self.parts if not part[0].startswith("="))

    @property
    def size(self) -> int:
        """Bytes of them."""
        return sum(len(body) for _, body in self.files)

    def replacing(self, which: int, body: bytes) -> Case:
        """Return the case with another body for one part."""
        return Case(tuple((name, body if n == which else old) for n, (name, old) in enumerate(self.parts)))

    def without(self, which: int) -> Case:
        """Return the case without one part."""
        return Case(tuple(part for n, part in enumerate(self.parts) if n != which))
