"""From plain text and Markdown to what may stand in a page. Pure; all text is taken for hostile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from auditor.audit.summary.moments import DAYS, day_and_time
from auditor.model import Message, messages, phrase

# What a reader cannot see but what changes what he sees: control characters, marks that turn the direction of writing,
# zero-width and other blank characters, tags, and code points no UTF-8 or XML has. The joiners (U+200C, U+200D) are left
# inside scripts and emoji that need them and told only beside ASCII, where they can serve nothing but deceit.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|[\u200c\u200d](?![^\x00-\x7f])|(?<![^\x00-\x7f])[\u200c\u200d]"
)
_ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# What spreadsheets take for the start of a formula, in full width too, as East Asian ones do.
_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_WEB = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)
_SCHEME = re.compile(r"^https?://(?:www\.)?(?=.)")
_MAY_BREAK = re.compile(r"([^/]/)(?=[^/])")
CONTENT = re.compile(r"content:[^;}]+")
CSS_WORDS = re.compile(r'"( *+)([^"\\]{0,200}?[A-Za-z]{2}[^"\\]{0,200}?)( {0,20})"')
_SLUG = re.compile(r"[^a-z0-9]+")
_ENDS = (".", "!", "?", "…", ":", ".”", ".)")


def plain(text: str) -> str:
    """Return `text` with every character a reader cannot see told as its number, such as `⟨U+202E⟩`."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text.replace("\r\n", "\n"))


def xml_legal(text: str) -> str:
    """Return `text` without the characters XML 1.0 cannot hold."""
    return _ILLEGAL_XML.sub("", text)


@lru_cache(maxsize=4_096)  # columns of a million rows say the same few things
def cell(text: str) -> str:
    """Return `text` as one line for a cell of a table that spreadsheets open: it starts no formula and holds no control character."""
    line = _CONTROL.sub(" ", text)
    return f"'{line}" if _FORMULA.match(line) else line


def seen(value: object) -> object:
    """Pass on what a template prints, with nothing unseen in it; mark-up stays mark-up."""
    if isinstance(value, Markup):
        return Markup(plain(str(value)))  # noqa: S704 - was mark-up before, and plain() adds none
    return plain(str(value)) if isinstance(value, str | Message) else value


def link(url: str, text: str = "") -> Markup:
    """Return a link that says where it goes; the mere text for anything but a web address."""
    shown = _breakable(text or url)
    if is_web(url):
        shown = Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, shown)
    return Markup('<bdi class="url">{}</bdi>').format(shown)  # outside: inside a link the PDF would hold the link twice


def led(told: Markup) -> Markup:
    """Return HTML with words that stand before its first paragraph inside of that: alone they may end a page."""
    words, tag, rest = told.partition("<p>")
    return (
        told
        if not words.strip() or not tag or "<" in words.replace("<strong>", "").replace("</strong>", "")
        else tag + words + rest
    )


def place(subject: str, site: str) -> str:
    """Return a subject as a list shows it: a page of the site as its path, another address without its scheme."""
    origin = site.rstrip("/")
    if subject.rstrip("/") == origin:
        return origin.partition("//")[2]
    return subject.removeprefix(origin) if subject.startswith(f"{origin}/") else _SCHEME.sub("", subject)


def _breakable(text: str) -> Markup:
    """Return `text` with places where a long address may go on in the next line."""
    return Markup(_MAY_BREAK.sub("\\1<wbr>", str(escape(text))))  # noqa: S704 - escaped on the spot


def is_web(url: str) -> bool:
    """Return whether `url` is an http or https address that shows honestly where it goes."""
    host = url.split("://", 1)[-1].split("/", 1)[0]
    return _WEB.fullmatch(url) is not None and "@" not in host and plain(url) == url


def sentence(said: str | Message) -> str:
    """Return a clause such as `answers 404` as a sentence."""
    text = str(said).strip()
    if not text:
        return ""
    first = text.split(maxsplit=1)[0]
    if first.isalpha():  # not an address, a URL or a number
        text = text[0].upper() + text[1:]
    return text if text.endswith(_ENDS) else text + "."


