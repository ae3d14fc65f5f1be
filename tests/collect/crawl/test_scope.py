"""Only what a check judges is asked for: links of the pages people reach the company by, one address of each other host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.analysis.links.status import LinkState, judge
from auditor.audit import registry
from auditor.collect.crawl import scope
from auditor.collect.crawl.scope import Look
from auditor.collect.http.retry_policy import Pace
from auditor.collect.run import collect
from auditor.config import load
from auditor.model import Link, LinkKind, Role, Snapshot
from auditor.resources import facts
from auditor.snapshot import reader
from tests.local_web import LocalWeb, answer

HOME = "https://acme.example/"
LONG = "What is new here, told at some length so that nobody takes it for a sign. " * 10


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", "<nav><a href=/contact>Contact</a> <a href=/news>News</a></nav>", title="Acme")
        server.html("/contact", "<p>Write to <a href=mailto:hello@acme.example>us</a></p>", title="Contact")
        server.html("/news", LONG, title="News")
        yield server


def elsewhere(web: LocalWeb, path: str) -> str:
    """Return an address that the same server has on another host."""
    return web.url.replace("127.0.0.1", "localhost") + path


def visit(web: LocalWeb, folder: Path, toml: str = "", *, resume: bool = False) -> Snapshot:
    (folder / "auditor.toml").write_text(f'[target]\nsite = "{web.url}"\n{toml}')
    pace = Pace(waits=(0.01, 0.02), confirm_after=0.01)
    collect(load.read(folder / "auditor.toml"), folder, lambda *_: None, pace=pace, resume=resume)
    return reader.load(folder)


def asked(web: LocalWeb, *paths: str) -> list[int]:
    counted = Counter(web.asked)
    return [counted[path] for path in paths]


def test_pictures_and_further_links_of_ordinary_pages_are_not_asked_for(web: LocalWeb, tmp_path: Path) -> None:
    links = "".join(f"<a href={elsewhere(web, path)}>x</a>" for path in ("/there/b", "/there", "/there/c"))
    web.html("/news", f"{LONG}<img src=/a.png>{links}<a href=/list.zip>All</a><a href=/gone>Old</a>", title="News")
    web.html("/there", LONG)
    gathered = visit(web, tmp_path)
    assert asked(web, "/a.png", "/list.zip", "/there", "/there/b", "/there/c", "/gone") == [0, 0, 1, 0, 0, 1]
    assert scope.told(everything=False) in gathered.notes


def test_links_and_pictures_of_contact_pages_are_seen_for_what_they_are(web: LocalWeb, tmp_path: Path) -> None:
    links = f"<a href={elsewhere(web, '/there')}>x</a><a href={elsewhere(web, '/gone')}>y</a>"
    web.html("/contact", f"<img src=/a.png><a href=/list.zip>All</a><a href=/old>Old</a>{links}", title="Contact")
    web.html("/there", LONG)
    gathered = visit(web, tmp_path)
    assert asked(web, "/a.png", "/list.zip", "/old", "/gone", "/there") == [2, 2, 2, 2, 1]
    controlled = set(gathered.controls)
    assert elsewhere(web, "") in controlled
    assert elsewhere(web, "/") in gathered.fetches


def test_all_links_of_all_pages_are_looked_at_where_that_is_wanted(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/news", f"{LONG}<img src=/a.png><a href={elsewhere(web, '/b')}>x</a><a href={elsewhere(web, '/c')}>x</a>")
    gathered = visit(web, tmp_path, '[crawl]\nlinks = "all"')
    assert asked(web, "/a.png", "/b", "/c") == [2, 2, 2]
    assert scope.told(everything=True) in gathered.notes


@pytest.mark.parametrize("sign", ["This domain is for sale", "Online casino: slots, roulette and free spins"])
def test_all_addresses_of_a_host_in_doubtful_hands_are_seen(web: LocalWeb, tmp_path: Path, sign: str) -> None:
    links = "".join(f"<a href={elsewhere(web, path)}>x</a>" for path in ("/there", "/there/b", "/there/c"))
    web.html("/news", f"{LONG}{links}", title="News")
    for path in ("/there", "/there/b", "/there/c"):
        web.html(path, f"<h1>{sign}</h1>{LONG}", title=sign)
    visit(web, tmp_path)
    assert asked(web, "/there", "/there/b", "/there/c") == [1, 1, 1]


def test_another_address_of_a_host_is_asked_for_where_one_says_nothing(web: LocalWeb, tmp_path: Path) -> None:
    paths = [f"/there/{letter}" for letter in "abcdef"]
    web.html("/news", LONG + "".join(f"<a href={elsewhere(web, path)}>x</a>" for path in paths), title="News")
    web.html("/there/b", LONG)
    visit(web, tmp_path)
    assert asked(web, *paths) == [1, 1, 0, 0, 0, 0]


def test_a_host_that_says_nothing_at_all_is_asked_for_three_addresses(web: LocalWeb, tmp_path: Path) -> None:
    paths = [f"/there/{letter}" for letter in "abcdef"]
    web.html("/news", LONG + "".join(f"<a href={elsewhere(web, path)}>x</a>" for path in paths), title="News")
    visit(web, tmp_path)
    assert asked(web, *paths) == [1, 1, 1, 0, 0, 0]


def test_what_is_called_like_a_page_of_a_role_is_looked_at_wherever_it_is_linked(web: LocalWeb, tmp_path: Path) -> None:
    named = f"<a href={elsewhere(web, '/x')}>Impressum</a><a href={elsewhere(web, '/y')}>Report a vulnerability</a>"
    web.html("/news", f"{LONG}{named}<a href=/press-kit.pdf>Press</a><a href=/feed.xml>Feed</a>", title="News")
    visit(web, tmp_path)
    assert asked(web, "/x", "/y", "/press-kit.pdf", "/feed.xml") == [2, 2, 2, 1]


def test_the_links_of_a_page_whose_role_is_known_late_are_looked_at(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/", "<a href=/contact>Contact</a><a href=/k>K</a><a href=/news>News</a>", title="Acme")
    web.html("/k", f"{LONG}<img src=/a.png><a href=/old>Old</a>", title="K")
    web.html("/news", "<a href=/later>Later</a>" + LONG, title="News")
    web.html("/later", "<nav><a href=/k>Press</a></nav>" + LONG, title="Later")
    gathered = visit(web, tmp_path)
    assert next(page for page in gathered.pages if page.url.endswith("/k")).has(Role.MEDIA)
    assert asked(web, "/a.png", "/old") == [2, 2]


def test_pages_past_the_limit_are_asked_for_only_where_a_contact_page_links_them(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/news", LONG + "".join(f"<a href=/n{letter}>x</a>" for letter in "abcdefgh"), title="News")
    web.html("/contact", "<a href=/nh>The last</a>", title="Contact")
    visit(web, tmp_path, "[crawl]\nmax_pages = 3")
    assert sum(asked(web, *(f"/n{letter}" for letter in "abcdefg"))) <= 1
    assert asked(web, "/nh") == [2]


def test_going_on_leaves_the_same_to_look_at(web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = "".join(f"<a href={elsewhere(web, path)}>x</a>" for path in ("/there/b", "/there", "/there/c"))
    web.html("/news", f"{LONG}{links}", title="News")
    web.html("/contact", f"<a href={elsewhere(web, '/there/c')}>c</a><img src=/a.png>", title="Contact")
    web.pages |= {path: answer(f"<title>There</title>{LONG}") for path in ("/there", "/there/b", "/there/c")}
    with monkeypatch.context() as patched:
        patched.setattr("auditor.collect.crawl.further_looks.FurtherLooks.due", lambda _: [])
        patched.setattr("auditor.snapshot.writer.Store.finish", lambda *_: None)
        visit(web, tmp_path)
    before = Counter(web.asked)
    web.asked.clear()
    gathered = visit(web, tmp_path, resume=True)
    assert before["/there/c"] == 1
    assert asked(web, "/there", "/there/b", "/there/c", "/a.png") == [0, 0, 0, 0]
    assert elsewhere(web, "") in gathered.controls


def test_files_and_pictures_of_contact_pages_are_read_with_one_request(web: LocalWeb, tmp_path: Path) -> None:
    shown = "<a href=/kit.pdf>Kit</a><a href=/sheet>Sheet</a><img src=/photo.jpg><img src=/icon.png><a href=/film.mp4>Film</a>"
    web.html("/press", f"<h1>Press</h1>{shown}", title="Press")
    web.html("/", "<nav><a href=/contact>Contact</a> <a href=/press>Press</a></nav>", title="Acme")
    web.pages |= {
        "/kit.pdf": answer(b"%PDF-1.4\n" + b"x" * 9_000, type="application/octet-stream"),
        "/sheet": answer(b"%PDF-1.4\n" + b"x" * 90_000, type="application/pdf"),
        "/photo.jpg": answer(b"\xff\xd8\xff\xe0" + b"x" * 90_000, type="image/jpeg"),
        "/icon.png": answer(b"\x89PNG", type="image/png"),
        "/film.mp4": answer(b"x" * 90_000, type="video/mp4"),
    }
    gathered = visit(web, tmp_path)
    assert asked(web, "/kit.pdf", "/sheet", "/photo.jpg", "/icon.png", "/film.mp4") == [1, 1, 1, 1, 1]
    assert {one.url.removeprefix(web.url) for one in gathered.documents} == {"/kit.pdf", "/sheet", "/photo.jpg"}
    assert gathered.fetches[f"{web.url}/photo.jpg"].body_sha256 == ""


def test_a_file_that_breaks_off_is_there_and_asked_for_again(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/contact", "<a href=/kit.pdf>Kit</a>", title="Contact")
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Encoding: br\r\nContent-Length: 9\r\n\r\n"
    web.pages["/kit.pdf"] = head.encode() + b"not read!"
    gathered = visit(web, tmp_path)
    assert gathered.fetches[f"{web.url}/kit.pdf"].status == 200
    assert judge(gathered, f"{web.url}/kit.pdf").state is LinkState.ALIVE
    assert asked(web, "/kit.pdf")[0] > 1


@pytest.mark.parametrize(
    ("kind", "roles", "look"),
    [
        (LinkKind.IMAGE, {Role.CONTACT}, Look.TRUTH),
        (LinkKind.IMAGE, {Role.HOME}, Look.NONE),
        (LinkKind.ANCHOR, {Role.HOME}, Look.HANDS),
        (LinkKind.ANCHOR, {Role.HOME, Role.SUPPORT}, Look.TRUTH),
        (LinkKind.FRAME, {Role.ABOUT}, Look.TRUTH),
        (LinkKind.ANCHOR, {Role.ABOUT}, Look.NONE),
        (LinkKind.SCRIPT, {Role.CONTACT}, Look.NONE),
        (LinkKind.ANCHOR, set(), Look.NONE),
    ],
)
def test_what_a_page_has_looked_at(kind: LinkKind, roles: set[Role], look: Look) -> None:
    assert scope.by_page(kind, roles) is look


@pytest.mark.parametrize(
    ("text", "url", "look"),
    [
        ("Reference", "https://other.example/a", Look.HOST),
        ("Our shop", "https://shop.acme.example/a", Look.HOST),
        ("Product sheet", f"{HOME}sheet.pdf", Look.NONE),
        ("A page", f"{HOME}page", Look.NONE),
        ("Imprint", "https://group.example/legal", Look.TRUTH),
        ("Press kit (PDF)", f"{HOME}kit.pdf", Look.TRUTH),
        ("Here", f"{HOME}impressum.pdf", Look.TRUTH),
        ("Report phishing", "https://reports.example/new", Look.TRUTH),
        ("Write to us", "https://form.typeform.com/to/AbCd", Look.TRUTH),
        ("Read more", "https://bit.ly/3xyz", Look.HANDS),
        ("Our place", "https://naver.me/xyz", Look.HANDS),
        ("News feed", f"{HOME}feed.xml", Look.HANDS),
    ],
)
def test_what_a_link_anywhere_is_worth(text: str, url: str, look: Look) -> None:
    assert scope.by_link(Link(f"{HOME}news", url, LinkKind.ANCHOR, text), HOME) is look


def test_every_reason_is_a_check() -> None:
    known = set(registry.load(installed=False))
    told = facts("collect/crawl/scope.toml")
    named = {check for group in ("page", "link") for entry in told[group] for check in entry["for"]}
    assert named
    assert named <= known
