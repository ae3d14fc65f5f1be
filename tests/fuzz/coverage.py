"""Which lines of the program an input reaches, cheaply: what was seen often is looked at less and less."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

_QUIET = 200
"""Calls without a new line, after which a function is looked at only now and then."""
_NOW_AND_THEN = 31
Trace = Callable[[FrameType, str, Any], Any]


class _Function:
    """What was seen of one function."""

    __slots__ = ("calls", "lines", "new", "since", "trace")

    def __init__(self) -> None:
        self.lines: set[int] = set()
        self.calls = self.since = 0
        self.new = False

        def trace(frame: FrameType, event: str, _argument: Any) -> Any:
            if event == "line" and frame.f_lineno not in self.lines:
                self.lines.add(frame.f_lineno)
                self.new = True
            return trace

        self.trace: Trace = trace


class Coverage:
    """Collects lines of functions under one folder."""

    def __init__(self, folder: str, *, every: bool = False) -> None:
        self._folder = folder
        self._every = every
        self._functions: dict[CodeType, _Function | None] = {}

    @property
    def lines(self) -> frozenset[tuple[str, int]]:
        """All that were seen, by file."""
        found = ((code.co_filename, one) for code, one in self._functions.items() if one is not None)
        return frozenset((file, line) for file, one in found for line in one.lines)

    @contextmanager
    def watching(self) -> Iterator[Callable[[], bool]]:
        """Collect what runs inside; yields what says whether any line was new."""
        seen: list[_Function] = []

        def begin(frame: FrameType, _event: str, _argument: Any) -> Any:
            code = frame.f_code
            try:
                one = self._functions[code]
            except KeyError:
                one = self._functions[code] = _Function() if code.co_filename.startswith(self._folder) else None
            if one is None:
                return None
            one.calls += 1
            one.since += 1
            if not self._every and one.since > _QUIET and one.calls & _NOW_AND_THEN:
                return None
            seen.append(one)
            return one.trace

        def anything_new() -> bool:
            new = [one for one in seen if one.new]
            for one in new:
                one.new, one.since = False, 0
            return bool(new)

        before = sys.gettrace()
        sys.settrace(begin)
        try:
            yield anything_new
        finally:
            sys.settrace(before)
