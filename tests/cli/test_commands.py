"""The command line as its users meet it: what is written, what is said, which code it leaves with."""

from __future__ import annotations

import asyncio
import csv
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from warcio.archiveiterator import ArchiveIterator

from auditor.audit import results
from auditor.cli import placing
from auditor.cli.commands import main
from auditor.config import load
from auditor.report.renderers import pdf
from tests.local_web import LocalWeb, answer

ROOT = Path(__file__).resolve().parents[2]
FAST = "[crawl]\ntimeout = 60\nmax_body = 100000\n"


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with acme() as server:
        yield server


@contextmanager
def acme() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        server.html("/", "<nav><a href=/contact>Contact</a><a href=/press>Press</a></nav>", title="Acme")
        server.html("/contact", "<p>Call <a href='tel:+442071838750'>+44 20 7183 8750</a></p>", title="Contact")
        yield server


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder that was collected and not judged yet; copy it before use."""
    folder = tmp_path_factory.mktemp("visited")
    with acme() as web:
        assert auditor("collect", f"{web.url}/", "--output", folder).exit_code == 0
    return folder


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def run(web: LocalWeb, folder: Path, *args: object) -> Result:
    return auditor("run", f"{web.url}/", "--output", folder, "--format", "html,json,junit", *args)


def one_line(result: Result) -> str:
    """Return the line an unsuccessful command leaves, after checking that it is one and no traceback."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    lines = [line for line in result.stderr.splitlines() if line.startswith("auditor: ")]
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_run_writes_what_it_says(web: LocalWeb, tmp_path: Path) -> None:
    result = auditor("run", web.url, "--output", tmp_path)
    assert result.exit_code == 0, result.output
    for name in ("report.html", "report.pdf", "results.json", "results.junit.xml", "snapshot.sqlite"):
        assert (tmp_path / name).stat().st_size > 1_000
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "dead-media-page" in result.output
    judged = json.loads((tmp_path / "results.json").read_text())
    jsonschema.validate(judged, results.schema())
    by_id = {check["id"]: check for check in judged["checks"]}
    assert by_id["dead-media-page"]["outcome"] == "fail"
    assert by_id["dead-contact-page"]["outcome"] == "pass"


def test_the_schema_is_the_published_one_and_says_no_to_anything_else() -> None:
    published = json.loads((ROOT / "docs" / "results.schema.json").read_text())
    assert published == results.schema() == json.loads(auditor("schema").stdout)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema_version": 1, "more": True}, published)


@pytest.mark.slow  # whole commands
def test_accepted_faults_fail_no_job_until_they_run_out(web: LocalWeb, tmp_path: Path) -> None:
    target = f"[target]\nsite = '{web.url}'\n"
    accept = f"{target}[[accept]]\npattern = '{web.url}/press'\ncheck = 'dead-media-page'\nreason = 'fix planned'\nnote = 'Comes back in May.'\nwho = 'Jane'\n"
    (tmp_path / "accept.toml").write_text(accept)
    (tmp_path / "expired.toml").write_text(f"{accept}until = 2020-01-01\n")
    (tmp_path / "none.toml").write_text(target)
    folder = tmp_path / "run"
    common = "--only", "dead-media-page", "--fail-on", "low"
    first = auditor("run", tmp_path / "accept.toml", "--output", folder, "--format", "html,json,junit", *common)
    assert first.exit_code == 0, first.output
    (check,) = json.loads((folder / "results.json").read_text())["checks"]
    assert check["outcome"] == "review"
    assert check["findings"][0]["accepted"]["note"] == "Comes back in May."
    assert check["findings"][0]["message"]["text"].startswith("The server answers 404")
    assert "Accepted: fix planned. Comes back in May. Decided by Jane." in (folder / "report.html").read_text(
        encoding="utf-8"
    )
    assert auditor("check", folder, *common).exit_code == 0  # kept with the visit
    assert auditor("check", folder, "--config", tmp_path / "none.toml", *common).exit_code == 1
    assert auditor("check", folder, "--config", tmp_path / "expired.toml", *common).exit_code == 1
    auditor("report", folder, "--config", tmp_path / "expired.toml", "--format", "html")
    assert "until 1 January 2020 (fix planned: Comes back in May). They count again" in (
        folder / "report.html"
    ).read_text("utf-8")


