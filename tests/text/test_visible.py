"""What a visitor reads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from auditor.text.visible import attributes_of, lay_out, visible_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>bo</b>ld</p><p>Two</p>", "One bold\nTwo"),
        ("<p>One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("one<p>two</p>three", "one\ntwo\nthree"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<table><tr><th>Phone</th><td><p>1</p></td></tr><tr><td>Fax<td>2</table>", "Phone\t1\nFax\t2"),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\tc"),
        ("  lots \n\t of&nbsp;&nbsp;space  ", "lots of space"),
        ("a<span> </span>b<i>c</i> <u>d</u>", "a bc d"),
        ("in<wbr>fo&shy;@acme\u200b.example", "info@acme.example"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<p>a &lt;b&gt; &amp;amp; &quot;c&quot;", 'a <b> &amp; "c"'),
        ("<p>1 > 0 & 2 < 3", "1 > 0 & 2 < 3"),
        ("info<img alt='@' src=x>acme.example", "info@acme.example"),
        ("<select><option>one<option>two</select>", "one\ntwo"),
    ],
)
def test_blocks_break_lines_and_inline_elements_do_not(html: str, text: str) -> None:
    assert visible_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x < 1</script>",
        "<style>p > a { color: red }</style>",
        "<template><p>x</p></template>",
        "<template>a<template>x</template>b</template>",
        "<noscript><p>x</p></noscript>",
        "<iframe><p>x</p></iframe>",
        "<p hidden>x</p>",
        "<div hidden=''><p>x</p>y</div>",
        "<div style='color: red; DISPLAY : none'>x<p>y</p></div>",
        "<span style='visibility:hidden'>x</span>",
        "<dialog>x</dialog>",
        "<svg><title>x</title><desc>y</desc></svg>",
        "<!-- x > -->",
        "<video>no video here</video>",
        "<datalist><option>x</datalist>",
    ],
)
def test_leaves_out_what_is_not_shown(hidden: str) -> None:
    assert visible_text(f"<title>t</title><p>before</p>{hidden}<p>after</p>") == "before\nafter"


@pytest.mark.parametrize(
    "shown",
    [
        "<p aria-hidden=true>x</p>",
        "<p style='display:block'>x</p>",
        "<p class=hidden>x</p>",
        "<p data-style='display:none'>x</p>",
        "<p title='hidden=\"\"'>x</p>",
        "<dialog open>x</dialog>",
        "<svg><text>x</text></svg>",
        "<a href='x\"' \"\" class='y'>x</a>",
        "<p a\"b='>' title='a > b'>x</p>",
        "<input hidden>x",
        "<p \u00a0class=y>x</p>",
    ],
)
def test_keeps_what_is_shown(shown: str) -> None:
    assert visible_text(shown) == "x"


def test_hidden_parts_are_read_when_asked_for() -> None:
    html = "<div hidden>a</div><ul style='display:none'><li>b</ul><noscript>c</noscript><template>d</template>"
    assert visible_text(html) == ""
    assert lay_out(html, hidden=True).text == "a\nb\nc"


def test_hidden_words_inside_a_line_stay_hidden() -> None:
    html = "info<span style='display:none'>NOSPAM</span>@acme.example"
    assert lay_out(html, hidden=True).text == "info@acme.example"


def test_a_node_is_read_alone() -> None:
    tree = LexborHTMLParser("<main><p>inside</p></main><p>outside</p>")
    main = tree.css_first("main")
    assert main is not None
    assert visible_text(main) == "inside"
    assert visible_text(tree) == "inside\noutside"


def test_reading_leaves_the_tree_as_it_was() -> None:
    tree = LexborHTMLParser("<p hidden>x</p><script>y</script><p>z</p>")
    before = tree.html
    visible_text(tree)
    assert tree.html == before


def test_marks_tell_where_elements_stand() -> None:
    html = "<p>Write to <a href='mailto:a&amp;b@x.example'> us <b>now</b></a> or <a name=n>not</a></p><img href='i'>"
    layout = lay_out(html, re.compile(" href="))
    link, image = layout.marks
    assert layout.text[link.start : link.end].strip() == "us now"
    assert attributes_of(link.attributes) == {"href": "mailto:a&b@x.example"}
    assert (image.tag, image.start, image.end) == ("img", len(layout.text), len(layout.text))


def test_marks_within_marks_end_where_their_elements_do() -> None:
    html = "<div class=a>one<p class=b>two <b class=c>three</b></p> four<br class=d></div>five"
    layout = lay_out(html, re.compile(" class="))
    assert [layout.text[mark.start : mark.end].strip() for mark in layout.marks] == [
        "one\ntwo three\nfour",
        "two three",
        "three",
        "",
    ]


def test_an_element_that_is_not_shown_is_not_marked_but_a_script_in_it_is() -> None:
    html = "a<p hidden class=b>c<i class=d>e</i><script class=f>g</script></p><p class=h>i</p>"
    marks = lay_out(html, re.compile(" class=")).marks
    assert [(mark.tag, mark.start, mark.end) for mark in marks] == [("script", 1, 1), ("p", 1, 3)]


@pytest.mark.parametrize("sign", ["\x01", "\x02", "\x03", "\ue000", "\x01\ue000\ue001"])
def test_signs_that_nobody_types_are_text(sign: str) -> None:
    assert visible_text(f"<p>a{sign}b</p>c") == f"a{sign}b\nc"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<b></b><i style='display:none'>x</i>b", "ab"),
        ("a <b></b><i style='display:none'>x</i>b", "a xb"),
        ("a<i hidden>x</i><i hidden>y</i>b", "ab"),
        ("<pre>a\nb<i hidden>x</i></pre>", "a\nb\nx"),
        ("a&nbsp;<i hidden>x</i>", "a x"),
        ("<i hidden>x</i>a", "xa"),
    ],
)
def test_whether_something_hidden_stands_within_a_word_is_told_from_what_is_in_front(html: str, text: str) -> None:
    assert lay_out(html, hidden=True).text == text


def test_elements_of_the_head_can_be_marked() -> None:
    layout = lay_out("<head><meta itemprop=telephone content=12345><title>t</title></head>x", re.compile("itemprop"))
    assert [mark.tag for mark in layout.marks] == ["meta"]
    assert layout.text == "x"


def test_marked_scripts_bring_their_content() -> None:
    html = '<head><script type=\'application/ld+json\'>{"a": "</p>"}</script></head><p>x<script>y</script>'
    layout = lay_out(html, re.compile("ld"))
    assert [mark.body for mark in layout.marks] == ['{"a": "</p>"}']
    assert layout.text == "x"


_WORDS = st.text(st.sampled_from("abc <>&\"'=/- \n\t\u00a0é"), max_size=12)
_TAGS = st.sampled_from(["b", "i", "span", "a", "em", "div", "p", "li", "td", "table", "pre", "textarea", "svg", "h1"])
_NAMES = st.sampled_from(["class", "title", "href", 'a"b', "data-x", "@click", ":x", "=y"])


@st.composite
def _documents(draw: st.DrawFn, depth: int = 3) -> str:
    pieces = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag = draw(_TAGS)
            attributes = "".join(f" {draw(_NAMES)}='{draw(_WORDS)}'" for _ in range(draw(st.integers(0, 2))))
            closed = draw(st.booleans())
            pieces.append(f"<{tag}{attributes}>{draw(_documents(depth - 1))}" + (f"</{tag}>" if closed else ""))
        else:
            pieces.append(draw(_WORDS))
    return "".join(pieces)


@given(_documents())
def test_says_what_the_parser_says(html: str) -> None:
    """Taking the written page apart loses no text and takes no mark-up for text."""
    body = LexborHTMLParser(html).body
    assert body is not None
    assert "".join(visible_text(html).split()) == "".join((body.text() or "").split())


@given(st.text(max_size=400))
def test_never_raises_and_collapses_white_space(html: str) -> None:
    text = visible_text(html)
    assert not re.search(r"[ \t\n]{2,}|\A\s|\s\Z", text)


@pytest.mark.parametrize(
    "html",
    [
        "<plaintext></plaintext>" + "<script>" * 30_000,
        "<noscript>" * 30_000,
        "<!--" * 100_000,
        "<b>" * 30_000 + "x",
        "<a " + "x " * 50_000 + "href='y'>z</a>",
        "<" * 200_000,
        "\x00\ud800<p>\udfff",
    ],
    ids=["plaintext", "noscript", "comments", "deep", "attributes", "brackets", "surrogates"],
)
def test_hostile_pages_are_read_in_one_go(html: str) -> None:
    """Each of these takes minutes where an element that is never closed is looked for again and again."""
    assert isinstance(visible_text(html), str)


@pytest.mark.parametrize("empty", ["", "<frameset><frame src=x></frameset>", "<html>", "<!doctype html>"])
def test_a_page_without_text_is_empty(empty: str) -> None:
    assert visible_text(empty) == ""


@pytest.mark.parametrize(
    ("html", "text"), [("a<?php echo 'x' ?>b", "ab"), ("a<?php echo $x->y ?>b", "ay ?>b"), ("a<?<b>c</b>", "ac")]
)
@pytest.mark.parametrize("rest", ["", "<p a<b>d</p>"])
def test_an_instruction_is_no_more_seen_than_in_a_browser(html: str, text: str, rest: str) -> None:
    assert visible_text(html + rest) == text + "\nd" * bool(rest)
