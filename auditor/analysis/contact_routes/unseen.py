"""What on a page may be a way to reach somebody that we cannot read. Pure.

Whoever says that a page names no route asks this first: an address that a script writes, a picture of one, a form or a chat that is
drawn later, a button that only a script gives a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.analysis import absence
from auditor.analysis.contact_routes import papers, widgets
from auditor.analysis.links import graph, verdicts
from auditor.analysis.links.contents import HTML
from auditor.analysis.links.status import LinkState, judge
from auditor.analysis.links.verdicts import Verdict, unknown
from auditor.model import Cause, ContactSource, LinkKind, Message, Page, Role, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.drawn import draws
from auditor.text.fold import fold, words
from auditor.text.needed import Sought, lowered
from auditor.text.parsed import text_of, tree_of
from auditor.text.role_words import listed

_PRESSED = "button, a:not([href]), a[href='#'], a[href^='javascript' i], [role=button], [onclick]"
_CONTROLS = "input, textarea, select"
_MOST = 400
"""Elements of one kind that are looked at."""
_LONGEST_NAME = 60
_SEPARATED = re.compile(r"(?<=[a-z])(?=[A-Z])|[^a-zA-Z]+")
_ICON = re.compile(r"icon|sprite|\bico\b|logo|\.svg(?:$|\?)", re.IGNORECASE)


@remembered(4_096)
def on_page(snapshot: Snapshot, page: Page, *, chat: bool = False) -> Message:
    """Return what on `page` may be a route that we can't see; empty where nothing is.

    Args:
        snapshot: The visit.
        page: A living page.
        chat: Whether a chat window would do.
    """
    if papers.reads(snapshot, page.url) or page.fetch.cause is Cause.PROGRAM:
        return NOTHING
    if page.needs_script:
        return message("The page shows nothing until its scripts have run.")
    if not page.read():
        return message("The page could not be read as text.")
    return next(filter(None, _doubts(snapshot, page, chat=chat)), NOTHING)


def drawn_later(snapshot: Snapshot, page: Page) -> bool:
    """Return whether what a page lists may stand in a frame or come with its scripts."""
    return page.needs_script or not page.read() or bool(_framed(snapshot, page))


def _doubts(snapshot: Snapshot, page: Page, *, chat: bool) -> Iterator[Message]:
    yield absence.page_gate(snapshot, page)
    details = [detail for detail in snapshot.contacts if detail.page == page.url]
    if any(detail.source is ContactSource.STRUCTURED for detail in details):
        yield message("The page names contact details for search engines that were not seen on it.")
    if not page.rendered and not any(detail.source is ContactSource.OBFUSCATED for detail in details):
        yield _cloaked(page)
    yield _pictured(page)
    yield _framed(snapshot, page)
    if vendor := widgets.perhaps(page, "form"):
        yield message("The page loads a script from {vendor} that may draw a form.", vendor=vendor)
    yield _loaded(snapshot, page)
    yield _carded(snapshot, page)
    if chat and (vendor := widgets.perhaps(page, "chat")):
        yield message("The page loads a script from {vendor} that may draw a chat window.", vendor=vendor)
    yield _scripted(page, chat=chat)
    if chat and (unsure := next((one for one in widgets.messengers(page) if not one.sure), None)):
        yield message(
            "The page links an account on {messenger} ({account}) that visitors may be able to write to.",
            messenger=unsure.name,
            account=unsure.account,
        )


def _loaded(snapshot: Snapshot, page: Page) -> Message:
    for link in graph.links_on(snapshot, page.url):
        if (
            link.kind is LinkKind.SCRIPT
            and not urls.same_site(link.url, snapshot.target.site)
            and _matches("form_scripts", link.url)
        ):
            return message("The page loads a script from {host} that may draw a form.", host=urls.host(link.url))
    return NOTHING


def _framed(snapshot: Snapshot, page: Page) -> Message:
    for link in graph.links_on(snapshot, page.url):
        if link.kind is not LinkKind.FRAME or _matches("frames_without_form", link.url):
            continue
        verdict = judge(snapshot, link.url)
        if verdict.state is LinkState.DEAD:
            continue
        if not urls.same_site(link.url, snapshot.target.site):
            return message("The page shows a frame from {host} that may hold a form.", host=urls.host(link.url))
        unread = message("The page shows a frame that was not read ({url}).", url=link.url)
        if verdict.state is LinkState.UNKNOWN:
            return unread.then(verdict.reason)
        if _is_unread_page(snapshot, link.url):
            return unread
    return NOTHING


def _is_unread_page(snapshot: Snapshot, url: str) -> bool:
    """Return whether something was only looked at that is a page."""
    fetch = snapshot.fetches.get(url)
    return fetch is not None and fetch.content_type in HTML and graph.at(snapshot, url) is None


def _carded(snapshot: Snapshot, page: Page) -> Message:
    """Tell a business card to download, which programs for contacts read and we don't."""
    for link in graph.links_on(snapshot, page.url):
        is_card = link.kind is LinkKind.ANCHOR and urls.path(link.url).lower().endswith((".vcf", ".vcard"))
        if is_card and judge(snapshot, link.url).state is not LinkState.DEAD:
            return message("The page links a business card that was not read ({url}).", url=link.url)
    return NOTHING


def _matches(group: str, url: str) -> bool:
    return _hosts(group).search(urls.host(url) + urls.path(url)) is not None


@cache
def _hosts(group: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\*", "[^/]{0,60}") for name in _facts()[group])
    return re.compile(rf"(?:^|\.)(?:{names})(?![\w-])")


@cache
def _facts() -> dict[str, list[str]]:
    return {name: list(listed) for name, listed in facts("analysis/contact_routes/facts.toml").items()}


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(_facts()[group]), re.IGNORECASE)


