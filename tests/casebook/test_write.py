"""A visit written as a case, and that case held to what the visit was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor import casebook
from auditor.cli.commands import main
from auditor.snapshot import reader
from tests.cases.case import load
from tests.local_web import LocalWeb, answer


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.collect.crawl.crawler.Pace.__init__.__defaults__", (3, (0.01, 0.02), 0.01, 32))


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    with LocalWeb() as web:
        web.html("/", "<nav><a href=/contact>Contact</a> <a href=/press>Press</a></nav>", title="Quillnet")
        web.html("/contact", "<p>Quillnet: Annette Quillmüller, <a href='tel:+442071838750'>+44 20 7183 8750</a></p>")
        web.pages["/old"] = answer(status=301, headers={"Location": "/contact"})
        done = CliRunner().invoke(main, ["collect", web.url, "--output", str(tmp_path / "run")])
        assert done.exit_code == 0, done.output
    return tmp_path / "run"


def test_a_visit_becomes_a_case(run_folder: Path, tmp_path: Path) -> None:
    written = casebook.write(run_folder, tmp_path / "case", ("dead-contact-page",), salt=b"salt")
    case = load(tmp_path / "case")
    assert case.never == (["dead-contact-page", "fail", ""],)
    assert list(case.problems()) == []
    assert case.day == f"{reader.load(run_folder).taken_at:%Y-%m-%d}"
    (routes,) = case.index["hosts"].values()
    assert {"/", "/contact", "/press", "*"} <= routes.keys()
    assert routes["/press"]["status"] == 404
    assert written.answers == len(routes)
    assert all("127.0.0.1" in text for text in written.left)  # an address has no name to replace


def test_nothing_in_it_names_anybody(run_folder: Path, tmp_path: Path) -> None:
    casebook.write(run_folder, tmp_path / "case")
    text = (tmp_path / "case" / "index.json").read_text(encoding="utf-8").lower()
    assert not [secret for secret in ("quillnet", "quillmüller", "8750", "annette") if secret in text]
    assert "contact" in text


def test_the_same_salt_makes_the_same_case(run_folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        casebook.write(run_folder, tmp_path / name, salt=b"salt")
    one, two = (json.loads((tmp_path / name / "index.json").read_text()) for name in ("one", "two"))
    assert one == two


def test_a_folder_that_is_there_is_left_alone(run_folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["case", str(run_folder), "--output", str(tmp_path)])
    assert done.exit_code == 2
    assert "exists already" in done.output


def test_a_run_folder_is_enough(run_folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main,
        ["case", str(run_folder), "--output", str(tmp_path / "case"), "--wrong", "dead-contact-page,stale-media-page"],
    )
    assert done.exit_code == 0, done.output
    assert [row[0] for row in load(tmp_path / "case").never] == ["dead-contact-page", "stale-media-page"]


def test_a_check_that_is_none_is_told(run_folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["case", str(run_folder), "--output", str(tmp_path / "case"), "--wrong", "dead-page"]
    )
    assert done.exit_code == 2
    assert "there is no check 'dead-page'" in done.output
    assert not (tmp_path / "case").exists()