def test_an_accept_for_a_check_that_does_not_exist_is_wrong_use(web: LocalWeb, tmp_path: Path) -> None:
    text = (
        f"[target]\nsite = '{web.url}'\n[[accept]]\npattern = '*/x'\ncheck = 'dead-media-pgae'\nreason = 'not ours'\n"
    )
    (tmp_path / "auditor.toml").write_text(text)
    result = auditor("run", tmp_path / "auditor.toml", "--output", tmp_path / "run")
    assert result.exit_code == 2
    assert "there is no check 'dead-media-pgae'" in one_line(result)


def test_a_ci_job_fails_on_a_dead_contact_page(web: LocalWeb, tmp_path: Path) -> None:
    assert run(web, tmp_path / "never").exit_code == 0
    failed = run(web, tmp_path / "high", "--fail-on", "high")
    assert failed.exit_code == 1
    assert "severity high or above" in one_line(failed)
    suites = etree.parse(tmp_path / "high" / "results.junit.xml").getroot()
    assert any(
        "dead-media-page" in case.get("classname", "")
        for case in suites.iter("testcase")
        if case.find("failure") is not None
    )
    assert run(web, tmp_path / "skipped", "--fail-on", "critical", "--skip", "dead-media-page").exit_code == 0


@pytest.mark.slow  # whole commands
def test_coverage_can_be_asked_for(web: LocalWeb, tmp_path: Path) -> None:
    web.pages["/press"] = answer("no", status=403)
    result = run(web, tmp_path, "--min-coverage", 100)
    assert result.exit_code == 3
    assert "--min-coverage requires 100%" in one_line(result)
    assert (tmp_path / "report.html").exists()


@pytest.mark.slow  # whole commands
def test_check_and_report_over_one_snapshot_give_the_same_bytes(web: LocalWeb, tmp_path: Path) -> None:
    run(web, tmp_path)
    names = ("results.json", "report.html", "results.junit.xml")
    seen = []
    for _ in range(2):
        assert auditor("check", tmp_path).exit_code == 0
        assert auditor("report", tmp_path, "--format", "html,json,junit").exit_code == 0
        seen.append([(tmp_path / name).read_bytes() for name in names])
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (answer(b"%PDF-1.7", type="application/pdf"), 2, "is application/pdf, not a web page"),
        (answer(b"\x89PNG", type="image/png"), 2, "is image/png, not a web page"),
        (answer(""), 3, "is an empty page"),
        (answer(status=302, headers={"Location": "/"}), 3, "redirects in a circle"),
        (answer(gzip.compress(b"x")[:10] + b"\x07" * 20, headers={"Content-Encoding": "gzip"}), 3, "cannot be read"),
        (answer("x" * 300_000), 3, "larger than a page should be"),
        (answer("no", status=503), 3, "answers 503"),
    ],
    ids=["pdf", "image", "empty", "loop", "broken gzip", "too large", "in trouble"],
)
def test_a_target_that_cannot_be_audited(web: LocalWeb, tmp_path: Path, said: bytes, code: int, words: str) -> None:
    web.pages["/"] = said
    config = tmp_path / "auditor.toml"
    config.write_text(f'{FAST}[target]\nsite = "{web.url}"\n')
    result = auditor("run", config, "--output", tmp_path / "run")
    assert result.exit_code == code
    assert words in one_line(result)


def test_a_site_that_does_not_answer_in_time(tmp_path: Path) -> None:
    with LocalWeb() as web:
        web.pages["/"] = lambda *_: _forever()
        config = tmp_path / "auditor.toml"
        config.write_text(f'{FAST.replace("timeout = 60", "timeout = 0.2")}[target]\nsite = "{web.url}"\n')
        result = auditor("run", config, "--output", tmp_path / "run")
    assert result.exit_code == 3
    assert "gave no answer in time" in one_line(result)


async def _forever() -> None:
    await asyncio.sleep(30)


def test_a_host_that_does_not_exist() -> None:
    result = auditor("run", "https://no-such-host.invalid")
    assert result.exit_code == 3
    assert "there is no host no-such-host.invalid" in one_line(result)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("run", "not a site"), "is not a web address"),
        (("run", "missing.toml"), "missing.toml: cannot be read"),
        (("check", "nowhere"), "snapshot.sqlite: not found"),
        (("report", "nowhere"), "results.json: not found"),
        (("export", "nowhere", "--warc"), "snapshot.sqlite: not found"),
        (("explain", "dead-pages"), "there is no check 'dead-pages'"),
        (("checks", "--checks", "nowhere"), "no such folder of checks"),
        (("run", "https://acme.invalid", "--only", "dead-pages"), "there is no check 'dead-pages'"),
    ],
)
def test_wrong_use_is_said_in_one_line(args: tuple[str, ...], words: str) -> None:
    result = auditor(*args)
    assert result.exit_code == 2
    assert words in one_line(result)


