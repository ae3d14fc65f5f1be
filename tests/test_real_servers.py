"""Real content management systems, set up afresh on loopback and audited as a user would.

For each, one test says exactly which findings are expected, and others name what would be a false alarm. No name but
loopback's resolves here, whatever the machine: what lies elsewhere can't be told, and must not be called dead.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from auditor.model import DnsOutcome, DnsRecord, Role, Snapshot
from auditor.snapshot import reader
from tests.conftest import ROOT

pytestmark = pytest.mark.server

SECONDS_TO_START = 90
SECONDS_TO_END = 20
SEARCHES = ("https://api.github.com", "https://mastodon.social", "https://public.api.bsky.app")
"""Where impostors are searched for: out of reach without a network."""


@dataclass(frozen=True)
class Audited:
    """A real site with what the audit made of it."""

    url: str
    folder: Path
    result: Result

    @property
    def gathered(self) -> Snapshot:
        return reader.load(self.folder)

    def findings(self, *outcomes: str) -> list[tuple[str, str]]:
        """Return (check, subject) of the findings of these outcomes; the site's own address is left out."""
        judged = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        return sorted(
            (check["id"], finding["subject"].removeprefix(self.url))
            for check in judged["checks"]
            for finding in check["findings"]
            if finding["outcome"] in outcomes
        )

    def outcomes(self) -> dict[str, str]:
        judged = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        return {check["id"]: check["outcome"] for check in judged["checks"]}

    def said(self) -> str:
        """Return every word a reader of the results meets."""
        judged: dict[str, Any] = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        return json.dumps([check["findings"] for check in judged["checks"]], ensure_ascii=False)

    def paths_read(self) -> set[str]:
        return {page.url.removeprefix(self.url) for page in self.gathered.pages}

    def requests(self) -> int:
        """Return how many requests the site was sent for what is stored, tries counted."""
        own = [fetch for fetch in self.gathered.fetches.values() if fetch.url.startswith(self.url)]
        return sum(fetch.tries for fetch in own)


