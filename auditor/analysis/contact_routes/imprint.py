"""Where the Impressum is that German and Austrian law ask for: a page, a part of one, a file, another site's page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from auditor import urls
from auditor.analysis import pages
from auditor.analysis.contact_routes import forms, papers
from auditor.analysis.links import graph
from auditor.analysis.links.status import LinkState, judge
from auditor.model import (
    ContactKind,
    Link,
    LinkKind,
    Message,
    Owner,
    Page,
    Profile,
    Reach,
    Role,
    Snapshot,
    message,
    phrase,
)
from auditor.model.messages import NOTHING, listed
from auditor.model.remembering import remembered
from auditor.text import imprint
from auditor.text.file_names import stem
from auditor.text.fold import fold
from auditor.text.imprint import COUNTRIES, Gap, Said
from auditor.text.parsed import tree_of
from auditor.text.visible import lay_out

_MOST_PAGES = 300
_LITTLE = 60
"""Characters of an Impressum below which it is drawn by a script, or a picture. Our default."""
_HINTS = re.compile(
    r"impressum|imprint|anbieterkenn|offenlegung|pflichtangaben|legal notice|mentions l|rechtlich|§\s*\d|&sect;",
    re.IGNORECASE,
)
_CLOAKED = re.compile(
    r"data-cfemail|email-protection|UnCrypt|cloak|antispam|nospam|document\.write|atob\(|fromCharCode|rot13|data-(?:mail|email|user)",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"<(?:img|svg|canvas|iframe|object|embed|picture)\b", re.IGNORECASE)
_PRESSED = "a, button, summary, [onclick], [role=button]"
_OF_OTHERS = frozenset({"form", "form_short", "regulated", "box"})
"""What is not the company's where it stands beside the Impressum."""
_EDITORIAL = re.compile(r"/(?:blog|magazin|magazine|news|aktuelles|journal|ratgeber|artikel)(?:/|\Z)", re.IGNORECASE)


class TargetStatus(StrEnum):
    """What was found under the name of an Impressum."""

    READ = "read"
    UNREAD = "unread"
    """It is there and its text is not known: a file, a picture, another site, something a script shows."""
    DEAD = "dead"
    """It is linked and not there."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Imprint:
    """The Impressum of a site, as far as it was found."""

    stand: TargetStatus
    url: str = ""
    words: str = ""
    """What it is called."""
    clicks: int | None = None
    """From the home page; None where no link leads to it."""
    text: str = ""
    html: str = ""
    around: str = ""
    """Of the whole page, where it is a part of one: what stands beside it is no further away."""
    reason: Message = NOTHING
    """Why it was not read, or is dead."""

    @property
    def distance(self) -> Message:
        """How far it is from the home page, as a sentence."""
        if self.clicks is None:
            return message("There is an Impressum, but no link leads to it.")
        return message(
            "The Impressum is {count} click from the home page.",
            "The Impressum is {count} clicks from the home page.",
            count=self.clicks,
        )


def country(snapshot: Snapshot) -> str:
    """Return `DE` or `AT` where the law of that country asks for an Impressum; else nothing."""
    said = snapshot.company_profile.jurisdiction
    return said if said in COUNTRIES else ""


@remembered()
def found(snapshot: Snapshot) -> Imprint:
    """Return the site's Impressum: the fullest that can be read, else the nearest that is there, else one that is dead."""
    read = list(_read(snapshot))
    if read:
        return max(read, key=lambda one: (_within(snapshot, one), len(imprint.read(one.text).held), -(one.clicks or 0)))
    linked = [*_linked(snapshot), *_opened(snapshot)]
    order = [TargetStatus.UNREAD, TargetStatus.DEAD]
    return min(
        linked,
        key=lambda one: (order.index(one.stand), one.clicks is None, one.clicks or 0),
        default=Imprint(TargetStatus.NONE),
    )


def _within(snapshot: Snapshot, one: Imprint) -> bool:
    return one.clicks is not None and one.clicks <= snapshot.thresholds.contact_clicks


