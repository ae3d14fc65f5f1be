"""A visit that is ended in its middle: what it has can be judged, and going on ends where an undisturbed visit does."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor import urls
from auditor.cli.commands import main
from tests.conftest import ROOT
from tests.local_web import Handler, LocalWeb, Request, answer

pytestmark = pytest.mark.slow  # visits are killed and gone on with

AUDITOR = """
import asyncio, functools, pathlib, sys
from auditor.collect import run as gather
from auditor.collect.http import dns
from auditor.model import DnsOutcome, DnsRecord

async def ask(_, name, type):
    if mark != "-":  # the look-ups of this run never come back
        pathlib.Path(mark).touch()
        await asyncio.sleep(60)
    absent = {dns.KNOWN_ABSENT, dns.KNOWN_ABSENT_BELOW}
    found = DnsOutcome.NO_DOMAIN if name in absent else DnsOutcome.FOUND
    return DnsRecord(name, type, found, ("10 mx.acme.example" if type == "MX" else "192.0.2.1",))

mark = sys.argv.pop(1)
dns.SystemLookup.__call__ = ask
gather.Pace = functools.partial(gather.Pace, waits=(0.05, 0.1), confirm_after=0.05)
from auditor.cli.commands import main
main()
"""
"""The command line in a process of its own, with look-ups that are the same on every machine and short pauses."""

NAV = "<nav><a href=/contact>Contact</a> <a href=/press>Press</a> <a href=/support>Support</a> <a href=/news>News</a></nav>"
FOOT = "<footer><a href=/complaints>Complaints</a></footer>"
STORIES = [f"/story-{letter}" for letter in "abcdefgh"]
PAGES = {
    "/": "<p>Acme makes things that other things are made of, and has done so for a long time.</p>",
    "/contact": "<p>Call <a href='tel:+442071838750'>+44 20 7183 8750</a> or write to <a href=mailto:us@acme>us@acme</a>.</p>",
    "/press": "<p>What the papers ask for: <a href=/kit.zip>the press kit</a>, <a href=/press/contact>press contact</a>.</p>",
    "/press/contact": "<p>Press contact: <a href='tel:+442071838751'>+44 20 7183 8751</a>, on weekdays until six.</p>",
    "/support": "<p>Mend it yourself, or <a href=/help-desk>ask us</a>. <img src=/logo.png alt=Acme></p>"
    "<form action=/send.php method=post><label>E-mail <input name=email type=email></label><textarea name=words></textarea>"
    "<button>Send</button></form>",
    "/help": "<p>What people ask most, and what we tell them, at some length so that it is a page.</p>",
    "/news": "".join(f"<p><a href={path}>What happened then</a></p>" for path in STORIES),
    **{path: f"<p>What happened then, told at some length for the sake of {path}.</p>" for path in STORIES},
}
"""Press and support pages whose contact stands one page further; /complaints, /kit.zip and /send.php are dead for good."""
SECONDS = 60


@dataclass
class Site:
    """A site on loopback that stops answering once it has shown as many pages as it may."""

    web: LocalWeb
    may_show: int = len(PAGES)
    shown: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"{self.web.url}/"

    def open(self, pages: int = len(PAGES)) -> None:
        self.may_show = pages
        self.shown.clear()
        self.web.asked.clear()
        self.web.requests.clear()

    def show(self, path: str, body: str) -> Handler:
        page = answer(
            f"<!doctype html><html lang=en><title>{path} - Acme</title>{NAV}<h1>{path}</h1>{body}{FOOT}</html>",
            headers={"Connection": "close"},
        )

        async def handle(_: Request, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.02)
            if path not in self.shown and len(self.shown) >= self.may_show:
                await asyncio.sleep(SECONDS)
                return  # whoever asked was ended long before
            self.shown.add(path)
            writer.write(page)
            await writer.drain()

        return handle


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with LocalWeb() as web:
        made = Site(web)
        web.pages |= {path: made.show(path, body) for path, body in PAGES.items()}
        web.pages["/help-desk"] = answer(status=301, headers={"Location": "/help"})
        web.pages["/logo.png"] = answer(b"\x89PNG", type="image/png")
        yield made


@pytest.fixture(scope="module")
def undisturbed(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the run folder of a visit that came to its end."""
    folder = tmp_path_factory.mktemp("undisturbed")
    site.open()
    finish(start(site, folder))
    judge(folder)
    return folder


