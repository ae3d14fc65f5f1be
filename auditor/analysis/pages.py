"""Questions about the pages of a visit that several rules ask: which serve an end, who links them, are they all. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from auditor.analysis import absence
from auditor.analysis.links import graph
from auditor.analysis.links.status import LinkState, judge
from auditor.model import NOTHING, Link, LinkKind, Message, Page, Role, Snapshot, message

_GUESSED = ("usual path",)
_LONGEST_TEXT = 60


@lru_cache(maxsize=64)
def of_role(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles`, in the snapshot's order.

    An address that was only tried because many sites use it, and where nothing loads, is no page of this site.
    """
    return tuple(
        page
        for page in snapshot.pages
        if page.has(*roles) and (page.found_by != _GUESSED or judge(snapshot, page.url).state is LinkState.ALIVE)
    )


@lru_cache(maxsize=64)
def living(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles` and load."""
    return tuple(page for page in of_role(snapshot, *roles) if judge(snapshot, page.url).state is LinkState.ALIVE)


@lru_cache(maxsize=64)
def unsettled(snapshot: Snapshot, *roles: Role) -> tuple[Page, ...]:
    """Return the pages that have any of `roles` and of which it could not be told whether they load."""
    return tuple(page for page in of_role(snapshot, *roles) if judge(snapshot, page.url).state is LinkState.UNKNOWN)


def mentions(snapshot: Snapshot, url: str) -> str:
    """Return who sends visitors to `url`, such as `linked as “Press” from 3 pages, listed in the sitemap`; or nothing."""
    words = []
    links = graph.links_to(snapshot, url)
    if pages := list(dict.fromkeys(link.page for link in links)):
        named = f" as “{_shorten(text)}”" if (text := _usual_text(links)) else ""
        words.append(f"linked{named} from {pages[0] if len(pages) == 1 else f'{len(pages)} pages'}")
    page = graph.at(snapshot, url)
    by = page.found_by if page is not None else ()
    if "sitemap" in by or graph.in_sitemap(snapshot, url):
        words.append("listed in the sitemap")
    if "configuration" in by:
        words.append("named in auditor.toml")
    return ", ".join(words)


def describe(found: Iterable[str]) -> str:
    """Return URLs of pages as words: the first and how many more, such as `https://acme.example/a and 2 more pages`."""
    first, *more = dict.fromkeys(found)
    return f"{first} and {len(more)} more page{'s' if len(more) > 1 else ''}" if more else first


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


@lru_cache(maxsize=8)
def doubt(snapshot: Snapshot) -> str:
    """Return why pages may have gone unseen, as sentences the last of which says what to do; empty where none did.

    Whoever says that a page does not exist asks this first. A limit on pages is no reason: what is linked as a contact,
    press or support page is read beyond every limit, and what no menu of hundreds of pages names is not on offer.
    """
    if snapshot.partial:
        return (
            f"The visit did not come to its end ({snapshot.partial.rstrip('.')}). Run the audit again, with --resume."
        )
    return _doubt_about_home(snapshot) or absence.obstacle(snapshot)


def _doubt_about_home(snapshot: Snapshot) -> str:
    home = absence.home_of(snapshot)
    verdict = judge(snapshot, home.url if home else snapshot.target.site)
    if home is not None and home.needs_script:
        return f"The home page {verdict.reason}. {verdict.hint}"
    if verdict.state is not LinkState.ALIVE:
        return f"The home page {verdict.reason}, so its links are not known. Look for the page in a browser."
    return ""