def _read(snapshot: Snapshot) -> Iterator[Imprint]:
    """Yield what can be read: pages called so, parts of other pages, and pages of other sites that were kept."""
    for page in islice(_candidates(snapshot), _MOST_PAGES):
        html, called = page.read(), _called(snapshot, page)
        whole = lay_out(html, hidden=True).text if called or _HINTS.search(html) else ""
        if called and whole and (imprint.names_it(called) or imprint.is_one(whole)):
            yield Imprint(TargetStatus.READ, page.url, called, page.depth, whole, html)
        elif whole and _HINTS.search(html):
            for part in filter(_is_imprint, imprint.sections(html)):
                yield Imprint(TargetStatus.READ, page.url, part.heading or called, page.depth, part.text, html, whole)
    yield from _of_others(snapshot)
    yield from _of_files(snapshot)


def _of_files(snapshot: Snapshot) -> Iterator[Imprint]:
    """Yield the files called an Impressum whose text was read."""
    texts = {one.url: one.text for one in snapshot.documents if one.text and one.whole}
    for link in _links(snapshot):
        text = texts.get(link.url, "")
        if text and (imprint.names_it(link.text) or imprint.is_one(text)):
            yield Imprint(TargetStatus.READ, link.url, link.text, _clicks(snapshot, link), text)


def _of_others(snapshot: Snapshot) -> Iterator[Imprint]:
    """Yield the pages of other sites that links call the Impressum, and that were kept: a parent's, a group's."""
    for link in _links(snapshot):
        is_own = urls.same_site(link.url, snapshot.target.site)
        text = lay_out(html, hidden=True).text if not is_own and (html := _kept(snapshot, link.url)) else ""
        if imprint.is_one(text):
            yield Imprint(TargetStatus.READ, link.url, link.text, _clicks(snapshot, link), text, html)


def _candidates(snapshot: Snapshot) -> Iterator[Page]:
    alive = (page for page in snapshot.pages if page.text_length or page.has(Role.LEGAL))
    yield from (page for page in alive if not page.needs_script and judge(snapshot, page.url).state is LinkState.ALIVE)


def _called(snapshot: Snapshot, page: Page) -> str:
    """Return what a page is called by its heading, title, address or the links to it, if that is a name of an Impressum."""
    if page.has(Role.HOME):
        return ""
    path = (
        re.sub(r"\.\w{1,5}\Z", "", urls.path(page.url).rstrip("/").rpartition("/")[2])
        .replace("-", " ")
        .replace("_", " ")
    )
    named = [page.heading, page.title, *(link.text for link in graph.links_to(snapshot, page.url)), path]
    strong = next((name for name in named if imprint.names_it(name)), "")
    return strong or next((name for name in named if imprint.names_it(name, strong=False)), "")


def _is_imprint(part: imprint.Section) -> bool:
    if len(part.text) < _LITTLE // 2:
        return False
    if imprint.names_it(part.heading):
        return bool(imprint.is_one(part.text) or {"address", "email", "register"} & imprint.read(part.text).held.keys())
    return imprint.refers_to_law(f"{part.heading} {part.text}") and imprint.is_one(part.text)


def _links(snapshot: Snapshot) -> Iterator[Link]:
    """Yield the links called like an Impressum, those of surer names first."""
    anchors = [link for link in snapshot.links if link.kind is LinkKind.ANCHOR and link.text]
    yield from (link for link in anchors if imprint.names_it(link.text))
    yield from (link for link in anchors if not imprint.names_it(link.text) and _is_named_file(link))


def _is_named_file(link: Link) -> bool:
    """Return whether the address says what the text leaves open: "Rechtliches", "Hier", at the end of it impressum.pdf."""
    if imprint.names_it(stem(link.url)) and urls.path(link.url).lower().endswith(".pdf"):
        return True
    return imprint.names_it(link.text, strong=False) and bool(re.search(r"impressum|imprint", link.url, re.IGNORECASE))


