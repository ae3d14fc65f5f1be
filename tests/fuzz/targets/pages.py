"""Pages, addresses and texts of strangers."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date

from auditor import urls
from auditor.analysis.masking import mask_text
from auditor.collect.crawl import parse_page
from auditor.collect.http.decode import encoding_of
from auditor.demo.company import load
from auditor.demo.server import answer
from auditor.model import LinkKind, Role
from auditor.platforms.parse import profile_of
from auditor.snapshot import link_codec
from auditor.text import dates
from auditor.text.visible import visible_text
from tests.fuzz.case import Case
from tests.fuzz.target import Target, require, require_storable, words
from tests.snapshots import Site

HOME = "https://www.acme.example/"
PAGE = f"{HOME}contact"
TAGS = words("html")


def _text(case: Case) -> parse_page.Text:
    body = case.body
    return parse_page.Text(body, encoding_of(body, ""), "text/html", 200, {}, PAGE, HOME, "", whole=True)


def _page(case: Case) -> object:
    text = _text(case)
    read = parse_page.read(text)
    require_storable(read)
    require(parse_page.read(text) == read, "the same page reads differently the second time")
    require(pickle.loads(pickle.dumps(read)) == read, "what was read does not get from one process to another")
    listed = list(link_codec.read(PAGE, read.links)) if read.links else []
    require(link_codec.write(listed) == read.links, "links do not come out of the snapshot as they went in")
    for link in listed:
        web = link.kind is LinkKind.BROKEN or urls.is_web(link.url)
        require(web, f"a link leads to no web address: {link.url[:200]!r}")
    return read.links or read.contacts or read.forms


def pages() -> Iterator[Case]:
    """Yield pages of the example company."""
    example = load()
    for host, path in (
        ("www.quillnet.example", "/"),
        ("www.quillnet.example", "/contact/"),
        ("www.quillnet.example", "/press/"),
        ("www.quillnet.example", "/legal/"),
        ("www.quillnet.example", "/support/"),
    ):
        said = answer(example, "https", "GET", host, path)
        if said.status == 200:
            yield Case.of(said.body)


def _small() -> Iterator[Case]:
    yield from pages()
    yield Case.of(b"<!doctype html><html lang=en><body>" + b"\n".join(TAGS) + b"</body></html>")


def _visible(case: Case) -> object:
    text = case.body.decode(errors="replace")
    shown = visible_text(text)
    require_storable(shown)
    return shown


def _address(case: Case) -> object:
    """Look an address up in every way; what came of reading it once has to stay as it is when read again."""
    reference, _, base = case.body.decode(errors="surrogateescape").partition("\n")
    page = urls.resolve(base, HOME)
    found = urls.resolve(reference, page.url if page else HOME)
    normal = urls.normalise(reference)
    if normal is not None:
        require(urls.normalise(normal) == normal, f"{normal!r} is not the address it stands for")
        require_storable(normal)
    if found is None:
        return normal
    require_storable(found)
    again = urls.resolve(found.url, HOME)
    require(again is not None and again.url == found.url, f"{found.url!r} is not the address it stands for")
    profile = profile_of(found.url)
    if profile is not None:
        require_storable(profile)
        once = profile_of(profile.url, rel_me=True)  # on a host that nobody knows, somebody has to say so
        require(once is not None, f"{profile.url!r} is called a profile, and is none even where that is said")
    urls.registered(urls.host(found.url))
    urls.same_site(found.url, HOME)
    return found


def _addresses() -> Iterator[Case]:
    for text in (
        "/contact", "../x?a=b#c", "HTTPS://ACME.example:443/%7Ea/./b/../c", "//b.example/x", "https://user:pw@a.example/", "https://x.com/acme", "https://www.facebook.com/pages/Acme/123",
        "https://t.me/s/acme", "https://mastodon.social/@acme/1", "https://www.youtube.com/@acme/videos", "https://www.linkedin.com/company/acme?trk=x", "https://wa.me/4930123456",
        "https://bücher.example/ä?ö#ü", "http://[::1]:8080/", "http://0x7f.1/", "https://a.example/ b", "mailto:a@b.example", "https://instagram.com/_u/acme", "https://bsky.app/profile/acme.example",
        "https://play.google.com/store/apps/details?id=com.acme", "https://apps.apple.com/de/app/acme/id1", "https://www.reddit.com/r/acme/comments/1", "https://forum.example/u/acme",
    ):  # fmt: skip
        yield Case.of(f"{text}\n{HOME}a/b?c")


PLANTED = "zoe.quartermain-planted@freemail.example"
NUMBER = "+49 151 2345 6789"


def _masked(case: Case) -> object:
    """Mask a text that names a person's mailbox and number, wherever they stand; and mask it again, which changes nothing."""
    text = case.body.decode(errors="replace")
    masked = mask_text(text)
    require_storable(masked)
    require(mask_text(masked) == masked, f"masked twice, it is another text: {masked[:300]!r}")
    around = f"{text}\n{PLANTED}\n{NUMBER}\n{text}"
    shown = mask_text(around)
    require(PLANTED not in shown, "a person's mailbox is shown")
    require(NUMBER not in shown, "a person's number is shown")
    return masked != text


