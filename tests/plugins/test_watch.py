"""Plug-ins at work: what they print, and what they break."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable

import pytest

from auditor.plugins import watch


def test_what_a_plugin_prints_is_kept_out_and_told_once() -> None:
    out = io.StringIO()
    with watch.watch(out) as watched:
        print("ours")  # noqa: T201
        with watch.at_work("importer parley"):
            print("theirs")  # noqa: T201
        print("ours again")  # noqa: T201
        assert watched.lines() == [r"importer parley prints 'theirs\n'; what plug-ins print is not shown"]
        assert watched.lines() == []
    assert out.getvalue() == "ours\nours again\n"


def test_threads_of_a_plugin_are_heard_too() -> None:
    out = io.StringIO()

    async def work() -> None:
        with watch.at_work("source parley"):
            await asyncio.to_thread(print, "theirs")

    with watch.watch(out) as watched:
        asyncio.run(work())
        assert list(watched.printed) == ["source parley"]
    assert out.getvalue() == ""


def raiser(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


class _Unspeakable(Exception):
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("one\ntwo"), "importer parley failed: ValueError: one two"),
        (SystemExit(0), "importer parley wants to exit, with 0"),
        (GeneratorExit(), "importer parley failed: GeneratorExit"),
        (_Unspeakable(), "importer parley failed: _Unspeakable: its text can't be read"),
    ],
)
def test_what_breaks_is_named(error: BaseException, words: str) -> None:
    with pytest.raises(watch.Broke) as caught:
        watch.attempt("importer parley", raiser(error), LookupError)
    assert str(caught.value) == words


def test_what_may_be_raised_and_a_person_who_stops_it_pass() -> None:
    with pytest.raises(KeyError):
        watch.attempt("importer parley", raiser(KeyError()), LookupError)
    with pytest.raises(KeyboardInterrupt):
        watch.attempt("importer parley", raiser(KeyboardInterrupt()))
    assert watch.attempt("importer parley", lambda: 5) == 5


def test_what_breaks_again_is_told_once() -> None:
    with watch.watch(io.StringIO()) as watched:
        watch.note("source parley failed: no")
        assert watched.lines() == ["source parley failed: no"]
        watch.note("source parley failed: no")
        assert watched.lines() == []
        assert len(watched.faults) == 1


def test_what_one_prints_while_that_is_told_is_not_lost() -> None:
    threads = []

    class Emptied(dict[str, str]):
        """What was printed; somebody prints more just before it is emptied."""

        def clear(self) -> None:
            threads.append(threading.Thread(target=watched.hear, args=("source late", "more"), daemon=True))
            threads[-1].start()
            threads[-1].join(0.2)
            super().clear()

    watched = watch.Watch()
    watched.printed = Emptied(parley="one")
    assert watched.lines() == ["parley prints 'one'; what plug-ins print is not shown"]
    threads[0].join()
    assert watched.lines() == ["source late prints 'more'; what plug-ins print is not shown"]
