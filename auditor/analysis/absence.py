"""Whether the site was really seen: whoever says that something is missing asks this first. Pure.

A site was seen where its home page led on: to pages that loaded and are no gate themselves. Gates, doors and menus that a script
builds are told by what the home page shows; a banner for cookies, counters and a menu that stands in the page hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.analysis.links.status import LinkState, judge
from auditor.analysis.links.verdicts import USE_A_BROWSER, Verdict, unknown
from auditor.model import Link, LinkKind, Message, Page, Reach, Role, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.model.remembering import remembered
from auditor.text.drawn import draws
from auditor.text.gates import gate
from auditor.text.parsed import text_of, tree_of
from auditor.text.site_languages import unknown_language
from auditor.text.visible import visible_text

_ENOUGH_PAGES = 2
"""Pages behind the home page that show that no gate kept us out. Our default."""
_FEW_CHARACTERS = 400
"""A home page that says less than this, leads nowhere and has scripts is drawn or opened by them. Our default."""
_BESIDE_A_QUESTION = 60
"""Characters of its own from which on a page stands there, whatever lies over it. Our default."""
_BOXES = (
    "dialog, [role=dialog], [role=alertdialog], [aria-modal], [class*=overlay i], [id*=overlay i], [class*=modal i], [id*=modal i],"
    " [class*=popup i], [id*=popup i], [class*=gate i], [id*=gate i], [class*=age- i], [id*=age- i], [class*=age_ i], [id*=age_ i]"
)
"""What pages call boxes that lie over them."""
_OPEN_IT = message("Open the site in a browser to find out.")
_NAME_IT = message("Look for the page in a browser, or name it for the next audit.")
_EMPTY_MENU = message("The menu of the home page is empty until its scripts have run, so not every page was seen.")
_DRAWN = message(
    "The home page has hardly any links and is drawn or opened by scripts, so what lies behind it was not seen."
)
_ROUTES = re.compile(r"^[^#]*#!?/[\w-]")
"""Links of a page whose script changes what it shows: `#/contact`, `#!/press`."""
_MENU = "nav, [role=navigation], #menu, #nav, #navigation, #main-menu, #main-nav, #navbar, .main-nav, .main-menu, .navbar, .site-nav, .primary-menu"
_MENU_NAME = re.compile(r"(?:^|-)(?:nav|navbar|navigation|menu|header|footer)(?:-|$)")
_AROUND = "footer, nav, [role=contentinfo], [role=navigation]"
_PRESSED = "button, [role=button], [role=link], [onclick], a:not([href]), a[href='#'], a[href^='javascript' i]"
_LITTLE_READ = 3
"""Unreadable pages from which on they may have held what was not found. Our default."""
_KEPT_OUT = frozenset({Reach.CHALLENGED, Reach.RATE_LIMITED, Reach.DISALLOWED, Reach.TIMED_OUT, Reach.CONNECT_FAILED})


@remembered()
def obstacle(snapshot: Snapshot) -> Verdict | None:
    """Return what stood between us and the site, and what to do about it; None where nothing did."""
    if language := unknown_language(snapshot):
        untaught = message(
            "The site is in {language}, and it is not known what pages are called there.", language=language
        )
        return unknown(untaught, _NAME_IT)
    home = home_of(snapshot)
    if home is None or not (html := home.read()):
        return None
    return next(filter(None, _obstacles(snapshot, home, html)), None)


def home_of(snapshot: Snapshot) -> Page | None:
    """Return the home page; None where it was not read."""
    return next((page for page in snapshot.pages if page.has(Role.HOME) or page.url == snapshot.target.site), None)


def _obstacles(snapshot: Snapshot, home: Page, html: str) -> Iterator[Verdict | None]:
    tree = tree_of(html)
    here = [link for link in snapshot.links if link.page == home.url]
    closed = not _seen_behind(snapshot)
    if closed and (asked := page_gate(snapshot, home)):
        yield unknown(message("What lies behind the home page was not seen.").then(asked), _OPEN_IT)
    yield _elsewhere(snapshot, home, here) if closed else None
    yield _drawn_menu(tree, here, rendered=home.rendered)
    yield _leads_nowhere(home, tree, here, snapshot) if closed else None
    yield _kept_out(snapshot, here)


@remembered(4_096)
def page_gate(snapshot: Snapshot, page: Page) -> Message:
    """Return what a page asks of visitors before it lets them on; empty where it is no gate.

    What stands in a menu or a footer is on every page of a site and asks nobody; a page that says more than its question and
    leads on to several others keeps nobody.
    """
    if not page.text_length:
        return NOTHING
    html = page.read()
    tree = tree_of(html)
    buttons = [node.attributes.get("value") or "" for node in tree.css("input[type=submit], input[type=button]")[:10]]
    if tree.css_first(_AROUND) is None:
        text = text_of(html)
    else:
        tree = LexborHTMLParser(html)  # one of its own: it is cut
        for node in tree.css(_AROUND):
            node.decompose()
        text = visible_text(tree)
    asked = gate(text) or gate(" ".join(buttons))  # on some doors buttons are all there is
    if asked and _leads_to_several(snapshot, page) and (len(text) > _FEW_CHARACTERS or _lies_over(tree, text)):
        return NOTHING
    return asked


def _lies_over(tree: LexborHTMLParser, text: str) -> bool:
    """Return whether the question stands in a box of its own, and the page beside it in its own place."""
    main = tree.css_first("main, [role=main], article, #main, #content")
    said = visible_text(main.html or "") if main is not None else ""
    if said and not gate(said):
        return len(said) >= _BESIDE_A_QUESTION
    boxes = tree.css(_BOXES)[:20]
    asking = next((said for box in boxes if gate(said := visible_text(box.html or ""))), "")
    return bool(asking) and len(text) - len(asking) >= _BESIDE_A_QUESTION and not gate(text.replace(asking, " "))


def _leads_to_several(snapshot: Snapshot, page: Page) -> bool:
    """Return whether a page links several others of the site, besides what gates link too: terms, privacy."""
    legal = {other.url for other in snapshot.pages if other.roles == (Role.LEGAL,)}
    here = [link for link in snapshot.links if link.page == page.url]
    return len(_onward(page, here, snapshot) - legal) >= _ENOUGH_PAGES


def _seen_behind(snapshot: Snapshot) -> bool:
    """Return whether pages behind the home page were read: not legal ones, which gates link too, nor addresses only guessed."""
    behind = (
        page
        for page in snapshot.pages
        if page.text_length
        and not page.has(Role.HOME)
        and page.url != snapshot.target.site
        and page.roles != (Role.LEGAL,)
        and page.found_by != ("usual path",)
        and not page_gate(snapshot, page)
        and judge(snapshot, page.url).state is LinkState.ALIVE
    )
    return len(list(islice(behind, _ENOUGH_PAGES))) == _ENOUGH_PAGES


def _elsewhere(snapshot: Snapshot, home: Page, here: list[Link]) -> Verdict | None:
    """Tell a home page that is only a frame around another site."""
    if home.text_length >= _FEW_CHARACTERS or _onward(home, here, snapshot):
        return None
    framed = (link.url for link in here if link.kind is LinkKind.FRAME)
    url = next((url for url in framed if not urls.same_site(url, snapshot.target.site)), "")
    framed_in = message("The home page shows another site in a frame, which is not read: {url}.", url=url)
    return unknown(framed_in, _OPEN_IT) if url else None


def _drawn_menu(tree: LexborHTMLParser, here: list[Link], *, rendered: bool) -> Verdict | None:
    """Tell a menu that only a script fills, and links that only a script follows."""
    if not any(draws(tree)):
        return None
    routes = [link for link in here if link.kind is LinkKind.ANCHOR and _is_route(link)]
    if routes:
        followed = message(
            "Only scripts follow the site's menu (“{link}”), so not every page was seen.", link=routes[0].raw[:60]
        )
        return unknown(followed, USE_A_BROWSER)
    menus = [*tree.css(_MENU)[:50], *_drawn_elements(tree)]
    if not rendered and menus and not any(map(_leads_on, menus)) and any(map(_is_bare, menus)):
        return unknown(_EMPTY_MENU, USE_A_BROWSER)
    return None


def _is_route(link: Link) -> bool:
    return _ROUTES.match(link.raw) is not None and urls.host(link.url) == urls.host(link.page)


def _drawn_elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield elements that scripts define, called like a menu: `<site-header>`."""
    for node in tree.css("body *")[:3_000]:
        if "-" in (node.tag or "") and _MENU_NAME.search(node.tag or ""):
            yield node


