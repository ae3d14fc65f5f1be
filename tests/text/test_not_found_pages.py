"""How many made-up not-found pages under status 200 are found by their words alone, and that nothing else is."""

from __future__ import annotations

import pytest

from auditor.analysis.links.status import LinkState, judge
from auditor.collect.http.bot_walls import challenge
from auditor.model import Role
from tests.lost_pages import more
from tests.lost_pages.layouts import LAYOUTS
from tests.lost_pages.lost import LOST
from tests.lost_pages.there import HOMES, THERE
from tests.lost_pages.walls import OPEN, WALLS
from tests.snapshots import SITE, Site

Spec = tuple[str, str, str, str, str, str]
GOAL = 0.95


def html_of(spec: Spec) -> str:
    layout, brand, lang, title, body, head = spec
    return LAYOUTS[layout](brand, lang, title, body, head)


def life_of(html: str, path: str = "press") -> LinkState:
    page = html if "<html" in html else f"<html>{html}</html>"
    return judge(
        Site().page(f"/{path}", page.removeprefix("<!doctype html>"), Role.MEDIA).snapshot(), f"{SITE}{path}"
    ).state


@pytest.mark.slow  # all pages of the collection at once
def test_not_found_pages_are_found_by_words_alone() -> None:
    pages = LOST + more.LOST
    missed = [spec[:5] for spec in pages if life_of(html_of(spec)) is not LinkState.DEAD]
    assert len(pages) >= 100
    assert len(pages) - len(missed) >= GOAL * len(pages), missed


@pytest.mark.parametrize("spec", [*THERE, *more.THERE, *HOMES], ids=lambda spec: f"{spec[1]} {spec[3]}")
def test_pages_that_come_close_are_there(spec: Spec) -> None:
    assert life_of(html_of(spec)) is LinkState.ALIVE


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall[2] or wall[3][:40])
def test_walls_are_no_dead_pages(wall: tuple[int, dict[str, str], str, str]) -> None:
    status, headers, title, body = wall
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert life_of(html) is not LinkState.DEAD
    text = Site().page("/x", html).snapshot().pages[-1]
    assert challenge(status, headers, title, "", html, SITE + "x", text_length=text.text_length) or challenge(
        status, headers, title, body, html, f"{SITE}x"
    )


@pytest.mark.parametrize(("title", "body"), OPEN, ids=lambda said: said[:30])
def test_forms_with_a_widget_against_robots_are_no_walls(title: str, body: str) -> None:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert challenge(200, {}, title, body, html, f"{SITE}contact") == ""
    assert life_of(html, "contact") is LinkState.ALIVE