@cache
def _sought(group: str) -> Sought:
    return Sought(_facts()[group])


def _cloaked(page: Page) -> Message:
    """Tell an address that a script puts together, or that the style sheet turns round."""
    if widgets.holds(page, _sought("cloaks")):
        return message("A script on the page writes an address that only a browser shows.").telling_operator(
            verdicts.WITH_BROWSER
        )
    html = page.read().replace("'", '"')
    if _sought("cloak_links").are_in(html, lowered(html)):
        return message("A script turns a link on the page into an address that only a browser shows.").telling_operator(
            verdicts.WITH_BROWSER
        )
    said = fold(text_of(page.read()))
    hidden = message("The page says that its address is hidden from robots.")
    return hidden if _sought("cloak_words").are_in(said, lowered(said)) else NOTHING


def _pictured(page: Page) -> Message:
    """Tell a picture that is an address or a number, by the name of its file or by its alternative text."""
    tree = tree_of(page.read())
    for node in tree.css("img")[:_MOST]:
        source, text = node.attributes.get("src") or "", fold(node.attributes.get("alt") or "")
        if _inside(node, "a") or _ICON.search(f"{source} {node.attributes.get('class') or ''}"):
            continue
        stem = re.sub(r"\.\w{2,5}$", "", urls.path(source) if "//" in source else source.partition("?")[0])
        if _pattern("picture_files").fullmatch(stem.rpartition("/")[2]) or _pattern("picture_texts").search(text):
            name = source.rpartition("/")[2][:60] or text[:60]
            return message("The page shows a picture that may be an address or a number ({name}).", name=name)
    return NOTHING


def _inside(node: LexborNode, tag: str) -> bool:
    parent = node.parent
    for _ in range(20):
        if parent is None:
            return False
        if parent.tag == tag:
            return True
        parent = parent.parent
    return False


def _scripted(page: Page, *, chat: bool) -> Message:
    """Tell what only a script gives a content or a meaning: an empty place called a form, a button called like a contact page."""
    tree = tree_of(page.read())
    if not any(draws(tree)):
        return NOTHING
    places = "body div, body section, body span, body astro-island, body [data-component]"
    for node in () if page.rendered else tree.css(places)[:5_000]:
        if _is_empty(node) and _names_a_form(node, chat=chat):
            empty = message("The page has an empty place that a script may fill with a form.")
            return empty.telling_operator(verdicts.WITH_BROWSER)
    for node in () if page.rendered else tree.css("body *")[:5_000]:
        if "-" in (node.tag or "") and _names_a_form(node, chat=chat) and node.css_first(_CONTROLS) is None:
            element = message(
                "The page has an element <{element}> that a script may fill with a form.", element=(node.tag or "")[:40]
            )
            return element.telling_operator(verdicts.WITH_BROWSER)
    if button := contact_button(tree):
        return message("The page has a button “{button}” that only a script answers.", button=button)
    return NOTHING


def _is_empty(node: LexborNode) -> bool:
    return node.css_first(_CONTROLS) is None and not node.text(strip=True)


def _names_a_form(node: LexborNode, *, chat: bool) -> bool:
    named = [node.tag or ""] if "-" in (node.tag or "") else []
    for name, value in node.attributes.items():
        if name in {"id", "class"} or name.startswith(("data-", "component")):
            named.append((value or "")[: _LONGEST_NAME * 2])
            named.append(name if name.startswith("data-") else "")
    said = " ".join(" ".join(_SEPARATED.split(one)) for one in named).lower()
    return _pattern("form_names").search(said) is not None or (chat and _pattern("chat_names").search(said) is not None)


def contact_button(tree: LexborHTMLParser) -> str:
    """Return the text of the first thing to press that leads nowhere by itself and is called like a way to write."""
    return next((text for text in _pressed(tree) if _is_way_to_write(text)), "")


def menu_button(snapshot: Snapshot, *roles: Role) -> Verdict | None:
    """Return what the home page has that is called like a page of any of `roles` and that only a script can answer."""
    home = absence.home_of(snapshot)
    tree = tree_of(home.read()) if home is not None else None
    if tree is None or not any(draws(tree)):
        return None
    called = frozenset().union(*map(_phrases, roles))
    found = next((text for text in _pressed(tree, menus=True) if " ".join(words(fold(text))) in called), "")
    button = message("The home page has a button “{button}” that only a script answers.", button=found)
    return unknown(button, message("Press it in a browser to find out.")) if found else None


def _pressed(tree: LexborHTMLParser, *, menus: bool = False) -> Iterator[str]:
    """Yield what stands on buttons outside forms, and on links that lead nowhere."""
    for node in tree.css(_PRESSED)[:_MOST]:
        text = " ".join(node.text(separator=" ").split())
        if not text or len(text) > _LONGEST_NAME or _inside(node, "form"):
            continue
        # A menu writes "#" for the page one is on, and for a menu below.
        if (menus and not _has_menu_below(node)) or node.tag == "button" or not widgets.in_frame(node):
            yield text


def _has_menu_below(node: LexborNode) -> bool:
    """Return whether pressing it opens a list of links that stands in the page."""
    around = node.parent
    return around is not None and around.tag == "li" and around.css_first("ul a[href], ol a[href]") is not None


def _is_way_to_write(text: str) -> bool:
    folded = fold(text)
    return " ".join(words(folded)) in _phrases(Role.CONTACT) or _pattern("write_words").search(folded) is not None


@cache
def _phrases(role: Role) -> frozenset[str]:
    return frozenset(" ".join(words(fold(phrase))) for phrase in listed(role.value))
