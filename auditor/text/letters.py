"""Letters put in the place of others."""

from __future__ import annotations

import re
from collections.abc import Mapping


class Exchange:
    """Puts letters in the place of others; long texts hold few of them, and `str.translate` would ask for every letter there is."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """Take what comes in the place of each letter."""
        self._table = table
        self._any = re.compile(f"[{''.join(map(re.escape, table))}]")

    def __call__(self, text: str) -> str:
        """Return a text with its letters exchanged."""
        return self._any.sub(self._other, text)

    def _other(self, letter: re.Match[str]) -> str:
        return self._table[letter[0]]