def start(site: Site, folder: Path, *args: str, hang: Path | None = None, target: object = "") -> subprocess.Popen[str]:
    asked = str(target or site.url)
    command = [sys.executable, "-c", AUDITOR, str(hang or "-"), "collect", asked, "--output", str(folder), *args]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def finish(process: subprocess.Popen[str]) -> None:
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, err
    assert "Collected: " in out


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    """Send a signal to the process; return what it leaves with and says."""
    assert process.poll() is None, process.communicate()
    if number is signal.SIGINT:  # a terminal sends it to all that runs in it
        os.killpg(process.pid, number)
    else:
        os.kill(process.pid, number)
    _, err = process.communicate(timeout=SECONDS)
    limit = time.monotonic() + SECONDS
    while is_there(process.pid):
        assert time.monotonic() < limit, "something it started is still there"
        time.sleep(0.02)
    return process.returncode, err


def is_there(group: int) -> bool:
    """Return whether any process of a group is left; one of its own was made for each visit."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    limit = time.monotonic() + SECONDS
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < limit, "it did not get there"
        time.sleep(0.005)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Return rows of a snapshot that somebody may be writing; none where it does not exist yet."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'snapshot.sqlite'}?mode=ro", uri=True)) as db:
            return db.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []


SEARCHED = {"public.api.bsky.app", "mastodon.social", "api.github.com"}


def stored(folder: Path) -> set[tuple[str, str]]:
    """Return (method, URL) of every answer kept, but of searches for impostors: names that nobody has are drawn anew each time."""
    kept = rows(folder, "SELECT method, url FROM fetch")
    return {(str(method), str(url)) for method, url in kept if urls.host(str(url)) not in SEARCHED}


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def judge(folder: Path) -> None:
    """Judge and report what there is; of the first page alone no check may be able to say anything, which is told."""
    result = auditor("check", folder)
    nothing = "no check could verify anything" in result.stderr
    assert result.exit_code == (3 if nothing else 0), result.output
    result = auditor("report", "--format", "html,json,junit", folder)
    assert result.exit_code == 0, result.output


def results(folder: Path) -> Any:
    """Return the results without their hours."""
    judged = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    judged.pop("taken_at")
    judged.pop("comparison", None)  # with the audits of other tests beside it
    for check in judged["checks"]:
        for finding in check["findings"]:
            for item in finding["evidence"]:
                item.pop("at")
    return judged


def failed(folder: Path) -> set[tuple[str, str, str]]:
    return {
        (check["id"], finding["subject"], finding["fingerprint"])
        for check in results(folder)["checks"]
        for finding in check["findings"]
        if finding["outcome"] == "fail"
    }


def ended_after(
    site: Site, folder: Path, pages: int, number: signal.Signals = signal.SIGKILL, target: object = ""
) -> tuple[int, str]:
    """End a visit once exactly so many pages are stored."""
    site.open(pages)
    process = start(site, folder, target=target)
    wait_for(lambda: len(rows(folder, "SELECT 1 FROM page")) >= pages, process)
    return end(process, number)


def goes_on_as_if_undisturbed(site: Site, folder: Path, undisturbed: Path, target: object = "") -> None:
    had = stored(folder)
    site.open()
    finish(start(site, folder, "--resume", target=target))
    asked = {(request.method, f"{site.web.url}{request.target}") for request in site.web.requests}
    asked -= {("GET", f"{site.url}{name}") for name in ("robots.txt", "sitemap.xml")}  # as they are now
    assert asked
    assert asked & had == set()
    assert asked | had == stored(folder) == stored(undisturbed)
    judge(folder)
    assert results(folder) == results(undisturbed)
    assert "did not come to its end" not in (folder / "report.html").read_text(encoding="utf-8")


def says_it_is_partial(folder: Path, undisturbed: Path) -> None:
    judge(folder)
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "This visit did not come to its end" in report
    assert failed(folder) <= failed(undisturbed)  # what was not seen is not at fault


def test_the_site_is_one_with_faults_to_find(undisturbed: Path) -> None:
    assert {check for check, _, _ in failed(undisturbed)} == {
        "broken-contact-form",
        "dead-contact-link",
        "dead-contact-page",
        "insecure-contact-page",
        "missing-report-route",
        "undeliverable-email",
    }


@pytest.mark.assault("kills")
@pytest.mark.parametrize("pages", [3, *(pytest.param(pages, marks=pytest.mark.slow) for pages in (1, 6, 10))])
def test_killed_after_some_pages(site: Site, undisturbed: Path, tmp_path: Path, pages: int) -> None:
    code, _ = ended_after(site, tmp_path, pages)
    assert code == -signal.SIGKILL
    assert len(rows(tmp_path, "SELECT 1 FROM page")) == pages
    says_it_is_partial(tmp_path, undisturbed)
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed)


@pytest.mark.assault("kills")
def test_killed_before_the_first_page(site: Site, undisturbed: Path, tmp_path: Path) -> None:
    site.open(0)
    process = start(site, tmp_path)
    wait_for(lambda: "/" in site.web.asked, process)
    end(process, signal.SIGKILL)
    for command in ("check", "report"):
        result = auditor(command, tmp_path)
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
        assert result.stderr.startswith("auditor: ")
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed)


@pytest.mark.assault("kills")
def test_killed_while_looking_up_names(site: Site, undisturbed: Path, tmp_path: Path) -> None:
    site.open()
    mark = tmp_path / "looked-up"
    process = start(site, tmp_path, hang=mark)
    wait_for(mark.exists, process)
    end(process, signal.SIGKILL)
    assert stored(tmp_path) == stored(undisturbed)
    says_it_is_partial(tmp_path, undisturbed)
    site.open()
    finish(start(site, tmp_path, "--resume"))
    assert set(site.web.asked) <= {"/robots.txt", "/sitemap.xml"}
    judge(tmp_path)
    assert results(tmp_path) == results(undisturbed)


@pytest.mark.assault("kills")
@pytest.mark.parametrize("held", ["control", "form"])
def test_killed_while_an_errand_besides_the_pages_was_under_way(
    site: Site, undisturbed: Path, tmp_path: Path, held: str
) -> None:
    """What no link leads to is remembered too: where forms are sent, and what the host says of a page that cannot be."""
    control = next(url for _, url in stored(undisturbed) if "no-such-page" in url).removeprefix(site.web.url)
    path = control if held == "control" else "/send.php"

    async def never(_: Request, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(SECONDS)

    site.open()
    site.web.pages[path] = never
    process = start(site, tmp_path)
    wait_for(lambda: len(rows(tmp_path, "SELECT 1 FROM page")) == len(PAGES) and path in site.web.asked, process)
    end(process, signal.SIGKILL)
    del site.web.pages[path]
    says_it_is_partial(tmp_path, undisturbed)
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed)


@pytest.mark.slow
@pytest.mark.assault("kills", times=2)
def test_killed_twice(site: Site, undisturbed: Path, tmp_path: Path) -> None:
    ended_after(site, tmp_path, 2)
    had = stored(tmp_path)
    site.open(3)
    process = start(site, tmp_path, "--resume")
    wait_for(lambda: len(rows(tmp_path, "SELECT 1 FROM page")) >= 5, process)
    end(process, signal.SIGKILL)
    assert stored(tmp_path) > had
    says_it_is_partial(tmp_path, undisturbed)
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_says_so_in_one_line(
    site: Site, undisturbed: Path, tmp_path: Path, number: signal.Signals
) -> None:
    code, said = ended_after(site, tmp_path, 3, number)
    assert said == "auditor: interrupted; what was collected is kept, and --resume continues the visit\n"
    assert code == 3
    says_it_is_partial(tmp_path, undisturbed)
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed)


def test_without_resume_a_visit_cut_short_is_not_written_over(site: Site, tmp_path: Path) -> None:
    ended_after(site, tmp_path, 1)
    had = stored(tmp_path)
    result = auditor("collect", site.url, "--output", tmp_path)
    assert result.exit_code == 2
    assert "--resume" in result.stderr
    assert stored(tmp_path) == had


@pytest.fixture(scope="module")
def limited(site: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an auditor.toml that allows fewer pages and addresses than there are, and the run folder of such a visit."""
    folder = tmp_path_factory.mktemp("limited")
    config = folder / "auditor.toml"
    config.write_text(
        f'[target]\nsite = "{site.url}"\n[crawl]\nmax_pages = 5\nmax_links = 4\nconnections = 1\n', encoding="utf-8"
    )
    site.open()
    finish(start(site, folder, target=config))
    judge(folder)
    return config, folder