def _to_mask() -> Iterator[Case]:
    for text in (
        "Write to jane.doe@mail.example or ring +49 151 23456789 (mobile).", "jane [at] mail [dot] example", "https://a.example/?email=jane@mail.example&phone=%2B4915123456",
        "https://user:secret@a.example/x wa.me/4915123456789", "press@acme.example, 0800 123 4567, 2026-11-20, 192.168.0.1", "https://www.linkedin.com/in/jane-doe-123",
        "Cookie: sid=abc; theme=dark Authorization: Bearer abcdefghijklmnop1234", "j•••e@example.com +1 555 ••• ••09", "?token=abcdef&code=de", "acct:jane@social.example @jane@social.example",
    ):  # fmt: skip
        yield Case.of(text)


def _judged(case: Case) -> object:
    """Judge a page by every check; what is shown of it names no person's mailbox."""
    from tests.fuzz.targets import judged  # noqa: PLC0415 - loads every check

    html = case.body.decode(errors="replace")
    site = Site().page("/contact", f"<html>{html}<p>Private: {PLANTED}</p>", Role.CONTACT)
    site.page("/press", f"<html><body>{html[:5_000]}</body></html>", Role.MEDIA)
    return judged.results_of(site.snapshot(), hidden=(PLANTED,))


def _dates(case: Case) -> object:
    text = case.body.decode(errors="replace")
    found = [day for lang in ("", "de", "en", "ja") for day in dates.days(text, lang, near=date(2026, 11, 21))]
    require_storable(found)
    return found


def _written_dates() -> Iterator[Case]:
    for text in (
        "20 November 2026",
        "20.11.2026",
        "11/20/26",
        "2026-11-20T10:00:00Z",
        "Nov. 3rd, 2025",
        "3. März",
        "2026年11月20日",
        "le 1er août 2024",
    ):
        yield Case.of(f"On {text}, it was said.")


TARGETS = (
    Target("page", _page, _small, TAGS, weight=3, slowest=1.5, per_byte=30e-6),
    Target("visible-text", _visible, _small, TAGS),
    Target(
        "address",
        _address,
        _addresses,
        (b"xn--", b"@", b":443", b"/../", b"%2e", b"\\", b"[::", b"?id=", b"/@"),
        weight=2,
    ),
    Target(
        "masking",
        _masked,
        _to_mask,
        (b"@", b"[at]", b" dot ", b"+49", b"wa.me/", b"?phone=", b"://", "•".encode()),
        weight=2,
    ),
    Target("dates", _dates, _written_dates, (b"2026", b"31", b"Nov", "日".encode(), b"th")),
    Target("judged-page", _judged, _small, TAGS, weight=3, slowest=6.0, per_byte=200e-6),
)
