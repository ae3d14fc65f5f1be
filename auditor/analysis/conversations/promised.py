"""What a link promises besides a page, a picture or a file to keep, and whether that is what comes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor import urls
from auditor.analysis.links.status import LinkState, Verdict, content_of, judge
from auditor.model import Fetch, Link, LinkKind, Snapshot, message

_PAGE = frozenset({"text/html", "application/xhtml+xml"})
_NO_PICTURE = _PAGE | {"text/plain", "application/json"}
_PICTURE = re.compile(
    r".?(?:.?PNG\r?\n|GIF8[79]a|.{5,12}(?:JFIF|Exif)|RIFF.{4}WEBP|.{3,8}ftyp(?:avif|heic)|BM.{4}\0\0)", re.DOTALL
)
"""How pictures begin, decoded as text: browsers look at this and not at the type (WHATWG MIME Sniffing, section 6.1)."""
_FILE = re.compile(
    r"\.(7z|apk|csv|dmg|docx?|eps|epub|exe|gz|ics|jpe?g|key|mov|mp[34]|msi|od[pst]|pages|pdf|png|pptx?|rar|rtf|tiff?|vcf|wav|webp|xlsx?|zip)$",
    re.IGNORECASE,
)
_VIEWER = re.compile(r"<(?:embed|object|iframe|video|audio|canvas)\b|viewer|\bdownload\b", re.IGNORECASE)
_LOOK = message("Open it in a browser and see whether you get the file.")


def verdict(snapshot: Snapshot, url: str, links: Sequence[Link]) -> Verdict:
    """Return what becomes of `url` for those who follow `links` to it."""
    found, fetch = judge(snapshot, url), snapshot.fetches.get(url)
    if found.state is not LinkState.ALIVE or fetch is None:
        return found
    kinds = {link.kind for link in links}
    if kinds == {LinkKind.IMAGE} and fetch.content_type in _NO_PICTURE:
        return _instead_of_picture(snapshot, fetch, found)
    if LinkKind.ANCHOR in kinds and fetch.content_type in _PAGE and (named := _FILE.search(urls.path(url))):
        return _instead_of_file(snapshot, fetch, found, named[1].lower())
    return found


def _instead_of_picture(snapshot: Snapshot, fetch: Fetch, found: Verdict) -> Verdict:
    text = snapshot.read(fetch)
    if _PICTURE.match(text[:64]):
        return found
    if not text.strip() and not urls.same_site(fetch.url, snapshot.target.site):  # counters answer so
        return found
    if fetch.content_type in _PAGE:
        return Verdict(LinkState.DEAD, message("The server answers with a web page instead of a picture."))
    instead = message("The server answers with {type} instead of a picture.", type=fetch.content_type)
    return Verdict(LinkState.DEAD, instead)


def _instead_of_file(snapshot: Snapshot, fetch: Fetch, found: Verdict, kind: str) -> Verdict:
    text = snapshot.read(fetch)
    if not content_of(snapshot, fetch).text and "<script" not in text.lower() and not _VIEWER.search(text):
        return Verdict(LinkState.DEAD, message("The server answers with nothing instead of a .{kind} file.", kind=kind))
    if _VIEWER.search(text):
        return found
    return Verdict(
        LinkState.UNKNOWN, message("The server answers with a web page instead of a .{kind} file.", kind=kind), _LOOK
    )
