"""The example company, audited by the one command that needs no network: every fault is found, and none once fixed."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from click.testing import CliRunner, Result

from auditor.audit import registry, results
from auditor.cli.commands import main
from auditor.demo.company import Fault, load
from auditor.snapshot import reader
from tests.test_examples import NOT_ASKED as NOT_SHOWN

pytestmark = pytest.mark.slow  # the demo is made, twice

LONDON = ZoneInfo("Europe/London")
FILES = ("report.html", "report.pdf", "results.json", "results.junit.xml", "snapshot.sqlite")
WALLS = {"https://social.example/quillnet", "https://worklink.example/company/quillnet"}
"""Profiles that show anonymous visitors nothing, before and after."""
ABOUT_THE_SITE = {"missing-contact-route", "missing-media-contact"}
"""Checks that speak of the site as a whole: their subject is its home page, whichever page the fault is met on."""
NOT_ASKED = NOT_SHOWN
"""Checks that do not show in the example, and why."""
ONLY_AFTER_TROUBLE = {"archived-exposure", "unwarned-compromise"}
"""Checks that have nothing to say where nothing happened."""
UNSEEN = {"closed-channel"}
"""Checks that need what the example's networks do not tell: on Mastodon, and in feeds, whether replies are open."""
MASKED = {
    "+46 70 174 06 12": "+46 701 ••• ••12",
    "marit.solheim@gmail.example": "m•••m@gmail.example",
    "7 Mill Row": "•• M••• R•••",
    "https://mastodon.inkford.example/@priya_venkataraghavan": "https://mastodon.inkford.example/@p•••",
}
"""Subjects that results show masked."""


@dataclass
class Network:
    """What the command asked of the network."""

    connected: set[str] = field(default_factory=set)
    looked_up: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Demo:
    """What `auditor demo` left."""

    folder: Path
    result: Result
    network: Network

    def results(self, phase: str) -> dict[str, Any]:
        return dict(json.loads((self.folder / phase / "results.json").read_text(encoding="utf-8")))

    def findings(self, phase: str, outcome: str) -> list[tuple[str, str]]:
        """Return (check, subject) of every finding of this outcome."""
        return [
            (check["id"], finding["subject"])
            for check in self.results(phase)["checks"]
            for finding in check["findings"]
            if finding["outcome"] == outcome
        ]

    def faults(self, phase: str) -> list[tuple[str, str]]:
        """Return (check, subject) of what fails, and of what a person has to judge where checks leave it at that."""
        judged = {check["id"] for check in self.results(phase)["checks"] if check["severity"] == "info"}
        reviews = [found for found in self.findings(phase, "review") if found[0] in judged]
        return self.findings(phase, "fail") + reviews


@contextmanager
def watched() -> Iterator[Network]:
    """Take down every connection and look-up."""
    seen = Network()
    plain, look_up = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        seen.connected.add(address[0] if isinstance(address, tuple) else str(address))
        plain(self, address)

    def asked(host: Any, *args: Any, **kwargs: Any) -> Any:
        seen.looked_up.add(str(host))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr("asyncio.selector_events.BaseSelectorEventLoop.sock_connect", noting(seen))
        patch.setattr(socket, "getaddrinfo", asked)
        patch.setattr("auditor.collect.http.dns.SystemLookup.__init__", never)
        yield seen


def noting(seen: Network) -> Any:
    from asyncio.selector_events import BaseSelectorEventLoop  # noqa: PLC0415 - private place, needed here only

    original = BaseSelectorEventLoop.sock_connect

    async def sock_connect(self: Any, sock: socket.socket, address: Any) -> Any:
        seen.connected.add(address[0])
        return await original(self, sock, address)

    return sock_connect


def never(*_: object) -> None:
    raise AssertionError("the demo asked the machine's own DNS")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    with watched() as network:
        result = CliRunner().invoke(main, ["demo", "--output", str(folder)])
    assert result.exit_code == 0, result.output
    return Demo(folder, result, network)


@pytest.mark.parametrize("phase", ["before", "after"])
def test_it_leaves_every_file_where_it_says(demo: Demo, phase: str) -> None:
    for name in FILES:
        assert (demo.folder / phase / name).stat().st_size > 1_000, name
    said = demo.result.stdout.split()
    assert {str(demo.folder / phase / name) for name in FILES[:-1]} <= set(said)
    assert (demo.folder / phase / "report.pdf").read_bytes().startswith(b"%PDF")
    assert demo.result.stderr == ""


@pytest.mark.parametrize("phase", ["before", "after"])
def test_its_results_are_of_the_published_shape_and_the_visit_is_whole(demo: Demo, phase: str) -> None:
    judged = demo.results(phase)
    jsonschema.validate(judged, results.schema())
    assert judged["target"] == {"name": "Quillnet Broadband", "site": "https://www.quillnet.example/"}
    assert [check["id"] for check in judged["checks"] if check["outcome"] == "error"] == []
    assert not reader.load(demo.folder / phase).partial
    assert not reader.load(demo.folder / phase).missing


def expected(fault: Fault) -> tuple[str, str]:
    subject = load().site if fault.check in ABOUT_THE_SITE else fault.subject
    return fault.check, MASKED.get(subject, subject)


def test_before_every_fault_of_the_manifest_is_found(demo: Demo) -> None:
    found = demo.faults("before")
    assert [one for fault in load().faults if (one := expected(fault)) not in found] == []


