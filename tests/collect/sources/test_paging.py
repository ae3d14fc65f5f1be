"""Going through pages: to the end, to a limit, not in circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from auditor.collect.sources.paging import by_cursor, by_last_id, by_link, by_number
from auditor.collect.sources.replies import Problem
from auditor.collect.sources.session import SourceSession
from tests.collect.sources.replay import asking, said
from tests.local_web import LocalWeb, answer


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        yield server


def walk(web: LocalWeb, follow: Any, *, most: int = 10, rows: tuple[str, ...] = (), stop_at: object = None) -> Any:
    def go(session: SourceSession) -> Any:
        pages = session.pages("x", {"limit": 2}, follow=follow, most=most, rows=rows)
        seen = []
        for reply in pages:
            seen.append(reply.data)
            if reply.data == stop_at:
                break
        return seen, pages.cut.text, pages.failed

    return asking(f"{web.url}/", go)


def test_cursors_are_followed_to_the_end(web: LocalWeb) -> None:
    web.pages["/x?limit=2"] = said({"cursor": "a b", "n": 1})
    web.pages["/x?limit=2&cursor=a+b"] = said({"cursor": 7, "n": 2})
    web.pages["/x?limit=2&cursor=7"] = said({"n": 3})
    seen, cut, failed = walk(web, by_cursor())
    assert [data["n"] for data in seen] == [1, 2, 3]
    assert (cut, failed) == ("", None)


@pytest.mark.parametrize("circle", ["a", "b"])
def test_a_cursor_that_leads_in_circles_ends_it_and_is_told(web: LocalWeb, circle: str) -> None:
    web.pages["/x?limit=2"] = said({"cursor": "a"})
    web.pages["/x?limit=2&cursor=a"] = said({"cursor": "b"})
    web.pages["/x?limit=2&cursor=b"] = said({"cursor": circle})
    seen, cut, failed = walk(web, by_cursor(), most=100)
    assert len(seen) == 3
    assert cut == "Its pages lead in circles."
    assert failed is None
    assert len(web.asked) == 3


def test_the_most_pages_are_the_most(web: LocalWeb) -> None:
    web.missing = said([1, 2])
    seen, cut, _ = walk(web, by_number("page"), most=3)
    assert len(seen) == 0 or cut  # a list holds no field that says whether there is more
    web.pages["/x?limit=2"] = said({"more": True})
    web.pages["/x?limit=2&page=2"] = said({"more": True})
    web.pages["/x?limit=2&page=3"] = said({"more": True})
    seen, cut, _ = walk(web, by_number("page", "more"), most=3)
    assert len(seen) == 3
    assert cut == "Only its first 3 pages were read."


def test_pages_with_nothing_in_them_end_it(web: LocalWeb) -> None:
    for number in range(1, 20):
        web.pages[f"/x?limit=2{f'&page={number}' if number > 1 else ''}"] = said(
            {"more": 1, "rows": [1] if number == 1 else []}
        )
    seen, cut, _ = walk(web, by_number("page", "more"), most=20, rows=("rows",))
    assert len(seen) == 4
    assert cut == ""


def test_a_page_that_fails_ends_it_with_its_reason(web: LocalWeb) -> None:
    web.pages["/x?limit=2"] = said({"cursor": "a"})
    web.pages["/x?limit=2&cursor=a"] = answer("<h1>Sorry</h1>", status=500)
    seen, cut, failed = walk(web, by_cursor())
    assert len(seen) == 1
    assert failed.problem is Problem.SERVER_ERROR
    assert cut == "The platform's interface is in trouble (500)."


def test_whoever_has_seen_enough_asks_no_further(web: LocalWeb) -> None:
    web.pages["/x?limit=2"] = said({"cursor": "a", "n": 1})
    seen, cut, _ = walk(web, by_cursor(), stop_at={"cursor": "a", "n": 1})
    assert (len(seen), cut) == (1, "")
    assert len(web.asked) == 1


def test_the_next_link_of_a_header_is_followed(web: LocalWeb) -> None:
    links = f'<{web.url}/x?min=9>; rel="prev", <{web.url}/x?max={{id}}>; title="a, b"; rel="last next"'
    web.pages["/x?limit=2"] = said([1], link=links)
    web.pages["/x?max=%7Bid%7D"] = said([2])
    seen, cut, _ = walk(web, by_link)
    assert seen == [[1], [2]]
    assert cut == ""


@pytest.mark.parametrize("link", ["<", "<" * 900, '<x>; rel="prev"', "<>; rel=next", "rel=next", '<x>; rel="nextdoor"'])
def test_headers_that_are_no_next_link_lead_nowhere(web: LocalWeb, link: str) -> None:
    web.pages["/x?limit=2"] = said([1], link=link)
    assert walk(web, by_link)[:2] == ([[1]], "")


def test_the_last_id_leads_on(web: LocalWeb) -> None:
    web.pages["/x?limit=2"] = said([{"id": 9}, {"id": "8"}])
    web.pages["/x?limit=2&max_id=8"] = said([])
    assert walk(web, by_last_id("max_id")) == ([[{"id": 9}, {"id": "8"}], []], "", None)
