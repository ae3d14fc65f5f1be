"""The benchmark of whole audits counts what was asked for by what it was for, and compares versions on the same site."""

from __future__ import annotations

import http.client
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import audit, audit_tables, company_site, tables, tools
from benchmarks.audit import Bench
from benchmarks.audit_tables import Audit, Repeated, Version
from benchmarks.company_server import Asked, served
from benchmarks.company_site import DOMAIN, HOST, SITES, Company, Reason
from benchmarks.measure import Cost

TINY = Company(12, 6_000, photos=1, sizes=2, outside=2, profiles=())
HERE = Version("now", tools.ROOT)


def test_pages_are_of_the_size_and_number_that_the_plan_says() -> None:
    for name, company in SITES.items():
        assert len(set(company.paths)) == company.pages == int(name)
        assert all(0 <= len(company.page(number)) - company.size < 1_000 for number in (1, company.pages - 1))
        assert company.page(3) == replace(company).page(3)


def test_every_address_that_a_page_shows_or_links_is_served_for_its_reason() -> None:
    counts = Counter(thing.reason for thing in TINY.things.values())
    assert counts[Reason.PAGE] == 12
    assert counts[Reason.PICTURE] == 12 * 2 + 3 + 6
    assert counts[Reason.DEAD] == 12 + 6
    assert counts[Reason.OTHERS] == 12 * 2
    assert {f"www.{word}-closed.example" for word in ("birch-bench",)}.isdisjoint(TINY.hosts)


@pytest.mark.parametrize(
    ("host", "path", "why"),
    [
        (HOST, "/contact/", Reason.PAGE),
        (HOST, "/?s=x", Reason.PAGE),
        (DOMAIN, "/robots.txt", Reason.RULES),
        ("www.other.example", "/robots.txt", Reason.RULES),
        (HOST, "/auditor-0123456789abcdef-no-such-page", Reason.CONTROL),
        (HOST, "/.well-known/security.txt", Reason.WELL_KNOWN),
        (HOST, "/kontakt/", Reason.GUESS),
        (HOST, "/archive/amber-bench/", Reason.DEAD),
        ("www.other.example", "/", Reason.FRONT),
    ],
)
def test_what_a_request_was_for_is_told_by_its_address(host: str, path: str, why: Reason) -> None:
    assert company_site.reason(TINY.things, host, path) is why


def test_what_is_asked_for_is_taken_down() -> None:
    with served(TINY) as place:
        host = http.client.HTTPConnection("127.0.0.1", place.http_port, timeout=10)
        host.request("HEAD", "/contact/?a=b", headers={"Host": f"{HOST}:80"})
        answer = host.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/contact/?a=b")
        host.close()
    assert place.log == [Asked("http", "HEAD", HOST, "/contact/?a=b")]


@pytest.mark.slow  # a whole audit
def test_an_audit_asks_the_hosts_that_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SITES, "20", TINY)
    bench = Bench(tmp_path, limit=100)
    with served(TINY) as place:
        bench.collect(HERE, TINY, place)
    found = Audit(HERE, "20", 0.0, place.log, {"gather": Cost(0, 1.0, 1.0)})
    count, again = found.by_reason[Reason.PAGE]
    assert count - again == 12
    assert found.by_reason[Reason.RULES][0] >= 2
    assert found.by_reason[Reason.WELL_KNOWN][0] >= 1
    assert sum(count for count, _ in found.by_reason.values()) == len(place.log)
    assert 12 <= found.own <= len(place.log)


def asked(*hosts: str) -> list[Asked]:
    return [Asked("https", "GET", host, "/contact/") for host in hosts]


def made(log: list[Asked], wall: float = 2.0, *, site: str = "300") -> Audit:
    cost = Cost(0, wall, 1.0, 100.0, 90.0)
    return Audit(HERE, site, 0.1, log, dict.fromkeys(("gather", "whole"), cost))


def test_the_floor_is_that_of_the_busiest_host() -> None:
    found = made(asked(HOST, HOST, *["www.other.example"] * 8))
    assert found.floor == pytest.approx(0.1 * 8 / 4)
    assert found.pages_floor == pytest.approx(0.1 * 300 / 4)
    assert found.by_reason[Reason.PAGE] == (2, 1)
    row = [cell.strip() for cell in audit_tables.text([found]).splitlines()[4].split("|")]
    assert row[1:9] == ["300", "100", "now", "0.0", "0.0", "2.0", "10.00", "0.27"]


def test_targets_are_met_at_their_bounds_and_missed_past_them() -> None:
    met = made(asked(*[HOST] * 990, *["www.other.example"] * 510), 22.0)
    missed = made(asked(*[HOST] * 991, *["www.other.example"] * 510), 29.0)
    assert [target.met for target in audit_tables.targets([met])] == [True] * 5
    assert [target.met for target in audit_tables.targets([missed])] == [False, False, False, False, False]
    assert not audit_tables.targets([made(asked(HOST), site="20")])


def test_of_many_audits_the_first_is_left_out_and_memory_is_that_of_the_second_half() -> None:
    one = Repeated(HERE, (3.0, 1.0, 0.9, 1.1), (80.0, 90.0, 100.0, 101.0))
    assert (one.later, one.growth) == (1.0, 1.0)
    assert [target.met for target in audit_tables.repeat_targets([one])] == [True, False]
    assert "| now | 4 | 3.00 | 1.00 | 1.10 | 90 | 101 | 1.00 |" in audit_tables.repeats([one])


def test_the_page_on_speed_has_the_marks() -> None:
    page = (tools.ROOT / "docs" / "speed.md").read_text(encoding="utf-8")
    for begin, end in (audit_tables.MARKS, audit_tables.REPEAT_MARKS):
        assert page.index(begin) < page.index(end)


def test_only_what_stands_between_its_marks_is_written(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    (a, b), (c, d) = audit_tables.MARKS, audit_tables.REPEAT_MARKS
    page.write_text(f"{a}\n1\n{b}\n{c}\n2\n{d}\n")
    tables.write("new", page, audit_tables.REPEAT_MARKS)
    assert page.read_text() == f"{a}\n1\n{b}\n{c}\nnew\n{d}\n"


def test_a_site_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        audit.parse(["--sites", "20,21"])
    assert "there are 40, 300, 20, not 21" in capsys.readouterr().err


def test_another_revision_is_checked_out_and_taken_away_again(tmp_path: Path) -> None:
    if subprocess.run(["git", "rev-parse", "HEAD"], cwd=tools.ROOT, capture_output=True, check=False).returncode:
        pytest.skip("not a clone")
    with audit.versions_of("HEAD", tmp_path) as (before, now):
        assert (before.tree / "auditor" / "__init__.py").is_file()
        assert (before.name.startswith("before ("), now) == (True, HERE)
    assert not before.tree.exists()


@pytest.mark.slow
def test_an_audit_is_measured_stage_by_stage_in_one_go_and_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SITES, "20", TINY)
    bench = Bench(tmp_path, limit=200)
    found = audit.audits(bench, [HERE], ["20"], [0.0, 0.001], 1, lambda _: None)
    assert [set(each.costs) for each in found] == [{"gather", "check", "report", "pdf"}, {"gather", "whole"}]
    assert all(cost.cpu > 0 for each in found for cost in each.costs.values())
    assert (tmp_path / "run" / "report.pdf").is_file()
    assert len(bench.repeat(HERE, 2).cpu) == 2
