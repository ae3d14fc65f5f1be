"""Plug-ins at work: what they print is kept out of our output, and what they break is told with their name.

There is one watch a command. What runs a plug-in does so within `attempt`, or at least says so with `at_work`.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

Result = TypeVar("Result")
_LOG = logging.getLogger(__name__)

_LONGEST = 80
"""Characters of what one prints that are repeated."""
_SPEAKING: ContextVar[str] = ContextVar("speaking", default="")
"""The plug-in at work; threads that asyncio starts inherit it."""


class Broke(Exception):
    """A plug-in raised what it must not; the message names it."""


@dataclass
class Watch:
    """What was noticed of plug-ins."""

    printed: dict[str, str] = field(default_factory=dict)
    """By plug-in: the beginning of what it printed."""
    faults: list[str] = field(default_factory=list)
    """What broke, a line each."""
    left_out: list[str] = field(default_factory=list)
    """What could not be loaded, a line each."""
    _told: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Plug-ins print and break in threads of their own."""

    def lines(self) -> list[str]:
        """Return what to tell that was not told before, a line each."""
        with self._lock:
            faults, printed = self.faults[self._told :], dict(self.printed)
            self._told = len(self.faults)
            self.printed.clear()
        prints = "{name} prints {text!r}; what plug-ins print is not shown"
        return [*faults, *(prints.format(name=name, text=text[:_LONGEST]) for name, text in printed.items())]

    def take(self) -> list[str]:
        """Return what broke, and forget it: for who goes on for days, and tells it at once."""
        with self._lock:
            found, self.faults, self._told = self.faults, [], 0
        return found

    def hear(self, name: str, text: str) -> None:
        """Keep what a plug-in printed."""
        with self._lock:
            self.printed[name] = (self.printed.get(name, "") + text)[: 10 * _LONGEST]

    def note(self, line: str) -> None:
        """Keep what a plug-in broke; the same again is told once."""
        with self._lock:
            if line not in self.faults:
                self.faults.append(line)


_WATCHES = [Watch()]
"""The last one is on duty."""


@contextlib.contextmanager
def watch(output: IO[str]) -> Iterator[Watch]:
    """Keep what plug-ins print out of standard output, and note what they break."""
    kept = Watch()
    _WATCHES.append(kept)
    try:
        with overheard(output):
            yield kept
    finally:
        _WATCHES.remove(kept)


@contextlib.contextmanager
def overheard(output: IO[str]) -> Iterator[None]:
    """Keep what plug-ins print out of standard output."""
    with contextlib.redirect_stdout(_Overheard(output)):
        yield


def current() -> Watch:
    """Return what was noticed so far."""
    return _WATCHES[-1]


def is_kept() -> bool:
    """Return whether a command keeps a watch: what is noticed outside of one is nobody's to tell."""
    return len(_WATCHES) > 1


@contextlib.contextmanager
def at_work(name: str) -> Iterator[None]:
    """Say whose code runs from here on, such as `importer parley`."""
    before = _SPEAKING.set(name)
    try:
        yield
    finally:
        _SPEAKING.reset(before)


def heard(name: str, text: str) -> None:
    """Keep what a plug-in printed, to be told with its name."""
    if text.strip():
        _LOG.info("%s printed: %s", name, text.strip())
    _WATCHES[-1].hear(name, text)


def note(line: str) -> None:
    """Note that a plug-in broke, in a line that names it: the command goes on and ends with 3."""
    _WATCHES[-1].note(line)


class _Overheard:
    """Standard output, in front of which plug-ins are heard out."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write what we say; keep what a plug-in does."""
        name = _SPEAKING.get()
        if not name:
            return self._stream.write(text)
        heard(name, text)
        return len(text)


def attempt(name: str, work: Callable[[], Result], *allowed: type[Exception]) -> Result:
    """Return what a plug-in's function returns.

    Args:
        name: Whose it is, such as `importer parley`.
        work: Calls it.
        allowed: Errors that it may raise; they pass.

    Raises:
        Broke: it raised another error, or wanted to exit.
    """
    try:
        with at_work(name):
            return work()
    except KeyboardInterrupt:
        raise
    except allowed:
        raise
    except SystemExit as error:
        raise Broke(f"{name} wants to exit, with {error.code!r}") from error
    except BaseException as error:
        raise Broke(f"{name} failed: {in_a_line(error)}") from error


def in_a_line(error: BaseException) -> str:
    """Return type and text of an error without line breaks."""
    return f"{type(error).__name__}: {' '.join(text_of(error).split())}".removesuffix(": ")


def text_of(error: BaseException) -> str:
    """Return the text of an error, which may be broken itself."""
    try:
        return str(error)
    except Exception:  # its own `__str__` is broken too
        return "its text can't be read"