@contextmanager
def nothing_but_loopback() -> Iterator[None]:
    """Let every name but loopback's fail, as it does on a machine without a network."""
    known = socket.getaddrinfo

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in {"127.0.0.1", "localhost"}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *args, **kwargs)

    async def ask(_: object, name: str, type: str) -> DnsRecord:
        return DnsRecord(name, type, DnsOutcome.FAILED, detail="no network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        patch.setattr("auditor.collect.http.dns.SystemLookup.__call__", ask)
        yield


def free_port() -> int:
    """Return a free port below the range from which the system hands out ports by itself."""
    for port in random.sample(range(20_000, 32_000), 50):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no free port")


@contextmanager
def started(kind: str) -> Iterator[str]:
    """Start a fresh site of this kind; yield its origin; end it and all it started."""
    # Not pytest's own folder: the database runs as a user of its own and has to get there.
    state = Path(tempfile.mkdtemp(prefix=f"auditor-{kind}-"))
    port = free_port()
    command = ["bash", str(ROOT / "tests" / "servers" / kind / "start.sh"), str(state), str(port)]
    log = state / "start.log"
    with log.open("wb") as output:
        script = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_until_ready(kind, script, state)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(script)
        shutil.rmtree(state, ignore_errors=True)


def wait_until_ready(kind: str, script: subprocess.Popen[bytes], state: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while "READY" not in (state / "start.log").read_text(errors="replace"):
        if script.poll() is not None or time.monotonic() > end:
            logs = [f"== {log.name}\n{log.read_text(errors='replace')[-2_000:]}" for log in sorted(state.glob("*.log"))]
            pytest.fail(f"{kind} was not READY within {SECONDS_TO_START} s, or ended\n" + "\n".join(logs))
        time.sleep(0.1)


def end(script: subprocess.Popen[bytes]) -> None:
    """End the script's own process group, which is all it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(script.pid, number)
        with suppress(subprocess.TimeoutExpired):
            script.wait(SECONDS_TO_END)
    for _ in range(100):
        try:
            os.killpg(script.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError(f"process group {script.pid} is still there")


def audit(*args: object) -> Result:
    with nothing_but_loopback():
        return CliRunner().invoke(main, [str(arg) for arg in args])


def audited(url: str, target: object, folder: Path) -> Audited:
    result = audit("run", target, "--output", folder)
    assert result.exit_code == 0, result.output
    return Audited(url, folder, result)


def open_config(url: str, folder: Path) -> Path:
    path = folder / "auditor.toml"
    path.write_text(
        f'[target]\nsite = "{url}/"\nname = "Borehole"\n[crawl]\nrespect_robots = false\n', encoding="utf-8"
    )
    return path


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with started("wordpress") as url:
        yield audited(url, f"{url}/", tmp_path_factory.mktemp("wordpress"))


@pytest.fixture(scope="module")
def mezzanine_site() -> Iterator[str]:
    with started("mezzanine") as url:
        yield url


@pytest.fixture(scope="module")
def mezzanine(mezzanine_site: str, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    folder = tmp_path_factory.mktemp("mezzanine")
    return audited(mezzanine_site, open_config(mezzanine_site, folder), folder / "run")


# --- WordPress ------------------------------------------------------------------------------------------------------


def test_wordpress_these_and_no_other_faults_are_found(wordpress: Audited) -> None:
    assert wordpress.findings("fail", "error", "review") == [
        (
            "claimable-profile-link",
            "https://x.com/boreholetools",
        ),  # strangers see nothing there: for a person to look up
        ("dead-contact-link", "/media/kit.zip"),
        ("dead-media-page", "/media-enquiries/"),
        ("insecure-contact-page", "/contact/"),  # it is served over http: true of a test server too
        ("insecure-contact-page", "/press/"),
        ("insecure-contact-page", "/support/"),
        ("missing-media-contact", "/"),  # the press page has a comment form only
        ("missing-report-route", "/"),
        ("monologue", "/"),  # two posts of the blog and nobody answered: too few to say
        ("open-user-list", "/wp-json/wp/v2/users?per_page=100"),
        ("placeholder-content", "/contact/"),  # its number lies in a range kept for fiction
        ("undeliverable-email", "help@borehole.example"),  # a reserved name
        ("undeliverable-email", "support@borehole.example"),
    ]


def test_wordpress_what_lies_elsewhere_cannot_be_told_without_a_network(wordpress: Audited) -> None:
    networks = (
        "https://www.facebook.com/boreholetools",
        "https://www.flickr.com/people/boreholetools/",
        "https://x.com/boreholetools",
    )
    assert wordpress.findings("inconclusive") == [
        *(
            ("claimable-domain-link", f"{name}")
            for name in ("facebook.com", "flickr.com", "gravatar.com", "twitter.com", "wordpress.org")
        ),
        ("dead-contact-link", "https://forum.borehole.example/"),
        ("dead-contact-link", "https://twitter.com/boreholetools"),
        ("dead-contact-link", "https://wordpress.org/"),
        ("dead-contact-link", "https://www.facebook.com/boreholetools"),
        ("dead-contact-link", "https://www.flickr.com/photos/boreholetools"),
        *(("dead-profile-link", url) for url in networks),
        *(("impostor-account", search) for search in SEARCHES),
        *(("unanswered-question", url) for url in networks),
    ]


def test_wordpress_its_living_pages_are_alive(wordpress: Audited) -> None:
    alive = set(wordpress.findings("pass"))
    assert {
        ("dead-contact-page", "/contact/"),
        ("dead-contact-page", "/support/"),
        ("dead-media-page", "/press/"),
        ("hidden-contact-page", "/contact/"),
        ("missing-contact-route", "/"),
    } <= alive
    # short links and feeds answer otherwise than pages do
    assert {("dead-contact-link", path) for path in ("/?p=4", "/feed/", "/wp-login.php")} <= alive


def test_wordpress_an_old_address_that_leads_on_is_no_page_of_its_own(wordpress: Audited) -> None:
    assert wordpress.gathered.fetches[f"{wordpress.url}/cont/"].final_url == f"{wordpress.url}/contact/"
    assert "/cont/" not in wordpress.paths_read()


def test_wordpress_comments_search_and_log_in_are_no_contact_forms(wordpress: Audited) -> None:
    actions = {form.action.removeprefix(wordpress.url) for form in wordpress.gathered.forms if "/support/" in form.page}
    assert actions == {"/", "/wp-login.php"}
    assert any(
        form.action.endswith("/wp-comments-post.php") for form in wordpress.gathered.forms if "/press/" in form.page
    )
    assert "wp-comments-post" not in wordpress.said()
    assert wordpress.outcomes()["broken-contact-form"] == "not-applicable"


def test_wordpress_the_log_in_page_is_no_contact_page(wordpress: Audited) -> None:
    by_path = {page.url.removeprefix(wordpress.url): page for page in wordpress.gathered.pages}
    assert by_path["/wp-login.php"].roles == ()
    roles = {path: page.roles for path, page in by_path.items() if page.roles}
    assert roles == {
        "/": (Role.HOME,),
        "/about/": (Role.ABOUT,),
        "/contact/": (Role.CONTACT,),
        "/media-enquiries/": (Role.MEDIA,),
        "/press/": (Role.MEDIA,),
        "/support/": (Role.SUPPORT,),
    }


def test_wordpress_archives_replies_and_feeds_do_not_blow_up_the_visit(wordpress: Audited) -> None:
    month = f"/{datetime.now(UTC):%Y/%m}"
    assert f"{month}/a-new-drill/" in wordpress.paths_read()
    assert len(wordpress.paths_read()) <= 20  # measured: 17
    assert wordpress.requests() <= 45  # measured: 26
    assert not any("/feed/" in path for path in wordpress.paths_read())


# --- Mezzanine ------------------------------------------------------------------------------------------------------


def test_mezzanine_asks_robots_to_keep_out(mezzanine_site: str, tmp_path: Path) -> None:
    result = audit("run", f"{mezzanine_site}/", "--output", tmp_path / "run")
    assert result.exit_code == 3
    assert result.stderr == (
        f"auditor: {mezzanine_site}/ must not be read, because its robots.txt asks robots to keep out. If the site is yours, "
        "set respect_robots = false under [crawl] in auditor.toml.\n"
    )
    assert result.stdout == ""


def test_mezzanine_these_and_no_other_faults_are_found(mezzanine: Audited) -> None:
    assert mezzanine.findings("fail", "error", "review") == [
        ("broken-contact-form", "/contact/"),  # unencrypted, as all here
        ("claimable-profile-link", "https://x.com/boreholetools"),
        ("dead-contact-link", "/support/#hours"),
        ("dead-contact-page", "/complaints-desk/"),
        ("insecure-contact-page", "/contact/"),
        ("insecure-contact-page", "/press/"),
        ("insecure-contact-page", "/support/"),
        ("missing-media-contact", "/"),  # a mailbox under a reserved name reaches nobody
        ("missing-report-route", "/"),
        ("placeholder-content", "/contact/"),  # "An open source content management platform." in every head
        ("placeholder-content", "/press/"),
        ("placeholder-content", "/support/"),
        ("placeholder-content", "/support/"),  # and a number of the range kept for fiction
        ("undeliverable-email", "a•••s@borehole.example"),
    ]


def test_mezzanine_its_contact_form_has_no_fault_but_the_want_of_encryption(mezzanine: Audited) -> None:
    judged = json.loads((mezzanine.folder / "results.json").read_text(encoding="utf-8"))
    told = [
        finding["message"]["text"]
        for check in judged["checks"]
        for finding in check["findings"]
        if check["id"] == "broken-contact-form"
    ]
    assert told == [f"The form sends what visitors write without encryption (http). It is on {mezzanine.url}/contact/."]
    assert ("missing-contact-route", "/") in mezzanine.findings("pass")
    form = next(form for form in mezzanine.gathered.forms if form.purpose == "contact")
    assert (form.page, form.action, form.method, form.submittable) == (
        f"{mezzanine.url}/contact/",
        f"{mezzanine.url}/contact/",
        "post",
        True,
    )


def test_mezzanine_the_log_in_page_and_what_lies_elsewhere_are_no_faults(mezzanine: Audited) -> None:
    elsewhere = ("djangoproject.com", "getbootstrap.com", "github.com", "jupo.org", "twitter.com")
    assert mezzanine.findings("inconclusive") == [
        *(("claimable-domain-link", name) for name in elsewhere),
        ("dead-contact-link", "/admin/"),
        ("dead-contact-link", "http://getbootstrap.com/"),
        ("dead-contact-link", "http://mezzanine.jupo.org/"),
        ("dead-contact-link", "http://www.djangoproject.com/"),
        ("dead-contact-link", "https://twitter.com/boreholetools"),
        ("dead-profile-link", "https://x.com/boreholetools"),
        *(("impostor-account", search) for search in SEARCHES),
        ("unanswered-question", "https://x.com/boreholetools"),
    ]
    assert "login wall" in mezzanine.said()


def test_mezzanine_its_living_pages_are_alive(mezzanine: Audited) -> None:
    alive = set(mezzanine.findings("pass"))
    assert {
        ("dead-contact-page", "/contact/"),
        ("dead-contact-page", "/support/"),
        ("dead-media-page", "/press/"),
        ("dead-contact-link", "/contact/#id_field_1"),
        ("dead-contact-link", "/contact/legals/"),
        ("unusable-phone", "tel:+442079460123"),
    } <= alive


def test_mezzanine_a_sitemap_that_names_another_address_leads_nowhere(mezzanine: Audited) -> None:
    sitemap = "http://127.0.0.1:8000/"  # what Mezzanine writes until somebody configures the site's name
    assert not [url for url in mezzanine.gathered.fetches if url.startswith(sitemap)]
    assert sitemap not in mezzanine.said()


def test_mezzanine_galleries_do_not_blow_up_the_visit(mezzanine: Audited) -> None:
    assert mezzanine.paths_read() == {
        "/",
        "/about/",
        "/about/history/",
        "/about/team/",
        "/blog/",
        "/complaints-desk/",
        "/contact/",
        "/contact/legals/",
        "/gallery/",
        "/press/",
        "/support/",
    }
    pictures = [url for url in mezzanine.gathered.fetches if "/media/uploads/" in url]
    assert not pictures  # the demo gallery's 98: no check judges the pictures of a page that nobody turns to
    assert mezzanine.requests() <= 25  # measured: 19
