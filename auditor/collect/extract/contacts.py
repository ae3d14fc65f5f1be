"""Find the e-mail addresses, phone and fax numbers a page publishes: in links, text and structured data."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from auditor import urls
from auditor.collect.extract import hints, labels
from auditor.collect.extract.contact_links import Linked, read_link, read_scrambled, revealed
from auditor.collect.extract.emails import find_addresses, normal
from auditor.collect.extract.form_examples import is_announced, is_called_one, shown_in_forms
from auditor.collect.extract.labels import Says
from auditor.collect.extract.phone_numbers import Regions, digits, plain, regions_of, understand
from auditor.collect.extract.phones import Found, find_numbers
from auditor.collect.extract.structured_data import KINDS, Stated, details_in
from auditor.model import ContactDetail, ContactKind, ContactSource
from auditor.text.drawn import may_reveal
from auditor.text.marks import is_example
from auditor.text.visible import Layout, Mark, attributes_of, lay_out

if TYPE_CHECKING:
    from auditor.collect.extract.cloaked_mail import Cloaked

_RINGS_OR_WRITES = r"\s*(?i:mailto|tel|callto|sms|smsto|mms|phone|fax|skype|whatsapp|viber|facetime|wtai)[^\":]{0,6}:"
_HOLDS_A_DETAIL = r"//wa\.me/|whatsapp\.com/send|/cdn-cgi/l/email-protection#|//mail\.google\.com/mail|mailto(?::|%3a)"
_ASKED = (
    re.compile(  # case matters in names, which are written small: so most tags are passed over at their first letters
        rf' (?:(?:xlink:)?href="(?:{_RINGS_OR_WRITES}|[^"]{{0,300}}?(?=[/wWmM])(?i:{_HOLDS_A_DETAIL}))'
        rf'|action="{_RINGS_OR_WRITES}'
        r"|data-cfemail="
        r'|(?:itemprop|property)="[^"]{0,100}?(?i:telephone|email|faxnumber)'
        r'|type="(?i:application/ld\+json))'
    )
)
_RINGS = re.compile(r"onclick=[\"'][^<>]{0,100}?[\"'](tel:[+\d][\d ().-]{4,24})[\"'][^<>]{0,300}>([^<]{0,80})")
_BLANK = re.compile(r"\s")
_SHOWN_EXTENSION = re.compile(r"\d\D{0,12}[^\W\d_#]\D{0,12}(\d{1,6})\)?\Z")
_MOST = 1_000
"""Details of a page that are kept."""
_MOST_MARKS = 5_000
"""Links and elements of a page that are read."""
_LINKS_AROUND = 8
"""Marked elements in front of a detail in the text that are looked at to see whether it stands inside one."""
_BEFORE, _CONTEXT, _SHOWN = 90, 160, 200
_MARKUP_BEFORE = 600
"""Characters of mark-up in front of a script that are looked at to place it in the text."""
_ENDS_A_MENU = ("</nav", "</header", "<main", "</style", "</script")
"""What stands before these in the mark-up, words of a menu or a script, says nothing of what stands behind them."""
_PLACEHOLDER = "[email protected]"
"""What Cloudflare writes where it hides an address; scripts replace it."""
_WORTH_MATCHING = 5
"""Digits two numbers must share at their ends to be the same, where one lacks its codes."""

_SIGNS = (
    "@",
    "mailto",
    "tel:",
    "sms:",
    "fax:",
    "callto:",
    "whatsapp",
    "wa.me/",
    "cfemail",
    "itemprop",
    "ld+json",
    "decryptx",
    "spamspan",
    "joomla-hidden",
)
_RARER_SIGNS = {
    "%": ("%40",),
    "&": ("&#64;", "&#064;", "&#x40;", "&commat;", "&lt;at"),
    "*": ("*at*",),
    "_": ("_at_",),
    "|": ("|at|",),
}
_SPELLED_DOT = re.compile(r" (?:dot|pun[kt]t?o?|point|ponto|kropka) ")
_DOT_BEGINS = (" dot ", " pun", " point ", " ponto ", " kropka ")
"""Searching for these one by one takes less than half as long as the pattern does."""
_DIGITS_OR_BRACKETED = re.compile(  # in one go: going through a page for its signs is what takes the time
    r"[0-9(\[{](?:(?<=[0-9])(?:(?:[ \t\u00a0().\u2010-\u2015/-]{0,3}[0-9]){5}|[0-9]{2}-[a-z]{4})"
    r"|(?<=[(\[{])\s?[^\W\d][\w-]{0,13}\s?[)\]}])"
)
_WIDE_DIGITS = re.compile(r"[\uff10-\uff19]{2}")


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A detail and where it stands."""

    detail: ContactDetail
    start: int
    end: int