@pytest.mark.assault("kills")
@pytest.mark.parametrize("pages", [*(pytest.param(pages, marks=pytest.mark.slow) for pages in (1, 2, 3, 4)), 5])
def test_going_on_obeys_the_limits_of_the_whole_visit(
    site: Site, limited: tuple[Path, Path], tmp_path: Path, pages: int
) -> None:
    config, undisturbed = limited
    (said,) = [text for (text,) in rows(undisturbed, "SELECT text FROM note") if "max_pages" in text]
    ended_after(site, tmp_path, pages, target=config)
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed, config)
    assert [text for (text,) in rows(tmp_path, "SELECT text FROM note") if "max_pages" in text] == [said]


@pytest.mark.slow
@pytest.mark.assault("kills", times=5)
def test_killed_at_every_page_up_to_the_limit(site: Site, limited: tuple[Path, Path], tmp_path: Path) -> None:
    config, undisturbed = limited
    for pages in range(1, 6):
        had = stored(tmp_path)
        site.open(1)
        process = start(site, tmp_path, *(["--resume"] if had else []), target=config)
        wait_for(lambda wanted=pages: len(rows(tmp_path, "SELECT 1 FROM page")) >= wanted, process)  # type: ignore[misc]
        end(process, signal.SIGKILL)
        assert stored(tmp_path) > had
        assert len(rows(tmp_path, "SELECT 1 FROM page")) == pages
    goes_on_as_if_undisturbed(site, tmp_path, undisturbed, config)


def test_a_folder_knows_whose_visit_it_holds(site: Site, tmp_path: Path) -> None:
    ended_after(site, tmp_path, 1)
    had = stored(tmp_path)
    other = f"{site.url}another/"
    result = auditor("collect", other, "--output", tmp_path, "--resume")
    line = f"auditor: {tmp_path}: holds a visit of {site.url}, not of {other}; name another --output folder\n"
    assert (result.exit_code, result.stderr) == (2, line)
    assert stored(tmp_path) == had


def test_two_visits_at_once_do_not_mix(site: Site, tmp_path: Path) -> None:
    site.open(2)
    process = start(site, tmp_path)
    wait_for(lambda: len(rows(tmp_path, "SELECT 1 FROM page")) >= 2, process)
    result = auditor("collect", site.url, "--output", tmp_path, "--resume")
    line = f"auditor: {tmp_path}: another visit is under way in it; wait for its end, or name another --output folder\n"
    assert (result.exit_code, result.stderr) == (2, line)
    end(process, signal.SIGKILL)  # with which the lock is gone
    site.open()
    finish(start(site, tmp_path, "--resume"))
