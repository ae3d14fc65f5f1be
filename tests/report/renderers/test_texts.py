from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markupsafe import Markup

from auditor.report.renderers import texts


def parsed(markup: str) -> Any:
    return html.fromstring(markup)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, ünïcode 日本語", "plain text, ünïcode 日本語"),
        ("invoice\u202egnp.exe", "invoice⟨U+202E⟩gnp.exe"),
        ("pay\u200bpal", "pay⟨U+200B⟩pal"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("nul\x00 esc\x1b[31m", "nul⟨U+0000⟩ esc⟨U+001B⟩[31m"),
        ("lone \ud800", "lone ⟨U+D800⟩"),
        ("tag \U000e0041", "tag ⟨U+E0041⟩"),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("👩\u200d💻 and \u0645\u06cc\u200c\u062e", "👩\u200d💻 and \u0645\u06cc\u200c\u062e"),
        ("two\r\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_what_cannot_be_seen_is_told(text: str, shown: str) -> None:
    assert texts.plain(text) == shown


@given(st.text(st.characters(blacklist_categories=())))
def test_shown_text_has_nothing_unseen_and_is_utf8(text: str) -> None:
    shown = texts.plain(text)
    assert texts.plain(shown) == shown
    shown.encode("utf-8")
    assert not any(0x202A <= ord(character) <= 0x202E or 0x2066 <= ord(character) <= 0x2069 for character in shown)


@given(st.text(st.characters(blacklist_categories=())))
def test_xml_legal_text_can_be_written_as_xml(text: str) -> None:
    element = etree.Element("x")
    element.text = texts.xml_legal(text)
    assert etree.fromstring(etree.tostring(element)).tag == "x"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "mailto:press@quillnet.example",
        "https://paypal.example@evil.example/",
        "https://a.example/ onmouseover=alert(1)",
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/\u202egnp",
        "//a.example/",
        "",
    ],
)
def test_only_honest_web_addresses_become_links(url: str) -> None:
    markup = str(texts.link(url))
    assert "<a" not in markup
    assert parsed(markup).tag == "bdi"


def test_a_web_address_becomes_a_link_that_tells_nobody_where_it_was_followed() -> None:
    element = parsed(str(texts.link("https://a.example/b/c?d=1&e=<2>".replace("<2>", "2"))))
    anchor = element.find("a")
    assert anchor is not None
    assert anchor.get("href") == "https://a.example/b/c?d=1&e=2"
    assert anchor.get("rel") == "noopener noreferrer"
    assert anchor.text_content() == "https://a.example/b/c?d=1&e=2"


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("answers 404", "Answers 404."),
        ("is it yours?", "Is it yours?"),
        ("x.com answers nobody", "x.com answers nobody."),
        ("/press/ is gone", "/press/ is gone."),
        ("ändert nichts", "Ändert nichts."),
        ("Said already.", "Said already."),
        ("  ", ""),
    ],
)
def test_clauses_become_sentences(clause: str, told: str) -> None:
    assert texts.sentence(clause) == told


@pytest.mark.parametrize(
    ("iso", "told"),
    [
        ("2026-11-21T01:10:00Z", "21 November 2026, 01:10 UTC"),
        ("2026-03-01T23:59:59Z", "1 March 2026, 23:59 UTC"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_moments_are_told_in_words(iso: str, told: str) -> None:
    assert texts.moment(iso) == told


@pytest.mark.parametrize(
    ("markdown", "markup"),
    [
        ("a **b** `c`", "<p>a <strong>b</strong> <code>c</code></p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("![a cat](https://a.example/cat.png)", "<p><span>a cat</span></p>"),
        ("[x](javascript:alert(1))", "<p><span>x</span></p>"),
        ("# Loud", '<p class="lead">Loud</p>'),
        (
            "[the `RFC`](https://rfc.example/9116)",
            '<p><a href="https://rfc.example/9116" rel="noopener noreferrer">the RFC</a></p>',
        ),
    ],
)
def test_markdown_is_tamed(markdown: str, markup: str) -> None:
    assert str(texts.prose(markdown)) == markup


def test_lists_and_tables_of_markdown_are_kept() -> None:
    assert "<ol>" in texts.prose("Do this:\n\n1. one\n2. two")
    assert '<table class="plain">' in texts.prose("| a | b |\n|---|---|\n| 1 | 2 |")


def test_a_single_paragraph_can_stand_inline() -> None:
    assert str(texts.inline("One *word*.")) == "One <em>word</em>."
    assert str(texts.inline("One.\n\nTwo.")) == "<p>One.</p>\n<p>Two.</p>"


@pytest.mark.parametrize(("number", "told"), [(0, "0 checks"), (1, "1 check"), (1200, "1,200 checks")])
def test_numbers_agree_with_their_noun(number: int, told: str) -> None:
    assert texts.count(number, "check") == told


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("https://www.acme.example/", "www.acme.example"),
        ("https://www.acme.example", "www.acme.example"),
        ("https://www.acme.example/press/", "/press/"),
        ("https://www.acme.example.evil.example/x", "acme.example.evil.example/x"),
        ("https://www.other.example/x", "other.example/x"),
        ("http://www.", "www."),
        ("press@acme.example", "press@acme.example"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("", ""),
    ],
)
def test_a_list_shows_where_without_what_all_places_share(subject: str, shown: str) -> None:
    assert texts.place(subject, "https://www.acme.example/") == shown


@pytest.mark.parametrize(
    ("told", "led"),
    [
        (
            "<strong>Risiko:</strong> <p>Wer schreibt.</p><p>Und.</p>",
            "<p><strong>Risiko:</strong> Wer schreibt.</p><p>Und.</p>",
        ),
        ("<p>Who writes.</p>", "<p>Who writes.</p>"),
        ("<ul><li>One</li></ul><p>Two</p>", "<ul><li>One</li></ul><p>Two</p>"),
    ],
)
def test_words_before_the_first_paragraph_stand_in_it(told: str, led: str) -> None:
    assert texts.led(Markup(told)) == led
