"""A gate never passes because something broke: exit codes, the one line, and what `-v` and `--debug` add to it."""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from auditor import pipeline
from auditor.audit import registry, results
from auditor.cli.commands import main
from auditor.plugins import registry as plugins
from tests.audit.test_registry import CHECK, write
from tests.conftest import ROOT
from tests.visits import collected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a run folder that was collected."""
    return collected(tmp_path / "run")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Return a folder for checks."""
    checks = tmp_path / "ours"
    checks.mkdir()
    return checks


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def one_line(result: Result) -> str:
    """Return the line an unsuccessful command leaves, after checking that it is one."""
    assert isinstance(result.exception, SystemExit), result.exception
    (line,) = result.stderr.splitlines()
    return line


def judge(folder: Path, *args: object) -> Result:
    """Judge with few checks, since each audit of the visit takes seconds."""
    return auditor("check", folder, "--only", "fax-number,dead-media-page", *args)


TITEL = CHECK.replace('yield passed("x")', "yield from (passed(page.url, page.titel) for page in snapshot.pages)")
"""Breaks."""


def test_a_check_that_breaks_ends_with_3_and_its_name(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code=TITEL)
    result = judge(folder, "--checks", ours)
    assert result.exit_code == 3
    assert one_line(result) == (
        "auditor: a check failed to run: fax-number: AttributeError: 'Page' object has no attribute 'titel'; "
        "results.json holds the traceback, and --debug prints it"
    )
    judged = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(judged, results.schema())
    broken = {check["id"]: check["error"] for check in judged["checks"] if check["outcome"] == "error"}
    assert broken.keys() == {"fax-number"}
    assert broken["fax-number"]["type"] == "AttributeError"
    assert 'File "ours/fax_number.py", line 6' in broken["fax-number"]["traceback"]
    assert any(check["outcome"] == "fail" for check in judged["checks"]), "the others go on"


def test_a_broken_check_goes_before_a_finding_at_the_gate(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code=TITEL)
    assert auditor("check", folder, "--fail-on", "low", "--only", "dead-media-page").exit_code == 1
    assert judge(folder, "--fail-on", "low", "--checks", ours).exit_code == 3


def test_several_that_break_stand_in_one_line(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code=TITEL)
    write(ours, "telex-number", code=TITEL)
    line = one_line(auditor("check", folder, "--checks", ours, "--only", "fax-number,telex-number"))
    assert line.startswith("auditor: 2 checks failed to run: fax-number: AttributeError")
    assert "; telex-number: AttributeError" in line


def test_debug_prints_where_it_broke(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code=TITEL)
    result = judge(folder, "--checks", ours, "--debug")
    assert result.exit_code == 3
    assert 'File "ours/fax_number.py", line 6, in fax_number' in result.stderr
    assert "Traceback" not in result.stdout


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (CHECK.replace('"pages"', '"pagess"'), 'needs: "pagess" is unknown; did you mean "pages"?'),
        (CHECK.replace('"contact"', '"contakt"'), 'category: "contakt" is unknown; did you mean "contact"?'),
        ("import sys; sys.exit(0)", "exits while it is being loaded, with 0"),
        ("1 / 0", "cannot be loaded: ZeroDivisionError: division by zero (line 1)"),
    ],
)
@pytest.mark.parametrize("command", ["check", "report"])
def test_a_named_folder_that_cannot_be_loaded_ends_with_2(
    folder: Path, ours: Path, command: str, code: str, words: str
) -> None:
    write(ours, "fax-number", code=code)
    result = auditor(command, folder, "--checks", ours)
    assert result.exit_code == 2
    line = one_line(result)
    assert line.startswith(f"auditor: {ours / 'fax_number.py'}: ")
    assert words in line
    assert not (folder / "results.json").exists()


def test_debug_shows_where_a_file_broke(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code="1 / 0")
    result = auditor("--debug", "check", folder, "--checks", ours)
    assert result.exit_code == 2
    assert "ZeroDivisionError" in result.stderr
    assert 'fax_number.py", line 1, in <module>' in result.stderr


@pytest.mark.slow  # whole commands, in a process each
def test_an_installed_check_that_is_broken_is_told_and_ends_with_3(
    folder: Path, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ours / "installed_and_broken.py").write_text("import sys; sys.exit(0)", encoding="utf-8")
    monkeypatch.syspath_prepend(ours)
    point = EntryPoint("acme", "installed_and_broken", "auditor.checks")
    monkeypatch.setattr(plugins, "entry_points", lambda: EntryPoints([point]))
    result = auditor("check", folder, "--only", "dead-media-page")
    assert result.exit_code == 3
    assert (folder / "results.json").is_file()
    told, line = result.stderr.splitlines()
    assert told == (
        "auditor: installed check acme (installed_and_broken): exits while it is being loaded, with 0; left out"
    )
    assert line == "auditor: 1 installed plug-in was left out, see above"
    assert "left out" in auditor("checks").stderr
    assert auditor("doctor").exit_code == 3


