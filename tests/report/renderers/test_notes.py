"""Notes as HTML: everything a Markdown file may hold, and nothing that runs, is fetched or deceives."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as parser

from auditor.report.presentation import PresentationError
from auditor.report.renderers import notes

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pixel](https://evil.example/p.png)",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x) [b](file:///etc/passwd) [c](//evil.example) [d](\\\\evil.example\\x)",
    "[bank](https://bank.example@evil.example/)",
    "<a href='https://good.example' onclick='x()' style='position:fixed' target=_top>x</a>",
    "<svg><script>alert(1)</script><use href='https://evil.example/a.svg'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe src='https://evil.example'></iframe><object data=x></object><embed src=x><form action=x><input></form>",
    "<style>@import 'https://evil.example';</style><link rel=stylesheet href=x><base href=x><meta http-equiv=refresh content=0>",
    "</div></body></html><!-- open",
    "<p id='main' class='cover' name='x'>clobbered</p>",
    "\u202egnp.exe &#x202e;x &#8206; \u200b \x00\x01\ufffe",
    "{{ 7*7 }} {% include 'x' %}",
    "`</code><script>alert(1)</script>`",
    "[x]: javascript:alert(1)\n[x]",
    "<details open ontoggle=alert(1)>x</details>",
]


def shown(text: str, *, level: int = 3, paper: bool = False) -> Any:
    return parser.fragment_fromstring(str(notes.note(text, level, paper)), create_parent="div")


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("text", [*HOSTILE, "\n\n".join(HOSTILE)])
def test_hostile_notes_stay_words(text: str, paper: bool) -> None:
    told = str(notes.note(text, 3, paper))
    tree = shown(text, paper=paper)
    assert not tree.xpath(
        "//script | //img | //iframe | //style | //svg | //object | //form | //input | //link | //base | //meta"
    )
    names = {name for element in tree.iter() for name in element.attrib}
    assert names <= {"href", "rel", "scope", "start"} | ({"class"} if paper else set())
    assert all(href.startswith(("https://", "http://", "mailto:", "tel:")) for href in tree.xpath("//@href"))
    assert not any("@" in href.split("/")[2] for href in tree.xpath("//@href[contains(., '://')]"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\x00\x01\ufffe]", told)
    assert told.count("<div") == told.count("</div")
    assert "<!--" not in told


def test_what_a_note_may_hold_is_shown() -> None:
    text = (
        "# Head\n\nHello **you** and *me*, `code`, ~~no~~ <del>no</del> H<sub>2</sub>O.\n\n1. one\n2. two\n    - three\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\n```\nx < y\n```\n\n![A view of the site](https://evil.example/p.png)"
    )
    tree = shown(text)
    for path in (
        "//h3",
        "//strong",
        "//em",
        "//code",
        "//del",
        "//sub",
        "//ol/li",
        "//ul/li",
        "//th[@scope='col']",
        "//blockquote/p",
    ):
        assert tree.xpath(path), path
    assert tree.xpath("string(//pre)").strip() == "x < y"
    assert "A view of the site" in tree.text_content()


@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize(
    "text", ["# a\n\n## b\n\n# c", "### a\n\n###### b\n\n# c\n\n### d", "###### a", "## a\n\n# b\n\n##### c"]
)
def test_headings_begin_at_a_level_and_skip_none(text: str, level: int) -> None:
    levels = [int(element.tag[1]) for element in shown(text, level=level).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == level
    assert min(levels) >= level
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_say_on_paper_where_they_go() -> None:
    text = "[ours](https://a.example/x), <https://b.example/>, [c.example](https://c.example), [write](mailto:jo@d.example), [jo@e.example](mailto:jo@e.example)"
    assert shown(text).text_content() == "ours, https://b.example/, c.example, write, jo@e.example"
    assert (
        shown(text, paper=True).text_content()
        == "ours (https://a.example/x), https://b.example/, c.example, write (jo@d.example), jo@e.example"
    )


@pytest.mark.parametrize("text", ["1. " * 9_000, "> " * 60 + "x", "<b>" * 100])
def test_what_is_too_deep_is_refused(text: str) -> None:
    with pytest.raises(
        PresentationError, match=r"^notes/summary\.md: lists or quotes stand too deep inside one another$"
    ):
        notes.require_sound({"summary": text})
    notes.require_sound({"summary": "> " * 20 + "x"})


def test_what_would_be_read_for_minutes_is_refused() -> None:
    with pytest.raises(
        PresentationError, match=r"^notes/closing\.md: has more than 1,000 square brackets; split or shorten it$"
    ):
        notes.require_sound({"closing": "[" * 20_000})
    notes.require_sound({"closing": "[" * 1_000})