def moment(iso: str) -> str:
    """Return `2026-11-21T01:10:00Z` as `21 November 2026, 01:10 UTC`; anything else as it is."""
    when = _parsed(iso)
    return phrase("{day}, {time} UTC", day=when.date(), time=f"{when:%H:%M}").text if when else iso


def day(iso: str | date) -> str:
    """Return a date, or its text such as `2026-11-21T01:10:00Z`, as `21 November 2026`; any other text as it is."""
    if isinstance(iso, date):
        iso = iso.isoformat()
    when = _parsed(iso)
    return messages.day(when) if when else iso


def local(told: str) -> str:
    """Return a local time as results tell it, such as `Mon 7 Sep 2026, 12:05`, in the language of the report."""
    found = day_and_time(told)
    if found is None or messages.voice().code == "en":
        return told
    when, time = found
    weekday = messages.translated(DAYS[when.weekday()])
    return phrase("{weekday} {day}, {time}", weekday=weekday, day=when, time=time).text


@lru_cache(maxsize=4_096)
def _parsed(iso: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None


def slug(text: str) -> str:
    """Return `text` as a part of an id."""
    return _SLUG.sub("-", text.lower()).strip("-") or "x"


def in_css(sheet: str) -> str:
    """Return a style sheet with the words that it prints (`content: "Page "`) in the language of the report."""
    return CONTENT.sub(lambda rule: CSS_WORDS.sub(_css_words, rule.group()), sheet)


def _css_words(found: re.Match[str]) -> str:
    before, words, after = found.groups()
    told = messages.translated(words).replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return f'"{before}{" ".join(told.split())}{after}"'


def capital(text: str | Message) -> str:
    """Return words with a capital at their beginning, the rest as it is."""
    words = str(text)
    return words[:1].upper() + words[1:]


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 fault`, `2 faults`; a catalogue has the pair as one entry."""
    return f"{grouped(number)} {messages.voice().translate(one, many or one + 's', number)}"


def grouped(number: float) -> str:
    """Return `1,234`, or as the language of the report writes it."""
    return messages.voice().number(f"{number:,}")


def written(number: str) -> str:
    """Return a number that results hold as text, such as `0.65`, as the language of the report writes it."""
    return messages.voice().number(number)


def brief(number: float) -> str:
    """Return a number with as few decimals as it needs: `7.5`, `10`."""
    return messages.voice().number(f"{number:g}")


def whole(number: float) -> str:
    """Return a number without decimals: `72`."""
    return messages.voice().number(f"{number:.0f}")


@lru_cache(maxsize=1_024)
def prose(text: str) -> Markup:
    """Return Markdown as HTML without raw HTML, pictures, headings or links to anything but the web."""
    return Markup(_markdown().convert(text))  # noqa: S704 - raw HTML is switched off, see _markdown


def inline(text: str) -> Markup:
    """Return a paragraph of Markdown as HTML without the paragraph around it."""
    html = prose(text)
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        return Markup(html[3:-4])  # noqa: S704 - a part of what prose() returned
    return html


def _markdown() -> Markdown:
    reader = Markdown(extensions=["sane_lists", "tables", "fenced_code"], output_format="html")
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.inlinePatterns.deregister("entity")
    reader.treeprocessors.register(_Tame(reader), "tame", 0)
    return reader


class _Tame(Treeprocessor):
    """Keeps pages of checks from breaking the document they stand in."""

    def run(self, root: Element) -> None:
        for element in _all(root):
            if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                element.tag = "p"
                element.set("class", "lead")
            elif element.tag == "img":
                element.tag, element.text = "span", element.get("alt", "")
                element.attrib.clear()
            elif element.tag == "a":
                _tame_link(element)
            elif element.tag == "table":
                element.set("class", "plain")


def _all(root: Element) -> Iterator[Element]:
    yield from list(root.iter())


def _tame_link(element: Element) -> None:
    url = element.get("href", "")
    element.attrib.clear()
    element.text = "".join(element.itertext())  # boxes inside a link would be links of their own in the PDF
    for child in list(element):
        element.remove(child)
    if is_web(url):
        element.set("href", url)
        element.set("rel", "noopener noreferrer")
    else:
        element.tag = "span"