def test_a_typo_in_auditor_toml_names_the_key_and_the_nearest_right_one(tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text("[target]\nsite = 'acme.invalid'\n[crawl]\nmax_page = 3\n")
    result = auditor("run", tmp_path / "auditor.toml")
    assert result.exit_code == 2
    assert "unknown key crawl.max_page; did you mean max_pages?" in one_line(result)


def test_a_run_folder_from_a_newer_version(web: LocalWeb, tmp_path: Path) -> None:
    run(web, tmp_path)
    newer = json.loads((tmp_path / "results.json").read_text()) | {"schema_version": 3, "more": 1}
    (tmp_path / "results.json").write_text(json.dumps(newer))
    assert "written by a newer auditor" in one_line(auditor("report", tmp_path))
    db = sqlite3.connect(tmp_path / "snapshot.sqlite")
    with db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    db.close()
    result = auditor("check", tmp_path)
    assert result.exit_code == 2
    assert "written by a newer auditor" in one_line(result)


def test_a_damaged_snapshot(tmp_path: Path) -> None:
    (tmp_path / "snapshot.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    for command in (("check", tmp_path), ("run", "http://127.0.0.1:9/", "--output", tmp_path)):
        result = auditor(*command)
        assert result.exit_code in {2, 3}
        assert one_line(result)


@pytest.mark.slow  # whole commands
def test_a_wrong_charset_is_read_as_a_browser_reads_it(web: LocalWeb, tmp_path: Path) -> None:
    page = "<title>Kontakt</title><h1>Kontakt</h1><p>Schreiben Sie an <a href=mailto:büro@acme.invalid>büro@acme.invalid</a></p>"
    web.pages["/contact"] = answer(page.encode("cp1252"), type="text/html; charset=utf-8")
    assert run(web, tmp_path).exit_code == 0
    assert "\ufffd" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def without_pango(monkeypatch: pytest.MonkeyPatch, told: str = "cannot load library 'libpango-1.0-0'") -> None:
    def gone(name: str) -> None:
        raise OSError(told)

    pdf._weasyprint.cache_clear()
    monkeypatch.setattr("auditor.report.renderers.pdf.importlib", SimpleNamespace(import_module=gone))


def test_without_pango_everything_but_the_pdf_is_written(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pango(monkeypatch)
    result = auditor("run", web.url, "--output", tmp_path)
    assert result.exit_code == 0
    assert "apt-get install libpango" in one_line(result)
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "results.json").exists()
    assert not (tmp_path / "report.pdf").exists()
    examined = auditor("doctor")
    assert examined.exit_code == 3
    assert "apt-get install libpango" in examined.stdout


@pytest.mark.slow  # whole commands
def test_a_report_that_was_asked_for_and_cannot_be_written_is_no_success(
    web: LocalWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert auditor("run", web.url, "--output", tmp_path, "--format", "json").exit_code == 0
    without_pango(monkeypatch)
    asked = auditor("report", tmp_path, "--format", "html,pdf")
    assert asked.exit_code == 3
    assert "apt-get install libpango" in one_line(asked)
    assert (tmp_path / "report.html").exists()
    assert auditor("report", tmp_path).exit_code == 0


@pytest.mark.slow  # whole commands
def test_a_report_whose_place_is_taken_keeps_no_other_from_being_written(web: LocalWeb, tmp_path: Path) -> None:
    assert auditor("run", web.url, "--output", tmp_path, "--format", "json").exit_code == 0
    (tmp_path / "report.html").mkdir()
    asked = auditor("report", tmp_path, "--format", "html,junit")
    assert asked.exit_code == 3
    assert one_line(asked).startswith(f"auditor: {tmp_path / 'report.html'}: ")
    assert (tmp_path / "results.junit.xml").exists()
    assert auditor("report", tmp_path).exit_code == 3, "nobody has to ask for a file by name to miss it"


@pytest.mark.slow  # whole commands
def test_the_length_of_a_report_is_that_of_the_option_before_that_of_the_file(web: LocalWeb, tmp_path: Path) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text(f'[target]\nsite = "{web.url}"\n[report]\nlength = "summary"\n', encoding="utf-8")
    folder = tmp_path / "audit"

    def chapters(*args: object) -> int:
        assert auditor(*args, "--format", "html").exit_code == 0
        return (folder / "report.html").read_text(encoding="utf-8").count("<h2")

    assert chapters("run", config, "--output", folder) == 1
    usual = chapters("report", folder)
    assert usual > 1
    assert chapters("report", folder, "--config", config) == 1
    assert chapters("report", folder, "--config", config, "--length", "report") == usual
    assert "--length" in auditor("demo", "--help").output


@pytest.mark.slow  # whole commands
def test_what_is_done_about_findings_is_shown_and_what_fits_none_is_said(web: LocalWeb, tmp_path: Path) -> None:
    config, folder, said = tmp_path / "auditor.toml", tmp_path / "audit", tmp_path / "findings.toml"
    config.write_text(f'[target]\nsite = "{web.url}"\n', encoding="utf-8")
    assert auditor("run", config, "--output", folder, "--format", "actions").exit_code == 0
    with (folder / "actions.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["no"], row["status"], row["responsible"]) == ("1", "open", "")
    said.write_text(f'[{row["fingerprint"]}]\nresponsible = "Zoë"\n[{"0" * 32}]\nstatus = "done"\n', encoding="utf-8")
    told = auditor("report", folder, "--config", config, "--format", "html,actions")
    assert told.exit_code == 0
    assert one_line(told) == f"auditor: findings.toml: in no finding of this audit: {'0' * 32}"
    assert "Responsible: <bdi>Zoë.</bdi>" in (folder / "report.html").read_text(encoding="utf-8")
    assert ",Zoë," in (folder / "actions.csv").read_text(encoding="utf-8")
    said.write_text("[x]\n", encoding="utf-8")
    for command in (("run", config, "--output", tmp_path / "new"), ("report", folder, "--config", config)):
        refused = auditor(*command)
        assert refused.exit_code == 2
        assert "'x' is not a fingerprint" in one_line(refused)
    assert not (tmp_path / "new").exists()


def test_doctor_finds_this_machine_well() -> None:
    result = auditor("doctor")
    assert result.exit_code == 0, result.output
    assert "MISSING" not in result.output


def test_doctor_names_the_library_and_not_what_its_loader_says(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "libpango-1.0-0: cannot open shared object file: No such file or directory.  Additionally, ctypes.util.find_library() did"
    without_pango(monkeypatch, f"cannot load library 'libpango-1.0-0': {told}")
    (line,) = (one for one in auditor("doctor").stdout.splitlines() if "PDF reports" in one)
    assert "libraries are missing (libpango-1.0-0). Debian" in line
    assert "ctypes" not in line


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        (("Japanese",), "without  Fonts: optional, for PDFs in Japanese"),
        ((), "ok       Fonts: for Chinese, Japanese and Korean"),
        (None, "without  Fonts: could not be asked for"),
    ],
)
def test_doctor_tells_whether_fonts_are_there(
    monkeypatch: pytest.MonkeyPatch, lacking: tuple[str, ...] | None, told: str
) -> None:
    monkeypatch.setattr("auditor.report.renderers.fonts.lacking", lambda: lacking)
    result = auditor("doctor")
    assert result.exit_code == 0
    assert told in result.stdout


def test_doctor_tells_what_conversations_need(monkeypatch: pytest.MonkeyPatch) -> None:
    said = auditor("doctor").stdout
    assert "profiles are asked for at " in said
    assert {"Bluesky", "Mastodon"} <= set(re.findall(r"\w+", said))
    assert "Periscope" not in said
    assert "ok       Conversations: " in said
    monkeypatch.setattr("auditor.text.posts.language.language", lambda text: "")
    lacking = auditor("doctor")
    assert lacking.exit_code == 3
    assert "MISSING  Conversations: the language model is not there" in lacking.stdout


def test_doctor_names_tokens_and_never_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_TOKEN_SOCIAL_EXAMPLE", "s3cr3t-enough")
    said = auditor("doctor").stdout
    assert "ok       Tokens: AUDITOR_TOKEN_SOCIAL_EXAMPLE" in said
    assert "s3cr3t" not in said
    monkeypatch.setenv("AUDITOR_TOKEN_BLUESKY", "abc")
    assert "without  Tokens: AUDITOR_TOKEN_BLUESKY was not used" in auditor("doctor").stdout


@pytest.mark.parametrize(
    ("command", "code", "unbuffered"),
    [
        (("check", "FOLDER"), 0, ""),
        (("check", "FOLDER", "--fail-on", "low"), 1, "1"),
        (("checks",), 0, ""),
        (("checks",), 0, "1"),
        (("schema",), 0, ""),
        (("--help",), 0, "1"),
        (("explain", "dead-media-pgae"), 2, ""),
        (("explain", "dead-media-pgae"), 2, "1"),
    ],
)
@pytest.mark.slow  # whole commands
def test_where_nobody_reads_on_a_command_goes_on_and_leaves_with_its_own_code(
    visited: Path, tmp_path: Path, command: tuple[str, ...], code: int, unbuffered: str
) -> None:
    shutil.copytree(visited, tmp_path, dirs_exist_ok=True)
    reading, writing = os.pipe()
    os.close(reading)
    words = [str(tmp_path) if word == "FOLDER" else word for word in command]
    environ = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *words],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environ,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.returncode == code, done.stderr
    assert "roken pipe" not in done.stderr
    assert (tmp_path / "results.json").exists() is (command[0] == "check")


def test_checks_and_explain_say_what_there_is() -> None:
    listed = auditor("checks").stdout
    assert "dead-media-page" in listed
    told = auditor("explain", "dead-media-page").stdout
    assert "## Why it matters" in told


# warcio leaves its temporary files to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.slow  # whole commands
def test_every_answer_is_exported_as_warc(web: LocalWeb, tmp_path: Path) -> None:
    run(web, tmp_path)
    result = auditor("export", tmp_path, "--warc")
    assert result.exit_code == 0, result.output
    with (tmp_path / "snapshot.warc.gz").open("rb") as stream:
        records = {
            record.rec_headers.get_header("WARC-Target-URI"): (
                record.http_headers.get_statuscode(),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        }
    assert records[f"{web.url}/contact"][0] == "200"
    assert b"tel:+442071838750" in records[f"{web.url}/contact"][1]
    assert records[f"{web.url}/press"][0] == "404"


def test_no_personal_detail_reaches_the_results(web: LocalWeb, tmp_path: Path) -> None:
    web.html(
        "/contact",
        "<p>Ada Moss, <a href=mailto:ada.moss@acme>ada.moss@acme</a>, +44 7700 900 123 <a href=tel:12>x</a></p>",
    )
    run(web, tmp_path)
    for name in ("results.json", "report.html", "results.junit.xml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "ada.moss@" not in text
        assert "900 123" not in text
        assert "a•••s@acme" in text
    auditor("check", tmp_path, "--unmasked")
    assert "ada.moss@acme" in (tmp_path / "results.json").read_text(encoding="utf-8")


def test_doctor_does_not_mind_that_there_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", "/nowhere/chromium")
    result = auditor("doctor")
    assert result.exit_code == 0, result.output
    assert "without  Browser: optional" in result.stdout
    assert "AUDITOR_BROWSER names" in result.stdout or "auditor[browser]" in result.stdout


@pytest.mark.parametrize(
    ("toml", "options", "asked_for"), [("", ["--browser"], True), ("true", [], True), ("true", ["--no-browser"], False)]
)
@pytest.mark.parametrize("command", ["run", "collect"])
@pytest.mark.slow  # whole commands
def test_a_browser_is_used_only_when_asked_for(
    web: LocalWeb,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    toml: str,
    options: list[str],
    asked_for: bool,
) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", "/nowhere/chromium")
    written = tmp_path / "auditor.toml"
    written.write_text(f'[target]\nsite = "{web.url}"\n' + (f"[crawl]\nbrowser = {toml}\n" if toml else ""))
    result = auditor(command, written, "--output", tmp_path / "run", *options)
    assert result.exit_code == (2 if asked_for else 0), result.output
    assert ("a browser was asked for" in result.stderr) is asked_for


def test_an_empty_target_is_none_even_beside_an_auditor_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a job whose variable is not set."""
    (tmp_path / "auditor.toml").write_text('[target]\nsite = "https://www.acme.example"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["run", ""])
    assert result.exit_code == 2
    assert "'' is not a web address" in result.output


def test_two_runs_of_one_second_have_folders_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = load.for_site("https://www.acme.example")
    first = placing.of_run(None, said, "https://www.acme.example")
    first.mkdir(parents=True)
    second = placing.of_run(None, said, "https://www.acme.example")
    assert second != first
    assert second.parent == first.parent
