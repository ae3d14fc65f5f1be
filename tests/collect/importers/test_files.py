"""Zips and folders that nobody has to trust."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import pytest

from auditor.collect.importers import files
from auditor.collect.importers.base import ImportProblem
from auditor.model.messages import from_json, quoted, to_json

TWEETS = re.compile(r"(?:^|/)tweets\.js$")


def packed(folder: Path, **members: bytes) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return path


def read_all(path: Path) -> None:
    with files.opened(path) as export:
        for name in export.wanted(TWEETS, "data/tweets.js"):
            with export.open(name) as stream:
                stream.read()


def problem(path: Path) -> str:
    with pytest.raises(ImportProblem) as caught:
        read_all(path)
    line = str(caught.value)
    assert line.startswith(str(path))
    assert "\n" not in line
    return line


def test_folder_zip_and_file_look_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "export" / "data"
    folder.mkdir(parents=True)
    (folder / "tweets.js").write_bytes(b"[]")
    archive = packed(tmp_path, **{"export/data/tweets.js": b"[]"})
    for path in (tmp_path / "export", archive, folder / "tweets.js"):
        with files.opened(path) as export:
            (name,) = export.wanted(TWEETS, "data/tweets.js")
            with export.open(name) as stream:
                assert stream.read() == b"[]"


def test_parts_come_in_their_order(tmp_path: Path) -> None:
    archive = packed(tmp_path, **{f"posts_{n}.json": b"" for n in (10, 2, 1)})
    with files.opened(archive) as export:
        assert export.named(re.compile("posts")) == ["posts_1.json", "posts_2.json", "posts_10.json"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\..\\b", "C:\\b"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    line = problem(packed(tmp_path, **{"data/tweets.js": b"[]", name: b"x"}))
    assert "which leads out of it" in line
    assert not (tmp_path.parent / "b").exists()


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    line = problem(packed(tmp_path, **{"data/tweets.js": b"0" * (30 << 20)}))
    assert "would unpack to 31,457,280 bytes" in line
    assert "zip bomb" in line


def test_a_bomb_of_many_parts_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MOST_BYTES", 1_000_000)
    line = problem(packed(tmp_path, **{f"{n}.txt": b"0" * 100_000 for n in range(20)}))
    assert "would unpack to 2,000,000 bytes" in line


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path: Path) -> None:
    path = packed(tmp_path, **{"data/tweets.js": b"0" * 5_000_000})
    body = bytearray(path.read_bytes())
    entry = body.rindex(b"PK\x01\x02")
    body[entry + 24 : entry + 28] = struct.pack("<I", 1_000)
    path.write_bytes(body)
    assert "damaged" in problem(path)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MOST_FILES", 3)
    assert "more than 3 files" in problem(packed(tmp_path, **{f"{n}.txt": b"" for n in range(4)}))
    for n in range(4):
        (tmp_path / f"{n}.txt").touch()
    assert "more than 3 files" in problem(tmp_path)


def test_an_encrypted_zip_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path, **{"data/tweets.js": b"[]"})
    body = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + offset] |= 1
    path.write_bytes(body)
    assert "is encrypted; unpack it with its password" in problem(path)


def test_a_zip_in_a_zip_is_named(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("data/tweets.js", "[]")
    assert "holds no data/tweets.js, but another zip (part1.zip)" in problem(
        packed(tmp_path, **{"part1.zip": inner.getvalue()})
    )


def test_an_export_as_web_pages_is_named(tmp_path: Path) -> None:
    assert "but pages such as posts.html" in problem(packed(tmp_path, **{"posts.html": b"<p>"}))


def test_an_export_without_the_part_is_named(tmp_path: Path) -> None:
    assert "holds no data/tweets.js; is it the right export" in problem(packed(tmp_path, **{"data/like.js": b"[]"}))


@pytest.mark.parametrize("keep", [0, 10, 300])
def test_half_a_zip_says_so(tmp_path: Path, keep: int) -> None:
    path = packed(tmp_path, **{"data/tweets.js": bytes(range(256)) * 40})
    path.write_bytes(path.read_bytes()[:keep])
    assert "is not a complete zip file" in problem(path)


def test_a_damaged_zip_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path, **{"data/tweets.js": bytes(range(256)) * 40})
    body = bytearray(path.read_bytes())
    body[60:200] = b"x" * 140
    path.write_bytes(body)
    assert "the zip is damaged" in problem(path)


def test_a_path_that_is_not_there_says_where_it_was_looked_for(tmp_path: Path) -> None:
    assert "does not exist; paths in auditor.toml are relative to its folder" in problem(tmp_path / "nowhere.zip")


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.js").write_text("[]")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "tweets.js").symlink_to(tmp_path / "secret.js")
    (folder / "data").symlink_to(tmp_path)
    assert "holds no data/tweets.js" in problem(folder)


def test_a_problem_keeps_template_and_values(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem) as caught, files.opened(tmp_path / "nowhere.zip"):
        pass
    said = from_json(to_json(caught.value.said))
    assert said.id == "{file} does not exist; paths in auditor.toml are relative to its folder."
    assert dict(said.values) == {"file": str(tmp_path / "nowhere.zip")}


def test_a_bare_string_is_an_importers_own_words() -> None:
    assert ImportProblem("{broken} is no such export.").said == quoted("{broken} is no such export.")
