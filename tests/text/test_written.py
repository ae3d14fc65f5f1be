"""Pages as their parser writes them out are taken apart without losing text or taking it for mark-up."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditor.text.written import WHOLE, taken_apart


def apart(
    html: str, *, hidden: bool = True, asked: str = "x"
) -> tuple[list[str], list[str], dict[int, tuple[str, str]]]:
    body = LexborHTMLParser(html).body
    assert body is not None
    return taken_apart(body.html or "", hidden, re.compile(asked))


def test_texts_stand_around_tags() -> None:
    assert apart("a<b class=c>d</b>") == (["", "a", "d", "", ""], ["body", 'b class="c"', "/b", "/body"], {})


@pytest.mark.parametrize(
    "whole",
    [
        "<!-- a <b> -- > c -->",
        "<!---->",
        "<style>a > b { } </styl></style>",
        "<iframe><p>a</p></iframe>",
        "<xmp><b></xmp>",
        "<script>if (a<b && c>d) { e = '<p>' }</script>",
        "<?php if ($a < 1) echo 'office@acme.example' ?>",
        "<?= $contact ?>",
    ],
)
def test_what_holds_no_mark_up_is_one_piece(whole: str) -> None:
    assert apart(f"a{whole}b") == (["", "a", "b", ""], ["body", WHOLE, "/body"], {})


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("a<p x<y>b", "p x<y"),
        ("a<p <!-- c>b<!-- d -->", "p <!-- c"),
        ('a<p title="<i>">b', 'p title="&lt;i&gt;"'),
        ("a<p '\"=1>b", 'p \'"="1"'),
        ("a<p<!-->b", "p<!--"),
    ],
)
def test_brackets_within_a_tag_end_nothing(html: str, tag: str) -> None:
    texts, tags, _ = apart(html)
    assert [one.replace('=""', "") for one in tags[:2]] == ["body", tag]  # an empty value is written or left out
    assert texts[1:3] == ["a", "b"]


def test_brackets_in_the_text_of_a_drawing_are_text() -> None:
    """There a style is written out without escaping, though a parser would read mark-up in it."""
    texts, tags, _ = apart("<svg><style>a&lt;b<g>c</g></style></svg>d")
    assert (texts, tags[1:]) == (["", "", "", "", "d", ""], ["svg", WHOLE, "/svg", "/body"])


def test_scripts_are_brought_where_their_attributes_are_asked_for() -> None:
    html = "<p>a<script type=x>1 < 2</script><!-- c --><script>y</script><script type=x src=z></script>"
    scripts = apart(html, asked=' type="x"')[2]
    assert scripts == {2: (' type="x"', "1 < 2"), 5: (' type="x" src="z"', "")}


def test_noscript_is_mark_up_for_those_who_look_at_what_is_hidden() -> None:
    assert apart("a<noscript><b>c</b></noscript>")[0] == ["", "a", "", "c", "", "", ""]
    assert apart("a<noscript><b>c</b></noscript>", hidden=False)[1] == ["body", WHOLE, "/body"]
