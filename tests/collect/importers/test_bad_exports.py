"""Every format, with every kind of damage that exports have: nothing raises, and what can be read is read."""

from __future__ import annotations

import re
import shutil
from codecs import BOM_UTF8, BOM_UTF16_LE
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.collect.importers import private, trial
from auditor.collect.importers.table import IMPORTERS
from auditor.config.schema import ConversationSettings, Settings, TargetSettings
from auditor.model import Post
from tests.collect.importers.imported import stored
from tests.collect.importers.test_recognise import ALL, named

Damage = Callable[[bytes], bytes]
_TURNS = 7
"""Every so many-th damage is tried with an export here, beginning with another one each time; all of them in the slow test."""
_KEPT = (
    "Entry 1 under [[conversations]] in auditor.toml, a file of private conversations, was not imported; "
    "`auditor import auditor.toml` says why."
)
"""What the run folder says of a private file."""
NOISE = bytes(range(256)) * 64
_YEAR = re.compile(rb"(?<!\d)2026(?=-)|(?<=/)2026(?!\d)|(?<=\.)26(?=,)|(?<=Mar )2026|(?<!\d)17724\d{5}(?=\d{3}\b|\b)")


def doubled(body: bytes) -> bytes:
    """Return a file glued to itself, as people do who download twice; of JSON, that is damage."""
    return body + (b"" if body.endswith(b"\n") else b"\n") + body


def as_cp1252(body: bytes) -> bytes:
    return body.decode("utf-8", "replace").replace("parcel", "Päckchen").encode("cp1252", "replace")


DAMAGES: dict[str, Damage] = {
    "empty": lambda _: b"",
    "white space": lambda _: b" \r\n\t\n",
    "cut in half": lambda body: body[: len(body) // 2],
    "cut by its last bytes": lambda body: body[:-7],
    "without its beginning": lambda body: body[len(body) // 3 :],
    "as UTF-16": lambda body: body.decode("utf-8", "replace").encode("utf-16"),
    "with a byte order mark": lambda body: body if body.startswith(BOM_UTF16_LE) else BOM_UTF8 + body,
    "as Windows-1252": as_cp1252,
    "with half an emoji": lambda body: body.replace(b"parcel", b"\xed\xa0\xbd").replace(b"way", rb"\ud83d"),
    "with NULs": lambda body: body.replace(b"parcel", b"par\0cel"),
    "with carriage returns": lambda body: body.replace(b"\n", b"\r"),
    "with formulas": lambda body: body.replace(b"Where is", b"=cmd|' /C calc'!A0 Where is"),
    "with impossible dates": lambda body: _YEAR.sub(b"9999", body),
    "with deep brackets": lambda body: body.replace(b"[", b"[" * 100_000, 1),
    "with a huge text": lambda body: body.replace(b"parcel", b"parcel " * 800_000, 1),
    "glued to itself": doubled,
    "noise": lambda _: NOISE,
    "noise in the middle": lambda body: body[: len(body) // 2] + NOISE + body[len(body) // 2 :],
    "a page": lambda _: b"<!doctype html><title>Sign in</title><p>Your session has ended.",
}


def damaged(path: Path, folder: Path, damage: Damage) -> Path:
    """Return a copy of an export whose files are all damaged in one way."""
    copy = folder / path.name
    shutil.copytree(path, copy) if path.is_dir() else shutil.copy(path, copy)
    for file in [one for one in copy.rglob("*") if one.is_file()] if copy.is_dir() else [copy]:
        file.write_bytes(damage(file.read_bytes()))
    return copy


def imported(path: Path, folder: Path, form: str) -> tuple[list[Post], list[str]]:
    posts, channels, problems = stored(folder, section(path, form))
    assert bool(posts) == bool(channels)
    return posts, problems


def section(path: Path, form: str) -> dict[str, Any]:
    return {"path": str(path), "format": form, "private": IMPORTERS[form].private, "account": "acme"}


def assert_read_or_told(path: Path, damage: str, folder: Path) -> None:
    """Read a damaged copy of an export: something comes of it, or one line says why not."""
    form = path.parent.name
    copy = damaged(path, folder, DAMAGES[damage])
    posts, problems = imported(copy, folder, form)
    assert len(problems) == (not posts), damage
    if problems:
        conversations = (ConversationSettings(**section(copy, form)),)
        (tried,) = trial.trials(Settings(target=TargetSettings(site="acme.example"), conversations=conversations))
        assert tried.problem is not None, damage
        told = tried.problem.text
        (settings,) = conversations
        maybe = _KEPT.replace("a file of private", "a file that may hold private")
        kept = told if private.is_public(settings, IMPORTERS[form]) else maybe
        assert problems == [_KEPT if IMPORTERS[form].private else kept], damage
        assert copy.name in told, damage
        assert told.isprintable(), damage
        assert len(told) < 3_000, damage
        assert told.endswith((".", "?", "}")), damage


@pytest.mark.parametrize(
    ("path", "damage"),
    [
        pytest.param(path, damage, id=f"{named(path)}-{damage}")
        for number, path in enumerate(ALL)
        for damage in list(DAMAGES)[number % _TURNS :: _TURNS]
    ],
)
def test_a_damaged_export_is_read_as_far_as_it_can_be_or_told_in_one_line(
    path: Path, damage: str, tmp_path: Path
) -> None:
    assert_read_or_told(path, damage, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL, ids=named)
def test_so_it_is_with_every_export_and_every_damage(path: Path, tmp_path: Path) -> None:
    for damage in DAMAGES:
        (tmp_path / damage).mkdir()
        assert_read_or_told(path, damage, tmp_path / damage)


@pytest.mark.parametrize("path", ALL, ids=named)
def test_what_is_damaged_brings_no_more_than_what_is_whole(path: Path, tmp_path: Path) -> None:
    form = path.parent.name
    whole, _ = imported(path, tmp_path / "whole", form)
    for damage in ("cut in half", "glued to itself", "with a byte order mark"):
        (tmp_path / damage).mkdir()
        posts, _ = imported(damaged(path, tmp_path / damage, DAMAGES[damage]), tmp_path / damage, form)
        assert len(posts) <= len(whole), damage
        if damage == "with a byte order mark":
            assert len(posts) == len(whole), damage


@pytest.mark.parametrize("path", ALL, ids=named)
def test_no_date_is_made_up(path: Path, tmp_path: Path) -> None:
    """Every date in the fixtures is of 2018 to 2026."""
    posts, _ = imported(path, tmp_path, path.parent.name)
    assert {post.created_at.year for post in posts} <= set(range(2018, 2027))


@pytest.mark.parametrize("path", ALL, ids=named)
def test_reading_again_brings_the_same_ids(path: Path, tmp_path: Path) -> None:
    form = path.parent.name
    first, again = (imported(path, tmp_path / turn, form)[0] for turn in ("first", "again"))
    assert [post.id for post in first] == [post.id for post in again]
    assert len({post.id for post in first}) == len(first)
