"""A whole visit to a site on loopback."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from auditor.analysis import pages
from auditor.analysis.links.status import LinkState, judge
from auditor.collect.crawl.bootstrap import Arrival, CollectError
from auditor.collect.crawl.sitemaps import Robots
from auditor.collect.http.address_guard import StubNetwork
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.run import collect
from auditor.config import load
from auditor.model import Accept, Fetch, Reach, Role, Snapshot
from auditor.snapshot import reader
from auditor.snapshot.reader import SnapshotError
from tests.deadlines import passes_when
from tests.local_web import LocalWeb, Request, answer

QUICK = Pace(waits=(0.01, 0.02), confirm_after=0.01)


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", "<nav><a href=/contact>Contact</a> <a href=/news>News</a></nav>", title="Acme")
        server.html("/contact", "<p>Write to <a href=mailto:hello@acme.example>us</a></p>", title="Contact")
        server.html("/news", "<p>" + "What is new at Acme, told at some length. " * 5, title="News")
        yield server


def visit(web: LocalWeb, folder: Path, toml: str = "", *, resume: bool = False) -> Snapshot:
    (folder / "auditor.toml").write_text(f'[target]\nsite = "{web.url}"\n{toml}')
    collect(load.read(folder / "auditor.toml"), folder, lambda *_: None, resume=resume, pace=QUICK)
    return reader.load(folder)


def paths(gathered: Snapshot, web: LocalWeb) -> list[str]:
    return [page.url.removeprefix(web.url) for page in gathered.pages]


def test_pages_roles_links_and_details_are_found(web: LocalWeb, tmp_path: Path) -> None:
    gathered = visit(web, tmp_path)
    by_path = {page.url.removeprefix(web.url): page for page in gathered.pages}
    assert by_path["/"].roles == (Role.HOME,)
    assert by_path["/contact"].roles == (Role.CONTACT,)
    assert by_path["/contact"].depth == 1
    assert 'link text "Contact"' in by_path["/contact"].role_reasons
    assert [detail.value for detail in gathered.contacts] == ["hello@acme.example"]
    assert not gathered.partial


ALL = '[crawl]\nlinks = "all"'


def test_every_address_is_asked_for_once_and_a_404_twice(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/news", "<a href=/contact>Contact</a><a href=/gone>Old news</a><img src=/logo.png>", title="News")
    web.pages["/logo.png"] = answer(b"png", type="image/png")
    gathered = visit(web, tmp_path, ALL)
    counted = {path: web.asked.count(path) for path in ("/", "/contact", "/news", "/logo.png", "/gone")}
    assert counted == {"/": 1, "/contact": 1, "/news": 1, "/logo.png": 1, "/gone": 2}
    assert gathered.fetches[f"{web.url}/gone"].tries == 2


def test_of_very_many_dead_links_only_the_first_are_asked_for_twice(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.collect.crawl.patience.CONFIRMED_ENOUGH", 5)
    web.html("/news", "".join(f"<a href=/gone/{number}>x</a>" for number in range(20)), title="News")
    web.html("/contact", "<img src=/sign.png>", title="Contact")
    gathered = visit(web, tmp_path, ALL)
    tries = [gathered.fetches[f"{web.url}/gone/{number}"].tries for number in range(20)]
    assert 0 < tries.count(2) <= 5
    assert gathered.fetches[f"{web.url}/sign.png"].tries == 2  # on a contact page
    assert all(judge(gathered, f"{web.url}/gone/{number}").state is LinkState.DEAD for number in range(20))


def test_a_passing_fault_is_no_fault(web: LocalWeb, tmp_path: Path) -> None:
    calls = 0

    async def twice_in_trouble(_: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        writer.write(
            answer("ok" if calls > 2 else "no", status=200 if calls > 2 else 503, headers={"Connection": "close"})
        )

    web.pages["/contact"] = twice_in_trouble
    fetch = visit(web, tmp_path).fetches[f"{web.url}/contact"]
    assert (fetch.status, fetch.tries) == (200, 3)


def test_a_lasting_fault_is_tried_three_times(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/contact"] = answer("no", status=500)
    fetch = visit(web, tmp_path).fetches[f"{web.url}/contact"]
    assert (fetch.status, fetch.tries) == (500, 3)


def test_a_host_that_asks_for_patience_gets_it(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/contact"] = answer("slow down", status=429, headers={"Retry-After": "3600"})
    fetch = visit(web, tmp_path).fetches[f"{web.url}/contact"]
    assert (fetch.reach, fetch.tries) == (Reach.RATE_LIMITED, 1)


def test_robots_txt_is_obeyed_unless_it_is_ones_own_site(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /news\n", type="text/plain")
    (tmp_path / "a").mkdir()
    gathered = visit(web, tmp_path / "a")
    assert "/news" not in web.asked
    assert gathered.fetches[f"{web.url}/news"].reach is Reach.DISALLOWED
    assert any("robots.txt" in note.text for note in gathered.notes)
    (tmp_path / "b").mkdir()
    visit(web, tmp_path / "b", "[crawl]\nrespect_robots = false")
    assert "/news" in web.asked


def test_a_host_of_the_site_that_says_nothing_is_told_as_visitors_meet_it(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_robots(arrival: Arrival, origin: str) -> Robots:
        return Robots.closed("gave no answer", silence) if "help." in origin else await original(arrival, origin)

    original, contact = Arrival._read_robots, "http://help.acme.example/contact"
    silence = Fetch(contact, contact, Reach.TIMED_OUT, datetime.now(UTC), detail="after 20 s", tries=3)
    monkeypatch.setattr(Arrival, "_read_robots", read_robots)
    web.html("/", f"<p>Hello</p><a href={contact}>Contact</a>", title="Acme")
    around = StandIns(StubNetwork(web.port, web.port, frozenset({"acme.example", "help.acme.example"})))
    (tmp_path / "auditor.toml").write_text('[target]\nsite = "http://acme.example"')
    collect(load.read(tmp_path / "auditor.toml"), tmp_path, lambda *_: None, around=around, pace=QUICK)
    verdict = judge(reader.load(tmp_path), contact)
    assert verdict.state is LinkState.DEAD
    assert verdict.reason.text == "The server did not answer in time (after 20 s). We tried 3 times."


@pytest.mark.parametrize(
    "said",
    [
        answer(status=302, headers={"Location": "mailto:hello@acme.example"}),
        answer("Contact\n\nWrite to hello@acme.example.\n1 < 2 <b>", type="text/plain"),
    ],
)
def test_what_opens_a_mail_or_comes_as_plain_text_is_read_as_visitors_meet_it(
    web: LocalWeb, tmp_path: Path, said: bytes
) -> None:
    web.pages["/contact"] = said
    gathered = visit(web, tmp_path)
    assert [detail.value for detail in gathered.contacts] == ["hello@acme.example"]
    assert judge(gathered, f"{web.url}/contact").state is LinkState.ALIVE
    assert not pages.unread(gathered, Role.CONTACT)


def test_a_wall_of_plain_text_is_no_page(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/contact"] = answer("Wait", type="text/plain", headers={"cf-mitigated": "challenge"})
    assert visit(web, tmp_path).fetches[f"{web.url}/contact"].reach is Reach.CHALLENGED


def test_a_robots_txt_in_trouble_means_keep_out(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/robots.txt"] = answer("oops", status=500)
    with pytest.raises(CollectError, match="respect_robots = false"):
        visit(web, tmp_path)


def test_sitemaps_zipped_indexed_and_broken_lead_to_pages(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/robots.txt"] = answer(f"Sitemap: {web.url}/index.xml\nSitemap: {web.url}/broken.xml", type="text/plain")
    web.pages["/index.xml"] = answer(
        f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{web.url}/pages.xml.gz</loc></sitemap></sitemapindex>",
        type="text/xml",
    )
    zipped = gzip.compress(f"<urlset><url><loc> {web.url}/hidden&amp;x </loc></url></urlset>".encode())
    web.pages["/pages.xml.gz"] = answer(zipped, type="application/gzip")
    web.pages["/broken.xml"] = answer(f"<urlset><url><loc>{web.url}/press</loc></url><url><loc>", type="text/xml")
    web.html("/hidden&x", "x")
    web.html("/press", "Nobody links here", title="Press")
    gathered = visit(web, tmp_path)
    assert "/hidden&x" in paths(gathered, web)
    press = next(page for page in gathered.pages if page.url.endswith("/press"))
    assert press.roles == (Role.MEDIA,)
    assert press.found_by == ("sitemap",)
    assert press.depth is None


def test_usual_paths_are_tried_only_for_what_was_not_found(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/"] = answer("<html lang=de><title>Acme</title><nav><a href=/contact>Kontakt</a></nav></html>")
    web.html("/presse", "<p>Für Journalisten</p>", title="Presse")
    gathered = visit(web, tmp_path)
    assert "/prensa" not in web.asked  # nobody speaks Spanish here
    found = next(page for page in gathered.pages if page.url.endswith("/presse"))
    assert found.found_by == ("usual path",)
    assert "/kontakt" not in web.asked  # a contact page was linked


def test_one_page_under_two_addresses_is_one_page(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/", "<nav><a href=/contact-us>Contact us</a><a href=/contact>Contact</a></nav>")
    web.pages["/contact-us"] = answer(status=301, headers={"Location": "/contact"})
    gathered = visit(web, tmp_path)
    assert paths(gathered, web).count("/contact") == 1
    assert "/contact-us" not in paths(gathered, web)
    assert len([d for d in gathered.contacts if d.value == "hello@acme.example"]) == 1


def test_a_page_that_went_home_stays_what_it_promised(web: LocalWeb, tmp_path: Path) -> None:
    web.html("/", "<nav><a href=/complaints>Complaints</a></nav>")
    web.pages["/complaints"] = answer(status=302, headers={"Location": "/"})
    gathered = visit(web, tmp_path)
    page = next(page for page in gathered.pages if page.url.endswith("/complaints"))
    assert page.has(Role.COMPLAINTS)
    assert page.fetch.final_url == f"{web.url}/"


def test_what_is_excluded_is_never_asked_for(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/robots.txt"] = answer(f"Sitemap: {web.url}/pages.xml", type="text/plain")
    web.pages["/pages.xml"] = answer(f"<urlset><url><loc>{web.url}/old/listed</loc></url></urlset>", type="text/xml")
    old = "<a href=/old/a>A</a><a href=/old/a#b>B</a><img src=/old/c.png><a href=/old>Old</a><a href=/moved>Moved</a>"
    form = "<form action=/old/send method=post><input name=email><textarea name=message></textarea><button>Send</form>"
    web.html("/contact", old + form, title="Contact")
    web.html("/old", "An old page", title="Old")
    web.html("/old/b", f"<a href=/beyond>Beyond</a> {'As it was. ' * 20}", title="Old")
    web.pages["/moved"] = answer(status=301, headers={"Location": "/old/b"})
    toml = f"""
    [[exclude]]
    pattern = "{web.url}/old/*"
    reason = "frozen copy of the old site."
    [[exclude]]
    pattern = "*/newsroom"
    reason = "none of ours"
    [[exclude]]
    pattern = "{web.url}/*.zip"
    reason = "too large"
    [[exclude]]
    pattern = "{web.url}/"
    reason = "a home page is always read"
    """
    gathered = visit(web, tmp_path, toml)
    assert [path for path in web.asked if path.startswith("/old/")] == ["/old/b"]  # where /moved led
    assert "/newsroom" not in web.asked
    assert {"/", "/old", "/moved", "/press"} <= set(web.asked)
    assert "/old/b" not in paths(gathered, web)
    assert "/beyond" not in web.asked
    assert [exclude.count for exclude in gathered.excludes] == [5, 1, 0, 0]  # a, c.png, send, listed, b
    assert tuple(note.text for note in gathered.notes[-4:]) == (
        f"5 addresses were left out as agreed, by {web.url}/old/* (frozen copy of the old site).",
        "1 address was left out as agreed, by */newsroom (none of ours).",
        f"Addresses like {web.url}/*.zip are left out as agreed (too large). This visit met no such address.",
        f"Addresses like {web.url}/ are left out as agreed (a home page is always read). This visit met no such address.",
    )
    unvisited = judge(gathered, f"{web.url}/old/a")
    assert unvisited.state is LinkState.UNKNOWN
    assert unvisited.reason.text == "This audit leaves it out: frozen copy of the old site."


def test_excludes_are_counted_anew_when_a_visit_goes_on(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off = False

    async def slowly(_: Request, writer: asyncio.StreamWriter) -> None:
        if not cut_off:
            await asyncio.sleep(600)
        writer.write(answer("<a href=/old/b>B</a>", headers={"Connection": "close"}))

    web.html("/", "<a href=/old/a>A</a><a href=/late>Late</a><a href=/contact>Contact</a>")
    web.pages["/late"] = slowly
    exclude = f'[[exclude]]\npattern = "{web.url}/old/*"\nreason = "old"\n'
    with monkeypatch.context() as patched:
        passes_when(patched, lambda: "/late" in web.asked)
        cut = visit(web, tmp_path, exclude)
    cut_off = True
    assert cut.partial
    assert [one.count for one in cut.excludes] == [1]
    whole = visit(web, tmp_path, exclude, resume=True)
    assert [one.count for one in whole.excludes] == [2]
    assert len([note for note in whole.notes if "left out as agreed" in note.text]) == 1


def test_accepts_are_kept_with_the_visit(web: LocalWeb, tmp_path: Path) -> None:
    toml = "[[accept]]\npattern = '*/gone'\nreason = 'fix planned'\nwho = 'Jane'\nnote = 'soon'\ncheck = 'dead-contact-link'\nuntil = 2026-12-31\n[[accept]]\npattern = '*/x'\nreason = 'not ours'"
    gathered = visit(web, tmp_path, toml)
    assert gathered.accepts == (
        Accept("*/gone", "fix planned", "dead-contact-link", date(2026, 12, 31), "Jane", "soon"),
        Accept("*/x", "not ours"),
    )
    other = Accept("*/z", "z")
    assert reader.load(tmp_path, accepts=(other,)).accepts == (other,)
    assert reader.load(tmp_path, accepts=()).accepts == ()


def test_limits_hold_and_are_said_and_contact_pages_come_first(web: LocalWeb, tmp_path: Path) -> None:
    many = "".join(f"<a href=/p{chr(97 + n // 26)}{chr(97 + n % 26)}>x{n}</a>" for n in range(40))
    web.html("/", many + "<a href=/contact>Contact</a>")
    gathered = visit(web, tmp_path, "[crawl]\nmax_pages = 5\nmax_links = 3")
    read = [path for path in web.asked if path.startswith("/p") and len(path) == 4]
    assert 5 <= len(set(read)) <= 10
    assert f"{web.url}/contact" in gathered.fetches
    assert any("crawl.max_pages" in note.in_full for note in gathered.notes)


def test_endless_calendars_end(web: LocalWeb, tmp_path: Path) -> None:
    async def day(request: Request, writer: asyncio.StreamWriter) -> None:
        number = int(request.target.rpartition("=")[2])
        web.pages[f"/calendar?day={number + 1}"] = day
        page = f"<title>Day {number}</title>{'A day like any other. ' * 20}<a href='?day={number + 1}'>Next</a>"
        writer.write(answer(page, headers={"Connection": "close"}))

    web.html("/", "<a href='/calendar?day=1'>Calendar</a>")
    web.pages["/calendar?day=1"] = day
    gathered = visit(web, tmp_path)
    assert len([path for path in web.asked if path.startswith("/calendar")]) == 41
    assert any("many like" in note.text for note in gathered.notes)


def test_no_more_than_four_connections_to_a_host(web: LocalWeb, tmp_path: Path) -> None:
    async def slowly(_: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answer("x", headers={"Connection": "close"}))

    web.html("/", "".join(f"<a href=/p{n}>x</a>" for n in range(30)))
    web.pages |= {f"/p{n}": slowly for n in range(30)}
    visit(web, tmp_path)
    assert 2 <= web.most_at_once <= 4


@pytest.mark.parametrize(
    ("said", "words", "usage"),
    [
        (answer(b"%PDF-1.7", type="application/pdf"), "is application/pdf, not a web page", True),
        (answer(b"\x89PNG", type="image/png"), "is image/png, not a web page", True),
        (answer(""), "is an empty page", False),
        (answer("<html><body></body></html>"), "is an empty page", False),
        (answer("no", status=404), "answers 404", False),
        (answer("no", status=500), "answers 500", False),
        (answer(status=302, headers={"Location": "/"}), "redirects in a circle", False),
        (answer(b"\x1f\x8b<p>x</p>", headers={"Content-Encoding": "gzip"}), "cannot be read", False),
        (answer("<title>Just a moment...</title>", status=403, headers={"cf-mitigated": "challenge"}), "wall", False),
        (answer("x" * 20_000), "larger than a page should be", False),
    ],
)
def test_what_cannot_be_audited_is_said_in_one_line(
    web: LocalWeb, tmp_path: Path, said: bytes, words: str, usage: bool
) -> None:
    web.pages["/"] = said
    with pytest.raises(CollectError, match=words) as caught:
        visit(web, tmp_path, "[crawl]\nmax_body = 10000")
    assert caught.value.usage is usage
    assert "\n" not in str(caught.value)
    assert web.url in str(caught.value)


def test_a_folder_that_holds_a_visit_is_not_written_over(web: LocalWeb, tmp_path: Path) -> None:
    visit(web, tmp_path)
    with pytest.raises(SnapshotError, match="--resume"):
        visit(web, tmp_path)


def test_a_folder_from_a_failed_try_can_be_used_again(web: LocalWeb, tmp_path: Path) -> None:
    home = web.pages["/"]
    web.pages["/"] = answer("no", status=500)
    with pytest.raises(CollectError):
        visit(web, tmp_path)
    web.pages["/"] = home
    assert visit(web, tmp_path).pages


def test_going_on_fetches_nothing_again_and_ends_as_if_undisturbed(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.html("/news", "".join(f"<a href=/story-{n}>x</a>" for n in "abcdefgh"), title="News")

    async def tell(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        page = f"<title>{request.target}</title><p>{'Story ' * 30}</p><a href=/contact>Contact</a>"
        writer.write(answer(page, headers={"Connection": "close"}))

    web.pages |= {f"/story-{n}": tell for n in "abcdefgh"}
    (tmp_path / "whole").mkdir()
    whole = visit(web, tmp_path / "whole")
    (tmp_path / "cut").mkdir()
    with monkeypatch.context() as patched:
        web.asked.clear()
        passes_when(patched, lambda: any(path.startswith("/story-") for path in web.asked))
        cut = visit(web, tmp_path / "cut")
    stored = {url.removeprefix(web.url) for url in cut.fetches}
    assert cut.partial
    web.asked.clear()
    gone_on = visit(web, tmp_path / "cut", resume=True)
    assert not stored & set(web.asked) - {"/robots.txt", "/sitemap.xml"}
    assert [page.url for page in gone_on.pages] == [page.url for page in whole.pages]
    assert [(page.roles, page.depth) for page in gone_on.pages] == [(page.roles, page.depth) for page in whole.pages]
    assert gone_on.links == whole.links
    assert gone_on.contacts == whole.contacts
    # Searches for impostors ask for names that nobody has, drawn anew each time.
    ours, theirs = ({url for url in one.fetches if url.startswith(web.url)} for one in (gone_on, whole))
    assert ours == theirs
    assert not gone_on.partial