def test_where_no_check_concludes_the_gate_does_not_pass(folder: Path, ours: Path) -> None:
    open_ = CHECK.replace("passed", "inconclusive, message").replace(
        'inconclusive, message("x")', 'inconclusive("x", message("Nobody knows."))'
    )
    write(ours, "fax-number", code=open_)
    result = auditor("check", folder, "--checks", ours, "--only", "fax-number")
    assert result.exit_code == 3
    assert one_line(result) == "auditor: no check could verify anything; results.json says why"


def test_no_check_at_all_is_no_pass(folder: Path) -> None:
    every = ",".join(registry.load(installed=False))
    assert auditor("check", folder, "--skip", every).exit_code == 3


def test_nothing_to_examine_is_an_answer(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code=CHECK.replace('yield passed("x")', "yield from ()"))
    assert auditor("check", folder, "--checks", ours, "--only", "fax-number").exit_code == 0


@pytest.mark.parametrize("spoil", ["DELETE FROM body", "UPDATE body SET zstd = x'00'", "UPDATE body SET zstd = NULL"])
def test_a_visit_whose_answers_cannot_be_read_ends_with_3(folder: Path, spoil: str) -> None:
    with closing(sqlite3.connect(folder / "snapshot.sqlite")) as db, db:
        if "NULL" in spoil:
            db.execute("CREATE TABLE other AS SELECT * FROM body")
            db.execute("DROP TABLE body")
            db.execute("ALTER TABLE other RENAME TO body")
        db.execute(spoil)
    db.close()
    result = auditor("check", folder)
    assert result.exit_code == 3
    assert "answers kept can be read; gather them again with `auditor collect`" in one_line(result)


def test_what_nobody_foresaw_is_neither_a_pass_nor_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unforeseen(*_: object, **__: object) -> None:
        raise KeyError("gone")

    monkeypatch.setattr(pipeline, "check", unforeseen)
    result = auditor("check", folder)
    assert result.exit_code == 3
    assert one_line(result) == "auditor: internal error: KeyError: 'gone' (--debug shows where)"
    assert "Traceback" in auditor("check", folder, "--debug").stderr


@pytest.mark.parametrize("args", [("-v", "check"), ("check", "-v")])
@pytest.mark.slow  # whole commands, in a process each
def test_what_happens_is_logged_to_stderr(folder: Path, args: tuple[str, ...]) -> None:
    few = ("--only", "dead-media-page")
    quiet, told = auditor("check", folder, *few), auditor(*args, folder, *few)
    assert quiet.stderr == ""
    assert quiet.stdout == told.stdout
    assert f"auditor.pipeline.judging: reading {folder}" in told.stderr
    assert "auditor.audit.runner: dead-media-page: " in told.stderr
    assert "loaded" not in told.stderr
    assert logging.getLogger("auditor").handlers == []


def test_twice_verbose_logs_more(folder: Path) -> None:
    assert "dead_media_page.py" in auditor("check", folder, "-vv", "--only", "dead-media-page").stderr


def test_judging_old_runs_again_says_that_a_check_broke(folder: Path, ours: Path) -> None:
    write(ours, "fax-number", code=TITEL)
    done = auditor("check", folder, "--rescore", "--checks", ours, "--only", "fax-number")
    assert done.exit_code == 3
    assert "fax-number: " in done.stderr


@pytest.mark.parametrize("stage", ["auditor.pipeline.check", "auditor.plugins.loading.importlib.util.module_from_spec"])
def test_too_little_memory_is_nobodys_wrong_use(stage: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(stage, full)
    result = CliRunner().invoke(main, ["check", str(folder), "--only", "dead-media-page", "--fail-on", "low"])
    assert result.exit_code == 3, result.output
    assert result.stderr == "auditor: there is not enough memory; close other programs, or give this one more\n"


@pytest.mark.parametrize("name", ["auditor.cli.commands", "auditor.cli.auditing", "auditor.pipeline.judging"])
@pytest.mark.parametrize(
    "error", ["EOFError('marshal data too short')", "ImportError('no such file')", "SyntaxError('null bytes')"]
)
def test_a_damaged_installation_is_no_finding(name: str, error: str, folder: Path) -> None:
    """As a disk that filled up while Python wrote down what it compiled leaves it."""
    code = f"""
import sys

class Damaged:
    def find_spec(self, name, *_):
        if name == {name!r}:
            raise {error}

sys.meta_path.insert(0, Damaged())
from auditor.cli.start import main
main()
"""
    command = [sys.executable, "-c", code, "check", str(folder), "--fail-on", "critical"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 3, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("auditor: ")
    assert error.partition("(")[0] in line
