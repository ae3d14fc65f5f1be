"""Pages that need JavaScript, over a whole visit: with a browser, with one that fails, and without."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from auditor.analysis.links.status import LinkState, judge
from auditor.collect.browser import chromium as browser
from auditor.collect.browser.chromium import BrowserUnavailable, Rendered
from auditor.collect.crawl import render_queue
from auditor.collect.crawl.bootstrap import CollectError
from auditor.collect.http.retry_policy import Pace
from auditor.config import load
from auditor.model import Outcome, Page, Role, Snapshot
from auditor.model.messages import quoted
from auditor.pipeline import collect
from auditor.snapshot import reader
from tests.local_web import LocalWeb, answer
from tests.snapshots import only, run

pytestmark = pytest.mark.slow  # whole visits

QUICK = Pace(waits=(0.01, 0.02), confirm_after=0.01)
SHELL = "<!doctype html><html lang=en><title>{}</title><body><div id=root></div><script>{}</script>"
MAIL = "<h1>Contact</h1><p>Write to <a href=mailto:press@acme.example>press@acme.example</a></p>"
WORDS = "<p>Acme makes things that other things are made of, and has done so for a long time.</p>"


def shell(title: str, drawn: str = "") -> bytes:
    """Return a page that is empty until its script has put `drawn` into it."""
    return answer(SHELL.format(title, f"document.getElementById('root').innerHTML = `{drawn}`" if drawn else ""))


def drawn(title: str, html: str) -> str:
    """Return what a browser makes of such a page."""
    return SHELL.format(title, "").replace("<div id=root>", f"<div id=root>{html}")


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", f"<nav><a href=/contact>Contact</a></nav>{WORDS}", title="Acme")
        server.pages["/contact"] = shell("Contact", MAIL)
        yield server


def visit(web: LocalWeb, folder: Path, *, with_browser: bool = True, resume: bool = False) -> Snapshot:
    toml = folder / "auditor.toml"
    toml.write_text(f'[target]\nsite = "{web.url}"\n[crawl]\nbrowser = {str(with_browser).lower()}\n')
    collect(load.read(toml), folder, lambda *_: None, resume=resume, pace=QUICK)
    return reader.load(folder)


def page(gathered: Snapshot, path: str) -> Page:
    return next(page for page in gathered.pages if page.url.endswith(path))


class Fake:
    """A browser that shows what it is told to, and notes what it was asked for."""

    def __init__(self, pages: Mapping[str, Rendered | str], why: str = "") -> None:
        self._pages = pages
        self._why = why
        self.asked: list[str] = []

    @asynccontextmanager
    async def open(self, *_: object) -> AsyncIterator[Fake]:
        if self._why:
            raise BrowserUnavailable(self._why)
        yield self

    async def render(self, wanted: Sequence[str]) -> list[Rendered]:
        self.asked += wanted
        return [self._one(url) for url in wanted]

    def _one(self, url: str) -> Rendered:
        path = "/" + url.split("/", 3)[3]
        said = self._pages.get("/no-such" if "no-such-page" in path else path, "")
        return Rendered(url, 200, said, b"\xff\xd8 picture of " + path.encode()) if isinstance(said, str) else said


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Fake]:
    def install(pages: Mapping[str, Rendered | str], why: str = "") -> Fake:
        made = Fake(pages, why)
        monkeypatch.setattr(browser, "available", str)
        monkeypatch.setattr(browser, "open_browser", made.open)
        return made

    return install


# ------------------------------------------------------------------------------------------------------------- without one


def test_without_a_browser_it_cannot_be_told_and_the_report_says_how(web: LocalWeb, tmp_path: Path) -> None:
    gathered = visit(web, tmp_path, with_browser=False)
    assert page(gathered, "/contact").needs_script
    finding = only(run("dead-contact-page", gathered), Outcome.INCONCLUSIVE)
    assert finding.subject == f"{web.url}/contact"
    assert "Install Chromium and auditor[browser] and run the audit again with --browser" in finding.hint.in_full


def test_asking_for_a_browser_that_is_not_there_ends_it_at_once(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "available", lambda: "no Chromium was found: install Chromium")
    with pytest.raises(CollectError, match=r"--browser.*install Chromium") as raised:
        visit(web, tmp_path)
    assert raised.value.usage
    assert not web.asked


# --------------------------------------------------------------------------------------------------------------- with a fake


def test_what_a_browser_shows_takes_the_place_of_what_was_received(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    chromium = fake({"/contact": drawn("Contact", MAIL), "/no-such": ""})
    gathered = visit(web, tmp_path)
    contact = page(gathered, "/contact")
    assert (contact.needs_script, contact.rendered, contact.heading) == (False, True, "Contact")
    assert "press@acme.example" in contact.read() == gathered.read(gathered.fetches[contact.url])
    assert [detail.value for detail in gathered.contacts] == ["press@acme.example"]
    assert contact.picture() == b"\xff\xd8 picture of /contact"
    assert judge(gathered, contact.url).state is LinkState.ALIVE
    assert chromium.asked == [
        contact.url
    ]  # neither the home page, which needs no script, nor the 404 for what is not there
    with closing(sqlite3.connect(tmp_path / reader.NAME)) as db:
        received = db.execute("SELECT body_sha256 FROM fetch WHERE url = ?", (contact.url,)).fetchone()[0]
        assert received != contact.fetch.body_sha256
        stored = {key for (key,) in db.execute("SELECT sha256 FROM body")}
        assert {received, contact.fetch.body_sha256} <= stored


def test_links_found_this_way_are_followed_and_their_pages_shown(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    web.pages["/"] = shell("Acme")
    web.pages["/press"] = shell("Press")
    menu = "<nav><a href=/contact>Contact</a> <a href=/gone>Products</a></nav>"
    fake(
        {
            "/": drawn("Acme", f"{menu}{WORDS}"),
            "/contact": drawn("Contact", f"{MAIL}<a href=/press>Press</a>"),
            "/press": drawn("Press", f"<h1>Press</h1>{WORDS}"),
        }
    )
    gathered = visit(web, tmp_path)
    assert gathered.fetches[f"{web.url}/gone"].status == 404
    assert page(gathered, "/press").roles == (Role.MEDIA,)
    assert page(gathered, "/press").rendered
    assert page(gathered, "/press").depth == 2


def test_a_not_found_that_scripts_draw_is_told_by_that_of_an_impossible_address(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    web.missing = shell("Acme")
    web.pages["/"] = shell("Acme")
    lost = drawn("Acme", "<p>Oh dear. There is no more here than in a desert, and there never was any.</p>")
    menu = "<nav><a href=/contact>Contact</a> <a href=/press>Press</a></nav>"
    chromium = fake(
        {"/": drawn("Acme", menu + WORDS), "/contact": drawn("Contact", MAIL), "/press": lost, "/no-such": lost}
    )
    gathered = visit(web, tmp_path)
    assert any("no-such-page" in url for url in chromium.asked)
    assert judge(gathered, f"{web.url}/press").state is LinkState.DEAD
    assert judge(gathered, f"{web.url}/contact").state is LinkState.ALIVE


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (Rendered("", problem=quoted("The browser gave up on it (Page crashed).")), "gave up on it"),
        (drawn("Contact", "<p>Loading…</p>"), "shows nothing there either"),
        (Rendered("", 200, drawn("Contact", WORDS), withheld=True), "requests"),
        (Rendered("", 404, drawn("Contact", WORDS)), "answers 404 there"),
        (Rendered("", 200, drawn("Just a moment...", "<p>Verifying you are human.</p>")), "a bot wall there"),
    ],
)
def test_what_a_browser_cannot_show_stays_untold(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake], shown: Rendered | str, why: str
) -> None:
    url = f"{web.url}/contact"
    if isinstance(shown, Rendered):
        shown = replace(shown, url=url)
    fake({"/contact": shown})
    gathered = visit(web, tmp_path)
    contact = page(gathered, "/contact")
    assert contact.needs_script
    assert not contact.rendered
    verdict = judge(gathered, url)
    assert verdict.state is LinkState.UNKNOWN
    assert why in verdict.reason.text
    assert "--browser" not in verdict.hint.in_full
    assert any(why in note.text and "/contact" in note.text for note in gathered.notes)


def test_data_withheld_is_no_matter_where_contact_details_are_shown(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    fake({"/contact": Rendered(f"{web.url}/contact", 200, drawn("Contact", MAIL), withheld=True)})
    assert page(visit(web, tmp_path), "/contact").rendered


def test_a_browser_that_does_not_start_leaves_the_audit_going(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    fake({}, why="/usr/bin/chromium does not start (no usable sandbox)")
    gathered = visit(web, tmp_path)
    assert not gathered.partial
    assert "no usable sandbox" in judge(gathered, f"{web.url}/contact").reason.text
    assert any("no usable sandbox" in note.text for note in gathered.notes)


def test_a_contact_page_that_needs_no_script_is_shown_for_its_picture_alone(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    web.html("/contact", f"{MAIL}{WORDS}", title="Contact")
    fake({"/contact": drawn("Contact", "<p>Something else</p>")})
    contact = page(visit(web, tmp_path), "/contact")
    assert contact.picture()
    assert not contact.rendered
    assert "press@acme.example" in contact.read()


@pytest.mark.parametrize(("there", "pictured"), [(404, True), (200, False), (503, False)])
def test_of_an_error_nothing_is_kept_but_the_picture_of_what_the_visit_met(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake], there: int, pictured: bool
) -> None:
    web.html("/", f"<a href=/contact>Contact</a><a href=/press>Press</a>{WORDS}", title="Acme")
    web.html("/contact", f"{MAIL}{WORDS}", title="Contact")
    web.pages["/press"] = answer(f"<title>Oops</title><h1>Page not found</h1>{WORDS}", 404)
    plain = visit(web, tmp_path, with_browser=False)
    (tmp_path / reader.NAME).unlink()
    seen = Rendered(f"{web.url}/press", there, "<title>Press</title><p>press@acme.example", b"\xff\xd8 press")
    chromium = fake({"/press": seen, "/contact": drawn("Contact", MAIL)})
    gathered = visit(web, tmp_path)
    assert f"{web.url}/press" in chromium.asked
    assert page(gathered, "/press").picture() == (seen.picture if pictured else b"")
    assert not page(gathered, "/press").rendered
    assert not page(gathered, "/press").not_rendered
    assert gathered.contacts == plain.contacts
    assert judge(gathered, f"{web.url}/press") == judge(plain, f"{web.url}/press")
    assert judge(gathered, f"{web.url}/press").state is LinkState.DEAD
    assert not [note for note in gathered.notes if "browser" in note.text]


def test_where_nothing_links_to_an_error_no_picture_is_taken(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]
) -> None:
    web.html("/contact", f"{MAIL}{WORDS}", title="Contact")
    chromium = fake({"/contact": drawn("Contact", MAIL)})
    visit(web, tmp_path)
    assert chromium.asked == [f"{web.url}/contact"]


def test_no_more_than_the_limit_is_shown_and_the_report_says_so(
    web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_queue, "MOST_PAGES", 2)
    web.html("/", "<a href=/contact>Contact</a><a href=/press>Press</a><a href=/help>Help</a>" + WORDS, title="Acme")
    web.html("/press", WORDS, title="Press")
    web.html("/help", WORDS, title="Help")
    chromium = fake({"/contact": drawn("Contact", MAIL)})
    gathered = visit(web, tmp_path)
    assert len(chromium.asked) == 2
    assert page(gathered, "/contact").rendered  # what cannot be told without comes first
    assert "1 further page was not opened in a browser, because the limit is 2 pages." in [
        note.text for note in gathered.notes
    ]


def test_going_on_with_a_visit_shows_no_page_again(web: LocalWeb, tmp_path: Path, fake: Callable[..., Fake]) -> None:
    chromium = fake({"/contact": drawn("Contact", MAIL)})
    before = visit(web, tmp_path)
    with closing(sqlite3.connect(tmp_path / reader.NAME)) as db, db:
        db.execute("DELETE FROM meta WHERE key = 'finished'")
    after = visit(web, tmp_path, resume=True)
    assert len(chromium.asked) == 1
    assert (after.pages, after.contacts, after.links) == (before.pages, before.contacts, before.links)


# -------------------------------------------------------------------------------------------------------------- with Chromium


@pytest.mark.browser
def test_with_chromium_the_details_are_found_and_the_page_passes(web: LocalWeb, tmp_path: Path) -> None:
    gathered = visit(web, tmp_path)
    assert only(run("dead-contact-page", gathered)).outcome is Outcome.PASS
    assert [detail.value for detail in gathered.contacts] == ["press@acme.example"]
    assert not [note for note in gathered.notes if "browser" in note.text]
    picture = Image.open(io.BytesIO(page(gathered, "/contact").picture()))
    assert (picture.format, picture.size) == ("JPEG", (1280, 900))


@pytest.mark.browser
def test_with_chromium_a_dead_page_is_pictured_and_stays_dead(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/", f"<a href=/contact>Contact</a><a href=/press>Press</a>{WORDS}", title="Acme")
    web.pages["/press"] = answer(f"<title>Oops</title><h1>Page not found</h1>{WORDS}", 404)
    gathered = visit(web, tmp_path)
    picture = Image.open(io.BytesIO(page(gathered, "/press").picture()))
    assert (picture.format, picture.size) == ("JPEG", (1280, 900))
    assert only(run("dead-media-page", gathered), Outcome.FAIL).subject == f"{web.url}/press"
