"""Pages nested beyond what browsers take apart."""

from __future__ import annotations

from functools import partial

import pytest
from bs4 import BeautifulSoup

from auditor.text.depth import DEEPEST, levelled
from auditor.text.visible import visible_text
from tests.effort import calls


def nested(depth: int, tag: str = "div", inside: str = "Call us") -> str:
    return f"<html><body><p>Before</p>{f'<{tag}>' * depth}{inside}{f'</{tag}>' * depth}<p>Behind</p></body></html>"


def depth_of(html: str) -> int:
    return max(len(list(tag.parents)) for tag in BeautifulSoup(html, "lxml").find_all())


@pytest.mark.parametrize("html", [nested(3), nested(DEEPEST - 20), "<p>" + "<br>" * 5_000, "<ul>" + "<li>x" * 5_000])
def test_what_browsers_nest_stays_as_it_is_written_or_reads_the_same(html: str) -> None:
    assert BeautifulSoup(levelled(html), "lxml").get_text() == BeautifulSoup(html, "lxml").get_text()


@pytest.mark.parametrize("tag", ["div", "span", "b", "section"])
def test_what_is_deeper_stands_side_by_side(tag: str) -> None:
    found = levelled(nested(5_000, tag, "<a href=/contact>Call us</a>"))
    assert depth_of(found) <= DEEPEST + 2
    tree = BeautifulSoup(found, "lxml")
    assert tree.get_text() == "BeforeCall usBehind"


def test_scripts_that_write_tags_are_no_depth() -> None:
    html = f"<p>Here</p><script>{'document.write(`<div>`);' * 2_000}</script><p>There</p>"
    assert "Here" in levelled(html)
    assert levelled(html).count("<div>") == 2_000


def _read(html: str) -> str:
    return visible_text(levelled(html))


def test_ten_times_as_deep_costs_ten_times_as_much() -> None:
    few, many = (calls(partial(_read, nested(depth))) for depth in (2_000, 20_000))
    assert many < 12 * few
