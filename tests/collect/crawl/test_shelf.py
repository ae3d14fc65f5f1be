"""Files that are kept until they are read, and what happens where there is no room for them."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.collect.crawl.shelf import Share, Shelf
from auditor.collect.http.client import Answer
from auditor.model import Fetch, Reach

URL = "https://acme.example/kit.pdf"


def came(url: str = URL, body: bytes = b"%PDF-1.4") -> Answer:
    return Answer(Fetch(url, url, Reach.RESPONDED, datetime.now(UTC), 200, content_type="application/pdf"), body)


def test_what_is_kept_is_given_out_once(tmp_path: Path) -> None:
    with closing(Shelf(tmp_path)) as shelf:
        other = came("https://acme.example/b.pdf", b"another")
        shelf.put(came())
        shelf.put(other)
        assert shelf.take(other.fetch.url) == other
        assert (kept := shelf.take(URL)) is not None
        assert kept.body == b"%PDF-1.4"
        assert shelf.take(URL) is None
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [Share(files=1), Share(total=5)])
def test_a_full_shelf_asks_for_nothing_more(tmp_path: Path, share: Share) -> None:
    with closing(Shelf(tmp_path, share)) as shelf:
        assert shelf.keep(URL, shown=False) is not None
        shelf.put(came())
        assert shelf.keep(URL, shown=False) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_on_a_full_disk_nothing_is_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.close()
    shelf._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115 - the shelf closes it
    with closing(shelf):
        shelf.put(came())
        assert shelf.take(URL) is None


def test_without_a_place_nothing_is_kept(tmp_path: Path) -> None:
    with closing(Shelf(tmp_path / "nowhere")) as shelf:
        assert shelf.keep(URL, shown=False) is None


@pytest.mark.parametrize(
    ("type", "length", "shown", "wanted"),
    [
        ("application/pdf", None, False, True),
        ("application/octet-stream", None, False, True),
        ("video/mp4", None, False, True),
        ("image/jpeg", 90_000, True, True),
        ("image/jpeg", None, True, True),
        ("image/png", 800, True, False),
        ("application/pdf", None, True, False),
    ],
)
def test_what_is_wanted_whole(tmp_path: Path, type: str, length: int | None, shown: bool, wanted: bool) -> None:
    with closing(Shelf(tmp_path)) as shelf:
        keep = shelf.keep(URL, shown=shown)
        assert keep is not None
        assert keep.wants(type, length) is wanted
        film = shelf.keep("https://acme.example/film.mp4", shown=False)
        assert film is not None
        assert not film.wants("video/mp4", None)
