"""How old the newest release of a press page is: lists of dated items, told from all the other days a page may name. Pure.

Only a list proves that nothing newer was published; any day in the text that is not that of something else proves that
something was. Between the two, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.analysis.conversations import feeds
from auditor.analysis.links import graph
from auditor.analysis.links.status import LinkState, judge
from auditor.model import Fetch, Link, LinkKind, Message, Page, Place, Reach, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.counted import counted, of_the_last_year
from auditor.text.fold import fold, words
from auditor.text.readings import Reading, readings, said_lately
from auditor.text.visible import visible_text

_MOST_LINES = 3_000
_LONGEST_LINE = 400
_LONGEST_LABEL = 40
"""Characters of a line that may say what the day below it is of."""
_LONG_AGO = 3_650
"""Days past which a line about founding or opening is history and not news. Our default."""
_MOST_FURTHER = 40
"""Further pages of a list, and pages of single items, that are looked at."""
_UNSHOWN = "script, style, template, nav, noscript"
_HEADING, _TIME, _LINK, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_LEVEL = re.compile(rf"{_HEADING}([1-6])")
_OPENS = re.compile(r"<(h[1-6]|summary|a)(\s[^>]{0,2000})?>", re.IGNORECASE)
_TIMES = re.compile(
    r"<time\b[^<>]{0,500}?\bdatetime\s{0,9}=\s{0,9}[\"']?(\d{4}-\d\d(?:-\d\d)?)[^<>]{0,500}>", re.IGNORECASE
)
_PUBLISHED_AT = re.compile(
    r"(?:\"datePublished\"\s*:\s*\"|itemprop=[\"']?datePublished[\"']?[^>]{0,80}?(?:content|datetime)=[\"']?)"
    r"(\d{4}-\d\d-\d\d)"
)
_ARTICLES = re.compile(
    r"\"@type\"\s{0,99}:\s{0,9}\[?\s{0,99}\"(?:\w{0,40}Article|BlogPosting|PressRelease|NewsArticle)\""
)
_BEFORE = re.compile(r"[:,|(\u2013\u2014\u2022\u00b7\u2219/-]\s*\Z")
_BEHIND = re.compile(r"\s*(?:\Z|[:|)\u2013\u2014\u2022\u00b7\u2219\t.,/-])")
_YEAR_WORD = re.compile(
    r"\A\s*(?:\u0433(?:\u043e\u0434\u0430|\u043e\u0434\u0443)?|\u0440(?:\u043e\u043a\u0443)?|d|r|g|god|godine|m)\b\.?"
)
"""What is written behind a date for "of the year" or "day", as in Russian, Ukrainian, Lithuanian, Polish and Serbian."""
_QUOTED = re.compile(r"\s*[\"\u201c\u201e\u00ab\u2014\u2015\u2013]")
_EMPTY_LIST = re.compile(
    r"<(ul|ol|div|section|tbody|main)\b[^<>]{0,500}?\b(?:id|class)\s{0,9}=\s{0,9}[\"']?[^<\"'>]{0,200}?"
    r"(?:news|press|release|article|post|feed|story|stories|presse|meldung|aktuell|actualit|noticia|comunicat|notizi)"
    r"[^<>]{0,500}>\s{0,999}(?:<!--(?:(?!-->).){0,999}-->\s{0,999})?</\1>",
    re.IGNORECASE | re.DOTALL,
)
_PAGED = re.compile(
    r"[?&](?:[\w\[\]%-]{0,40}(?:page|paged|pagina|seite|strona|sida)[\w\]%-]{0,10}|p|pg|s|start|offset|from)=\d{1,5}(?:&|\Z)"
    r"|/(?:page|seite|pagina|strona|sida|side|stranka|stranica|oldal|p)[/-]?\d{1,4}/?\Z",
    re.IGNORECASE,
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])(?:[/_.-]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
    r"|(?<!\d)(0?[1-9]|[12]\d|3[01])[_.-](0?[1-9]|1[0-2])[_.-]((?:19|20)\d\d)(?!\d)"
)
_SLASHED = re.compile(r"/((?:19|20)\d\d)/([1-9])(?:/([1-9]|[12]\d|3[01]))?(?=/|\Z)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_UPLOADS = re.compile(r"/(?:uploads|files|assets|media|sites/default|wp-content)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a page tells of when it was last added to."""

    newest: date | None
    """The newest day of anything that may have been published; None where the page names none."""
    where: str
    """URL of the page it stands on."""
    listed: tuple[date, ...]
    """The days of the items of a list, in their order; empty where there is no list."""
    unseen: Message = NOTHING
    """Where newer items may stand; empty where nothing speaks for that."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    sections: tuple[str, ...]
    before: str
    """The line before it."""
    is_heading: bool
    has_time: bool
    has_link: bool


@remembered(256)
def dated(snapshot: Snapshot, page: Page) -> Dated:
    """Return what a press page and the further pages of its list tell of when something was last published."""
    today = snapshot.taken_at.date()
    own = _of_html(page.read(), page.lang, today)
    linked = _of_links(snapshot, page, today)
    listed = own.items or linked.items
    news = [*own.days, *linked.days]
    further, unread = _further(snapshot, page, listed)
    for html, _ in further:
        found = _of_html(html, page.lang, today)
        news += found.days
        listed += found.items
    news += _of_feed(snapshot, page, today)
    newest = max(news, default=None)
    return Dated(newest, page.url, listed, unread or _drawn(page))


@dataclass(frozen=True, slots=True)
class _Found:
    days: tuple[date, ...] = ()
    """Of all that may have been published."""
    items: tuple[date, ...] = ()
    """Of the items of a list."""


def _of_html(html: str, lang: str, today: date) -> _Found:
    days: list[date] = []
    strong: list[date] = []
    weak: list[date] = []
    years: list[date] = []
    unsaid: list[date] = []
    for line in _lines(html):
        named = readings(line.text[:_LONGEST_LINE], lang)
        for one in (*named, *counted(line.text[:_LONGEST_LINE], today)):
            day = one.latest(today)
            if day is None or _is_of_other(line, one, (today - day).days):
                continue
            shape = "" if _is_apart(line) else _shape(line, one)
            if one.whole == "year":
                years += [day] if shape == "year" else []
                continue
            days.append(day)
            (strong if shape == "strong" else weak if shape == "weak" else []).append(day)
        if said_lately(line.text[:120]) and len(line.text) < 120:
            days.append(today)
        elif not named and (day := of_the_last_year(line.text, lang, today)) is not None:
            unsaid.append(day)
    days += [] if years else unsaid  # else it is the heading that says of which year
    articles = _articles(html, today)
    items = tuple(strong + weak) if strong or len(weak) > 1 else tuple(years) if len(years) > 1 else ()
    return _Found((*days, *years, *articles), items or (articles if len(articles) > 1 else ()))


def _lines(html: str) -> Iterator[_Line]:
    """Yield the lines a visitor reads outside menus and the page's footer, with the headings they stand under."""
    marked = _TIMES.sub(lambda match: f"{match[0]}{_TIME}{match[1]} {_END}", html)
    marked = _OPENS.sub(lambda match: match[0] + _mark(match[1].lower()), marked)
    tree = LexborHTMLParser(marked)
    for node in tree.css(_UNSHOWN):
        node.decompose()
    for node in tree.css("footer"):
        if not any(parent in {"article", "li"} for parent in _parents(node)):
            node.decompose()
    sections: dict[int, str] = {}
    before = ""
    for raw in visible_text(tree).splitlines()[:_MOST_LINES]:
        text = _unmarked(raw)
        if not text:
            continue
        marked_as = _LEVEL.search(raw)  # typefaces of icons use the signs too
        level = int(marked_as[1]) if marked_as is not None else 0
        if level:
            sections = {key: said for key, said in sections.items() if key < level} | {level: text}
        yield _Line(
            text,
            tuple(said for key, said in sections.items() if key > 1),
            before,
            bool(level),
            _TIME in raw,
            _LINK in raw,
        )
        before = text


