"""The report as people meet it: on a phone, in the dark, on paper, by keyboard, without a network."""

from __future__ import annotations

import io
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image, ImageStat
from pypdf import PdfReader

from auditor.cli.commands import main
from tests.browser.chromium import Chromium
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

WIDE = """[...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !element.closest("svg")
        && ![...ancestors(element)].some((box) => ["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)))
    .map((element) => element.outerHTML.slice(0, 120))"""
ANCESTORS = "function* ancestors(node) { for (let box = node.parentElement; box; box = box.parentElement) yield box; }"
FAINT = """(() => {
    const parse = (text) => text.match(/[\\d.]+/g).map(Number);
    const bright = (rgb) => {
        const [r, g, b] = rgb.slice(0, 3).map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (node) => {
        for (let box = node; box; box = box.parentElement) {
            const found = parse(getComputedStyle(box).backgroundColor);
            if (found.length < 4 || found[3] > 0.99) return found;
        }
        return parse(getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "18 18 18" : "255 255 255");
    };
    const faint = [];
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!own || element.closest("svg") || !element.checkVisibility()) continue;
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const [one, two] = [bright(parse(style.color)), bright(behind(element))].sort((a, b) => b - a);
        const ratio = (one + 0.05) / (two + 0.05), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${element.outerHTML.slice(0, 120)}`);
    }
    return faint;
})()"""
"""Text whose contrast is below that of WCAG 2.2, 1.4.3."""
UNREACHABLE = """[...document.querySelectorAll("a[href^='#']")].map((link) => link.getAttribute("href").slice(1))
    .filter((name) => name && !document.getElementById(name))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder with the report on the example company as it was."""
    made = tmp_path_factory.mktemp("report")
    shutil.copyfile(ROOT / "tests" / "golden" / "snapshot.sqlite", made / "snapshot.sqlite")
    for command in (["check"], ["report", "--format", "html"]):
        result = CliRunner().invoke(main, [*command, str(made)])
        assert result.exit_code == 0, result.output
    return made


