"""Feeds of all makes → entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.collect.sources import feed_entries
from auditor.collect.sources.feed_entries import Entry

BASE = "https://www.acme.example/feed/"


def entries(text: str) -> tuple[Entry, ...]:
    found = feed_entries.read(text, BASE)
    assert found is not None
    return found.entries


def rss(*items: str) -> str:
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><language>en-GB</language>{''.join(items)}</channel></rss>"
    )


def item(**facts: str) -> str:
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in facts.items()) + "</item>"


def test_an_rss_item() -> None:
    found = feed_entries.read(
        rss(
            item(
                title="Drills &amp;amp; bits",
                link="/news/1",
                guid="tag:acme.example,2026:1",
                pubDate="Wed, 21 Oct 2026 23:38:51 +0200",
                description="&lt;p&gt;Our new drill. &lt;a href=&quot;/shop&quot;&gt;Shop&lt;/a&gt;&lt;/p&gt;",
            )
        ),
        BASE,
    )
    assert found is not None
    assert found.lang == "en-gb"
    assert found.entries == (
        Entry(
            "tag:acme.example,2026:1",
            "Drills & bits\nOur new drill. Shop",
            "https://www.acme.example/news/1",
            "",
            datetime(2026, 10, 21, 21, 38, 51, tzinfo=UTC),
            None,
            ("https://www.acme.example/shop",),
        ),
    )


def test_plain_text_of_atom_is_no_markup() -> None:
    (found,) = entries(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title type='text'>a &lt;b&gt; c</title>"
        "<summary type='text'>1 &lt; 2</summary><updated>2026-01-01T00:00:00Z</updated></entry></feed>"
    )
    assert found.text == "a <b> c\n1 < 2"
    assert found.at == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "summary", "text"),
    [
        ("Our new drill is out…", "Our new drill is out: have a look", "Our new drill is out: have a look"),
        ("Drill", "Drill presses are loud", "Drill\nDrill presses are loud"),
        ("Drill", "Drill", "Drill"),
        ("", "Only this", "Only this"),
        ("Only this", "", "Only this"),
    ],
)
def test_a_title_cut_from_the_text_is_not_said_twice(title: str, summary: str, text: str) -> None:
    assert entries(rss(item(title=title, description=summary)))[0].text == text


@pytest.mark.parametrize("date", ["", "<pubDate></pubDate>", "<pubDate>soon</pubDate>"])
def test_an_entry_without_a_readable_date_has_none(date: str) -> None:
    assert entries(rss(f"<item><title>x</title>{date}</item>"))[0].at is None


def test_an_entry_without_id_and_link_gets_the_same_id_every_time() -> None:
    one, other = entries(rss(item(title="x"), item(title="y")))
    assert one.id != other.id
    assert one.id == entries(rss(item(title="x")))[0].id


@pytest.mark.parametrize(
    "text", ["", "<html><body>Not here</body></html>", '{"a": 1}', "/etc/passwd", "\x00", "\ud800"]
)
def test_what_is_no_feed_is_told(text: str) -> None:
    assert feed_entries.read(text, BASE) is None


def test_nothing_is_opened_whatever_a_body_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(rss(item(title="secret")), encoding="utf-8")
    assert feed_entries.read(str(secret), BASE) is None
    entity = f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]>"
    found = feed_entries.read(
        f"{entity}<rss version='2.0'><channel><item><title>a&x;b</title></item></channel></rss>", BASE
    )
    assert found is None or "secret" not in found.entries[0].text


def test_entities_that_multiply_do_not() -> None:
    defined = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 20}'>" for n in range(9))
    found = feed_entries.read(
        f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{defined}]><rss version='2.0'><channel><item><title>&e9;</title></item></channel></rss>",
        BASE,
    )
    assert found is None or all(len(entry.text) < 1_000 for entry in found.entries)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_entity_that_stands_for_a_word_is_read_and_one_that_stands_for_others_is_not(quote: str) -> None:
    word, others = f"<!ENTITY co {quote}Acme{quote}>", f"<!ENTITY all {quote}&co;&co;{quote}>"
    body = "<rss version='2.0'><channel><item><title>By &{name};</title></item></channel></rss>"
    head = "<?xml version='1.0'?><!DOCTYPE rss"
    assert entries(f"{head} [{word}]>{body.format(name='co')}")[0].text == "By Acme"
    assert entries(f"{head} [{word}{others}]>{body.format(name='all')}")[0].text == "By &all;"


def test_a_feed_that_breaks_off_keeps_what_was_whole() -> None:
    whole = item(title="Whole", pubDate="Wed, 21 Oct 2026 23:38:51 +0000")
    assert entries(rss(whole, whole)[:-40])[0].text == "Whole"


def test_a_declared_encoding_does_not_count_once_the_text_is_decoded() -> None:
    text = f"<?xml version='1.0' encoding='iso-8859-1'?>{rss(item(title='Größe'))[21:]}"
    assert entries(text)[0].text == "Größe"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(
    ["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<!", "&", "&#x0;",
     "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='xhtml'>", "<div>", "<pubDate>", "9999-99-99T99:99:99Z",
     "<link href='http://[::'/>", "<link>javascript:x</link>", "\x00", "\ud800", "\u202e", "<?xml", "a" * 5_000]
), max_size=25))  # fmt: skip
def test_no_feed_makes_the_reader_fall(parts: list[str]) -> None:
    found = feed_entries.read("".join(parts), BASE)
    for entry in found.entries if found is not None else ():
        entry.text.encode("utf-8")
        assert entry.id
        assert not entry.url or entry.url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "number", ["&#99999999999;", "&#x110000;", "&#1114112;", "&#" + "9" * 5_000 + ";", "&#x1F600FFF;"]
)
@pytest.mark.parametrize(
    "head", ["<rss version='2.0'><channel>", "<?xml version='1.0'?><rss version='2.0'><channel><br>"]
)
def test_a_number_that_is_no_character_costs_that_character_alone(head: str, number: str) -> None:
    found = feed_entries.read(f"{head}<item><title>Line {number} down</title><link>/a</link></item>", BASE)
    assert found is not None
    assert [one.text for one in found.entries] == ["Line \ufffd down"]


@pytest.mark.parametrize("number", ["&#128512;", "&#x1F600;", "&#0000128512;", "&#X0001f600;", "&amp;#128512;"])
def test_a_character_written_as_its_number_is_that_character(number: str) -> None:
    assert entries(rss(f"<item><title>Up {number}</title></item>"))[0].text == "Up \U0001f600"


def test_feeds_that_a_page_announces() -> None:
    html = (
        "<link rel='alternate' type='application/rss+xml' href='/feed/'><LINK REL='Alternate' TYPE='application/atom+xml; charset=x' HREF=atom>"
        "<link rel=alternate hreflang=de href=/de/><link rel=alternate type=application/json+oembed href=/oembed>"
        "<link rel=stylesheet type=application/rss+xml href=/no><link rel=alternate type=application/rss+xml href='javascript:x'>"
    )
    assert feed_entries.announced(html, "https://www.acme.example/news/") == (
        "https://www.acme.example/feed/",
        "https://www.acme.example/news/atom",
    )


@pytest.mark.shared_data
def test_google_alerts(shared_data: Path) -> None:
    found = entries((shared_data / "feeds" / "google_alerts_atom.xml").read_text(encoding="utf-8"))
    assert len(found) == 20
    assert all(entry.at is not None and entry.at.year == 2019 for entry in found)
    assert not [entry.url for entry in found if "google." in entry.url]
    assert not [
        entry.text for entry in found if "<b>" in entry.text or "&nbsp;" in entry.text or "\n" not in entry.text
    ]


@pytest.mark.shared_data
def test_youtube(shared_data: Path) -> None:
    found = entries((shared_data / "feeds" / "youtube_atom.xml").read_text(encoding="utf-8"))
    assert len(found) == 15
    assert all(entry.at and entry.id.startswith("yt:video:") and "watch?v=" in entry.url for entry in found)
    assert found[0].text.startswith("The Google app: Questions Title\nA question is the most powerful force")
    assert found[0].edited_at == datetime(2015, 5, 13, 17, 38, 30, tzinfo=UTC)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("wordpress/feed", ["Hello world!\nWelcome to WordPress.", "New drill released\nOur new drill", "Old news\nWe moved."]),
        ("mezzanine/rss", ["New drill released\nOur new drill ships today."]),
        ("mastodon_snac/profile_rss", ["@alice@localhost:38081 yes, it does!", "Our new drill is out: https://acme.example/drill"] * 2),
    ],
)  # fmt: skip
def test_feeds_as_real_servers_sent_them(shared_data: Path, name: str, texts: list[str]) -> None:
    recorded = json.loads((shared_data.parent / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))
    found = entries(recorded["body"])
    assert [entry.at is not None and bool(entry.url) for entry in found] == [True] * len(texts)
    assert [entry.text.startswith(text) for entry, text in zip(found, texts, strict=True)] == [True] * len(texts)