def _mark(tag: str) -> str:
    return _LINK if tag == "a" else f"{_HEADING}{tag[1] if tag[0] == 'h' else 6}"


def _parents(node: object) -> Iterator[str]:
    parent = getattr(node, "parent", None)
    while parent is not None:
        yield str(parent.tag)
        parent = parent.parent


def _unmarked(raw: str) -> str:
    """Return a line without marks; what a time element tells machines stands before what it shows."""
    text = re.sub(rf"{_HEADING}\d", "", raw).replace(_LINK, "")
    shown = re.sub(rf"{_TIME}([^{_TIME}{_END}]*){_END}", r"\1 | ", text)
    return shown.strip(" |\t") if _TIME in text else text.strip()


def _is_of_other(line: _Line, one: Reading, age: int) -> bool:
    """Return whether the day is that of a founding, a birth, an update or the like."""
    before, behind = line.text[max(0, one.start - 60) : one.start], line.text[one.end : one.end + 60]
    is_alone = one.start < 3 and not behind.strip() and len(line.before) < _LONGEST_LABEL
    if _has("other", before) or (is_alone and _has("other", line.before)):
        return True
    return age > _LONG_AGO and _has("other", behind)


def _is_apart(line: _Line) -> bool:
    """Return whether a line stands in the company's history, among events or in legal text, or is somebody's quote."""
    return any(_has("sections", said) for said in line.sections) or _QUOTED.match(line.text) is not None


