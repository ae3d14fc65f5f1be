"""posts.csv goes with every report that names it, from a run folder."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import pipeline
from auditor.audit.registry import Known
from auditor.model import CompanyProfile, Target
from auditor.snapshot import writer
from tests import asked
from tests.snapshots import TAKEN_AT


def run_folder(folder: Path, *, posts: bool = True) -> Path:
    """Return a run folder with conversations, judged."""
    gathered = writer.Store(folder)
    gathered.begin(
        Target("Acme", "https://www.acme.example/"),
        TAKEN_AT,
        company_profile=CompanyProfile(hours="Mon-Fri 09:00-17:00"),
    )
    visit = asked.site().snapshot()
    gathered.put_profiles(visit.profiles)
    if posts:
        gathered.put_posts(visit.posts)
        for channel in visit.channels:
            gathered.put_channel(channel)
    gathered.finish()
    gathered.close()
    pipeline.check(folder, chosen())
    return folder


def chosen() -> dict[str, Known]:
    return {id_: asked.known()[id_] for id_ in ("unanswered-question", "unlinked-profile")}


@pytest.mark.parametrize(
    ("formats", "there"),
    [(("html",), True), (("json", "junit"), False), (("csv",), True), (("html", "csv", "pdf"), True)],
)
@pytest.mark.slow  # all files of a report
def test_it_is_named_with_the_reports_that_send_readers_to_it(
    formats: tuple[str, ...], there: bool, tmp_path: Path
) -> None:
    folder = run_folder(tmp_path)
    written, _ = pipeline.write(folder, chosen(), formats)
    assert (folder / "posts.csv").is_file()
    assert [path.name for path in written].count("posts.csv") == there


def test_a_report_needs_the_results_alone(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    pipeline.write(folder, chosen(), ("html", "junit"))
    before = (folder / "report.html").read_bytes(), (folder / "results.junit.xml").read_bytes()
    (folder / "snapshot.sqlite").unlink()
    pipeline.write(folder, chosen(), ("html", "junit"))
    assert before == ((folder / "report.html").read_bytes(), (folder / "results.junit.xml").read_bytes())


def test_what_is_not_there_is_not_said_to_be_written(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    (folder / "posts.csv").unlink()
    written, troubles = pipeline.write(folder, chosen(), ("html",))
    assert [path.name for path in written] == ["report.html"]
    assert troubles == {"csv": f"{folder / 'posts.csv'}: not found; run `auditor check {folder}` again"}


def test_results_of_an_earlier_version_claim_nothing_that_they_do_not_hold(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    kept = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    keys = ("ruleset", "taken_at", "target", "score", "categories")
    checks = [
        {key: check[key] for key in ("id", "category", "severity", "outcome", "title")} | {"reason": "", "findings": []}
        for check in kept["checks"]
    ]
    old = {"schema_version": 1, **{key: kept[key] for key in keys}, "checks": checks}
    (folder / "results.json").write_text(json.dumps(old), encoding="utf-8")
    pipeline.write(folder, chosen(), ("html",))
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "These results come from an earlier kind of audit" in report
    assert "0 pages" not in report


def test_without_posts_it_is_written_only_when_asked_for(tmp_path: Path) -> None:
    folder = run_folder(tmp_path, posts=False)
    pipeline.write(folder, chosen(), ("html",))
    assert not (folder / "posts.csv").exists()
    assert "posts.csv" not in (folder / "report.html").read_text(encoding="utf-8")
    pipeline.write(folder, chosen(), ("csv",))
    assert (folder / "posts.csv").read_bytes() == b"platform,account,post_id,url,at,rate,counted_as\r\n"


@pytest.mark.slow
def test_all_files_are_the_same_each_time(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    made = []
    for _ in range(2):
        written, _ = pipeline.write(folder, chosen(), ("html", "pdf"))
        made.append({path.name: path.read_bytes() for path in written})
    assert made[0] == made[1]
    assert set(made[0]) == {"report.html", "report.pdf", "posts.csv"}


def test_the_report_says_how_many_rows_there_are(tmp_path: Path) -> None:
    folder = run_folder(tmp_path)
    pipeline.write(folder, chosen(), ("html",))
    with (folder / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert f"({len(rows):,} rows)" in (folder / "report.html").read_text(encoding="utf-8")
    assert {row["account"] for row in rows} == {"acme", "help"}


def test_a_report_without_posts_does_not_wait_for_what_tells_of_them() -> None:
    say = (
        "import sys; from auditor import report; from tests import factories as make;"
        "make.make_report(make.make_results(), make.make_snapshot(), {}); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", say], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "auditor.report.compose" in loaded
    assert not {
        name
        for name in loaded
        if name
        in {"auditor.audit.summary.conversations", "auditor.audit.summary.counted", "auditor.audit.summary.quoting"}
    }
