"""A page is taken apart once, and no visit is held by what was made of it."""

from __future__ import annotations

import gc
import weakref

from auditor.analysis.contact_routes.introductions import introductions
from auditor.model import ContactDetail, ContactKind, ContactSource, Role
from auditor.text.parsed import ByText, text_of, tree_of
from tests.snapshots import SITE, Site

PAGE = "<h1>Contact</h1><h2>Press office</h2><p>Call <a href='tel:+4930123456'>030 123456</a></p>"


def test_a_text_is_read_once_whoever_holds_it() -> None:
    made: list[str] = []
    lengths = ByText(lambda text: made.append(text) or len(text), 100)  # type: ignore[func-returns-value]
    assert [lengths("page"), lengths(str(b"page", "ascii")), lengths("other")] == [4, 4, 5]
    assert made == ["page", "other"]


def test_what_is_kept_is_bounded_by_characters() -> None:
    kept = ByText(len, 100)
    for number in range(50):
        kept(f"{number:010d}")
        kept(f"{0:010d}")  # asked for again and again, and so kept
    assert len(kept) == 10
    kept("x" * 1_000)
    assert len(kept) == 1  # the last is kept whatever its length: the next to ask is likely to ask for it


def test_the_same_page_has_one_tree() -> None:
    assert tree_of(PAGE) is tree_of("".join(PAGE))
    assert text_of(PAGE) == "Contact\nPress office\nCall 030 123456"


def test_no_visit_is_kept_alive() -> None:
    snapshot = Site().page("/contact", PAGE, Role.CONTACT).snapshot()
    (page,) = (one for one in snapshot.pages if one.has(Role.CONTACT))
    detail = ContactDetail(SITE, ContactKind.PHONE, "+4930123456", ContactSource.LINK, "030 123456", "tel:+4930123456")
    assert introductions(page, detail) == ("Call 030 123456", "Press office", "Contact")
    gone = weakref.ref(page.read)
    del page, snapshot
    gc.collect()
    assert gone() is None