def _shape(line: _Line, one: Reading) -> str:
    """Return how surely a day is that of an item of a list: `strong`, `weak`, `year` for a year that heads others, or nothing."""
    before, behind = line.text[: one.start].strip(), _YEAR_WORD.sub("", line.text[one.end :])
    if one.whole == "year":
        heads = line.is_heading and len(line.text) < _LONGEST_LABEL
        # A link that reads "2026" leads to an archive, which is looked at by itself.
        return "year" if heads or not (before or behind.strip() or line.has_link) else ""
    if line.has_time and len(line.text) < _LONGEST_LINE // 2:
        return "strong"
    first = behind.strip()[:1]
    if not before and (_BEHIND.match(behind) or not first.islower()):
        return "strong"
    ends = not behind.strip(" .)|\t")
    if _BEFORE.search(before) and (ends or _BEHIND.match(behind)) and len(before) < 160:
        return "weak"
    if len(before) < 40 and _has("published", before):
        return "strong"
    return "weak" if ends and line.has_link and len(before) < 200 else ""


def _articles(html: str, today: date) -> tuple[date, ...]:
    """Return the days of articles that the page describes for search engines."""
    if "datePublished" not in html or not (_ARTICLES.search(html) or "itemprop" in html):
        return ()
    found = (date.fromisoformat(match[1]) for match in _PUBLISHED_AT.finditer(html) if _is_day(match[1]))
    return tuple(day for day in found if day <= today)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# -------------------------------------------------------------------------------------------------------------- links


def _of_links(snapshot: Snapshot, page: Page, today: date) -> _Found:
    """Return the days in the addresses of what a page lists; a file may have been stored long before it was listed."""
    days: list[date] = []
    items: list[date] = []
    for link in graph.links_on(snapshot, page.url):
        if link.kind is not LinkKind.ANCHOR or link.place in {Place.NAV, Place.FOOTER}:
            continue
        day = in_address(link.url)
        if day is None or (day > today and (day - today).days > 31):
            continue
        days.append(min(day, today))
        if not _UPLOADS.search(urls.path(link.url)) and urls.same_site(link.url, page.url):
            items.append(min(day, today))
    return _Found(tuple(days), tuple(items))


