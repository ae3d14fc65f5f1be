"""Pages of the largest size that is read, each made to take as much memory as its kind can."""

from __future__ import annotations

from collections.abc import Callable

from auditor.text.weight import is_heavy

LARGEST = 9_900_000
"""Bytes: a little less than what is read of a page."""
_HEAD = "<!doctype html><html lang=en><title>Contact</title><h1>Contact us</h1>"


def _full(piece: str, before: str = "", behind: str = "") -> Callable[[int], str]:
    """Return what makes a page of so many bytes, of one piece over and over; `%` in it is its number."""

    def made(size: int) -> str:
        room = size - len(_HEAD) - len(before) - len(behind)
        if "%" not in piece:
            return f"{_HEAD}{before}{piece * (room // len(piece.encode()))}{behind}"
        pieces = (piece.replace("%", str(number)) for number in range(room // (len(piece) + 6)))
        return f"{_HEAD}{before}{''.join(pieces)}{behind}"

    return made


def _opened_anew(size: int) -> str:
    """Return a page that leaves elements open which every paragraph opens anew."""
    fonts = "".join(f"<font a{number}>" for number in range(size // 22))
    return f"{_HEAD}<p>{fonts}{'<p>x' * (size // 8)}"


PAGES: dict[str, Callable[[int], str]] = {
    "one text": _full("word and word "),
    "one text of wide letters": _full("日本語"),
    "one word": _full("x"),
    "nested": _full("<div>"),
    "nested lists": _full("<ul><li>"),
    "nested inline elements": _full("<b><i>x"),
    "attributes of one element": _full(" a%=1", "<p", ">text"),
    "attributes of many elements": _full("<p a b c d e f g h i j k l m n>"),
    "tiny elements": _full("<p>"),
    "tiny inline elements": _full("<i></i>"),
    "void elements": _full("<br>"),
    "images": _full("<img src=%>"),
    "links": _full("<a href=%>c</a>"),
    "links to elsewhere": _full("<a href=//h%.example>contact</a>"),
    "headings": _full("<h2>c</h2>"),
    "a table": _full("<tr><td>1<td>2", "<table>"),
    "nested tables": _full("<table><tr><td>"),
    "a huge attribute": _full("x", "<p title='", "'>text"),
    "a huge link": _full("x", "<a href='/", "'>contact</a>"),
    "a huge data link": _full("QUJD", "<img src='data:image/png;base64,", "'>"),
    "a huge mail link": _full("a", "<a href='mailto:", "@example.com'>write</a>"),
    "entities": _full("&lt;"),
    "entities of an attribute": _full("&amp;", "<p title='", "'>text"),
    "inline SVG": _full("<path d='M0 0'/>", "<svg>", "</svg>"),
    "JSON-LD": _full(
        '{"@type":"Person","email":"a%@b.example"},', '<script type="application/ld+json">[', "{}]</script>"
    ),
    "nested JSON-LD": _full('{"a":', '<script type="application/ld+json">'),
    "srcset": _full("/% 1x,", "<img srcset='", "'>"),
    "blanks in srcset": _full(" ", "<img srcset='", "'>"),
    "one comment": _full("x", "<!--", "-->"),
    "comments": _full("<!---->"),
    "scripts": _full("<script>a</script>"),
    "one script": _full("a='/%';", "<script>", "</script>"),
    "styles": _full("<style>a</style>"),
    "forms": _full("<form action=/%><input></form>"),
    "fields": _full("<input name=%>", "<form action=/contact>", "</form>"),
    "options": _full("<option>%", "<form><select>", "</select></form>"),
    "frames": _full("<iframe srcdoc='<p>'></iframe>"),
    "templates": _full("<template></template>"),
    "noscript": _full("<noscript>x</noscript>"),
    "e-mail addresses": _full("<p>a%@example.com"),
    "telephone numbers": _full("<p>Tel. +44 20 %"),
    "names": _full("<p>Mary Smith, Press Officer\n"),
    "street addresses": _full("<p>% High Street\n"),
    "dates": _full("<p>12 October 2026, born 12.10.1980\n"),
    "placeholders": _full("<p>Lorem ipsum dolor sit amet {{name}} your@example.com\n"),
    "blanks": _full(" \n"),
    "wrong nesting": _full("<a><b><p></a></b>"),
    "null signs": _full("\0"),
    "elements opened anew": _opened_anew,
}
"""By what they are full of."""


def largest(kind: str) -> str:
    """Return a page of a kind, of the largest size that is fetched."""
    return PAGES[kind](LARGEST)


def heaviest(kind: str) -> str:
    """Return the largest page of a kind that is parsed."""
    low, high = 1_000, LARGEST
    while high - low > low // 50:
        middle = (low + high) // 2
        low, high = (low, middle) if is_heavy(PAGES[kind](middle)) else (middle, high)
    return PAGES[kind](low)
