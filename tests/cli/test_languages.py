"""Pages of checks in other languages, on the command line and for checks of others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main
from tests.visits import collected


def auditor(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def checks(tmp_path: Path) -> Path:
    folder = tmp_path / "our_checks"
    assert auditor("new-check", "untitled-page", "--folder", folder).exit_code == 0
    code = (folder / "untitled_page.py").read_text(encoding="utf-8")
    assert "if page.title:" in code
    (folder / "untitled_page.py").write_text(code.replace("if page.title:", "if not page.title:"), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, checks: Path) -> Path:
    folder = collected(tmp_path / "run")
    assert auditor("check", folder, "--only", "untitled-page", "--checks", checks).exit_code in {0, 3}
    return folder


def report(run: Path, checks: Path) -> tuple[Result, str]:
    result = auditor("report", run, "--checks", checks, "--language", "de", "--format", "html", "--length", "full")
    page = run / "report.html"
    return result, page.read_text(encoding="utf-8") if page.is_file() else ""


def german_page(checks: Path, text: str) -> None:
    (checks / "untitled_page.de.md").write_text(text, encoding="utf-8")


PAGE = "## Gegenstand der Prüfung\n\nWas.\n\n## Risiko\n\nWarum.\n\n## Empfehlung\n\nMinuten.\n\n## Grenzen der Prüfung\n\nNichts.\n"


def test_explain_shows_the_page_of_a_language() -> None:
    result = auditor("explain", "dormant-channel", "--language", "de")
    assert result.exit_code == 0
    assert result.stdout.startswith("dormant-channel (mittel): Verlinkte Profile sind lebendig")
    assert "## Empfehlung" in result.stdout
    assert "## How to fix" in auditor("explain", "dormant-channel").stdout


def test_explain_knows_no_language_without_a_catalogue() -> None:
    result = auditor("explain", "dormant-channel", "--language", "xx")
    assert result.exit_code == 2
    assert "there is no catalogue of 'xx'" in result.stderr


def test_a_check_of_others_shows_its_english_page_where_it_has_no_other(run: Path, checks: Path) -> None:
    english = (checks / "untitled_page.md").read_text(encoding="utf-8")
    said = re.split(r"^## .*\n", english, flags=re.MULTILINE)[2].strip().split(".")[0]
    result, page = report(run, checks)
    assert result.exit_code == 0, result.output
    assert said[:30] in page


def test_a_check_of_others_shows_its_page_of_the_language(run: Path, checks: Path) -> None:
    german_page(checks, PAGE)
    result, page = report(run, checks)
    assert result.exit_code == 0, result.output
    assert "Nichts." in page


def test_a_page_with_other_headings_ends_the_command_in_one_line(run: Path, checks: Path) -> None:
    german_page(checks, PAGE.replace("Risiko", "Gefahr"))
    result, _ = report(run, checks)
    assert result.exit_code == 2
    assert "untitled_page.de.md: needs exactly the headings Gegenstand der Prüfung, Risiko, Empfehlung" in result.stderr


def test_plugins_name_checks_without_a_page(tmp_path: Path, checks: Path) -> None:
    config = tmp_path / "auditor.toml"
    config.write_text(f'[target]\nsite = "https://acme.example"\n[plugins]\nfolders = ["{checks.name}"]\n')
    for path in checks.glob("test_*.py"):
        path.unlink()
    lacking = auditor("plugins", "--config", config).stdout
    assert "Without a page in de, so reports show the English one: untitled-page" in lacking
    german_page(checks, PAGE)
    assert "Without a page in de" not in auditor("plugins", "--config", config).stdout
