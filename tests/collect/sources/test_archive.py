"""The index of a web archive, in its two shapes: asked politely, about few pages, and left alone where it is in trouble."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from auditor.collect.sources import archive
from auditor.collect.sources.clients import SourceContext
from auditor.config.mentions import ArchiveSettings
from auditor.config.schema import SourceSettings
from auditor.model import Fetch, Page, Reach, Role, Snapshot, Target
from auditor.snapshot import reader
from auditor.snapshot.writer import Store, Visit
from tests.collect.sources.replay import HASTY, NOW, said
from tests.collect.sources.venues.venue_web import Said, asked, venue_web
from tests.local_web import answer

HOME = "https://www.quillnet.example/"
TABLE = [
    ["timestamp", "original", "statuscode", "mimetype", "digest"],
    ["20230101000000", f"{HOME}press", "200", "text/html", "A"],
    ["20240503101112", f"{HOME}press", "200", "text/html", "B"],
    ["soon", f"{HOME}press", "200", "text/html", "C"],
]
LINES = '{"timestamp": "20240503101112", "url": "https://www.quillnet.example/press", "status": "200"}\n{"timestamp": "20250101000000", "url": "x", "status": "404"}'


def look(folder: Path, body: Said, **settings: object) -> tuple[Snapshot, list[dict[str, str]]]:
    with venue_web(**{"/cdx": body}) as web:
        store = Store(folder)
        store.begin(Target("Quillnet", HOME), NOW)
        for path, status, role in (("press", 404, Role.MEDIA), ("contact", 200, Role.CONTACT), ("terms", 200, None)):
            url = HOME + path
            fetch = Fetch(url, url, Reach.RESPONDED, NOW, status, content_type="text/html")
            roles = ((url, role, "a link"),) if role else ()
            store.put(Visit(fetch, page=Page(url, fetch), roles=roles))
        made = ArchiveSettings.model_validate(
            {
                "lookup": True,
                "cdx": f"{web.url}/cdx",
                "delay": 0,
                "captures": "https://archive.example/web/",
                **settings,
            }
        )
        asyncio.run(archive.gather(made, SourceContext(SourceSettings(), store.put, pace=HASTY), store))
        store.finish()
        store.close()
        return reader.load(folder), asked(web, "/cdx")


@pytest.mark.parametrize("body", [said(TABLE), answer(LINES, type="text/x-ndjson")])
def test_the_newest_good_copy_is_kept(tmp_path: Path, body: bytes) -> None:
    found, questions = look(tmp_path, [body, said([])])
    assert [question["url"] for question in questions] == [f"{HOME}press", f"{HOME}contact"], "what is gone comes first"
    assert set(found.captures) == {f"{HOME}press"}
    assert found.captures[f"{HOME}press"].copy == f"https://archive.example/web/20240503101112/{HOME}press"
    assert "captures" not in found.missing


def test_an_archive_in_trouble_is_left_alone(tmp_path: Path) -> None:
    found, questions = look(tmp_path, answer("Busy", status=503))
    assert len(questions) == 2 * HASTY.tries
    assert "captures" in found.missing


@pytest.mark.parametrize("body", [answer("<h1>Blocked</h1>"), answer("[[["), answer("[1, 2]"), answer('"x"')])
def test_an_answer_that_is_none_leaves_it_open(tmp_path: Path, body: bytes) -> None:
    found, _ = look(tmp_path, body)
    assert not found.captures


def test_nothing_is_asked_unless_auditor_toml_says_so(tmp_path: Path) -> None:
    found, questions = look(tmp_path, said(TABLE), lookup=False)
    assert (dict(found.captures), questions, dict(found.missing)) == ({}, [], {})


def test_no_more_pages_are_asked_for_than_allowed(tmp_path: Path) -> None:
    _, questions = look(tmp_path, said([]), max_pages=1)
    assert len(questions) == 1
