"""Earlier audits of a target on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.audit import history, results
from auditor.audit.history import HistoryError
from auditor.audit.results import ResultsError
from auditor.model import Outcome
from tests.factories import SITE, make_results


def kept(folder: Path, day: int, *, site: str = SITE + "/", **more: object) -> Path:
    folder.mkdir(parents=True)
    made = make_results(site=site).model_copy(update={"taken_at": f"2026-01-{day:02}T00:00:00Z", **more})
    results.write(made, folder / "results.json")
    return folder


def days(found: history.History) -> list[int]:
    return [int(run.taken_at[8:10]) for run in found.runs]


def test_older_runs_of_the_target_are_found_oldest_first(tmp_path: Path) -> None:
    for day in (3, 1, 2, 9):
        kept(tmp_path / f"run-{9 - day}", day)
    kept(tmp_path / "other", 4, site="https://www.other.example/")
    found = history.before(tmp_path / "run-0", SITE, "2026-01-03T12:00:00Z")
    assert days(found) == [1, 2, 3]
    assert found.left_out == ()


def test_no_more_runs_are_read_than_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 20):
        kept(tmp_path / f"{day}", day)
    reading, read = results.read, []
    monkeypatch.setattr(results, "read", lambda path: read.append(path) or reading(path))  # type: ignore[func-returns-value]
    assert days(history.before(tmp_path / "now", SITE)) == list(range(8, 20))
    assert len(read) == history.MOST_RUNS
    assert days(history.against(tmp_path / "19", SITE)) == list(range(8, 20))
    assert days(history.against(tmp_path / "2", SITE)) == [1, 2]


def test_a_damaged_run_beside_it_is_named_and_a_stranger_is_not(tmp_path: Path) -> None:
    (tmp_path / "stranger").mkdir()
    (tmp_path / "stranger" / "results.json").write_text('{"passed": 3}', encoding="utf-8")
    damaged = kept(tmp_path / "damaged", 2) / "results.json"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    other = kept(tmp_path / "other", 3, site="https://www.other.example/") / "results.json"
    other.write_bytes(other.read_bytes()[:-9])
    kept(tmp_path / "run", 1)
    found = history.before(tmp_path / "now", SITE)
    assert days(found) == [1]
    assert len(found.left_out) == 1
    assert "damaged" in found.left_out[0]


def test_a_run_of_another_target_is_refused(tmp_path: Path) -> None:
    other = kept(tmp_path / "other", 1, site="https://www.other.example/")
    with pytest.raises(HistoryError, match="another target"):
        history.against(other, SITE)


def test_a_run_that_is_not_older_is_refused(tmp_path: Path) -> None:
    run = kept(tmp_path / "run", 5)
    with pytest.raises(HistoryError, match="not older"):
        history.against(run / "results.json", SITE, "2026-01-05T00:00:00Z")


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00", '{"schema_version": 99}'])
def test_what_is_no_results_file_is_refused_in_a_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "results.json").write_text(content, encoding="utf-8")
    with pytest.raises(ResultsError) as caught:
        history.against(tmp_path, SITE)
    assert "\n" not in str(caught.value)


def test_an_internal_edition_is_not_quoted_in_one_for_everybody(tmp_path: Path) -> None:
    run = history.read(kept(tmp_path / "run", 5, edition="internal"))
    with pytest.raises(HistoryError, match="--unmasked"):
        history.require_edition((run,), unmasked=False)
    history.require_edition((run,), unmasked=True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.acme.example/", "http://acme.example", True),
        ("https://www.acme.example/de/", "https://www.acme.example/", True),
        ("https://shop.acme.example/", "https://www.acme.example/", False),
        ("http://127.0.0.1:81/", "http://127.0.0.1:82/", False),
    ],
)
def test_which_addresses_are_of_one_target(one: str, other: str, same: bool) -> None:
    assert history.same_target(one, other) is same


def test_checks_see_what_earlier_audits_found(tmp_path: Path) -> None:
    kept(tmp_path / "1", 1)
    found = history.before(tmp_path / "now", SITE)
    audit = history.as_facts(found.runs)[0]
    assert audit.taken_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert audit.ruleset == found.runs[0].ruleset
    listed = [(check.id, one) for check in found.runs[0].checks for one in check.findings]
    assert [(one.check, one.subject, one.fingerprint) for one in audit.findings] == [
        (id_, one.subject, one.fingerprint) for id_, one in listed
    ]
    failed = {one.fingerprint for _, one in listed if one.outcome == "fail"}
    assert {one.fingerprint for one in audit.findings if one.outcome is Outcome.FAIL} == failed != set()
    assert {one.check for one in audit.of("dead-media-page")} == {"dead-media-page"}


def test_how_many_could_not_be_used_is_said(tmp_path: Path) -> None:
    damaged = kept(tmp_path / "damaged", 2) / "results.json"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    kept(tmp_path / "run", 1)
    found = history.before(tmp_path / "now", SITE)
    assert found.unread.text == "1 earlier audit of this target could not be used."
    assert not history.before(tmp_path / "damaged", SITE).unread


def test_of_the_last_month_more_are_read_than_are_compared(tmp_path: Path) -> None:
    for day in range(1, 29):
        kept(tmp_path / f"{day}", day)
    assert days(history.before(tmp_path / "now", SITE, "2026-01-29T00:00:00Z")) == list(range(1, 29))
    assert days(history.before(tmp_path / "now", SITE, "2026-02-21T00:00:00Z")) == list(range(17, 29))
