"""The gate on the command line: one run reports and gates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from tests.local_web import LocalWeb, answer


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", "<nav><a href=/contact>Contact</a><a href=/press>Press</a></nav>", title="Acme")
        server.html("/contact", "<p>Call <a href='tel:+442071838750'>+44 20 7183 8750</a></p>", title="Contact")
        yield server


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def said(result: Result) -> list[str]:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return [line for line in result.stderr.splitlines() if line.startswith("auditor: ")]


ONLY = ("--only", "dead-media-page,dead-contact-page,dead-contact-link")
COMMON = ("--format", "json", "--against", "none", *ONLY)


@pytest.mark.slow  # whole commands
def test_settings_of_another_target_accept_nothing(web: LocalWeb, here: Path) -> None:
    web.pages["/start"] = answer(status=301, headers={"Location": f"http://localhost:{web.port}/"})
    own = f"[target]\nsite = '{web.url}/start'\n"
    accepts = f"[[accept]]\npattern = '{web.url.replace('127.0.0.1', 'localhost')}/press'\nreason = 'not ours'\n"
    (here / "auditor.toml").write_text(own, encoding="utf-8")
    assert auditor("run", "--output", "run", "--fail-on", "low", *COMMON).exit_code == 1
    (here / "other.toml").write_text(f"[target]\nsite = 'https://other.example'\n{accepts}", encoding="utf-8")
    for command in (("check", "run", "--fail-on", "low", *ONLY), ("report", "run", "--format", "md")):
        refused = auditor(*command, "--config", "other.toml")
        assert refused.exit_code == 2
        assert "other.toml: is of another target (https://other.example/, not http://localhost" in said(refused)[0]
    (here / "auditor.toml").write_text(own + accepts, encoding="utf-8")  # the site has moved on from what was asked for
    assert auditor("check", "run", "--config", "auditor.toml", "--fail-on", "low", *ONLY).exit_code == 0


@pytest.mark.slow  # whole commands
def test_run_alone_finds_auditor_toml_and_only_new_findings_fail(web: LocalWeb, here: Path) -> None:
    none = auditor("run")
    assert none.exit_code == 2
    assert "There is no auditor.toml in this folder" in said(none)[0]
    (here / "auditor.toml").write_text(f"fail_on = 'low'\n[target]\nsite = '{web.url}/'\n", encoding="utf-8")
    assert auditor("run", "--output", "run", *COMMON).exit_code == 1
    written = auditor("baseline", "run")
    assert written.exit_code == 0
    assert "(1 added, 0 taken out)" in written.stdout
    known = auditor("run", "--output", "run-2", *COMMON, "--baseline", "baseline.json")
    assert known.exit_code == 0, known.output
    assert "auditor: 1 finding is known to the baseline" in said(known)
    web.html("/", "<nav><a href=/contact>Contact</a><a href=/support>Support</a></nav>", title="Acme")
    web.html("/press", "<p>Write to press@acme.example about anything at all.</p>", title="Press")
    new = auditor("run", "--output", "run-3", *COMMON, "--baseline", "baseline.json")
    assert new.exit_code == 1
    assert "1 new finding failed at severity low or above" in said(new)[-1]


@pytest.mark.slow  # whole commands
def test_a_baseline_alone_asks_for_a_gate(web: LocalWeb, here: Path) -> None:
    auditor("run", web.url, "--output", "run", *COMMON)
    auditor("baseline", "run")
    web.html("/", "<nav><a href=/contact>Contact</a><a href=/support>Support</a><a href=/press>Press</a></nav>", title="Acme")  # fmt: skip
    assert auditor("run", web.url, "--output", "run-2", *COMMON, "--baseline", "baseline.json").exit_code == 1
    assert (
        auditor(
            "run", web.url, "--output", "run-3", *COMMON, "--baseline", "baseline.json", "--fail-on", "never"
        ).exit_code
        == 0
    )
    assert auditor("check", "run-3", *ONLY, "--baseline", "baseline.json").exit_code == 1


def test_a_baseline_of_another_target_or_none_stops_before_the_visit(web: LocalWeb, here: Path) -> None:
    auditor("run", web.url, "--output", "run", *COMMON)
    auditor("baseline", "run")
    text = (here / "baseline.json").read_text(encoding="utf-8")
    (here / "other.json").write_text(text.replace(web.url, "https://www.other.example"), encoding="utf-8")
    (here / "broken.json").write_text(text[:-20], encoding="utf-8")
    before = len(web.asked)
    for name in ("other.json", "broken.json", "nothing.json"):
        done = auditor("run", web.url, "--output", "other", *COMMON, "--baseline", name)
        assert done.exit_code == 2
        (line,) = said(done)
        assert name in line
        assert auditor("baseline", "run", "--output", name).exit_code == (0 if name == "nothing.json" else 2)
    assert len(web.asked) == before


def test_accepted_findings_are_counted_and_one_that_ran_out_fails_loudly(web: LocalWeb, here: Path) -> None:
    accept = f"[target]\nsite = '{web.url}/'\n[[accept]]\npattern = '{web.url}/press'\nreason = 'fix planned'\nwho = 'Jane'\n"
    (here / "auditor.toml").write_text(accept, encoding="utf-8")
    fine = auditor("run", "--output", "run", *COMMON, "--fail-on", "low")
    assert fine.exit_code == 0
    assert "auditor: 1 finding is accepted (1 fix planned)" in said(fine)
    (here / "auditor.toml").write_text(f"{accept}until = 2020-01-01\n", encoding="utf-8")
    expired = (
        f"auditor: [[accept]] {web.url}/press (fix planned) by Jane ran out on 2020-01-01, and 1 finding is still there"
    )
    loud = auditor("check", "run", "--config", "auditor.toml", *ONLY, "--fail-on", "critical")
    assert loud.exit_code == 1
    assert any(line.startswith(expired) for line in said(loud))
    told = auditor("check", "run", "--config", "auditor.toml", *ONLY)
    assert told.exit_code == 0
    assert any(line.startswith(expired) for line in said(told))


MACHINES = "sarif,junit,github,gitlab,md,findings"


@pytest.mark.slow  # whole commands
def test_findings_are_told_of_auditor_toml_and_without_one_the_run_says_what_github_does(
    web: LocalWeb, here: Path
) -> None:
    bare = auditor("run", web.url, "--output", "bare", "--format", MACHINES, *ONLY)
    assert any("results.sarif: GitHub will refuse it" in line for line in said(bare))
    (here / "auditor.toml").write_text(f"[target]\nname = 'Acme'\nsite = '{web.url}/'\n", encoding="utf-8")
    done = auditor("run", "--output", "run", "--format", MACHINES, *ONLY)
    assert not any("GitHub" in line for line in said(done))
    result = json.loads((here / "run" / "results.sarif").read_text("utf-8"))["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("auditor.toml", 3)
    assert (here / "run" / "annotations.txt").read_text("utf-8").startswith("::error file=auditor.toml,line=3,")
    for name in ("results.junit.xml", "gl-code-quality-report.json", "summary.md", "findings.csv"):
        assert "dead-media-page" in (here / "run" / name).read_text("utf-8") or name == "summary.md"
    auditor("report", "run", "--config", "auditor.toml", "--format", "gitlab")
    (entry,) = json.loads((here / "run" / "gl-code-quality-report.json").read_text("utf-8"))
    assert entry["location"] == {"path": "auditor.toml", "lines": {"begin": 3}}


@pytest.mark.parametrize(
    "args", [("baseline", "run", "--output", "none/known.json"), ("interview", "--form", "none/form.pdf")]
)
def test_a_folder_that_is_not_there_is_wrong_use(here: Path, args: tuple[str, ...]) -> None:
    (here / "run").mkdir()
    told = auditor(*args)
    assert told.exit_code == 2
    assert "there is no folder none; make it first" in told.stderr


def test_half_a_character_in_the_words_of_a_check_stops_nothing(web: LocalWeb, here: Path) -> None:
    made = auditor("run", web.url, "--output", "run", *COMMON)
    assert made.exit_code == 0
    ours = here / "ours"
    auditor("new-check", "odd-words", "--folder", "ours")
    code = next(ours.glob("odd_words.py"))
    code.write_text(code.read_text().replace('message("', 'message("\\ud83d ', 1))
    auditor("check", "run", "--checks", "ours")
    assert "\\ud83d" not in (here / "run" / "results.json").read_text()
    told = auditor("report", "run", "--checks", "ours", "--format", "html,md,docx")
    assert told.exit_code == 0, told.stderr
    results = json.loads((here / "run" / "results.json").read_text())
    results["target"]["name"] = "Acme \ud83d"
    (here / "run" / "results.json").write_text(json.dumps(results))
    assert auditor("report", "run", "--checks", "ours", "--format", "html,md").exit_code == 0