def in_address(url: str) -> date | None:
    """Return the day in an address such as `/2026/05/04/launch` or `pm-2026-05.pdf`; of a month without a day the last one."""
    path = urls.path(url)
    named = _URL_DAY.search(path)
    if named is not None:
        year, month, day = (named[1], named[2], named[3]) if named[1] else (named[6], named[5], named[4])
    elif (slashed := _SLASHED.search(path)) is not None:
        year, month, day = slashed[1], slashed[2], slashed[3]
    else:
        return None
    try:
        if day:
            return date(int(year), int(month), int(day))
        return date(int(year) + int(month) // 12, int(month) % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


def _further(snapshot: Snapshot, page: Page, listed: tuple[date, ...]) -> tuple[list[tuple[str, str]], Message]:
    """Return the documents that go on with the list or hold its items, and where newer ones may stand that was not read."""
    found: list[tuple[str, str]] = []
    unread = NOTHING
    newest_first = len(listed) > 1 and listed[0] > listed[-1]
    for link, newer in _onward(snapshot, page):
        html = _read(snapshot, link.url)
        if html:
            found.append((html, link.url))
        elif newer or not newest_first:
            unread = unread or message("Newer items may be on {url}, which was not read.", url=link.url)
    return found, unread


def _onward(snapshot: Snapshot, page: Page) -> Iterator[tuple[Link, bool]]:
    """Yield the links that go on with the list of a page, and whether what they lead to is newer whatever its order."""
    seen = {page.url}
    this_year = snapshot.taken_at.year
    path = urls.path(page.url).rstrip("/")
    for link in graph.links_on(snapshot, page.url):
        if link.url in seen or link.kind is not LinkKind.ANCHOR or not urls.same_site(link.url, page.url):
            continue
        below = urls.path(link.url).rstrip("/").startswith(path) if path else False
        text = " ".join(link.text.split())
        is_year = (
            _YEAR.match(text) is not None and this_year - 1 <= int(text) <= this_year and link.place is not Place.FOOTER
        )
        is_page = below and _PAGED.search(link.url) is not None
        is_next = below and ((text.isdecimal() and len(text) < 4) or _has_whole("following", text))
        is_item = below and link.place is Place.MAIN and urls.path(link.url).rstrip("/") != path
        if is_year or is_page or is_next:
            seen.add(link.url)
            yield link, is_year
        elif is_item and _read(snapshot, link.url):
            seen.add(link.url)
            yield link, False
        if len(seen) > _MOST_FURTHER:
            return


def _read(snapshot: Snapshot, url: str) -> str:
    """Return the document at an address; empty where it was not read or is not there."""
    fetch: Fetch | None = snapshot.fetches.get(url)
    if fetch is None or fetch.reach is not Reach.RESPONDED or "html" not in fetch.content_type:
        return ""
    return snapshot.read(fetch) if judge(snapshot, url).state is LinkState.ALIVE else ""


def _of_feed(snapshot: Snapshot, page: Page, today: date) -> Iterable[date]:
    """Return the days of items of the site's feed that lie below the press page or are linked on it."""
    below = feeds.bare(page.url).rstrip("/") + "/"
    linked = {feeds.bare(link.url) for link in graph.links_on(snapshot, page.url) if link.kind is LinkKind.ANCHOR}
    theirs = (item for item in feeds.items(snapshot) if item.url.startswith(below) or item.url in linked)
    return (day for item in theirs if (day := item.at.date()) <= today)


def _drawn(page: Page) -> Message:
    if _EMPTY_LIST.search(page.read()):
        return message("Newer items may be on {url} once its scripts have filled an empty list there.", url=page.url)
    return NOTHING


# -------------------------------------------------------------------------------------------------------------- words


def _has(group: str, text: str) -> bool:
    """Return whether a text holds a word of a group."""
    if not text:
        return False
    folded = fold(text)
    whole, begun, anywhere = _words(group)
    spaced = f" {' '.join(words(folded))} "
    if any(word in spaced for word in whole) or any(word in folded for word in anywhere):
        return True
    return bool(begun) and any(word.startswith(begun) for word in words(folded))


@lru_cache(maxsize=4_096)
def _has_whole(group: str, text: str) -> bool:
    return len(text) < 30 and (text in facts("analysis/releases.toml")[group]["words"] or _has(group, text))


@cache
def _words(group: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the words of a group, folded: those that stand whole, those that begin a word, those looked for anywhere."""
    listed = [word if word == "©" else fold(word) for word in facts("analysis/releases.toml")[group]["words"]]
    whole = tuple(
        f" {' '.join(words(word))} " for word in listed if word.isascii() and not word.endswith("*") and words(word)
    )
    begun = tuple(word[:-1] for word in listed if word.endswith("*"))
    return whole, begun, tuple(word for word in listed if not word.isascii())
