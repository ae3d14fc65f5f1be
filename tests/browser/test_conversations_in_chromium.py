"""The report's part about conversations as people meet it: on a phone, in the dark, on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from auditor.report.renderers import html
from tests import asked
from tests.browser.chromium import Chromium
from tests.browser.test_report_in_chromium import ANCESTORS, FAINT, WIDE
from tests.snapshots import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module", params=["usual", "long words"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a report, also of one in which nothing can be broken between words."""
    site = asked.site()
    if request.param == "long words":
        word = "telekommunikationskundendienst" * 8
        site = Site().posts(
            asked.question(1, asked.SINCE, f"When will it work again? {word}", account=word),
            channel=asked.channel(account=word),
        )
        site.profile("x", word, f"https://x.com/{word}", reason=word)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.render(asked.told(site.snapshot())), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(browser: Chromium, page: str, width: int) -> None:
    browser.open(page, width, phone=width < 500)
    browser.value("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    assert browser.value("document.querySelectorAll('#conversations h3').length") >= 1
    assert browser.value("document.documentElement.scrollWidth") <= width
    browser.value(ANCESTORS)
    assert browser.value(WIDE) == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_what_is_behind_it(browser: Chromium, page: str, dark: bool) -> None:
    browser.open(page, 1280, dark=dark)
    browser.value("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    assert browser.value(FAINT) == []


def test_links_to_posts_are_large_enough_to_hit(browser: Chromium, page: str) -> None:
    browser.open(page, 375, phone=True)
    browser.value("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    small = "[...document.querySelectorAll('.refs a, .refs-fold summary')].filter((a) => a.getBoundingClientRect().height < 24).length"
    assert browser.value(small) == 0


def test_shades_are_repainted_in_the_dark(browser: Chromium, page: str) -> None:
    shade = "getComputedStyle(document.querySelector('.heat .h5')).fill"
    browser.open(page, 1280)
    light = browser.value(shade)
    browser.open(page, 1280, dark=True)
    assert browser.value(shade) != light


def test_printed_it_has_the_charts_and_leaves_the_lists_of_posts_to_the_table(browser: Chromium, page: str) -> None:
    browser.open(page, 1280)
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(browser.printed())).pages)
    assert "When questions come" in text
    assert "Which posts each share counted" not in text
    assert "table of posts beside this report" in " ".join(text.split())
