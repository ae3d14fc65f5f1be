"""A source that others wrote searches too: the one that the documentation shows."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from auditor.collect.sources.base import Source
from tests.collect.sources.replay import said
from tests.collect.sources.venues.venue_web import asked, one_venue, searched, shape, venue_web

PAGE = Path(__file__).parents[4] / "docs" / "extending" / "sources.md"


def documented() -> Source:
    """Return the last source of the page."""
    code = PAGE.read_text(encoding="utf-8").rpartition("```python\n")[2].partition("```")[0]
    module = ModuleType("parley_search")
    exec(compile(code, str(PAGE), "exec"), vars(module))
    found: Source = module.SOURCE
    return found


def test_the_documented_source_finds_mentions_and_their_answers(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "at": "2026-11-20T10:00:00Z", "by": "ann", "text": "Quillnet is slow"},
        {"id": "2", "at": "2026-11-20T10:05:00Z", "by": "bob", "text": "Is it?", "to": "1"},
        {"id": "3", "at": "2026-11-20T10:06:00Z", "by": "kim", "text": "Nothing to do with it"},
        {"id": "4", "by": "joe", "text": "Quillnet"},
    ]
    with venue_web(**{"/v1/search": said({"talks": rows})}) as web:
        found = searched(
            tmp_path, {"sources": ["parley-search"]}, others=[documented()], bases={"parley-search": web.url}
        )
        assert asked(web, "/v1/search") == [{"q": "Quillnet"}]
    assert shape(found.mentions) == [("1", "mention", "", False), ("2", "reply", "1", False)]
    venue = one_venue(found)
    assert (venue.platform, venue.mentions, dict(venue.skipped)) == ("parley-search", 1, {"no-date": 1})


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = searched(tmp_path, {"sources": ["parlay"]}, others=[documented()])
    assert "“parlay”" in one_venue(found).unseen.text
