"""Questions about the pages of a visit that several rules ask: which serve an end, who links them, are they all. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from auditor.analysis import absence
from auditor.analysis.links import details, graph
from auditor.analysis.links.contents import HTML
from auditor.analysis.links.status import LinkState, judge
from auditor.analysis.links.verdicts import OPEN_IT, Verdict, unknown
from auditor.model import NOTHING, Cause, Link, LinkKind, Message, Page, Reach, Role, Snapshot, message
from auditor.model.remembering import remembered

_GUESSED = ("usual path",)
_LONGEST_TEXT = 60
_LOOK_FOR_IT = message("Look for the page in a browser.")
_FAILED = frozenset({Reach.TIMED_OUT, Reach.CONNECT_FAILED, Reach.GARBLED})


@remembered(64)
def of_role(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles`, in the snapshot's order.

    An address that was only tried because many sites use it, and where nothing loads, is no page of this site.
    """
    return tuple(
        page
        for page in snapshot.pages
        if page.has(*roles) and (page.found_by != _GUESSED or judge(snapshot, page.url).state is LinkState.ALIVE)
    )


@remembered(64)
def living(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles` and load."""
    return tuple(page for page in of_role(snapshot, *roles) if judge(snapshot, page.url).state is LinkState.ALIVE)


@remembered(64)
def unsettled(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles` and of which it could not be told whether they load."""
    return tuple(page for page in of_role(snapshot, *roles) if judge(snapshot, page.url).state is LinkState.UNKNOWN)


@remembered(64)
def unread(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles` and that may say what was found nowhere else: nobody has read them.

    What is gone says nothing. A page that loads may be too large for us, and a server that fails today may show it tomorrow.
    """
    return tuple(page for page in of_role(snapshot, *roles) if _is_unread(snapshot, page))


def _is_unread(snapshot: Snapshot, page: Page) -> bool:
    state, fetch = judge(snapshot, page.url).state, page.fetch
    if state is LinkState.ALIVE:
        if fetch.cause is Cause.PROGRAM:  # which says all that there is in its address
            return False
        return fetch.content_type in {"", *HTML} and not page.text_length and not page.read()
    return state is LinkState.UNKNOWN or fetch.reach in _FAILED or (fetch.status or 0) >= 500


def unread_doubt(snapshot: Snapshot, *roles: Role, within: int | None = None) -> Verdict | None:
    """Return why what was found nowhere may stand on a page of any of `roles`, by default of any at all; None where all were read.

    Args:
        snapshot: The visit.
        roles: Pages that count.
        within: Clicks from the home page up to which they count; None for all.
    """
    for page in unread(snapshot, *(roles or Role)):
        if within is not None and (page.depth is None or page.depth > within):
            continue
        may_hold = message("{url} could not be read, so what was not found may be there.", url=page.url)
        verdict = judge(snapshot, page.url)
        reason = _why_unread(page) if verdict.state is LinkState.ALIVE else verdict.reason
        return unknown(may_hold.then(reason), verdict.hint or OPEN_IT)
    return None


def _why_unread(page: Page) -> Message:
    """Return why nothing was read of a page that loads."""
    if page.fetch.reach is not Reach.TOO_LARGE:  # such as a host's empty answer of no declared type
        return message("It loads, but no text came with it.")
    if page.fetch.detail:
        return message("It is too large for this audit ({detail}).", detail=details.told(page.fetch.detail))
    return message("It is too large for this audit.")


def archived(snapshot: Snapshot, url: str) -> Message:
    """Return where a public web archive holds a copy of an address; nothing where none is known."""
    found = snapshot.captures.get(url)
    if found is None:
        return NOTHING
    return message(
        "The page can be restored from the copy of {day} in a web archive ({copy}).",
        day=found.at.date(),
        copy=found.copy,
    )


def mentions(snapshot: Snapshot, url: str) -> Message:
    """Return who sends visitors to `url`, such as `3 pages link to it as “Press”. The sitemap lists it.`; or nothing."""
    page = graph.at(snapshot, url)
    by = page.found_by if page is not None else ()
    in_sitemap = "sitemap" in by or graph.in_sitemap(snapshot, url)
    return _linked(graph.links_to(snapshot, url)).then(
        message("The sitemap lists it.") if in_sitemap else NOTHING,
        message("It was named for this audit.") if "configuration" in by else NOTHING,
    )


def _linked(links: Sequence[Link]) -> Message:
    """Return how many pages link something, and by which words."""
    pages = list(dict.fromkeys(link.page for link in links))
    text = _shorten(_usual_text(links))
    if not pages:
        return NOTHING
    if len(pages) == 1 and text:
        return message("{page} links to it as “{text}”.", page=pages[0], text=text)
    if len(pages) == 1:
        return message("{page} links to it.", page=pages[0])
    if text:
        return message(
            "{count} page links to it as “{text}”.",
            "{count} pages link to it as “{text}”.",
            count=len(pages),
            text=text,
        )
    return message("{count} page links to it.", "{count} pages link to it.", count=len(pages))


def where(found: Iterable[str]) -> Message:
    """Return on which pages something stands, such as `It is on https://acme.example/a and 2 other pages.`."""
    first, *more = dict.fromkeys(found)
    if not more:
        return message("It is on {page}.", page=first)
    return message(
        "It is on {page} and {count} other page.",
        "It is on {page} and {count} other pages.",
        page=first,
        count=len(more),
    )


def linked_on(found: Iterable[str]) -> Message:
    """Return which pages link something, such as `The link is on https://acme.example/a and 2 other pages.`."""
    first, *more = dict.fromkeys(found)
    if not more:
        return message("The link is on {page}.", page=first)
    return message(
        "The link is on {page} and {count} other page.",
        "The link is on {page} and {count} other pages.",
        page=first,
        count=len(more),
    )


def named_on(found: Iterable[str]) -> Message:
    """Return which pages name an address, such as `The address is published on https://acme.example/a and 2 other pages.`."""
    first, *more = dict.fromkeys(found)
    if not more:
        return message("The address is published on {page}.", page=first)
    return message(
        "The address is published on {page} and {count} other page.",
        "The address is published on {page} and {count} other pages.",
        page=first,
        count=len(more),
    )


def published_on(found: Iterable[str]) -> Message:
    """Return on which pages something is published, as a sentence; nothing where there are none."""
    first, *more = dict.fromkeys(found) or ("",)
    if not first:
        return NOTHING
    if not more:
        return message("It is published on {page}.", page=first)
    return message(
        "It is published on {page} and {count} other page.",
        "It is published on {page} and {count} other pages.",
        page=first,
        count=len(more),
    )


def _usual_text(links: Iterable[Link]) -> str:
    """Return the words most often used for a link; of several as frequent the first."""
    counts = Counter(
        " ".join(link.text.split()) for link in links if link.kind is LinkKind.ANCHOR and link.text.strip()
    )
    return counts.most_common(1)[0][0] if counts else ""


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def looked_on(found: Iterable[str]) -> Message:
    """Return on which pages something was looked for, such as `We looked on https://acme.example/a and 2 more pages.`; or nothing."""
    urls = list(dict.fromkeys(found))
    named, more = ", ".join(urls[:3]), len(urls) - 3
    if not urls:
        return NOTHING
    if more <= 0:
        return message("We looked on {pages}.", pages=named)
    return message(
        "We looked on {pages} and {count} more page.",
        "We looked on {pages} and {count} more pages.",
        pages=named,
        count=more,
    )


@remembered()
def doubt(snapshot: Snapshot) -> Verdict | None:
    """Return why pages may have gone unseen, and what to do; None where none did.

    Whoever says that a page does not exist asks this first. A limit on pages is no reason: what is linked as a contact,
    press or support page is read beyond every limit, and what no menu of hundreds of pages names is not on offer.
    """
    if snapshot.partial:
        return unknown(
            snapshot.partial,
            message("Let the audit read the rest of the site.").telling_operator(
                message("Run it again with --resume.")
            ),
        )
    return _doubt_about_home(snapshot) or absence.obstacle(snapshot)


def _doubt_about_home(snapshot: Snapshot) -> Verdict | None:
    home = absence.home_of(snapshot)
    verdict = judge(snapshot, home.url if home else snapshot.target.site)
    if home is not None and home.needs_script:
        return unknown(message("The home page could not be seen.").then(verdict.reason), verdict.hint)
    if home is not None and verdict.state is LinkState.ALIVE and _is_unread(snapshot, home):
        why = message("The home page could not be read, so its links are not known.").then(_why_unread(home))
        return unknown(why, _LOOK_FOR_IT)
    if verdict.state is not LinkState.ALIVE:
        why = message("The home page could not be read, so its links are not known.").then(verdict.reason)
        return unknown(why, _LOOK_FOR_IT)
    return None
