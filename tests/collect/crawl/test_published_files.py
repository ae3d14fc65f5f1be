"""Which files of a site are read for what they tell, and which are not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.collect.crawl.published_files import Courtesy, gather_documents
from auditor.collect.crawl.shelf import Share
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.extract import html as extract
from auditor.collect.extract.html import Document as Html
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Limits, Politeness, open_web
from auditor.collect.http.retry_policy import Pace
from auditor.model import Document, Fetch, Message, Page, Reach, Role, Snapshot, Target
from auditor.snapshot import reader as snapshot
from auditor.snapshot.link_codec import write
from auditor.snapshot.writer import Store, Visit
from tests.files import PLACE, exif, office, pdf, picture
from tests.local_web import LocalWeb, answer

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
PHOTO = picture(made=exif(gps=PLACE), quality=100) + b"\0" * 9_000
PDF = "application/pdf"


class Visited:
    """A site as the crawl left it, and the web it stands in."""

    def __init__(self, web: LocalWeb, folder: Path) -> None:
        self.web = web
        self.store = Store(folder)
        self.store.begin(Target("Acme", f"{web.url}/"), NOW)
        self._folder = folder

    def page(self, url: str, html: str, *roles: Role) -> None:
        """Store a page that was read."""
        url = url if "://" in url else self.web.url + url
        fetch = Fetch(url, url, Reach.RESPONDED, NOW, 200, content_type="text/html", encoding="utf-8")
        links = write(extract.links(Html(f"<html><body>{html}</body></html>", url)))
        reasons = tuple((url, role, "test") for role in roles)
        self.store.put(Visit(fetch, page=Page(url, fetch), links=links, roles=reasons))

    def looked(self, path: str, status: int = 200, content_type: str = "", length: int | None = None) -> None:
        """Store what came of looking whether a file is there."""
        url = self.web.url + path
        headers = {"content-length": str(length)} if length is not None else {}
        self.store.put(Visit(Fetch(url, url, Reach.RESPONDED, NOW, status, content_type=content_type), headers=headers))

    def gather(self, *, robots: str = "", excludes: Iterable[str] = (), share: Share | None = None) -> list[str]:
        """Read the files; return the notes."""
        asked: list[str] = []

        async def rules(origin: str) -> Robots:
            asked.append(origin)
            return Robots(robots)

        async def work() -> list[Message]:
            guard = Guard.for_target(["127.0.0.1"])
            courtesy = Courtesy(
                rules, lambda url: any(part in url for part in excludes), pace=Pace(tries=2, waits=(0.01,))
            )
            async with open_web(guard, Politeness()) as web:
                return await gather_documents(
                    web, self.store, Limits(seconds=2.0), home=f"{self.web.url}/", courtesy=courtesy, share=share
                )

        notes = asyncio.run(work())
        assert len(asked) == len(set(asked))
        return [note.text for note in notes]

    def snapshot(self) -> Snapshot:
        """Return what was gathered."""
        self.store.finish()
        self.store.close()
        return snapshot.load(self._folder)

    def documents(self) -> dict[str, Document]:
        """Return the files by their paths."""
        return {document.url.removeprefix(self.web.url): document for document in self.snapshot().documents}


@pytest.fixture
def site(tmp_path: Path) -> Iterable[Visited]:
    with LocalWeb() as web:
        yield Visited(web, tmp_path)


def test_files_and_photos_of_press_pages_are_read(site: Visited) -> None:
    site.web.pages["/release.pdf"] = answer(pdf(Author="Wanda Kowalski"), type=PDF)
    site.web.pages["/kit?id=3"] = answer(office(author="Ana Müller"), type="application/octet-stream")
    site.web.pages["/team.jpg"] = answer(PHOTO, type="image/jpeg")
    site.page(
        "/press", '<a href="/release.pdf">Release</a><img src="/team.jpg"><a href="/kit?id=3">Word</a>', Role.MEDIA
    )
    site.page("/contact", '<img src="/team.jpg">', Role.CONTACT)
    site.looked("/kit?id=3", content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    assert site.gather() == []
    found = site.documents()
    assert {path: document.kind for path, document in found.items()} == {
        "/release.pdf": "pdf",
        "/kit?id=3": "docx",
        "/team.jpg": "jpeg",
    }
    assert found["/release.pdf"].facts["author"] == ("Wanda Kowalski",)
    assert found["/team.jpg"].facts["gps"] == ("48.858370,2.294481",)
    assert len(found["/team.jpg"].facts["sha256"][0]) == 64
    assert found["/team.jpg"].linked_from == (f"{site.web.url}/contact", f"{site.web.url}/press")


def test_no_body_is_kept(site: Visited) -> None:
    site.web.pages["/team.jpg"] = answer(PHOTO, type="image/jpeg")
    site.page("/press", '<img src="/team.jpg">', Role.MEDIA)
    site.gather()
    gathered = site.snapshot()
    fetch = gathered.fetches[f"{site.web.url}/team.jpg"]
    assert (fetch.status, fetch.size, fetch.body_sha256) == (200, len(PHOTO), "")


@pytest.mark.parametrize(
    ("html", "roles"),
    [
        ('<img src="/team.jpg">', ()),
        ('<img src="/team.jpg">', (Role.HOME,)),
        ('<img src="http://localhost:1/team.jpg">', (Role.MEDIA,)),
        ('<a href="http://localhost:1/report.pdf">An article about us</a>', (Role.MEDIA,)),
        ('<a href="/about">About</a><a href="/data.csv">Data</a>', (Role.MEDIA,)),
    ],
)
def test_what_is_not_the_companys_or_no_file_is_left_alone(site: Visited, html: str, roles: tuple[Role, ...]) -> None:
    site.page("/page", html, *roles)
    assert site.gather() == []
    assert site.web.asked == []


def test_a_press_kit_kept_elsewhere_is_read(site: Visited) -> None:
    with LocalWeb({"/acme.pdf": answer(pdf(Author="Ana Müller"), type=PDF)}) as other:
        site.page("/press", f'<a href="{other.url}/acme.pdf">Press kit</a>', Role.MEDIA)
        site.gather()
        assert other.asked == ["/acme.pdf"]
    assert [document.facts["author"] for document in site.snapshot().documents] == [("Ana Müller",)]


def test_files_of_a_press_page_kept_elsewhere_are_read(site: Visited) -> None:
    with LocalWeb({"/a.pdf": answer(pdf(Author="Ana Müller"), type=PDF)}) as other:
        site.page(f"{other.url}/acme", '<a href="/a.pdf">Release</a>', Role.MEDIA)
        site.gather()
        assert other.asked == ["/a.pdf"]


def test_icons_dead_links_and_pages_are_left_alone(site: Visited) -> None:
    site.page("/press", '<img src="/icon.png"><a href="/gone.pdf">x</a><a href="/soft.pdf">x</a>', Role.MEDIA)
    site.looked("/icon.png", content_type="image/png", length=900)
    site.looked("/gone.pdf", status=404, content_type="text/plain")
    site.web.html("/soft.pdf", "Not here")
    site.gather()
    assert site.web.asked == ["/soft.pdf"]
    assert site.documents() == {}


def test_robots_and_excludes_are_obeyed(site: Visited) -> None:
    site.page(
        "/press", '<a href="/private/a.pdf">x</a><a href="/archive/b.pdf">x</a><a href="/c.pdf">x</a>', Role.MEDIA
    )
    notes = site.gather(robots="User-agent: *\nDisallow: /private/", excludes=["/archive/"])
    assert site.web.asked == ["/c.pdf"]
    assert notes == ["1 published file was not read, because robots.txt does not allow it."]


def test_number_and_size_are_bounded(site: Visited) -> None:
    for number in range(6):
        site.web.pages[f"/{number}.pdf"] = answer(pdf(Author="Acme") + b"\0" * 50_000, type=PDF)
    site.page("/press", "".join(f'<a href="/{number}.pdf">x</a>' for number in range(6)), Role.MEDIA)
    notes = site.gather(share=Share(files=4, total=100_000))
    assert site.web.asked == ["/0.pdf", "/1.pdf"]
    assert notes == [
        "The metadata of 2 more files was not read, because the limit is 4 files.",
        "2 published files were not read, because the limit for all of them is 100,000 bytes.",
    ]


def test_of_a_large_file_the_beginning_is_read(site: Visited) -> None:
    site.web.pages["/team.jpg"] = answer(PHOTO + b"\0" * 200_000, type="image/jpeg")
    site.page("/press", '<img src="/team.jpg">', Role.MEDIA)
    site.gather(share=Share(body=50_000))
    found = site.documents()["/team.jpg"]
    assert found.facts["gps"] == ("48.858370,2.294481",)
    assert found.problem.text == "Only its first 50,000 bytes were read."
    assert "sha256" not in found.facts


def test_what_can_not_be_had_is_told(site: Visited) -> None:
    site.web.pages["/a.pdf"] = b"nonsense\r\n\r\n"
    site.web.pages["/b.pdf"] = answer(b"%PDF-1.4 nothing", type=PDF)
    site.page("/press", '<a href="/a.pdf">x</a><a href="/b.pdf">x</a>', Role.MEDIA)
    site.gather()
    found = site.documents()
    assert found["/a.pdf"].problem.text.startswith("It could not be read (")
    assert found["/b.pdf"].problem.text == "It is damaged or cut off."
    assert site.web.asked.count("/a.pdf") == 4  # two tries, each by the library and then by the reader that takes more


def test_what_is_there_is_not_read_again(site: Visited) -> None:
    site.web.pages["/a.pdf"] = answer(pdf(Author="Acme"), type=PDF)
    site.page("/press", '<a href="/a.pdf">x</a>', Role.MEDIA)
    site.gather()
    site.gather()
    assert site.web.asked == ["/a.pdf"]


def test_documents_come_before_photos_and_the_press_first(site: Visited) -> None:
    site.page("/contact", '<img src="/1.jpg"><a href="/2.pdf">x</a>', Role.CONTACT)
    site.page("/press", '<img src="/3.jpg"><a href="/4.jpg">Photo</a><a href="/5.pdf">x</a>', Role.MEDIA)
    site.gather()
    assert site.web.asked == ["/5.pdf", "/2.pdf", "/4.jpg", "/3.jpg", "/1.jpg"]


def test_time_is_bounded(site: Visited) -> None:
    async def never(*_: object) -> None:
        await asyncio.sleep(30)

    site.web.pages["/a.pdf"] = never
    site.page("/press", '<a href="/a.pdf">x</a>', Role.MEDIA)
    assert site.gather(share=Share(seconds=0.3)) == ["Published files were read for 0.3 seconds, which is the limit."]
