"""Bytes of an export → lines of text."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.importers import lines as lines_module
from auditor.collect.importers.base import ImportProblem
from auditor.collect.importers.lines import lines

TEXT = "Zoë\u2019s Grüße \u2013 10 €\nzweite Zeile\n"


def read(body: bytes, encoding: str = "") -> str:
    return "".join(lines(io.BytesIO(body), encoding))


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
)
def test_encodings_are_told_apart(body: bytes) -> None:
    assert read(body) == TEXT


def test_utf_16_needs_no_mark() -> None:
    assert read("Date;Message\n".encode("utf-16-le")) == "Date;Message\n"
    assert read("Date;Message\n".encode("utf-16-be")) == "Date;Message\n"


def test_latin_1_is_read() -> None:
    assert read("Größe: 5 °C\n".encode("latin-1")) == "Größe: 5 °C\n"


def test_a_line_of_another_encoding_spoils_no_other() -> None:
    assert (
        read("erste: ü\n".encode() + "zweite: ü\n".encode("cp1252") + "dritte: ü\n".encode())
        == "erste: ü\nzweite: ü\ndritte: ü\n"
    )


def test_what_is_configured_wins_but_for_a_mark() -> None:
    assert read("Привет\n".encode("cp1251"), "cp1251") == "Привет\n"
    assert read(codecs.BOM_UTF8 + b"x\n", "utf-8") == "x\n"
    assert read(TEXT.encode("utf-16"), "utf-16") == TEXT


@pytest.mark.parametrize("encoding", ["utf-9", "zlib", "rot13", "\0"])
def test_an_encoding_that_is_none_is_a_problem(encoding: str) -> None:
    with pytest.raises(ImportProblem, match="is not known"):
        read(b"x", encoding)


def test_line_ends_of_old_macs() -> None:
    assert list(lines(io.BytesIO(b"a,b\r1,2\r"))) == ["a,b\n", "1,2\n"]
    assert list(lines(io.BytesIO(b"a,b\r\n1,\r2\r\n"))) == ["a,b\r\n", "1,\r2\r\n"]


def test_only_line_feeds_end_lines() -> None:
    assert len(list(lines(io.BytesIO("a\u2028b\x0bc\x85d\n".encode())))) == 1


def test_blocks_are_cut_at_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "BLOCK", 7)
    for encoding in ("utf-8", "utf-16", "cp1252"):
        assert read(TEXT.encode(encoding)) == TEXT


def test_a_line_without_end_takes_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "BLOCK", 1_000)
    monkeypatch.setattr(lines_module, "LONGEST", 5_000)
    found = list(lines(io.BytesIO(b"good\n" + b"x" * 100_000 + b"\ngood\n")))
    assert [found[0], found[-1]] == ["good\n", "good\n"]
    assert len(found) == 3
    assert len(found[1]) < 7_000


@given(st.binary(max_size=300))
def test_any_bytes_are_read(body: bytes) -> None:
    read(body)