def _linked(snapshot: Snapshot) -> Iterator[Imprint]:
    """Yield what links promise and we did not read as text."""
    seen: set[str] = set()
    for link in _links(snapshot):
        if link.url in seen or (link.url == link.page and not link.fragment):
            continue
        seen.add(link.url)
        verdict, clicks = judge(snapshot, link.url), _clicks(snapshot, link)
        if verdict.state is LinkState.DEAD:
            yield Imprint(TargetStatus.DEAD, link.url, clicks=clicks, reason=verdict.reason)
        elif verdict.state is LinkState.UNKNOWN:
            yield Imprint(TargetStatus.UNREAD, link.url, clicks=clicks, reason=verdict.reason)
        elif link.url == link.page:
            hidden = message("A script opens it, or it is in a part of the page that was not seen.")
            yield Imprint(TargetStatus.UNREAD, link.page, clicks=clicks, reason=hidden)
        else:
            yield Imprint(TargetStatus.UNREAD, link.url, clicks=clicks, reason=_why_unread(snapshot, link.url))


def _why_unread(snapshot: Snapshot, url: str) -> Message:
    fetch = snapshot.fetches.get(url)
    kind = fetch.content_type if fetch is not None else ""
    if not urls.same_site(url, snapshot.target.site):
        return message("It is on another site, which is not read.")
    is_file = bool(kind) and "html" not in kind
    return papers.why_unread(snapshot, url) if is_file else message("It could not be read as text.")


def _opened(snapshot: Snapshot) -> Iterator[Imprint]:
    """Yield what the home page or a contact page opens by a script under the name of an Impressum."""
    for page in pages.living(snapshot, Role.HOME, Role.CONTACT, Role.LEGAL)[:5]:
        html = page.read()
        for node in tree_of(html).css(_PRESSED)[:2_000] if _HINTS.search(html) else ():
            href = (node.attributes.get("href") or "").strip().lower()
            text = node.text(strip=True)[:100] or node.attributes.get("aria-label") or ""
            if imprint.names_it(text) and (not href or href.startswith(("#", "javascript:"))):
                yield Imprint(TargetStatus.UNREAD, page.url, clicks=page.depth, reason=message("A script opens it."))
                break


def _clicks(snapshot: Snapshot, link: Link) -> int | None:
    page = graph.at(snapshot, link.page)
    return None if page is None or page.depth is None else page.depth + 1


def _kept(snapshot: Snapshot, url: str) -> str:
    fetch = snapshot.fetches.get(url)
    if fetch is None or fetch.reach is not Reach.RESPONDED or fetch.status != 200 or "html" not in fetch.content_type:
        return ""
    return snapshot.read(fetch)


# ------------------------------------------------------------------------------------------------------------- contents


@dataclass(frozen=True, slots=True)
class Contents:
    """What an Impressum holds of what the law asks for."""

    unreadable: Message
    """Why its text can't be all there is; empty where it can. Nothing else is said then."""
    lacking: Mapping[str, Message] = field(default_factory=dict)
    """What is required for certain and missing, a sentence each, by what it is, such as `email`."""
    perhaps: Message = NOTHING
    """What is missing and may not be required here, such as `the register (§ 5 DDG)`; empty for nothing."""
    complete: Message = NOTHING
    """That nothing is lacking for certain; empty where something is."""
    profiles: Message = NOTHING
    """Which linked profiles it does not name; empty for none."""


def contents(snapshot: Snapshot, one: Imprint) -> Contents:
    """Return what an Impressum that was read holds of what the law asks for."""
    if why := unreadable(one):
        return Contents(why)
    told = said(snapshot, one)
    missing = gaps(snapshot, one, told)
    lacking = {gap.id: lacks(gap) for gap in missing if gap.certain}
    perhaps = listed([_gap(gap) for gap in missing if not gap.certain])
    others = unnamed(snapshot, one)
    return Contents(
        NOTHING, lacking, perhaps, NOTHING if lacking else describe(told), not_named(others) if others else NOTHING
    )