@pytest.fixture(scope="module")
def report(folder: Path) -> str:
    return (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(browser: Chromium, report: str, width: int) -> None:
    browser.open(report, width, phone=width < 500)
    assert browser.value("innerWidth") == width  # a phone would zoom out to fit what is too wide
    assert browser.value("document.documentElement.scrollWidth") <= width
    browser.value(ANCESTORS)
    assert browser.value(WIDE) == []


def test_the_measure_of_what_is_too_wide_finds_it(browser: Chromium, tmp_path: Path) -> None:
    page = tmp_path / "wide.html"
    page.write_text("<meta name=viewport content='width=device-width'><p style='width:500px'>wide", encoding="utf-8")
    browser.open(page.as_uri(), 375, phone=True)
    browser.value(ANCESTORS)
    assert len(browser.value(WIDE)) == 1


@pytest.mark.parametrize("dark", [False, True])
def test_it_asks_the_network_for_nothing_and_complains_of_nothing(browser: Chromium, report: str, dark: bool) -> None:
    browser.open(report, 1280, dark=dark)
    asked = [event["request"]["url"] for event in browser.said("Network.requestWillBeSent")]
    assert [url for url in asked if not url.startswith("data:")] == [report]
    assert browser.said("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled") == []
    assert browser.value("document.scripts.length") == 1


def test_what_is_filtered_away_is_hidden_and_comes_back(browser: Chromium, report: str) -> None:
    shown = "document.querySelectorAll('article.check:not([hidden])').length"
    browser.open(report, 1280)
    total = browser.value(shown)
    browser.value(
        "(() => { const pick = document.querySelector('.filter [name=severity]'); pick.value = 'critical';"
        "pick.dispatchEvent(new Event('change', { bubbles: true })); })()"
    )
    severities = (
        "[...new Set([...document.querySelectorAll('article.check:not([hidden])')].map((one) => one.dataset.severity))]"
    )
    assert browser.value(severities) == ["critical"]
    assert browser.value("document.querySelector('.filter output').textContent") == (
        f"{browser.value(shown)} of {total} checks shown"
    )
    browser.value("document.querySelector('.filter button').click()")
    assert browser.value(shown) == total


def test_the_filter_says_what_the_page_says(browser: Chromium, report: str) -> None:
    browser.open(report, 1280)
    words = browser.value(
        "[...document.querySelectorAll('.filter select')].map((one) => [...one.options].map((option) => option.text))"
    )
    assert words[0][:3] == ["all", "Reachability", "Responsiveness"]
    assert words[1][:3] == ["all", "Critical", "High"]
    assert {"Failed", "Needs review"} <= set(words[3])


def test_a_finding_is_copied_as_markdown_and_has_a_link_that_unfolds_it(browser: Chromium, report: str) -> None:
    browser.open(report, 1280)
    browser.value(
        "(() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };"
        "document.querySelector('article details').open = true; })()"
    )
    browser.ask("Runtime.evaluate", expression="new Promise((done) => setTimeout(done, 50))", awaitPromise=True)
    browser.value("document.querySelector('button.tool').click()")
    copied = browser.value("window.copied")
    assert copied.startswith("**A contact or support page is dead**\n\nhttps://www.quillnet.example/complaints\n")
    assert "\n> " in copied
    link = browser.value("document.querySelector('a.tool').getAttribute('href')")
    browser.open("about:blank", 1280)
    browser.open(report + link, 1280)
    assert browser.value(f"document.getElementById({link[1:]!r}).checkVisibility()") is True


AXE = ROOT / "tests" / "servers" / "state" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
"""MPL-2.0; installed for the tests, not part of what ships."""
VIOLATIONS = """axe.run(document, { resultTypes: ["violations"] }).then((found) =>
    found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`)))"""


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
def test_axe_finds_nothing_to_complain_of(browser: Chromium, report: str, width: int, dark: bool) -> None:
    assert AXE.is_file(), "no axe-core here: bash tests/servers/install.sh"
    browser.open(report, width, dark=dark, phone=width < 500)
    browser.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    browser.value(AXE.read_text(encoding="utf-8"))
    found = browser.ask("Runtime.evaluate", expression=VIOLATIONS, awaitPromise=True, returnByValue=True)
    assert found["result"]["value"] == []


def brightness(picture: bytes) -> float:
    """Return the mean brightness of a picture, 0 to 255."""
    with Image.open(io.BytesIO(picture)) as image:
        return float(ImageStat.Stat(image.convert("L")).mean[0])


def test_in_the_dark_it_is_dark(browser: Chromium, report: str) -> None:
    browser.open(report, 1280)
    light = brightness(browser.picture())
    browser.open(report, 1280, dark=True)
    dark = brightness(browser.picture())
    assert light > 200
    assert dark < 80


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_what_is_behind_it(browser: Chromium, report: str, dark: bool) -> None:
    browser.open(report, 1280, dark=dark)
    assert browser.value(FAINT) == []


def test_the_measure_of_contrast_finds_what_is_faint(browser: Chromium, tmp_path: Path) -> None:
    page = tmp_path / "faint.html"
    page.write_text(
        "<p style='color:#999;background:#fff'>faint<p style='color:#666;background:#fff'>fine", encoding="utf-8"
    )
    browser.open(page.as_uri(), 375)
    assert [line[:4] for line in browser.value(FAINT)] == ["2.85"]


def test_printed_it_says_all_that_the_screen_says(browser: Chromium, report: str, folder: Path) -> None:
    browser.open(report, 1280)
    pages = PdfReader(io.BytesIO(browser.printed())).pages
    text = squeezed("".join(page.extract_text() for page in pages))
    assert 5 < len(pages) < 150  # all that the screen folds away is printed; the PDF is what is made for paper
    judged: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    told = [finding for check in judged["checks"] for finding in check["findings"] if finding["outcome"] == "fail"]
    assert len(told) >= 29
    said = [finding["message"]["text"] for finding in told]
    assert [one for one in said if squeezed(one) not in text] == []


def squeezed(text: str) -> str:
    """Return a text without ligatures, blanks and hyphens, which setting it on paper adds and takes."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text))


def test_the_keyboard_gets_to_the_findings_first(browser: Chromium, report: str) -> None:
    browser.open(report, 1280)
    browser.press("Tab", 9)
    assert browser.value("document.activeElement.textContent") == "Skip to the findings"
    assert browser.value("document.activeElement.getBoundingClientRect().bottom > 0")
    browser.press("Tab", 9)
    assert browser.value("document.activeElement.matches('a[href], summary, [tabindex]')")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert browser.value(outline) != "none"


def test_a_link_to_what_is_folded_away_unfolds_it(browser: Chromium, report: str) -> None:
    browser.open(report, 1280)
    hidden = "[...document.querySelectorAll('details details .finding, details .check')].find((one) => !one.checkVisibility()).id"
    anchor = browser.value(hidden)
    assert anchor
    browser.value(f"location.hash = '{anchor}'")
    assert browser.value(f"document.getElementById('{anchor}').checkVisibility()")
    assert browser.value("[...document.querySelectorAll('details')].some((one) => !one.open)")


def test_every_link_inside_leads_somewhere(browser: Chromium, report: str) -> None:
    browser.open(report, 1280)
    assert browser.value("document.querySelectorAll(\"a[href^='#']\").length") > 10
    assert browser.value(UNREACHABLE) == []
