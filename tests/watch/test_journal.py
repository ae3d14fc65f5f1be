"""The journal of a watch on disks that go wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.snapshot.reader import CannotWrite
from auditor.watch.journal import Entry, Journal, Reserve


def journal(folder: Path) -> Journal:
    return Journal(folder, Reserve(folder))


def entry(number: int) -> Entry:
    return {"kind": "round", "n": number, "text": "Größe 🦊"}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    one = journal(tmp_path)
    for number in range(3):
        one.append(entry(number))
    one.close()
    assert journal(tmp_path).read() == [entry(0), entry(1), entry(2)]


def test_an_end_that_was_cut_short_is_cut_off_at_any_byte(tmp_path: Path) -> None:
    one = journal(tmp_path)
    one.append(entry(0))
    whole = one.path.stat().st_size
    one.append(entry(1))
    data = one.path.read_bytes()
    for size in range(whole, len(data)):
        one.path.write_bytes(data[:size])
        again = journal(tmp_path)
        assert again.read() == [entry(0)]
        assert again.damaged is None
        again.append(entry(2))
        assert again.read() == [entry(0), entry(2)]
        again.close()


@pytest.mark.parametrize(
    "bad", [b"\x00" * 50, b"[1, 2]", b'{"no": "kind"}', b'{"kind": 3}', b"[" * 100_000, b"\xff\xfe"]
)
def test_lines_that_cannot_be_read_are_passed_over_and_the_file_is_put_aside(tmp_path: Path, bad: bytes) -> None:
    one = journal(tmp_path)
    one.append(entry(0))
    with one.path.open("ab") as file:
        file.write(bad + b"\n")
    one.append(entry(1))
    one.close()
    again = journal(tmp_path)
    assert again.read() == [entry(0), entry(1)]
    assert again.damaged is not None
    assert bad in again.damaged.read_bytes()
    again.append(entry(2))
    later = journal(tmp_path)
    assert later.read() == [entry(0), entry(1), entry(2)]
    assert later.damaged is None


def test_a_full_disk_takes_the_reserve_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve = Reserve(tmp_path)
    assert reserve.take()
    assert (tmp_path / "reserve").stat().st_size == Reserve.SIZE
    one = Journal(tmp_path, reserve)
    one.append(entry(0))
    write = os.write

    def full(file: int, data: bytes) -> int:
        if (tmp_path / "reserve").exists():
            write(file, data[:5])  # some of it fits
            raise OSError(28, "No space left on device")
        return write(file, data)

    monkeypatch.setattr(os, "write", full)
    one.append(entry(1))
    assert not (tmp_path / "reserve").exists()
    assert one.read() == [entry(0), entry(1)]


def test_where_nothing_can_be_written_nothing_of_a_line_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = journal(tmp_path)
    one.append(entry(0))
    write = os.write

    def full(file: int, data: bytes) -> int:
        write(file, data[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotWrite, match=r"journal\.jsonl: cannot be written \(No space left on device\)"):
        one.append(entry(1))
    monkeypatch.undo()
    assert one.read() == [entry(0)]


def test_it_is_written_anew_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.watch.journal._KEPT_LINES", 2)
    one = journal(tmp_path)
    for number in range(5):
        one.append(entry(number))
    state = {"kind": "state", "rounds": 5}
    one.shorten(state)
    one.append(entry(5))
    assert one.read() == [entry(3), entry(4), state, entry(5)]
    one.shorten(state)
    assert one.read() == [entry(4), entry(5), state]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journal.jsonl"]
