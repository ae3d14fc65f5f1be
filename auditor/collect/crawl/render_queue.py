"""Which pages a browser is asked to show, and what becomes of what it shows.

The home page and the pages people reach the company by, where they show nothing without scripts, where scripts may draw a part
of them, and where an application comes with status 404. What the browser shows takes the place of what was received, and its
links are followed as any page's. Of every contact-role page a picture is kept, and of the errors that stand in its place: of these
nothing but the picture, so that what a browser shows moves no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from auditor import urls
from auditor.collect.browser import chromium
from auditor.collect.browser.chromium import Browser, BrowserUnavailable, Rendered
from auditor.collect.crawl import parse_page
from auditor.collect.crawl.answers import page_facts
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Onward
from auditor.collect.extract.contacts import find_contacts
from auditor.collect.extract.html import Document
from auditor.collect.http.bot_walls import challenge
from auditor.collect.http.client import Limits, Web
from auditor.collect.http.retry_policy import Progress
from auditor.model import CONTACT_ROLES, ContactDetail, Reach, Role
from auditor.model.messages import NOTHING, Message, as_sentence, message
from auditor.snapshot.writer import Rendering, Store, Visit
from auditor.text.apps import opens
from auditor.text.drawn import draws
from auditor.text.weight import is_heavy

MOST_PAGES = 20
"""Pages shown in a browser on one visit. Our default: a page takes seconds and a hundred requests."""
_LITTLE = 40
"""Visible characters below which a drawn page shows no more than that it is being drawn."""
_ROUNDS = 3
"""Home page, contact page, the press contact behind it: as deep as pages found by rendering are rendered themselves."""
_REACHABLE = "a[href^='mailto:' i], a[href^='tel:' i], form, iframe[src]"
_GUESSED = "usual path"
_TOO_HEAVY = message("Reading it takes more memory than it may.")


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What the pages are read and judged with."""

    web: Web
    limits: Limits
    user_agent: str
    allowed: Callable[[str], bool]
    """Whether robots.txt and auditor.toml let us read a URL."""
    region: str = ""
    mask_page: chromium.MaskPage | None = None
    """Hides personal details before a picture is taken; without it, no picture is."""


