"""Targets with faults, to show that the harness finds them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from tests.fuzz.case import Case
from tests.fuzz.target import Target, require, require_storable

_BACKTRACKS = re.compile(rb"(x+x+)+y")
HONEST = (
    Case.of(b"<p>Hello <b>there</b>, write to <i>us</i></p>"),
    Case.of(b'{"name": "Acme", "rows": [{"n": 1}, {"n": 2}]}'),
)


def _seeds() -> Iterator[Case]:
    yield from HONEST


def _raises(case: Case) -> object:
    if b"<b><b>" in case.body:
        raise LookupError("two at once")
    return case.body


def _deep(case: Case) -> object:
    """Fall over a key that holds what it never should."""
    if b'"n": null' in case.body or b'"n": []' in case.body:
        raise TypeError("no number")
    return case.body


def _half_characters(case: Case) -> object:
    require_storable("\ud800" if b"\xed\xa0\x80" in case.body else "")
    return case.body


def _slow(case: Case) -> object:
    """Take the square of a long input's length, up to a point."""
    head = case.body[:4_000]
    return sum(one == other for one in head for other in head) if len(case.body) > 20_000 else 1


def _stuck(case: Case) -> object:
    return _BACKTRACKS.search(b"x" * 60) if b"<i>" not in case.body else 1


def _dies(case: Case) -> object:
    if b"<i>" not in case.body:
        os.abort()
    return case.body


def _changes(case: Case) -> object:
    text = case.body.decode(errors="replace").strip()
    once = text.replace("<<", "<")
    require(once.replace("<<", "<") == once, "the second time it changes again")
    return once or "nothing"


RAISES = Target("planted-raises", _raises, _seeds, (b"<b>",))
DEEP = Target("planted-deep", _deep, _seeds)
HALF = Target("planted-half", _half_characters, _seeds)
SLOW = Target("planted-slow", _slow, _seeds, slowest=0.01, per_byte=1e-6)
STUCK = Target("planted-stuck", _stuck, _seeds, slowest=0.05)
DIES = Target("planted-dies", _dies, _seeds)
CHANGES = Target("planted-changes", _changes, _seeds)
SOUND = Target("planted-sound", lambda case: case.body, _seeds)