def _leads_on(node: LexborNode) -> bool:
    return any((link.attributes.get("href") or "#").strip()[:1] != "#" for link in node.css("a[href], area[href]")[:50])


def _is_bare(node: LexborNode) -> bool:
    return node.css_first("a[href]") is None and not node.text(strip=True)


def _leads_nowhere(home: Page, tree: LexborHTMLParser, here: list[Link], snapshot: Snapshot) -> Verdict | None:
    """Tell a home page that leads on by scripts alone: hardly a link, and buttons or hardly a word."""
    if not any(draws(tree)) or len(_onward(home, here, snapshot)) > 1:
        return None
    pressed = [node for node in tree.css(_PRESSED)[:100] if not _in_form(node)]
    if home.text_length < _FEW_CHARACTERS and (pressed or home.text_length < _FEW_CHARACTERS // 2):
        return unknown(_DRAWN, USE_A_BROWSER)
    return None


def _onward(home: Page, here: list[Link], snapshot: Snapshot) -> set[str]:
    """Return the pages of the site that the home page links."""
    return {
        link.url
        for link in here
        if link.kind is LinkKind.ANCHOR and link.url != home.url and urls.same_site(link.url, snapshot.target.site)
    }


def _in_form(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(30):
        if parent is None:
            return False
        if parent.tag == "form":
            return True
        parent = parent.parent
    return False


def _kept_out(snapshot: Snapshot, here: list[Link]) -> Verdict | None:
    """Tell that most of what the home page links could not be read."""
    linked = {
        link.url for link in here if link.kind is LinkKind.ANCHOR and urls.same_site(link.url, snapshot.target.site)
    }
    asked = [fetch for url in sorted(linked) if (fetch := snapshot.fetches.get(url)) is not None]
    out = [fetch for fetch in asked if fetch.reach in _KEPT_OUT or fetch.status in {401, 403, 429, 503}]
    if len(out) < _LITTLE_READ or len(out) * 2 <= len(asked):
        return None
    unread = message(
        "{count} of the {total} pages that the home page links to could not be read, such as {url}.",
        count=len(out),
        total=len(asked),
        url=out[0].url,
    )
    return unknown(unread.then(judge(snapshot, out[0].url).reason), _OPEN_IT)