class Renderer:
    """Has a visit's pages shown in a browser; does nothing where none was asked for.

    The browser is started when the first page needs it, and ended with the visit.
    """

    def __init__(self, means: RenderContext | None, store: Store, crawl: Crawl) -> None:
        self._means = means
        self._store = store
        self._crawl = crawl
        self._browser: Browser | None = None
        self._open = AsyncExitStack()
        self._unavailable = NOTHING
        self._troubles: dict[str, Message] = {}
        self._left_out: set[str] = set()
        self._in_part: set[str] = set()
        """Pages that say something by themselves and of which scripts may draw more."""
        self._apps: set[str] = set()
        """Addresses that answer 404 with an application."""

    async def close(self) -> None:
        """End the browser."""
        await self._open.aclose()

    async def follow(self, progress: Progress) -> None:
        """Show the pages that need scripts, and crawl what they lead to."""
        for _ in range(_ROUNDS):
            if not await self._show(self._needing_scripts(), progress):
                return
            await self._crawl.run_more((), progress)

    async def evidence(self, progress: Progress) -> None:
        """Show what has not been shown yet: pages whose role became known late, and all others for their picture."""
        await self._show(self._needing_scripts(), progress)
        await self._show(self._unpictured(), progress)
        await self._picture_errors(progress)

    def notes(self) -> list[Message]:
        """Return what could not be shown."""
        notes = []
        if self._unavailable:
            notes.append(message("No page could be opened in a browser.").then(self._unavailable))
        for url, why in sorted(self._troubles.items()):
            notes.append(message("{url} could not be read in a browser.", url=url).then(why))
        if self._left_out:
            more = message(
                "{count:,} further page was not opened in a browser, because the limit is {limit:,} pages.",
                "{count:,} further pages were not opened in a browser, because the limit is {limit:,} pages.",
                count=len(self._left_out),
                limit=MOST_PAGES,
            )
            notes.append(more)
        return notes

    def _needing_scripts(self) -> list[str]:
        if self._means is None:
            return []
        wanted = self._role_pages(CONTACT_ROLES | {Role.HOME})
        wanted.add(self._crawl.home)
        found = [url for url in self._unshown("needs_script = 1") if url in wanted]
        self._in_part = {url for url in self._unshown("needs_script = 0") if url in wanted and self._draws(url)}
        self._apps |= {url for url in self._gone(wanted) if self._is_app(url)}
        found += [*self._in_part, *(url for url in self._apps if not self._is_shown(url))]
        guessed = self._guessed()
        found.sort(key=lambda url: (url != self._crawl.home, url in guessed, url))
        # What the site shows for addresses that do not exist is needed to tell a page from "not found".
        return found[:1] + self._controls(found) + found[1:]

    def _unpictured(self) -> list[str]:
        if self._means is None:
            return []
        wanted = self._role_pages(CONTACT_ROLES)
        return [url for url in self._unshown("1") if url in wanted]

    def _errors(self) -> dict[str, int]:
        """Return the errors that the site sends in place of contact-role pages: their addresses, with the status."""
        if self._means is None:
            return {}
        wanted = self._role_pages(CONTACT_ROLES)
        rows = self._store.rows(
            "SELECT url, status FROM fetch WHERE method = 'GET' AND (status IN (404, 410) OR status >= 500) AND reach = ? "
            "AND control_of = '' AND url NOT IN (SELECT url FROM rendering) AND url NOT IN (SELECT url FROM page) ORDER BY url",
            Reach.RESPONDED.value,
        )
        guessed = self._guessed()
        return {
            url: status
            for url, status in rows
            if url in wanted and url not in guessed and urls.same_site(url, self._crawl.home)
        }

    def _guessed(self) -> set[str]:
        """Return the addresses that nothing links to: where a page of the kind usually is."""
        return {url for (url,) in self._store.rows("SELECT url FROM found WHERE by = ?", _GUESSED)}

    async def _picture_errors(self, progress: Progress) -> None:
        """Keep a picture of each error, while there is room: nobody misses one, so nothing is said of those there is none for."""
        errors = self._errors()
        wanted = list(errors)[: max(0, MOST_PAGES - self._count())]
        if not wanted or not await self._started(()):
            return
        assert self._browser is not None
        progress(0, len(wanted), "pages in a browser")
        for rendered in await self._browser.render(wanted):
            picture = rendered.picture if _shows_error(rendered, errors[rendered.url]) else b""
            self._store.put(Visit(rendering=Rendering(rendered.url, datetime.now(UTC), picture=picture)))
        self._store.flush()

    def _unshown(self, condition: str) -> list[str]:
        query = f"SELECT url FROM page WHERE {condition} AND url NOT IN (SELECT url FROM rendering) ORDER BY url"  # noqa: S608 - our own words
        return [url for (url,) in self._store.rows(query)]

    def _role_pages(self, wanted: Iterable[Role]) -> set[str]:
        """Return where the addresses lead that have any of these roles."""
        landed = dict(self._store.rows("SELECT url, final_url FROM fetch WHERE method = 'GET'"))
        having = {url for url, found in self._store.roles().items() if found & set(wanted)}
        return having | {landed[url] for url in having if url in landed}

    def _controls(self, pages: Iterable[str]) -> list[str]:
        """Return the addresses that cannot exist of those pages' hosts, where the answer needs scripts too."""
        origins = {urls.origin(url) for url in pages}
        rows = self._store.rows(
            "SELECT final_url, control_of FROM fetch WHERE control_of != '' AND final_url NOT IN (SELECT url FROM rendering)"
        )
        return [url for url, origin in rows if origin in origins and self._is_shell(url)]

    def _draws(self, url: str) -> bool:
        known = self._store.page(url)
        return known is not None and any(draws(Document(known[1], url).tree))

    def _gone(self, wanted: Iterable[str]) -> list[str]:
        rows = self._store.rows(
            "SELECT url FROM fetch WHERE method = 'GET' AND status IN (404, 410) AND control_of = '' AND final_url = url"
        )
        asked = set(wanted)
        return [url for (url,) in rows if url in asked]

    def _is_app(self, url: str) -> bool:
        """Return whether the page that comes with a 404 may show what was asked for."""
        known, home = self._store.page(url), self._store.page(self._crawl.home)
        if known is None or not known[1] or not urls.same_site(url, self._crawl.home):
            return False
        is_home = home is not None and home[0].body_sha256 == known[0].body_sha256
        return bool(opens(known[1], url, is_home=is_home))

    def _is_shown(self, url: str) -> bool:
        return bool(self._store.rows("SELECT 1 FROM rendering WHERE url = ?", url))

    def _is_shell(self, url: str) -> bool:
        known = self._store.page(url)
        return known is not None and Document(known[1], url).needs_script

    async def _show(self, wanted: list[str], progress: Progress) -> bool:
        """Show pages and store what came of it; return whether anything may have become known."""
        room = max(0, MOST_PAGES - self._count())
        self._left_out |= set(wanted[room:])
        wanted = [url for url in wanted[:room] if url not in self._troubles]
        if not wanted or not await self._started(wanted):
            return False
        assert self._browser is not None
        progress(0, len(wanted), "pages in a browser")
        shown = await self._browser.render(wanted)
        for rendered in shown:
            self._keep(rendered)
        self._store.flush()
        return any(rendered.html for rendered in shown)

    def _count(self) -> int:
        return int(self._store.rows("SELECT count(*) FROM rendering")[0][0])

    async def _started(self, wanted: Iterable[str]) -> bool:
        """Start the browser unless it runs; say of the pages wanted why it does not."""
        means = self._means
        if self._browser is None and means is not None and not self._unavailable:
            opening = chromium.open_browser(means.web, means.limits, means.user_agent, means.allowed, means.mask_page)
            try:
                self._browser = await self._open.enter_async_context(opening)
            except BrowserUnavailable as error:
                self._unavailable = as_sentence(str(error))
        if self._unavailable:
            now = datetime.now(UTC)
            self._store.put(*(Visit(rendering=Rendering(url, now, problem=self._unavailable)) for url in wanted))
        return self._browser is not None

    def _keep(self, rendered: Rendered) -> None:
        """Store what a browser showed of an address."""
        if is_heavy(rendered.html):
            rendered = replace(rendered, html="", problem=_TOO_HEAVY)
        url = rendered.url
        rows = self._store.rows("SELECT needs_script FROM page WHERE url = ?", url)
        is_page, replaces = bool(rows) or url in self._apps, not rows or bool(rows[0][0])
        document = Document(rendered.html, url)
        if url in self._apps and rendered.status in {404, 410}:
            rendered = replace(rendered, status=200)  # what its scripts show is what visitors see
        problem = rendered.problem or (_doubt(rendered, document, replaces=replaces) if is_page else NOTHING)
        replaces = replaces or (url in self._in_part and self._says_no_less(document))
        picture = rendered.picture if is_page and not problem else b""
        rendering = Rendering(url, datetime.now(UTC), picture=picture, problem=problem)
        if problem:
            self._troubles[url] = problem
        elif replaces:
            rendering = replace(rendering, html=rendered.html)
        visit = self._visit(rendering, document) if rendering.html and is_page else Visit(rendering=rendering)
        self._store.put(visit)

    def _says_no_less(self, document: Document) -> bool:
        """Return whether what a browser shows is as much as what was received: scripts that fail take away what stood there."""
        known = self._store.page(document.url)
        return known is not None and document.text_length * 2 >= Document(known[1], document.url).text_length

    def _visit(self, rendering: Rendering, document: Document) -> Visit:
        """Return all that is known of a page now that its scripts have run, and follow its links."""
        url, home = rendering.url, self._crawl.home
        known = self._store.page(url)
        assert known is not None, "only pages that were read are shown"
        said = parse_page.whole(document, home, self._region)
        said = replace(said, needs_script=False, contacts=_contacts(document, self._region))
        promised = self._store.roles().get(url, set()) | said.said.keys()
        onward = self._crawl.take_up(said, url, promised) if urls.same_site(url, home) else Onward()
        return Visit(
            page=page_facts(known[0], said),
            links=said.links,
            contacts=said.contacts,
            forms=said.forms,
            roles=(*((url, role, reason) for role, reason in said.said.items()), *onward.roles),
            found=onward.found,
            rendering=rendering,
        )

    @property
    def _region(self) -> str:
        return self._means.region if self._means is not None else ""