def test_before_nothing_is_found_that_is_no_fault(demo: Demo) -> None:
    known = {expected(fault) for fault in load().faults}
    assert [found for found in demo.faults("before") if found not in known] == []


def test_before_every_check_fails_at_least_once(demo: Demo) -> None:
    known = set(registry.load(installed=False))
    assert len(known) >= 12
    assert {check for check, _ in demo.faults("before")} == known - NOT_ASKED.keys()


def test_a_link_into_other_hands_is_told_by_one_check_only(demo: Demo) -> None:
    subjects = [fault.subject for fault in load().faults if fault.check == "hijacked-link"]
    found = [(check, subject) for outcome in ("fail", "pass") for check, subject in demo.findings("before", outcome)]
    assert sorted(one for one in found if one[1] in subjects) == sorted(("hijacked-link", one) for one in subjects)


def test_after_nothing_fails_and_every_check_found_something_in_order(demo: Demo) -> None:
    assert demo.findings("after", "fail") == []
    assert demo.findings("after", "review") == []
    checks = {check["id"] for check in demo.results("after")["checks"]}
    assert checks == set(registry.load(installed=False))
    assert {check for check, _ in demo.findings("after", "pass")} >= checks - NOT_ASKED.keys() - ONLY_AFTER_TROUBLE


def test_what_nobody_can_tell_is_the_walls_and_what_networks_keep_to_themselves(demo: Demo) -> None:
    found = demo.findings("after", "inconclusive")
    assert {subject for check, subject in found if check not in UNSEEN} == WALLS
    assert {check for check, subject in found if subject not in WALLS} <= UNSEEN
    assert {subject for _, subject in demo.findings("before", "inconclusive")} >= WALLS


def test_the_two_scores_tell_the_two_apart(demo: Demo) -> None:
    before, after = demo.results("before")["score"], demo.results("after")["score"]
    assert before["grade"] == "F"
    assert after["grade"] == "A"
    assert min(before["coverage"], after["coverage"]) > 0.9


def test_conversations_of_a_quarter_are_gathered_from_networks_and_files(demo: Demo) -> None:
    for phase, more in (("before", set()), ("after", {("discourse", "discourse")})):
        gathered = reader.load(demo.folder / phase)
        assert {(one.platform, one.source) for one in gathered.channels if one.posts} - more == {
            ("mastodon", "mastodon"),
            ("bluesky", "bluesky"),
            ("social", "jsonl"),
            ("local-reviews", "reviews"),
            ("website", "feed"),
        }
        assert sum(one.posts for one in gathered.channels) > 1_800
        assert not any(one.cut for one in gathered.channels)


def test_profiles_are_told_apart_by_what_their_networks_say(demo: Demo) -> None:
    told = {one.handle: one.existence.value for one in reader.load(demo.folder / "before").profiles}
    host = "mastodon.inkford.example"
    assert {handle for handle, existence in told.items() if existence == "live"} == {
        "quillnet.example",
        *(f"{name}@{host}" for name in ("quillnet", "quillnethelp", "quilnet", "quillnet_jobs")),
    }
    assert told[f"quillnet_offers@{host}"] == "suspended"
    assert told[f"quillnet_tv@{host}"] == "moved"
    assert told[f"quillnet_crew@{host}"] == told["quillnet-help.bsky.social"] == "missing"


def test_no_detail_of_a_person_stands_in_the_results_unmasked(demo: Demo) -> None:
    for name in ("results.json", "report.html", "results.junit.xml"):
        said = (demo.folder / "before" / name).read_text(encoding="utf-8")
        for detail in (
            "marit.solheim",
            "174 06 12",
            "1740612",
            "7 Mill Row",
            "priya_venkat",
            "4 March 1971",
            "Hannah Ashdown",
            "hannah.ashdown",
            "900461",
        ):
            assert detail not in said, (name, detail)


def test_no_connection_leaves_the_machine_and_no_name_is_looked_up(demo: Demo) -> None:
    assert demo.network.connected == {"127.0.0.1"}
    assert demo.network.looked_up <= {"127.0.0.1", "localhost"}


def test_a_second_run_takes_the_place_of_the_first(demo: Demo, tmp_path: Path) -> None:
    shutil.copytree(demo.folder / "after", tmp_path / "after")  # the first run
    (tmp_path / "after" / "notes.txt").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(main, ["demo", "--fixed", "--output", str(tmp_path), "--format", "html,json"])
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "after" / "report.pdf").exists()
    assert (tmp_path / "after" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "before").exists()


def test_what_is_said_elsewhere_is_gathered_and_told_as_it_happened(demo: Demo) -> None:
    for phase, last in (("before", "15:40"), ("after", "06:38")):
        gathered = reader.load(demo.folder / phase)
        assert {one.platform for one in gathered.venues} == {"hackernews", "discourse", "mastodon", "feed"}
        assert not any(one.cut or one.unseen for one in gathered.venues)
        outage = [event for event in demo.results(phase)["timeline"] if event["kind"] in ("spike", "acknowledgement")]
        local = [datetime.fromisoformat(event["at"]).astimezone(LONDON) for event in outage]
        assert [f"{moment:%a %H:%M}" for moment in local] == ["Tue 06:02", f"Tue {last}"]
