"""A file is recognised by itself. `exports/` holds a folder for each format, with files, folders and zips as its service makes them."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers import files
from auditor.collect.importers.base import CERTAIN, NO, Importer, ImportProblem, Packing, Request
from auditor.collect.importers.recognise import importer_for
from auditor.collect.importers.sample import Sample
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings
from auditor.model import Post, PostKind
from auditor.plugins import watch
from tests.collect.importers.imported import read, stored

EXPORTS = Path(__file__).parent / "exports"
ALL = sorted(path for path in EXPORTS.glob("*/*") if not path.name.startswith("."))
UNMARKED = {name for name, one in IMPORTERS.items() if not one.by_path}
"""Formats that nothing tells apart: their services publish no list of columns."""
PATHS = [path for path in ALL if path.parent.name not in UNMARKED]


def named(path: Path) -> str:
    return path.relative_to(EXPORTS).as_posix()


def recognised(path: Path, importers: dict[str, Importer] | None = None, **said: Any) -> str:
    settings = ConversationSettings(path=str(path), **said)
    return importer_for(path, settings, IMPORTERS if importers is None else importers).name


def refusal(path: Path, importers: dict[str, Importer] | None = None, **said: Any) -> str:
    with pytest.raises(ImportProblem) as caught:
        recognised(path, importers, **said)
    return str(caught.value)


def test_every_format_has_an_export_and_no_other() -> None:
    assert {path.name for path in EXPORTS.iterdir()} == set(IMPORTERS)
    assert {path.parent.name for path in ALL} == set(IMPORTERS)


@pytest.mark.parametrize("path", PATHS, ids=named)
def test_an_export_is_recognised_and_read_by_its_path_alone(path: Path, tmp_path: Path) -> None:
    assert recognised(path) == path.parent.name
    private = IMPORTERS[path.parent.name].private
    posts, channels, problems = stored(tmp_path, {"path": str(path), "private": private})
    assert posts
    assert {channel.source for channel in channels} == {path.parent.name}
    assert problems == []


@pytest.mark.parametrize("path", [path for path in PATHS if path.is_dir()], ids=named)
def test_the_zip_of_a_folder_is_recognised_too(path: Path, tmp_path: Path) -> None:
    if Packing.ZIP not in IMPORTERS[path.parent.name].takes:
        return
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        for file in sorted(path.rglob("*")):
            packed.write(file, file.relative_to(path))
    assert recognised(tmp_path / "export.zip") == path.parent.name


@pytest.mark.parametrize("path", ALL, ids=named)
def test_posts_keep_to_what_the_format_declares(path: Path) -> None:
    importer = IMPORTERS[path.parent.name]
    said = ConversationSettings(path=str(path), account="acme")
    posts = [
        row
        for row in importer.read(Request(path, said, importer.name, private=importer.private))
        if isinstance(row, Post)
    ]
    assert posts
    if "inbound" in importer.cannot_see:
        assert all(post.by_brand for post in posts)
    if "direct" in importer.cannot_see:
        assert all(post.kind is not PostKind.DIRECT for post in posts)
    if "authors" in importer.cannot_see:
        assert not any(post.author for post in posts if not post.by_brand)


@pytest.mark.parametrize("importer", IMPORTERS.values(), ids=lambda one: one.name)
def test_a_declaration_is_whole(importer: Importer) -> None:
    assert list(importer.problems()) == []
    assert importer.takes


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"name": "My Format"}, "its name is 'My Format'; it has to be lower-case words joined by dashes"),
        ({"interface": 2}, "it was written for interface 2 of importers; this auditor has 1"),
        ({"title": ""}, "title is ''; it has to say something"),
        ({"read": "read"}, "read is 'read'; it has to be a function"),
        ({"cannot_see": "threads"}, "cannot_see is 'threads'; it has to be a tuple of words"),
        ({"cannot_see": ("answers",)}, "cannot_see: 'answers' is unknown; it has to be one of inbound, replies"),
        ({"takes": ("tar",)}, "takes: 'tar' is unknown; it has to be one of file, folder, zip"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_told(said: dict[str, Any], problem: str) -> None:
    (told,) = replace(IMPORTERS["jsonl"], **said).problems()
    assert told.startswith(problem)


@pytest.mark.parametrize("name", sorted(UNMARKED))
def test_what_several_formats_fit_is_asked_for(name: str) -> None:
    (path,) = (EXPORTS / name).iterdir()
    said = refusal(path)
    assert name in said
    assert 'Say in auditor.toml what it is, such as format = "' in said
    assert recognised(path, format=name) == name
    assert len(read(path, name, account="Acme")[0]) == 2


def test_a_table_that_may_be_of_a_known_tool_is_told_which_first(tmp_path: Path) -> None:
    (tmp_path / "inbox.csv").write_text(
        "Timestamp,Network,Profile,From,Message,Permalink,Conversation ID\n2026-03-02 10:00,X,@Acme,ann,Hi?,,k1\n"
    )
    said = refusal(tmp_path / "inbox.csv")
    assert "it may be sprout (Sprout Social, inbox export), " in said
    assert 'such as format = "sprout".' in said
    assert "or csv (Any other table of posts, by `columns`)" in said


JUNK = {
    "page.html": b"<!doctype html><title>Export</title><p>Nothing here",
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "empty": b"",
    "notes.txt": b"Dear all,\nplease find the export attached, with id, text and date.\n",
    "data.json": b'{"anything": [1, 2, 3]}',
    "list.json": b"[]",
    "half.json": b'[{"media": [',
    "deep.json": b"[" * 100_000,
    "zeros.bin": b"\0" * 70_000,
}


@pytest.mark.parametrize("name", JUNK)
def test_junk_is_nobodys(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(JUNK[name])
    said = refusal(tmp_path / name)
    assert "Known formats: agorapulse, app-store-connect," in said or "it may be" in said
    assert "\n" not in said


def test_an_empty_folder_is_nobodys(tmp_path: Path) -> None:
    assert "was not recognised; say in auditor.toml what it is, such as format =" in refusal(tmp_path)


def made(name: str, sure: float, **said: Any) -> Importer:
    return replace(IMPORTERS["jsonl"], name=name, title=name.title(), sniff=lambda _: sure, **said)


@pytest.mark.parametrize(
    ("sure", "winner"),
    [
        ({"a": 0.9, "b": 0.6}, "a"),
        ({"a": 0.6, "b": 0.9, "c": 0.0}, "b"),
        ({"a": 0.5}, "a"),
        ({"a": 1.0, "b": 1.0}, ""),
        ({"a": 0.9, "b": 0.88}, ""),
        ({"a": 0.4}, ""),
        ({"a": 0.0}, ""),
    ],
)
def test_the_surest_wins_unless_it_is_a_tie_or_a_guess(tmp_path: Path, sure: dict[str, float], winner: str) -> None:
    (tmp_path / "x").write_text("x")
    importers = {name: made(name, value) for name, value in sure.items()}
    if winner:
        assert recognised(tmp_path / "x", importers) == winner
        return
    said = refusal(tmp_path / "x", importers)
    assert all((f"{name} ({name.upper()})" in said) == (value > 0) for name, value in sure.items())


def test_the_likeliest_is_told_first(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    said = refusal(tmp_path / "x", {name: made(name, value) for name, value in (("a", 0.2), ("b", 0.4), ("c", 0.3))})
    assert 'it may be b (B), c (C) or a (A). Say in auditor.toml what it is, such as format = "b".' in said


def test_only_importers_that_take_such_a_thing_are_asked(tmp_path: Path) -> None:
    importers = {"a": made("a", CERTAIN, takes=(Packing.FILE,)), "b": made("b", 0.6, takes=(Packing.FOLDER,))}
    assert recognised(tmp_path, importers) == "b"


def test_workbooks_and_other_documents_are_files_though_they_are_zips(tmp_path: Path) -> None:
    for name, member, packing in (
        ("a.xlsx", "[Content_Types].xml", Packing.FILE),
        ("a.ods", "mimetype", Packing.FILE),
        ("a.zip", "chat.txt", Packing.ZIP),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr(member, "x")
        with files.opened(tmp_path / name) as export:
            assert export.packing is packing
    with files.opened(tmp_path) as export:
        assert export.packing is Packing.FOLDER


def test_what_cannot_be_looked_at_is_no_fault_of_an_importer(tmp_path: Path) -> None:
    (tmp_path / "talks.csv").write_text("x")

    def unreadable(sample: Sample) -> float:
        raise PermissionError(13, "Permission denied", str(sample.path))

    with watch.watch(io.StringIO()) as watched:
        said = refusal(tmp_path / "talks.csv", {"a": replace(made("a", NO), sniff=unreadable)})
    assert said == f"{tmp_path}/talks.csv cannot be read (Permission denied); check path and permissions."
    assert watched.faults == []


def test_a_folder_that_cannot_be_looked_into_is_not_left_out_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    said = f"{tmp_path}/locked cannot be read (Permission denied); check path and permissions."
    assert refusal(tmp_path) == said


def test_a_format_that_is_named_is_not_sniffed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert recognised(tmp_path / "a.csv", {"a": made("a", NO), "b": made("b", CERTAIN)}, format="a") == "a"


def test_columns_named_in_auditor_toml_make_any_table_one_of_posts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Wann;Was;Sterne\n2026-03-02;Hallo;4\n")
    assert recognised(tmp_path / "a.txt", columns={"text": "Was", "created_at": "Wann"}) == "csv"
    assert "was not recognised" in refusal(tmp_path / "a.txt")


def test_a_sample_reads_a_file_once_and_no_more_than_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("ä".encode() * 100_000)
    with files.opened(tmp_path / "a.txt") as export:
        sample = Sample(export, ConversationSettings(path="a.txt"))
        assert len(sample.start("a.txt")) == 64 << 10
        (tmp_path / "a.txt").unlink()
        assert sample.text("a.txt") == "ä" * (32 << 10)
        assert (sample.suffix, sample.entry("a.txt")) == (".txt", None)


def test_what_a_private_format_holds_is_private_whatever_it_calls_it(tmp_path: Path) -> None:
    posts, _, _ = stored(tmp_path, {"path": str(EXPORTS / "zendesk" / "tickets.csv"), "private": True})
    assert {post.kind for post in posts} == {PostKind.DIRECT}
    request = Request(tmp_path, ConversationSettings(path="x"), "chats", private=True)
    at = posts[0].created_at
    assert request.post(at, "ann", text="Hi").kind is PostKind.DIRECT
    assert Request(tmp_path, ConversationSettings(path="x"), "chats").post(at, "ann", text="Hi").kind is PostKind.POST


def test_whose_a_post_is_is_told_by_its_author_unless_the_export_says_it(tmp_path: Path) -> None:
    request = Request(tmp_path, ConversationSettings(path="x", account="acme", brand=("Ben",)), "chats")
    at = read(EXPORTS / "csv" / "posts.csv", "csv")[0][0].created_at
    posts = [request.post(at, "Ben"), request.post(at, "ann"), request.post(at, "ann", by_brand=True), request.own(at)]
    assert [(post.author, post.by_brand) for post in posts] == [
        ("Ben", True),
        ("ann", False),
        ("ann", True),
        ("acme", True),
    ]
    nameless = Request(tmp_path, ConversationSettings(path="x"), "chats")
    assert not nameless.post(at, "").by_brand, (
        "a post without an author is nobody's, whatever auditor.toml leaves unsaid"
    )
    assert request.post(at, "ann", text="See https://acme.example/a.").urls == ("https://acme.example/a",)
