"""What there is, told on the command line and to shells."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from rich.console import Console

from auditor.audit import registry
from auditor.cli import terminal
from auditor.cli.commands import main


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def listed(*args: object) -> list[dict[str, object]]:
    done = auditor("checks", "--json", *args)
    assert done.exit_code == 0, done.output
    told: list[dict[str, object]] = json.loads(done.stdout)
    return told


def test_checks_are_listed_as_data() -> None:
    told = {str(one["id"]): one for one in listed()}
    known = registry.load(installed=False)
    assert set(known) <= set(told)
    assert told["dead-media-page"]["severity"] == "critical"
    assert told["dead-media-page"]["needs"] == list(known["dead-media-page"].check.needs)


@pytest.mark.parametrize(
    ("options", "key", "values"),
    [
        (("--category", "privacy"), "category", {"privacy"}),
        (("--severity", "high"), "severity", {"high", "critical"}),
        (("--team", "IT"), "team", {"IT"}),
        (("--effort", "minutes"), "effort", {"minutes"}),
    ],
)
def test_checks_are_told_by_what_is_asked(options: tuple[str, ...], key: str, values: set[str]) -> None:
    assert {one[key] for one in listed(*options)} == values
    lines = auditor("checks", *options).stdout.splitlines()
    assert len(lines) == len(listed(*options))


def test_a_category_that_is_none_is_wrong_use() -> None:
    done = auditor("checks", "--category", "contcat")
    assert done.exit_code == 2
    assert "'contcat' is not one of" in done.stderr


def test_a_page_is_laid_out_on_a_terminal_and_left_alone_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "## How to fix" in auditor("explain", "dead-media-page").stdout
    console = Console(force_terminal=True, width=80, record=True, file=io.StringIO())
    monkeypatch.setattr(terminal, "_console", lambda: console)
    terminal.page("## How to fix\n\nGive *it* a \x1b[2Jtitle.")
    shown = console.export_text()
    assert "##" not in shown
    assert "Give it a  [2Jtitle." in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_ones_that_the_shell_reads(shell: str, tmp_path: Path) -> None:
    done = auditor("completion", shell)
    assert done.exit_code == 0, done.output
    assert "_AUDITOR_COMPLETE" in done.stdout
    if shutil.which(shell):
        (tmp_path / "script").write_text(done.stdout, encoding="utf-8")
        subprocess.run([shell, "-n", tmp_path / "script"], check=True)


def completed(args: list[str], begun: str) -> list[str]:
    return [item.value for item in ShellComplete(main, {}, "auditor", "_AUDITOR_COMPLETE").get_completions(args, begun)]


def test_ids_of_checks_are_completed() -> None:
    assert completed(["explain"], "dead-m") == ["dead-media-page"]
    assert completed(["run", "x.example", "--only"], "dead-media-page,claimable-d") == [
        "dead-media-page,claimable-domain-link"
    ]
    assert "completion" in completed([], "comp")


def test_a_shell_gets_its_answer_from_the_installed_command() -> None:
    env = os.environ | {"_AUDITOR_COMPLETE": "bash_complete", "COMP_WORDS": "auditor explain dead-m", "COMP_CWORD": "2"}
    say = "import sys; sys.argv[0] = 'auditor'; from auditor.cli.commands import main; main()"
    done = subprocess.run([sys.executable, "-c", say], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "plain,dead-media-page"