def may_hold_contacts(html: str) -> bool:
    """Return whether anything in a page looks as if it might be a contact detail; much faster than looking for them.

    False only where there is no sign that spells or hides an `@`, no word in brackets that might, no link that writes or
    rings, no structured data and nowhere six digits in a row, separators between them or not.
    """
    if "@" in html:  # most pages are told by one sign, and the most usual takes no time
        return True
    html = html.lower()
    if any(sign in html for sign in _SIGNS):  # plain look-ups before patterns
        return True
    if any(first in html and any(sign in html for sign in signs) for first, signs in _RARER_SIGNS.items()):
        return True
    wide = not html.isascii() and _WIDE_DIGITS.search(html) is not None
    if wide or _DIGITS_OR_BRACKETED.search(html) is not None:
        return True
    return any(begin in html for begin in _DOT_BEGINS) and _SPELLED_DOT.search(html) is not None


def find_contacts(
    html: str, *, url: str, region: str = "", tree: LexborHTMLParser | None = None
) -> tuple[ContactDetail, ...]:
    """Return the contact details of a page in the order of the document, each once by kind, value and source.

    Args:
        html: The page, decoded. Not parsed where `tree` is given.
        url: Where the page stands; it goes into each detail, and a country's top-level domain tells how to read numbers.
        region: Two-letter country for numbers without a country code; guessed where empty.
        tree: The page, parsed.

    Hidden elements and `noscript` are read too where scripts may bring them to light; templates are not. An address that a
    link both leads to and shows is one detail, of the link. A link that shows another number than it leads to keeps both
    (`shown`, `href`), and the number shown is a detail of its own. Never raises on any input.
    """
    tree = LexborHTMLParser(html) if tree is None else tree
    html = html or tree.html or ""
    layout = lay_out(tree, hints.asking(_ASKED, html), hidden=may_reveal(tree, html))
    regions = regions_of(layout.text, url=url, lang=_language(tree), region=region)
    page = _Page(url, layout, regions)
    seen = _without_handles(_without_examples(list(page.sightings()), layout.text, tree), html)
    hidden = _hidden(html, url)
    turned = {one.address.lower()[::-1] for one in hidden}  # read as they are written, they are nobody's
    seen = [one for one in seen if one.detail.value.lower() not in turned] if turned else seen
    known = {one.detail.value.lower() for one in seen}
    seen += (page.cloaked(one, html) for one in hidden if normal(one.address).lower() not in known)
    seen += page.pressed(html) if "tel:" in html and "onclick" in html else ()
    seen += page.revealed(html) if "data-" in html else ()
    return tuple(_merged(sorted(seen, key=lambda one: (one.start, one.end))))[:_MOST]


def _hidden(html: str, url: str) -> list[Cloaked]:
    from auditor.collect.extract.cloaked_mail import cloaked  # noqa: PLC0415 - most pages hold no details, and no visit waits for this

    return cloaked(html, urls.host(url))