def unreadable(one: Imprint) -> Message:
    """Return why the text of an Impressum can't be all there is; empty where it can."""
    if len(one.text) < _LITTLE and (_DRAWN.search(one.html) or "<script" in one.html):
        return message("It shows next to no text: it is a picture, or a script draws it.")
    return NOTHING


def said(snapshot: Snapshot, one: Imprint) -> Said:
    """Return what an Impressum says, with the e-mail address that its page links or spells out some other way."""
    told = imprint.read(one.text)
    filed = [detail for document in snapshot.documents for detail in document.contacts]
    details = [detail for detail in (*snapshot.contacts, *filed) if detail.page == one.url]
    mails = [detail.value for detail in details if detail.kind is ContactKind.EMAIL]
    extra = {"email": mails[0]} if mails and "email" not in told.held else {}
    phones = [detail.shown for detail in details if detail.kind is ContactKind.PHONE]
    extra |= {"phone": phones[0]} if phones and "phone" not in told.held else {}
    beside = {name: words for name, words in imprint.read(one.around).held.items() if name not in _OF_OTHERS}
    return Said(told.form, {**beside, **told.held, **extra}, told.old_law)


def describe(said: Said) -> Message:
    """Return that nothing required is missing, and where an Impressum refers to a law that is no longer in force."""
    complete = message("The Impressum lacks nothing that is certainly required.")
    if not said.old_law:
        return complete
    replaced = message(
        "It refers to {law}, which is no longer in force; § 5 DDG and § 18 MStV have replaced it.", law=said.old_law
    )
    return complete.then(replaced)


def gaps(snapshot: Snapshot, one: Imprint, told: Said) -> list[Gap]:
    """Return what the law asks for and was not found there."""
    reachable = any(forms.is_contact_form(form) for form in snapshot.forms)
    editorial = any(_EDITORIAL.search(urls.path(page.url)) for page in snapshot.pages)
    missing = imprint.gaps(told, country(snapshot), reachable=reachable, editorial=editorial)
    return [_doubted(gap) if gap.id == "email" and _may_be_hidden(one, told) else gap for gap in missing]


def _may_be_hidden(one: Imprint, told: Said) -> bool:
    """Return whether an e-mail address may stand there in a form that we do not see: cloaked by a script, or as a picture."""
    return _CLOAKED.search(one.html) is not None or ("email_label" in told.held and _DRAWN.search(one.html) is not None)


def _doubted(gap: Gap) -> Gap:
    return Gap(gap.id, gap.law, gap.what, certain=False)


def unnamed(snapshot: Snapshot, one: Imprint) -> list[Profile]:
    """Return the profiles that the site links and its Impressum does not name."""
    said = fold(one.text) + one.html.lower()
    return [
        profile
        for profile in snapshot.profiles
        if profile.owner is Owner.CERTAIN
        and profile.mentions
        and fold(profile.handle.partition("@")[0]) not in said
        and profile.url.lower() not in said
    ]


def not_named(found: Sequence[Profile]) -> Message:
    """Return that an Impressum does not name some profiles."""
    named, more = ", ".join(profile.url for profile in found[:5]), len(found) - 5
    if more <= 0:
        return message(
            "The Impressum does not name this profile: {profiles}.",
            "The Impressum does not name these profiles: {profiles}.",
            profiles=named,
            count=len(found),
        )
    return message(
        "The Impressum does not name these profiles: {profiles} and {count} more.",
        "The Impressum does not name these profiles: {profiles} and {count} more.",
        profiles=named,
        count=more,
    )


def lacks(gap: Gap) -> Message:
    """Return that an Impressum lacks something that the law asks for."""
    return message("The Impressum lacks {what} ({law}).", what=Message(gap.what), law=Message(gap.law))


def _gap(gap: Gap) -> Message:
    return phrase("{what} ({law})", what=Message(gap.what), law=Message(gap.law))
