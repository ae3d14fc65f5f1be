"""What is worked out of a visit or a page once: it is kept in the visit or the page, and gone with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Remembers:
    """Something of which a function works facts out: see `remembered`."""

    __slots__ = ("_remembered",)


def remembered(most: int | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns in its first argument, which is given by its place: a `Remembers`.

    A cache of the function's own would hold the visits that it was asked about, with their texts and files, long after them.

    Args:
        most: Answers that are kept, where there are further arguments; as many as there are where it is left out.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def told(*args: P.args, **kwargs: P.kwargs) -> R:
            kept = memory(args[0])
            if len(args) > 1 or kwargs:
                if function not in kept:
                    kept[function] = lru_cache(maxsize=most)(function)
                answer: R = kept[function](*args, **kwargs)
                return answer
            if function not in kept:
                kept[function] = function(*args, **kwargs)
            only: R = kept[function]
            return only

        return told

    return decorate


def memory(holder: Any) -> dict[Callable[..., Any], Any]:
    """Return what is kept in something, by function."""
    try:
        found: dict[Callable[..., Any], Any] = holder._remembered  # noqa: SLF001 - of those who remember
    except AttributeError:
        found = {}
        share(holder, found)
    return found


def share(holder: Any, kept: dict[Callable[..., Any], Any]) -> None:
    """Let something remember what another one does."""
    object.__setattr__(holder, "_remembered", kept)  # which may be frozen


def forget(holder: Remembers) -> None:
    """Let go of all that is kept in something: it may refer to what it is kept in, and would wait for Python to look for such circles."""
    memory(holder).clear()