def _without_examples(seen: list[_Sighting], text: str, tree: LexborHTMLParser) -> list[_Sighting]:
    """Leave out what only says what is to be typed into a form: made-up addresses there or announced, and whatever is called an example."""
    written = [one for one in seen if one.detail.source is ContactSource.TEXT]
    made_up = [one for one in written if _is_email(one) and is_example(one.detail.value)]
    called = [one for one in written if is_called_one(text, one.start, one.end)]
    if not made_up and not called:
        return seen
    in_forms = shown_in_forms(tree, {one.detail.shown for one in (*made_up, *called)})
    dropped = [one for one in (*made_up, *called) if one.detail.shown in in_forms]
    dropped += [one for one in made_up if is_announced(text, one.start)]
    return [one for one in seen if one not in dropped]


def _without_handles(seen: list[_Sighting], html: str) -> list[_Sighting]:
    """Leave out what is written like an address and is an account elsewhere: the page links to `https://server/@name`."""
    emails = [one for one in seen if one.detail.source is ContactSource.TEXT and _is_email(one)]
    if not emails or "/@" not in html:
        return seen
    lowered = html.lower()
    accounts = [one for one in emails if _is_account(one.detail.value.lower(), lowered)]
    return [one for one in seen if one not in accounts] if accounts else seen


def _is_account(address: str, html: str) -> bool:
    name, _, server = address.rpartition("@")
    return re.search(rf"//{re.escape(server)}/@{re.escape(name)}(?![\w.-])", html) is not None


def _language(tree: LexborHTMLParser) -> str:
    root = tree.root
    attributes = root.attributes if root is not None else {}
    return attributes.get("lang") or attributes.get("xml:lang") or ""


