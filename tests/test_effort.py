"""The yardsticks tell what they are to tell."""

from __future__ import annotations

import pytest

from tests import effort


@effort.ends()
def forever() -> None:
    while True:
        pass


def test_what_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "_PATIENCE", 0.05)
    with pytest.raises(AssertionError, match="processor time"):
        forever()


def test_what_ends_is_left_alone() -> None:
    with effort.ends():
        assert sum(range(10)) == 45


def test_calls_are_counted() -> None:
    def work(n: int) -> None:
        for number in range(n):
            str(number).upper()

    assert effort.calls(lambda: work(200)) - effort.calls(lambda: work(100)) == 200 - 100


def test_bytes_are_counted() -> None:
    assert 1_000_000 <= effort.most_bytes(lambda: bytes(1_000_000)) < 1_100_000
