"""A report in somebody's name as people meet it: with logo, notes and colours at the edge of what can be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.commands import main
from auditor.config import colours
from tests.browser.chromium import Chromium
from tests.browser.test_report_in_chromium import ANCESTORS, FAINT, UNREACHABLE, WIDE
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

LIGHTEST = [colours.nearest_legible(colour) for colour in ("#ffcc00", "#00ff00", "#ff66cc")]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module", params=["", *LIGHTEST])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the example's report: as it is, and in colours that can just be read."""
    folder = tmp_path_factory.mktemp("handover")
    shutil.copytree(ROOT / "examples" / "handover", folder, dirs_exist_ok=True)
    shutil.copyfile(ROOT / "tests" / "golden" / "results.json", folder / "results.json")
    config = folder / "auditor.toml"
    text = config.read_text(encoding="utf-8")
    if request.param:
        text = text.replace("#7a1f5c", request.param).replace("#0b5d4e", request.param)
        assert text.count(request.param) == 2
    config.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["report", str(folder), "--config", str(config), "--format", "html"])
    assert done.exit_code == 0, done.output
    return Path(folder / "report.html").as_uri()


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read(browser: Chromium, report: str, dark: bool) -> None:
    browser.open(report, 1280, dark=dark)
    browser.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert browser.value("document.querySelectorAll('.note').length") >= 3
    assert browser.value("document.querySelector('.logo img').naturalWidth") == 1_200
    assert browser.value(FAINT) == []
    assert browser.value(UNREACHABLE) == []


def test_a_phone_shows_all_of_it(browser: Chromium, report: str) -> None:
    browser.open(report, 320, phone=True)
    assert browser.value("document.documentElement.scrollWidth") <= 320
    browser.value(ANCESTORS)
    assert browser.value(WIDE) == []