class _Page:
    """Turns what was found on one page into details."""

    def __init__(self, url: str, layout: Layout, regions: Regions) -> None:
        self._url = url
        self._layout = layout
        self._regions = regions
        self._numbers = find_numbers(layout.text, regions, list(hints.icons(layout)))
        self._accounts = hints.Accounts(layout)
        self._number_starts = [number.start for number in self._numbers]

    def sightings(self) -> Iterator[_Sighting]:
        marked = [one for mark in self._layout.marks[:_MOST_MARKS] for one in self._of_mark(mark)]
        yield from marked
        links = [one for one in marked if one.detail.source is not ContactSource.STRUCTURED and one.start < one.end]
        starts = [one.start for one in links]
        for one in self._in_text():
            last = bisect_right(starts, one.start)
            if not any(_repeats(one, link) for link in links[max(0, last - _LINKS_AROUND) : last + 1]):
                yield one

    def cloaked(self, one: Cloaked, html: str) -> _Sighting:
        """Return what a script puts on the page; what stands before the script in the mark-up tells where."""
        begin = max(0, one.place - _MARKUP_BEFORE)
        begin = max(begin, *(html.rfind(sign, begin, one.place) for sign in _ENDS_A_MENU))
        before = lay_out(html[begin : one.place].partition(">")[2]).text[-_BEFORE:]
        found = self._layout.text.find(before[-30:]) if before.strip() else -1
        place = found + len(before[-30:]) if found >= 0 else len(self._layout.text)
        value = normal(one.address)
        detail = ContactDetail(
            self._url,
            ContactKind.EMAIL,
            value,
            ContactSource.OBFUSCATED,
            value,
            f"mailto:{value}",
            _line(f"{before} {value}"),
        )
        return _Sighting(detail, place, place)

    def pressed(self, html: str) -> Iterator[_Sighting]:
        """Yield the numbers that a button rings."""
        for match in _RINGS.finditer(html):
            for link in read_link(match[1]):
                detail = self._read(ContactDetail(self._url, link.kind, link.value, ContactSource.LINK, "", match[1]))
                place = self._layout.text.find(match[2].strip()) if match[2].strip() else -1
                place = place if place >= 0 else len(self._layout.text)
                yield self._placed(replace(detail, shown=_line(match[2])), place, place + len(match[2].strip()))

    def revealed(self, html: str) -> Iterator[_Sighting]:
        """Yield the numbers that a button shows once it is pressed; what stands on it until then may be part of one."""
        for number in revealed(html):
            detail = self._read(
                ContactDetail(self._url, ContactKind.PHONE, number, ContactSource.LINK, "", f"tel:{number}")
            )
            if detail.value.startswith("+"):
                yield self._placed(detail, len(self._layout.text), len(self._layout.text))

    def _of_mark(self, mark: Mark) -> Iterator[_Sighting]:
        attributes = attributes_of(mark.attributes)
        if mark.tag == "script":
            if "ld+json" in attributes.get("type", "").lower():
                yield from (self._stated(stated, mark) for stated in details_in(mark.body))
            return
        href = attributes.get("href") or attributes.get("xlink:href") or attributes.get("action") or ""
        for link in read_link(href):
            yield self._linked(link, href, mark)
        if "data-cfemail" in attributes:
            for link in read_scrambled(attributes["data-cfemail"]):
                yield self._linked(link, href, mark)
        yield from self._microdata(attributes, mark)

    def _linked(self, link: Linked, href: str, mark: Mark) -> _Sighting:
        shown = self._layout.text[mark.start : mark.end].strip()
        source = ContactSource.OBFUSCATED if link.hidden else ContactSource.LINK
        if link.hidden and _PLACEHOLDER in shown:
            shown = link.value
        detail = ContactDetail(self._url, link.kind, link.value, source, _line(shown), href[:2_000])
        if link.kind is not ContactKind.EMAIL:
            detail = self._read(detail)
            detail = replace(detail, kind=self._kind_of_link(link, shown, mark))
        return self._placed(detail, mark.start, mark.end)

    def _kind_of_link(self, link: Linked, shown: str, mark: Mark) -> ContactKind:
        """Tell fax from phone by the words in and around a link: `tel:` is written for both."""
        if link.kind is ContactKind.FAX:
            return link.kind
        index = bisect_left(self._number_starts, mark.start)
        if index < len(self._numbers) and self._numbers[index].end <= mark.end:
            return ContactKind.FAX if self._numbers[index].says is Says.FAX else ContactKind.PHONE
        text = self._layout.text
        label = labels.before(plain(shown[-60:])) or labels.before(
            plain(text[text.rfind("\n", 0, mark.start) + 1 : mark.start][-60:])
        )
        return ContactKind.FAX if label is not None and label.says is Says.FAX else ContactKind.PHONE

    def _read(self, detail: ContactDetail, region: str = "") -> ContactDetail:
        """Replace a number as written by what it means, or by its digits; what has none stays as it is."""
        first = (region,) if region else ()
        number = understand(detail.value, (*first, *self._regions.likely, *self._regions.named))
        return replace(detail, value=number.value if number.value.strip("+") else detail.value, region=number.region)

    def _stated(self, stated: Stated, mark: Mark) -> _Sighting:
        detail = ContactDetail(
            self._url, stated.kind, stated.value, ContactSource.STRUCTURED, _line(stated.value), "", stated.about
        )
        if stated.kind is ContactKind.EMAIL:
            return _Sighting(replace(detail, value=normal(stated.value)), mark.start, mark.start)
        return _Sighting(self._read(detail, stated.region), mark.start, mark.start)

    def _microdata(self, attributes: dict[str, str], mark: Mark) -> Iterator[_Sighting]:
        names = f"{attributes.get('itemprop', '')} {attributes.get('property', '')}".lower().split()
        for name in dict.fromkeys(name.rpartition(":")[2].rpartition("/")[2] for name in names):
            if name not in KINDS:
                continue
            shown = self._layout.text[mark.start : mark.end].strip()
            href = attributes.get("href", "")
            written = attributes.get("content") or (read_link(href)[0].value if read_link(href) else shown)
            if any(sign.isalnum() for sign in written) and len(written) <= _SHOWN:
                sighting = self._stated(Stated(KINDS[name], written.strip()), mark)
                yield self._placed(replace(sighting.detail, shown=_line(shown or written)), mark.start, mark.end)

    def _in_text(self) -> Iterator[_Sighting]:
        text = self._layout.text
        addresses = find_addresses(text)
        for address in addresses:
            if self._accounts.names(address.start, address.end, address.value):
                continue
            source = ContactSource.OBFUSCATED if address.hidden else ContactSource.TEXT
            shown = text[address.start : address.end]
            detail = ContactDetail(self._url, ContactKind.EMAIL, address.value, source, shown)
            yield self._placed(detail, address.start, address.end)
        ends = [address.end for address in addresses]
        for found in self._numbers:
            index = bisect_right(ends, found.start)
            if index == len(addresses) or addresses[index].start >= found.end:
                yield from self._number(found)

    def _number(self, found: Found) -> Iterator[_Sighting]:
        kinds = {Says.FAX: (ContactKind.FAX,), Says.BOTH: (ContactKind.PHONE, ContactKind.FAX)}.get(
            found.says, (ContactKind.PHONE,)
        )
        shown = self._layout.text[found.start : found.end]
        for kind in kinds:
            detail = ContactDetail(
                self._url, kind, found.number.value, ContactSource.TEXT, shown, region=found.number.region
            )
            yield self._placed(detail, found.start, found.end)

    def _placed(self, detail: ContactDetail, start: int, end: int) -> _Sighting:
        text = self._layout.text
        begin = max(0, start - _BEFORE)
        if begin and (blank := _BLANK.search(text, begin, start)) is not None:
            begin = blank.end()
        return _Sighting(replace(detail, context=_line(text[begin : end + _CONTEXT], _CONTEXT)), start, end)


