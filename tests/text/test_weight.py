"""Pages that would take too much memory are known before they are parsed, and no other page is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from auditor.text.weight import _ANY_TAG, _ATTRIBUTE, _BARE, _FOREIGN, _FORMATS, _RAW, _USUAL, LONGEST, _tags, is_heavy

ROW = "<tr><td class=a>1</td><td class=b>2</td><td>3</td><td>4</td></tr>"
PIECES = [
    "<td>",
    "</td>",
    "<P>",
    "<b>",
    "</b>",
    "<font x=1>",
    "<a href='x>y'>",
    '<a b="q>',
    '"',
    "'",
    ">",
    "<",
    "x",
    "<!--",
    "-->",
    "--",
    "<!",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<p a b=c/d>",
    " ",
    "=",
    "/",
    "<td",
    "<?",
]
HEAVY = {
    "long": "word " * (LONGEST // 5 + 1),
    "long, and in pictures": f"<img src='data:image/png;base64,{'A' * (2 * LONGEST)}'>",
    "elements": "<p>" * 260_000,
    "attributes of many elements": "<p a b c d e f g h>" * 32_000,
    "attributes in quotes, without spaces between": "<p a=''b=\"\"c=''d=\"\">" * 65_000,
    "attributes in a drawing": "<svg><script><g " + " ".join(f"a{n}" for n in range(30_000)) + "></script>",
    "attributes behind a program": "<script>1</script><p " + " ".join(f"a{n}" for n in range(30_000)) + ">",
    "attributes behind a comment that ends at once": "<!--><p " + " ".join(f"a{n}" for n in range(30_000)) + ">",
    "attributes of one element": "<p " + " ".join(f"a{n}" for n in range(30_000)) + ">",
    "elements opened anew": "<p>" + "".join(f"<font a{n}>" for n in range(600)) + "<p>x" * 600,
    "elements closed first, then opened anew": "</font>" * 600
    + "<p>"
    + "".join(f"<font a{n}>" for n in range(600))
    + "<p>x" * 600,
}
LIGHT = {
    "nothing": "",
    "a long text": "word " * 500_000,
    "pictures written into it": f"<p>Call us<img src='data:image/png;base64,{'iVBORw0KGgo' * 400_000}'>",
    "a table of thousands of rows": f"<table>{ROW * 18_000}</table>",
    "a program that compares": "<script>for(;r<o.length;r++){s=t['a b c'] "
    + "x = y + 'z' ; " * 6_000
    + "}</script><p>text",
    "a quotation mark where none belongs": "<p title=it's>" + "word said here " * 6_000 + "<p>it's</p>",
    "mark-up within a program": "<script>"
    + 'a = "<b class=x1 id=y>" + "<i>" ;' * 8_000
    + "</script>"
    + "<p>text</p>" * 900,
    "a comment of many words": "<!-- <p " + "word " * 60_000 + "--><p>text",
    "a drawing": "<svg><title>Logo</title><style>.a{b:c}</style><path d='m1 2 3 4'/></svg>" * 1_000,
    "a long value": f"<p data-state='{'a b=c ' * 400_000}'>x",
    "elements that are closed": "<p><b>Name</b> <i class=x>role</i> <font color=red>red</font></p>" * 10_000,
    "an element left open": "<p><b>Name" + "<p>text</p>" * 10_000,
}


@pytest.mark.parametrize("kind", HEAVY)
def test_heavy(kind: str) -> None:
    assert is_heavy(HEAVY[kind])


@pytest.mark.parametrize("kind", LIGHT)
def test_not_heavy(kind: str) -> None:
    assert not is_heavy(LIGHT[kind])


@pytest.mark.parametrize("opened", [1, 20, 100])
def test_what_a_parser_opens_anew_is_counted(opened: int) -> None:
    """As many elements as the parser makes is what the page is judged by: just below the bound it makes no more than that."""
    fonts, blocks = "".join(f"<font a{n}>" for n in range(opened)), 145_000 // (opened + 3)
    page = f"<p>{fonts}{'<p>x' * blocks}"
    tree = LexborHTMLParser(page)
    assert not is_heavy(page)
    assert tree.root is not None
    assert 130_000 * opened / (opened + 3) < sum(1 for _ in tree.root.traverse()) < 220_000


@given(
    st.lists(st.sampled_from([*PIECES, "<p " + "a " * 120 + ">", "<I>", "</SVG>", "<bb>", "\n"]), max_size=30).map(
        "".join
    )
)
def test_usual_tags_are_passed_over_and_no_other(html: str) -> None:
    every = list(_tags(html, re.compile(_ANY_TAG, re.DOTALL)))
    telling, bearing = list(_tags(html, _USUAL)), list(_tags(html, _BARE))
    others = _FORMATS | _RAW | _FOREIGN
    assert [tag for tag in telling if tag[1] in others] == [tag for tag in every if tag[1] in others]
    assert list(filter(_has_many, telling)) == list(filter(_has_many, every))
    assert [tag for tag in bearing if tag[1] in others or tag[2]] == [
        tag for tag in every if tag[1] in others or tag[2]
    ]


def _has_many(tag: tuple[str, str, str]) -> bool:
    return len(_ATTRIBUTE.findall(tag[2])) > 100


def test_rows_of_a_table_are_passed_over() -> None:
    row = "<tr><td>1</td><td class=a>2</td><b>3</b><br>"
    assert [name for _, name, _ in _tags(row * 2, _USUAL)] == ["b", "b"] * 2
    assert [name for _, name, _ in _tags(row * 2, _BARE)] == ["td", "b", "b"] * 2