def _shows_error(rendered: Rendered, status: int) -> bool:
    """Return whether a browser met the error that this visit met, and no wall in front of it."""
    document = Document(rendered.html, rendered.url)
    seen = (document.title, document.short_text, document.html)
    wall = challenge(rendered.status, {}, *seen, rendered.url, text_length=document.text_length)
    return rendered.status == status and not rendered.problem and not wall


def _contacts(document: Document, region: str) -> tuple[ContactDetail, ...]:
    return find_contacts(document.html, url=document.url, region=region, tree=document.whole_tree)


def _doubt(rendered: Rendered, document: Document, *, replaces: bool) -> Message:
    """Return why a document is not to be believed as what visitors see; nothing where it is."""
    seen = (document.title, document.short_text, document.html)
    if wall := challenge(rendered.status, {}, *seen, rendered.url, text_length=document.text_length):
        return message("It shows a bot wall there ({wall}).", wall=wall)
    if rendered.status >= 400:
        return message("It answers {status} there.", status=rendered.status)
    if not replaces:
        return NOTHING
    is_reachable = document.tree.css_first(_REACHABLE) is not None
    if document.text_length < _LITTLE and not is_reachable:
        return message("It shows nothing there either.")
    if rendered.withheld and not is_reachable and not _contacts(document, ""):
        return message("It sends requests to its server that this visit does not send, so part of it may be missing.")
    return NOTHING