def _line(text: str, longest: int = _SHOWN) -> str:
    return " ".join(text.split())[:longest].strip()


def _repeats(text: _Sighting, link: _Sighting) -> bool:
    """Return whether a detail in the text is what the link around it leads to; "+1" and "ext. 5" may stand outside."""
    overlap = link.start < text.end and text.start < link.end
    return overlap and _is_email(text) == _is_email(link) and _same(text.detail, link.detail)


def _is_email(sighting: _Sighting) -> bool:
    return sighting.detail.kind is ContactKind.EMAIL


def _same(one: ContactDetail, other: ContactDetail) -> bool:
    if one.kind is ContactKind.EMAIL:
        return one.value.lower() == other.value.lower()
    left, right = digits(one.value), digits(other.value)
    shorter, longer = sorted((left.lstrip("0"), right.lstrip("0")), key=len)
    return left == right or (len(shorter) >= _WORTH_MATCHING and longer.endswith(shorter))


def _merged(sightings: list[_Sighting]) -> Iterator[ContactDetail]:
    """Yield each detail once by kind, value and source; links that show different numbers stay apart."""
    seen: set[tuple[str, ...]] = set()
    for sighting in sightings:
        detail = sighting.detail
        key = (detail.kind, detail.value, detail.source, _contradiction(detail), _extension(detail))
        if key not in seen:
            seen.add(key)
            yield detail


def _extension(detail: ContactDetail) -> str:
    """Return the extension a number is shown with: another desk, though the number is the same."""
    if detail.kind is ContactKind.EMAIL:
        return ""
    match = _SHOWN_EXTENSION.search(detail.shown)
    return match[1] if match else ""


def _contradiction(detail: ContactDetail) -> str:
    """Return what a link shows where that is another number or address than it leads to."""
    if detail.source is not ContactSource.LINK:
        return ""
    if detail.kind is ContactKind.EMAIL:
        shown = next((address.value.lower() for address in find_addresses(detail.shown)), "")
        return "" if shown == detail.value.lower() else shown
    extension = _SHOWN_EXTENSION.search(detail.shown)
    number = plain(detail.shown[: extension.start(1)] if extension else detail.shown)
    shown = digits(number) if sum(sign.isdigit() for sign in number) >= _WORTH_MATCHING else ""
    return "" if not shown or _same(replace(detail, value=shown), detail) else shown
