"""Imports that are tried before a visit, and told at the front of the report where they are borne."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import report
from auditor.cli.commands import main
from auditor.model import message
from auditor.report.renderers import html
from tests import factories

HEAD = '[target]\nsite = "https://nobody.invalid"\nname = "Acme"\n[crawl]\nmax_seconds = 5\n'
GOOD = '[[conversations]]\npath = "good.csv"\nplatform = "Twitter"\naccount = "AcmeHelp"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [
        f"2026-10-{1 + n:02d} 08:00,ann{n},Is my line down?\n2026-10-{1 + n:02d} 08:10,acmehelp,It will be back."
        for n in range(12)
    ]
    (tmp_path / "good.csv").write_text("\n".join(["createdAt,author,text", *rows, "never,ann,hello"]) + "\n")
    (tmp_path / "bad.csv").write_text("Customer Age,Opened,Ticket Description\n32,2026-03-02 10:00,It is down again\n")
    return tmp_path


def run(command: str, *more: str, toml: str) -> Result:
    Path("auditor.toml").write_text(HEAD + toml)
    return CliRunner().invoke(main, [command, "auditor.toml", *more])


def test_it_says_how_a_file_is_read_and_what_it_lacks(folder: Path) -> None:
    result = run("import", toml=GOOD)
    assert result.exit_code == 0
    assert "createdAt = created_at, author = author, text = text" in result.output
    assert "24 posts, 12 of them by the company" in result.output
    assert "AcmeHelp on x" in result.output
    assert "left out: 1 (date missing or not understood, first at line 26)" in result.output
    assert "which post answers which" in result.output
    assert "pairing set to “time”" in result.output
    assert sorted(path.name for path in folder.iterdir()) == ["auditor.toml", "bad.csv", "good.csv"]


def test_pairing_by_time_is_tried_too(folder: Path) -> None:
    result = run("import", toml=GOOD + 'pairing = "time"\ntimezone = "UTC"\n')
    assert result.exit_code == 0
    assert "yes: All questions" in result.output


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[conversations]]\npath = "gone.csv"\n', "gone.csv does not exist"),
        ('[[conversations]]\npath = "good.csv"\nformat = "zendeks"\n', "Did you mean 'zendesk'?"),
        ('[[conversations]]\npath = "bad.csv"\n', "columns = { text = 'Ticket Description', created_at = 'Opened' }"),
        ('[[conversations]]\npath = "good.csv"\nformat = "csv"\ncolumns = { text = "txet" }\n', "Did you mean 'text'?"),
    ],
)
def test_what_cannot_be_read_ends_it_before_the_visit(folder: Path, toml: str, said: str) -> None:
    for command, more in (("import", ()), ("run", ("--output", "out")), ("collect", ("--output", "out"))):
        result = run(command, *more, toml=GOOD + toml)
        assert result.exit_code == 2, command
        assert said in result.output, command
        assert str(folder) not in result.output, command
        assert not (folder / "out").exists()


def test_lenient_goes_on_to_the_visit(folder: Path) -> None:
    result = run("run", "--output", "out", "--lenient", toml='[[conversations]]\npath = "gone.csv"\n')
    assert "gone.csv does not exist" in result.output
    assert result.exit_code == 3, "the site is not there"


def test_good_files_do_not_stand_in_the_way(folder: Path) -> None:
    assert run("collect", "--output", "out", toml=GOOD).exit_code == 3


def test_what_was_borne_is_told_on_the_first_page() -> None:
    known = factories.example_known()
    results = factories.make_results()
    borne = results.model_copy(update={"unimported": (message("{file} does not exist.", file="exports/gone.csv"),)})
    page = html.render(report.build(borne, known))
    assert page.index("A file of conversations") < page.index("Score by category")
    assert "exports/gone.csv does not exist." in page
    assert "could not be read.</strong>" not in html.render(report.build(results, known))
