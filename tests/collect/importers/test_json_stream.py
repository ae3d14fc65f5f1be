"""Long lists in JSON files, entry by entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.importers import files, json_stream, lines
from auditor.collect.importers.base import ImportProblem, Request
from auditor.collect.importers.meta_json import mended
from tests.collect.importers.imported import request


def entries(folder: Path, body: str | bytes) -> tuple[list[Any], Request]:
    path = folder / "x.json"
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    asked = request(path, "facebook")
    with files.opened(path) as export:
        return list(json_stream.entries(asked, export, "x.json")), asked


@pytest.mark.parametrize(
    "body",
    [
        '[{"a": 1}, 2.5, "z"]',
        '\n  [\n{"a": 1}\n, 2.5, "z"]\n',
        '{"comments_v2": [{"a": 1}, 2.5, "z"], "other": [4]}',
        'window.YTD.tweets.part0 = [ {"a": 1}, 2.5, "z" ]',
        '\ufeffwindow.YTD.tweets.part10 = [{"a": 1}, 2.5, "z"]',
        '[{"a": 1}]\n[2.5]\n\n["z"]\n',
        'window.YTD.tweets.part0 = [{"a": 1}];\nwindow.YTD.tweets.part1 = [2.5, "z"];',
        '{"comments_v2": [{"a": 1}], "n": 3, "other": [[4], {"b": "]}"}]}\n{"comments_v2": [2.5, "z"]}',
    ],
)
def test_lists_in_their_wrappings(tmp_path: Path, body: str) -> None:
    found, asked = entries(tmp_path, body)
    assert found == [{"a": 1}, 2.5, "z"]
    assert asked.cut == ""


def test_utf_16_is_read(tmp_path: Path) -> None:
    assert entries(tmp_path, '[{"a": "ü"}]'.encode("utf-16"))[0] == [{"a": "ü"}]


def test_bytes_that_are_no_letters_spoil_nothing(tmp_path: Path) -> None:
    assert entries(tmp_path, b'[{"a": "x\xffy"}, 1]')[0] == [{"a": "x\ufffdy"}, 1]


@pytest.mark.parametrize("body", ["", "{}", "nothing", "<html>", '{"a": 1}', "window.x = 5"])
def test_what_holds_no_list_is_a_problem(tmp_path: Path, body: str) -> None:
    with pytest.raises(ImportProblem, match=r"x.json holds no list of entries"):
        entries(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        '{"tickets": [{"a": 1}, {"a": 2}], "next": "https://x.example/?page=2", "count": 3}\n{"tickets": [{"a": 3}], "next": null}',
        '[{"tickets": [{"a": 1}, {"a": 2}]}, {"tickets": []}, {"tickets": [{"a": 3}]}]',
        '[{"a": 1}, {"a": 2}]\n[{"a": 3}]',
        '{"a": 1}\n{"a": 2}\n{"a": 3}\n',
    ],
)
def test_pages_of_an_interface_are_read_one_after_the_other(
    tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.json").write_text(body)
    for size in (1, 7, 1 << 20):
        monkeypatch.setattr(lines, "BLOCK", size)
        asked = request(tmp_path / "x.json", "zendesk-json")
        with files.opened(tmp_path / "x.json") as export:
            found = list(json_stream.objects(asked, export, "x.json", "tickets"))
        assert found == [{"a": 1}, {"a": 2}, {"a": 3}]
        assert asked.cut == ""


@pytest.mark.parametrize("rest", [', "other": [4', ', "other": 4', "} oops", '}\n{"comments_v2": 4}', ', "other"}'])
def test_what_goes_on_otherwise_is_told(tmp_path: Path, rest: str) -> None:
    found, asked = entries(tmp_path, '{"comments_v2": [{"a": 1}]' + rest)
    assert found == [{"a": 1}]
    assert "x.json could not be read to its end: it " in asked.cut


@pytest.mark.parametrize("rest", ["", ', {"a": ', ", oops]", "}", ', "\\x"]', ", " + "[" * 100_000])
def test_a_damaged_list_gives_what_was_before_and_says_so(tmp_path: Path, rest: str) -> None:
    found, asked = entries(tmp_path, '[{"a": 1}, {"a": 2}' + rest)
    assert found == [{"a": 1}, {"a": 2}]
    assert "x.json could not be read to its end: it " in asked.cut


def test_entries_are_whole_however_the_blocks_fall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [{"text": "ü" * n, "n": [n, {"x": None}]} for n in range(30)] + [12345, -1.5, "end"]
    for size in (1, 2, 3, 50, 1_000):
        monkeypatch.setattr(lines, "BLOCK", size)
        assert entries(tmp_path, json.dumps(wanted, ensure_ascii=False))[0] == wanted


def test_bare_line_ends_in_texts_are_taken(tmp_path: Path) -> None:
    assert entries(tmp_path, '[{"a": "x\ny\x01"}]')[0] == [{"a": "x\ny\x01"}]


def test_an_entry_beyond_bounds_ends_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_LARGEST", 200_000)
    monkeypatch.setattr(lines, "BLOCK", 10_000)
    small = json.dumps({"text": "x" * 1_000})
    found, asked = entries(tmp_path, f'[{", ".join([small] * 1_000)}, {{"text": "{"x" * 500_000}"}}, 1]')
    assert len(found) == 1_000
    assert "one entry is beyond all bounds, or damaged" in asked.cut


@given(st.text())
def test_mojibake_is_mended_and_good_text_stays(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert mended(text.encode().decode("latin-1")) == text


def test_text_that_is_no_mojibake_stays() -> None:
    assert mended("Grüße") == "Grüße"
    assert mended("\u20ac 5") == "\u20ac 5"
    assert mended(None) == ""
