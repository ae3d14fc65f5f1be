"""Reads files as `helper` hands them in, until there are no more: the inside of the process beside."""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from auditor.collect.documents import read
from auditor.model.messages import message, to_json

MOST_MEMORY = 1_000_000_000
"""Bytes of address space, where the system knows such a limit; the largest honest files take a third of it."""

_TOO_LARGE = message("Reading it takes more memory than it may.")


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer each file, told by a line of JSON and its bytes, with a line of JSON."""
    while line := source.readline():
        asked = json.loads(line)
        body = source.read(asked["size"])
        try:
            said = read(body, asked["type"], asked["url"], contents=asked.get("contents", False))
            answer = {
                "kind": said.kind,
                "facts": {name: list(found) for name, found in said.facts.items()},
                "problem": to_json(said.problem),
                "text": said.text,
                "whole": said.whole,
            }
        except MemoryError:
            answer = {"kind": "", "facts": {}, "problem": to_json(_TOO_LARGE)}
        sink.write(json.dumps(answer).encode() + b"\n")
        sink.flush()


def _limit() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _limit()
    with open(0, "rb") as given, open(1, "wb") as told:
        serve(given, told)
