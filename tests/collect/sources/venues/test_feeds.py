"""Alert feeds, Reddit's search and GDELT: what they report, what they refuse, and what is no feed at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.api import Mentions
from auditor.collect.sources.venues import feeds
from auditor.model import VenueKind
from tests.collect.sources.replay import said
from tests.collect.sources.venues.venue_web import asked, one_venue, searched, venue_web
from tests.local_web import answer

ENTRY = "<entry><id>{id}</id><title type='html'>{title}</title><link href='{url}'/><published>{at}</published></entry>"


def atom(*entries: str, title: str = "Google Alert - Quillnet") -> bytes:
    return answer(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>{''.join(entries)}</feed>", type="text/xml"
    )


def entry(id: str, title: str, url: str = "https://paper.example/a", at: str = "2026-11-20T10:00:00Z") -> str:
    return ENTRY.format(id=id, title=title, url=url, at=at)


def alert(folder: Path, said_: bytes, **feed: Any) -> Any:
    with venue_web(**{"/feed.xml": said_}) as web:
        return searched(folder, {"feed": [{"url": f"{web.url}/feed.xml", "name": "Alert", **feed}]})


def test_an_alert_brings_articles_and_says_what_it_is_for(tmp_path: Path) -> None:
    wrapped = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://paper.example/quillnet&amp;ct=ga"
    found = alert(
        tmp_path,
        atom(
            entry("1", "&lt;b&gt;Quillnet&lt;/b&gt; grows", wrapped),
            entry("2", "A tool of many", "https://paper.example/b"),
        ),
        everything=True,
    )
    posts = sorted(found.mentions, key=lambda post: post.id)
    assert [(post.text, post.url) for post in posts] == [
        ("Quillnet grows", "https://paper.example/quillnet"),
        ("A tool of many", "https://paper.example/b"),
    ]
    venue = one_venue(found)
    assert (venue.platform, venue.name, venue.kind, venue.terms) == ("feed", "Alert", VenueKind.ALERTS, ("Quillnet",))
    assert "replies" in venue.cannot_see
    assert not any(thread.whole for thread in Mentions(found).threads())


def test_of_any_other_feed_only_what_holds_the_name_is_a_mention(tmp_path: Path) -> None:
    found = alert(
        tmp_path, atom(entry("1", "Quillnet grows"), entry("2", "Zeta grows"), title="Trade news"), terms=["Quillnet"]
    )
    assert [post.text for post in found.mentions] == ["Quillnet grows"]
    assert dict(one_venue(found).skipped) == {"unrelated": 1}


def test_what_the_company_itself_published_is_its_own_word(tmp_path: Path) -> None:
    found = alert(
        tmp_path,
        atom(entry("1", "Quillnet grows", "https://www.quillnet.example/press/1"), entry("2", "Quillnet shrinks")),
    )
    assert {post.text: post.by_brand for post in found.mentions} == {"Quillnet grows": True, "Quillnet shrinks": False}
    assert one_venue(found).mentions == 1
    assert [thread.opening.text for thread in Mentions(found).threads()] == ["Quillnet shrinks"]


def test_an_empty_feed_was_seen_and_proves_nothing(tmp_path: Path) -> None:
    venue = one_venue(alert(tmp_path, atom()))
    assert (venue.unseen.text, venue.newest, venue.mentions) == ("", None, 0)


def test_strange_dates_are_left_out_and_counted(tmp_path: Path) -> None:
    no_date = "<entry><id>3</id><title>Quillnet</title></entry>"
    rows = [
        entry("1", "Quillnet", at="2036-01-01T00:00:00Z"),
        entry("2", "Quillnet", at="1970-01-01T00:00:00Z"),
        no_date,
        entry("4", "Quillnet"),
    ]
    venue = one_venue(alert(tmp_path, atom(*rows)))
    assert dict(venue.skipped) == {"future": 1, "no-date": 1, "outside-window": 1}
    assert venue.mentions == 1


BOMB = (
    "<?xml version='1.0'?><!DOCTYPE f [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {'abcdefghi'[n + 1]} '{('&' + 'abcdefghi'[n] + ';') * 10}'>" for n in range(8))
    + "]><feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Quillnet &i;</title><updated>2026-11-20T10:00:00Z</updated></entry></feed>"
)


@pytest.mark.parametrize(
    "page", [answer("<html><title>Log in</title></html>"), answer("{}", type="application/json"), answer(""), answer("no feed", type="text/plain")]
)  # fmt: skip
def test_what_is_no_feed_was_not_seen(tmp_path: Path, page: bytes) -> None:
    venue = one_venue(alert(tmp_path, page))
    assert venue.unseen
    assert venue.unseen.text.count("\n") == 0


def test_an_entity_bomb_costs_nothing(tmp_path: Path) -> None:
    venue = one_venue(alert(tmp_path, answer(BOMB, type="text/xml")))
    assert venue.unseen or venue.mentions <= 1


def test_a_huge_feed_is_read_from_its_beginning(tmp_path: Path) -> None:
    filler = "x" * 1_100_000
    body = atom(entry("1", "Quillnet"), entry("2", f"Quillnet {filler}"), entry("3", "Quillnet"))
    venue = one_venue(alert(tmp_path, body))
    assert "characters" in venue.cut.text
    assert venue.mentions >= 1


def test_a_token_in_the_address_of_a_feed_is_not_kept(tmp_path: Path) -> None:
    with venue_web(**{"/feed.xml": atom(entry("1", "Quillnet"))}) as web:
        found = searched(tmp_path, {"feed": [{"url": f"{web.url}/feed.xml?token=verysecret123"}]})
        assert asked(web, "/feed.xml") == [{"token": "verysecret123"}]
    assert "verysecret123" not in repr(found.venues)
    assert b"verysecret123" not in (tmp_path / "snapshot.sqlite").read_bytes()


def test_two_feeds_of_one_host_are_told_apart(tmp_path: Path) -> None:
    with venue_web(**{"/feed.xml": atom(entry("1", "Quillnet"))}) as web:
        feed = {"url": f"{web.url}/feed.xml"}
        found = searched(tmp_path, {"feed": [feed, feed]})
    assert [venue.name for venue in found.venues] == ["127.0.0.1", "127.0.0.1 2"]


REAL = Path("/work/shared/data/feeds/google_alerts_atom.xml")


@pytest.mark.shared_data
def test_a_feed_that_google_alerts_once_sent(tmp_path: Path) -> None:
    assert feeds.is_google("https://www.google.com/alerts/feeds/04175468913983673025/4428013283581841004")
    with venue_web(**{"/feed.xml": answer(REAL.read_bytes(), type="text/xml")}) as web:
        asked_for = {"feed": [{"url": f"{web.url}/feed.xml", "everything": True}], "never": ["automotive", "wax"]}
        found = searched(tmp_path, asked_for, name="Slack", window_days=3_650)
    venue = one_venue(found)
    assert venue.terms == ("Slack",)
    assert (venue.mentions, dict(venue.skipped)) == (16, {"namesake": 4})
    assert all("google.com" not in post.url and "<b>" not in post.text for post in found.mentions)
    assert Mentions(found).counts().stories == 16, "sales of different numbers of shares are different stories"


# --------------------------------------------------------------------------------------------------------------------- GDELT


def gdelt(folder: Path, *said_: bytes, **mentions: Any) -> tuple[Any, list[dict[str, str]]]:
    with venue_web(**{"/doc": list(said_)}) as web:
        found = searched(folder, {"gdelt": True, **mentions}, bases={"gdelt": web.url})
        return found, asked(web, "/doc")


ARTICLE = {"url": "https://paper.example/1", "title": "A tool\tfor all", "seendate": "20261120T101500Z", "domain": "paper.example", "language": "English"}  # fmt: skip


def test_articles_are_mentions_whatever_their_headlines_say(tmp_path: Path) -> None:
    found, (query,) = gdelt(
        tmp_path,
        said({"articles": [ARTICLE, {**ARTICLE, "seendate": "soon"}]}),
        misspellings=["Quilnet"],
        must=["tools"],
        never=["fishing net"],
    )
    assert [(post.text, post.author) for post in found.mentions] == [("A tool\tfor all", "paper.example")] or len(
        list(found.mentions)
    ) == 1
    assert query["query"] == '("Quillnet" OR "Quilnet") "tools" -"fishing net"'
    assert (query["startdatetime"], query["maxrecords"]) == ("20260823120000", "250")
    venue = one_venue(found)
    assert (venue.kind, dict(venue.skipped)) == (VenueKind.NEWS, {"no-date": 1})


@pytest.mark.parametrize(
    "words", ["The specified phrase is too short.\n", "Please limit requests to one every 5 seconds."]
)
def test_what_it_says_in_words_under_200_is_told(tmp_path: Path, words: str) -> None:
    found, _ = gdelt(tmp_path, answer(words, type="text/html"))
    assert words.strip() in one_venue(found).unseen.text


def test_an_empty_answer_is_no_news(tmp_path: Path) -> None:
    found, _ = gdelt(tmp_path, said({}))
    assert not one_venue(found).unseen


# -------------------------------------------------------------------------------------------------------------------- Reddit


def test_reddit_that_refuses_was_not_seen(tmp_path: Path) -> None:
    with venue_web(**{"/search.rss": answer("Too many requests", status=429, headers={"Retry-After": "600"})}) as web:
        found = searched(tmp_path, {"reddit": True}, bases={"reddit": web.url})
    assert one_venue(found).unseen


def test_reddit_that_answers_shows_posts_and_no_answers(tmp_path: Path) -> None:
    row = "<entry><id>t3_1</id><title>Quillnet is down</title><author><name>/u/bob</name></author><updated>2026-11-20T10:00:00Z</updated></entry>"
    with venue_web(**{"/search.rss": atom(row, title="search")}) as web:
        found = searched(tmp_path, {"reddit": True}, bases={"reddit": web.url})
    assert [(post.author, post.text) for post in found.mentions] == [("bob", "Quillnet is down")]
    assert (one_venue(found).terms, one_venue(found).kind) == (("Quillnet",), VenueKind.FORUM)
