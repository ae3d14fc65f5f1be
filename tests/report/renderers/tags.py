"""What screen readers are told of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def structure(reader: Any) -> Iterator[dict[str, Any]]:
    """Yield every element of the structure for screen readers."""
    waiting = [reader.root_object["/StructTreeRoot"]["/K"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict) and "/S" in part:
            yield part
            if not isinstance(part.get("/K", 0), int):
                waiting.append(part["/K"])
