"""Which profiles a site names, where, and which of them are the company's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.crawl.profile_discovery import UNLISTED, configured, discover, mentions, survey
from auditor.collect.extract.html import Document
from auditor.collect.http.address_guard import StubNetwork
from auditor.collect.http.dns import StubLookup
from auditor.collect.http.retry_policy import Pace
from auditor.collect.http.stand_ins import StandIns
from auditor.collect.run import collect
from auditor.collect.sources import github
from auditor.collect.sources.base import Source, at
from auditor.config.schema import Settings, TargetSettings
from auditor.model import (
    Approved,
    ApprovedAccount,
    Beside,
    DnsOutcome,
    DnsRecord,
    Existence,
    Owner,
    OwnerEvidence,
    OwnerSign,
    Place,
    Profile,
    ProfileMention,
    ProfileSource,
    Role,
)
from auditor.platforms import whose
from auditor.platforms.ownership import Site, graded, is_led_to, is_named_after, misnamed, part
from auditor.snapshot.writer import Store
from auditor.text import company_names
from tests.local_web import LocalWeb

HOME = "https://www.acme.example/"


def named(html: str, *, is_home: bool = True) -> list[tuple[str, str, ProfileSource, Place]]:
    found = mentions(Document(f"<!doctype html><html>{html}", HOME), is_home=is_home)
    return [(one.found.platform, one.found.handle, one.mention.source, one.mention.place) for one in found]


def handles(html: str, *, is_home: bool = True) -> list[str]:
    return [f"{platform}:{handle}" for platform, handle, _, _ in named(html, is_home=is_home)]


def graph(*nodes: dict[str, Any]) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": nodes})}</script>'
    )


# ------------------------------------------------------------------------------------------------------------ one page


def test_links_are_found_where_they_stand() -> None:
    html = """<header><a href="https://x.com/acme">X</a></header><nav><a href="https://bsky.app/profile/acme.example">Sky</a></nav>
    <main><a href="https://www.facebook.com/acme.tools/">Like us</a></main><footer><a href="https://youtu.be/abc">Film</a>
    <a href="https://www.linkedin.com/company/acme"><img alt="LinkedIn"></a></footer>"""
    assert named(html) == [
        ("x", "acme", ProfileSource.LINK, Place.HEADER),
        ("bluesky", "acme.example", ProfileSource.LINK, Place.NAV),
        ("facebook", "acmetools", ProfileSource.LINK, Place.MAIN),
        ("linkedin", "company/acme", ProfileSource.LINK, Place.FOOTER),
    ]
    (first, *_) = mentions(Document(html, HOME))
    assert first.mention == ProfileMention(HOME, "https://x.com/acme", ProfileSource.LINK, Place.HEADER, "X")


def test_the_hash_of_old_addresses_counts() -> None:
    assert handles('<a href="http://twitter.com/#!/acme">T</a><a href="http://twitter.com/#top">T</a>') == ["x:acme"]


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <a href="https://x.com/acme">X</a> -->',
        '<template><a href="https://x.com/acme">X</a></template>',
        "<script>var a = '<a href=\"https://x.com/acme\">'</script>",
        '<link rel=preconnect href="https://x.com/acme">',
        '<link rel=dns-prefetch href="//www.facebook.com/acmetools">',
        '<iframe src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Facmetools"></iframe>',
        '<blockquote class="twitter-tweet"><a href="https://twitter.com/jane/status/1">May 1</a></blockquote>',
        '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
        '<form action="https://x.com/acme"></form>',
        '<img src="https://x.com/acme">',
    ],
)
def test_what_nobody_clicks_is_no_link(html: str) -> None:
    assert named(html) == []


THEMES = {
    "share row": """<div class="sharing"><a class="share-twitter" href="https://twitter.com/intent/tweet?text=T&url=U&via=acme">t</a>
        <a href="https://www.facebook.com/sharer/sharer.php?u=U" target="_blank">f</a><a href="https://www.linkedin.com/shareArticle?mini=true&url=U">in</a>
        <a href="https://pinterest.com/pin/create/button/?url=U&media=M">p</a><a href="whatsapp://send?text=T">w</a><a href="https://api.whatsapp.com/send?text=T">w</a>
        <a href="https://t.me/share/url?url=U">t</a><a href="https://reddit.com/submit?url=U">r</a><a href="mailto:?subject=T&body=U">m</a></div>""",
    "old share row": """<ul><li><a href="http://twitter.com/home?status=T+U">t</a><li><a href="http://www.facebook.com/share.php?u=U">f</a>
        <li><a href="http://www.stumbleupon.com/submit?url=U">s</a><li><a href="https://plus.google.com/share?url=U">g</a>
        <li><a href="http://digg.com/submit?url=U">d</a><li><a href="http://delicious.com/post?url=U">d</a></ul>""",
    "query strings at the site itself": """<a href="?share=twitter&nb=1">t</a><a href="https://www.acme.example/post/?share=facebook">f</a>""",
    "placeholders of a theme": """<a href="https://twitter.com/">t</a><a href="https://www.facebook.com">f</a><a href="https://www.instagram.com/">i</a>
        <a href="https://www.youtube.com/">y</a><a href="#">x</a><a href="https://www.linkedin.com/company/">l</a><a href="https://plus.google.com/">g</a>""",
    "embedded things": """<a href="https://www.youtube.com/watch?v=abc">film</a><a href="https://www.instagram.com/p/abc/">pic</a>
        <a href="https://www.instagram.com/reel/abc/">reel</a><a href="https://www.tiktok.com/@jane/video/1">clip</a><a href="https://x.com/jane/status/1">post</a>
        <a href="https://www.reddit.com/r/tools/comments/1/t/">thread</a><a href="https://vimeo.com/123456">film</a>""",
    "terms and log-ins": """<a href="https://www.facebook.com/policies/cookies/">c</a><a href="https://twitter.com/privacy">p</a>
        <a href="https://www.facebook.com/login.php?next=U">l</a><a href="https://www.linkedin.com/legal/privacy-policy">p</a>
        <a href="https://help.instagram.com/519522125107875">p</a><a href="https://policies.google.com/privacy">p</a><a href="https://www.facebook.com/about/privacy">p</a>""",
    "maps": """<a href="https://maps.google.com/maps?daddr=Main+Street+1">way</a><a href="https://www.google.com/maps/search/?api=1&query=Acme">map</a>
        <a href="https://goo.gl/maps/u7tEU">map</a>""",
    "hash tags": """<a href="https://twitter.com/hashtag/acme?src=hash">#acme</a><a href="https://www.instagram.com/explore/tags/acme/">#acme</a>
        <a href="https://www.facebook.com/hashtag/acme">#acme</a><a href="https://twitter.com/search?q=%23acme">#acme</a>""",
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_what_publishing_systems_put_on_every_page_is_no_profile(theme: str) -> None:
    assert named(f"<footer>{THEMES[theme]}</footer><main>{THEMES[theme]}</main>") == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<head><meta name="twitter:site" content="@acme"></head>', ["x:acme"]),
        ('<head><meta property="twitter:site" content="acme"></head>', ["x:acme"]),
        ('<head><meta name="twitter:site" content="https://twitter.com/Acme"></head>', ["x:acme"]),
        ('<head><meta name="twitter:creator" content="@acme"></head>', ["x:acme"]),
        ('<head><meta name="twitter:site" content="12345678"></head>', []),
        ('<head><meta name="twitter:site" content="@"></head>', []),
        ('<head><meta name="twitter:site" content="www.acme.example"></head>', []),
        ('<head><meta name="fediverse:creator" content="@acme@social.example"></head>', ["mastodon:acme@social.example"]),
        ('<head><meta property="fb:pages" content="123456789,987654321"></head>', ["facebook:123456789", "facebook:987654321"]),
        ('<head><meta property="fb:page_id" content="123456789"></head>', ["facebook:123456789"]),
        ('<head><meta property="fb:app_id" content="123456789"><meta property="fb:admins" content="1234567"></head>', []),
        ('<head><meta property="article:publisher" content="https://www.facebook.com/acmetools"></head>', ["facebook:acmetools"]),
        ('<head><meta property="article:author" content="https://www.facebook.com/jane.doe"></head>', []),
        ('<head><meta name="apple-itunes-app" content="app-id=123456789, app-argument=acme://"></head>', ["appstore:123456789"]),
        ('<head><meta name="google-play-app" content="app-id=example.acme"></head>', ["googleplay:example.acme"]),
        ('<head><meta property="al:ios:app_store_id" content="123456789"></head>', ["appstore:123456789"]),
        ('<head><meta property="al:android:package" content="example.acme"></head>', ["googleplay:example.acme"]),
        ('<head><meta property="al:ios:url" content="acme://home"></head>', []),
        ('<head><link rel="me" href="https://social.example/@acme"></head>', ["mastodon:acme@social.example"]),
        ('<head><link rel="publisher" href="https://plus.google.com/+Acme"></head>', ["googleplus:+acme"]),
        ('<head><link rel="me" href="mailto:a@acme.example"><link rel="me" href="https://jane.example/"></head>', []),
        ('<body><a rel="me noopener" href="https://notes.example/@acme">M</a></body>', ["mastodon:acme@notes.example"]),
        ('<body><a rel="noopener" href="https://notes.example/@acme">M</a></body>', []),
        ('<body><div itemscope itemtype="https://schema.org/Organization"><link itemprop="sameAs" href="https://x.com/acme"></div></body>', ["x:acme"]),
        ('<body><div itemscope itemtype="https://schema.org/Person"><link itemprop="sameAs" href="https://x.com/jane"></div></body>', []),
        ('<body><div typeof="Organization"><link property="schema:sameAs" href="https://x.com/acme"></div></body>', ["x:acme"]),
    ],
)  # fmt: skip
def test_what_a_page_declares(html: str, found: list[str]) -> None:
    assert handles(html) == found


def test_authors_are_the_company_on_the_home_page_only() -> None:
    html = '<head><meta name="twitter:creator" content="@jane"><meta name="fediverse:creator" content="@jane@social.example"></head>'
    assert handles(html, is_home=False) == []


def test_structured_data_names_the_publisher_and_not_everybody() -> None:
    organisation = {"@type": "Organization", "name": "Acme", "sameAs": ["https://x.com/acme", "https://www.youtube.com/@acme", "https://en.wikipedia.org/wiki/Acme", 7, None, {"@id": "https://www.instagram.com/acme"}]}  # fmt: skip
    others: list[dict[str, Any]] = [
        {"@type": "Person", "sameAs": "https://x.com/jane"},
        {"@type": "BlogPosting", "author": {"@type": ["Person"], "sameAs": ["https://x.com/jane"]}, "sameAs": "https://x.com/article"},
        {"@type": "Event", "performer": {"@type": "Organization", "sameAs": "https://x.com/band"}},
        {"@type": "Product", "manufacturer": {"@type": "Organization", "sameAs": "https://x.com/maker"}},
    ]  # fmt: skip
    assert handles(graph(*others, organisation)) == ["x:acme", "youtube:acme", "instagram:acme"]
    nested = {"@type": "WebSite", "publisher": {"@type": "LocalBusiness", "sameAs": "https://x.com/acme"}}
    assert handles(graph(nested)) == ["x:acme"]
    assert handles('<script type="application/ld+json">{"@type":"Organization","sameAs":"https://x.com/acme",}</script>') == ["x:acme"]  # fmt: skip


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"sameAs":' * 5_000,
        '{"@type":{},"sameAs":{"@id":["x"]}}',
        '{"sameAs":"https://x.com/' + "a" * 1_000_000 + '"}',
        "null",
        '"\\ud800"',
    ],
)
def test_hostile_structured_data_is_survived(script: str) -> None:
    assert named(f'<script type="application/ld+json">{script}</script>') == []


@given(st.text(max_size=200), st.sampled_from(["href", "content", "rel", "name", "property", "itemprop"]))
def test_any_attribute_is_survived(text: str, attribute: str) -> None:
    value = text.replace('"', "&quot;")
    mentions(Document(f'<head><meta name="twitter:site" {attribute}="{value}"><link rel=me {attribute}="{value}"></head><a {attribute}="{value}">', HOME))  # fmt: skip


def test_a_page_on_a_platform_does_not_declare_itself() -> None:
    html = '<head><link rel="me" href="https://acme.tumblr.com/"><link rel="me" href="https://x.com/acme"></head>'
    found = mentions(Document(html, "https://acme.tumblr.com/"), is_home=True)
    assert [one.found.platform for one in found] == ["x"]


# ------------------------------------------------------------------------------------------------------------ ownership


def profile(url_handle: str, *places: tuple[str, ProfileSource, Place]) -> Profile:
    found = {
        "x:acme_support": ("x", "acme_support", "https://x.com/acme_support"),
        "x:jane": ("x", "jane", "https://x.com/jane"),
        "x:joe": ("x", "joe", "https://x.com/joe"),
        "in": ("linkedin", "in/jane", "https://www.linkedin.com/in/jane/"),
    }[url_handle]
    return Profile(*found, tuple(ProfileMention(page, found[2], source, place) for page, source, place in places))


SITE = Site(
    HOME,
    {HOME: {Role.HOME}, f"{HOME}contact": {Role.CONTACT}, f"{HOME}about": {Role.ABOUT}, f"{HOME}terms": {Role.LEGAL}},
    pages=10,
    names=("Acme Tools",),
)
LINK = ProfileSource.LINK
OWN = {
    "named in auditor.toml": [profile("in", ("auditor.toml", ProfileSource.CONFIGURATION, Place.MAIN))],
    "sameAs": [profile("x:jane", (HOME, ProfileSource.SAME_AS, Place.HEAD))],
    "a person's, declared": [profile("in", (HOME, ProfileSource.REL_ME, Place.HEAD))],
    "meta": [profile("x:jane", (f"{HOME}about", ProfileSource.META, Place.HEAD))],
    "footer of the home page": [profile("x:jane", (HOME, LINK, Place.FOOTER))],
    "header of the contact page": [profile("x:jane", (f"{HOME}contact", LINK, Place.HEADER))],
    "on half of the pages": [profile("x:jane", *((f"{HOME}{n}", LINK, Place.MAIN) for n in ("", 1, 2, 3, 4)))],
    "text of the contact page, alone": [profile("x:jane", (f"{HOME}contact", LINK, Place.MAIN))],
    "text of about, named after the company": [profile("x:acme_support", (f"{HOME}about", LINK, Place.MAIN))],
    "text of home, named after the company": [profile("x:acme_support", (HOME, LINK, Place.MAIN))],
}
STRANGE = {
    "an article": [profile("x:jane", (f"{HOME}blog/1", LINK, Place.MAIN))],
    "an article, though named alike": [profile("x:acme_support", (f"{HOME}blog/1", LINK, Place.MAIN))],
    "the header of an article": [profile("x:jane", (f"{HOME}blog/1", LINK, Place.HEADER))],
    "some pages, the home page among them": [
        profile("x:jane", *((f"{HOME}{n}", LINK, Place.MAIN) for n in ("", 1, 2, 3)))
    ],
    "all articles": [profile("x:jane", *((f"{HOME}blog/{n}", LINK, Place.HEADER) for n in range(7)))],
    "text of the home page": [profile("x:jane", (HOME, LINK, Place.MAIN))],
    "text of about": [profile("x:jane", (f"{HOME}about", LINK, Place.MAIN))],
    "a person in the footer": [profile("in", (HOME, LINK, Place.FOOTER))],
    "two on the contact page": [profile(who, (f"{HOME}contact", LINK, Place.MAIN)) for who in ("x:jane", "x:joe")],
    "footer of the terms": [profile("x:jane", (f"{HOME}terms", LINK, Place.FOOTER))],
}


def urls_of(profiles: list[Profile]) -> list[str]:
    return [one.url for one in profiles]


def told(profiles: list[Profile]) -> tuple[list[str], list[str]]:
    own, others = part(profiles, SITE)
    assert all(one.why for one in (*own, *others))
    return urls_of(own), urls_of(others)


@pytest.mark.parametrize("case", OWN)
def test_whose_profile_it_is(case: str) -> None:
    assert told(OWN[case]) == (urls_of(OWN[case]), [])


@pytest.mark.parametrize("case", STRANGE)
def test_whose_profile_it_is_not(case: str) -> None:
    assert told(STRANGE[case]) == ([], urls_of(STRANGE[case]))


def test_a_guess_gives_way_to_what_is_sure() -> None:
    sure = profile("x:joe", (HOME, LINK, Place.FOOTER))
    guess = profile("x:jane", (f"{HOME}contact", LINK, Place.MAIN))
    assert told([guess, sure]) == ([sure.url], [guess.url])


def mentioned(platform: str, handle: str, url: str, *said: tuple[str, Place, Beside]) -> Profile:
    mentions = tuple(ProfileMention(page, url, LINK, place, beside=beside) for page, place, beside in said)
    return Profile(platform, handle, url, mentions)


def graded_as(one: Profile, site: Site = SITE) -> tuple[Owner, tuple[OwnerEvidence, ...]]:
    (found,) = graded([one], site)
    return found.owner, found.why


WARNED = (f"{HOME}about", Place.MAIN, Beside.WARNING)


@pytest.mark.parametrize("handle", ["x:acme_support", "x:jane"])
def test_a_profile_the_site_warns_of_and_leads_to(handle: str) -> None:
    url = profile(handle).url
    one = mentioned("x", handle.removeprefix("x:"), url, WARNED, (HOME, Place.FOOTER, Beside.NOTHING))
    owner, why = graded_as(one)
    assert (owner, why[0]) == (Owner.UNKNOWN, OwnerEvidence(OwnerSign.CONTESTED))
    assert is_led_to(replace(one, owner=owner, why=why), SITE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        (),
        ((f"{HOME}contact", Place.FOOTER, Beside.WARNING),),
        ((f"{HOME}blog/1", Place.FOOTER, Beside.NOTHING),),
        ((f"{HOME}contact", Place.MAIN, Beside.NOTHING),),
    ],
)
def test_a_profile_the_site_only_warns_of(elsewhere: tuple[tuple[str, Place, Beside], ...]) -> None:
    one = mentioned("x", "acme_support", "https://x.com/acme_support", WARNED, *elsewhere)
    assert graded_as(one)[0] is Owner.OTHER


@pytest.mark.parametrize("handle", ["tagdiv", "wix", "uxthemes", "Shopify"])
def test_profiles_left_of_the_theme_are_not_the_company_s(handle: str) -> None:
    one = mentioned("x", handle, f"https://x.com/{handle}", (HOME, Place.FOOTER, Beside.FOLLOW))
    assert graded_as(one)[0] is Owner.OTHER
    assert graded_as(one, replace(SITE, home=f"https://www.{company_names.plain(handle)}.example/"))[0] is Owner.CERTAIN


def test_profiles_called_like_the_theme_are_its_maker_s() -> None:
    one = mentioned("x", "windrose", "https://x.com/windrose", (HOME, Place.FOOTER, Beside.NOTHING))
    assert graded_as(one)[0] is Owner.CERTAIN
    assert graded_as(one, replace(SITE, themes=frozenset({"windrose"})))[0] is Owner.OTHER


@pytest.mark.parametrize(
    ("handle", "place", "beside", "owner"),
    [
        ("nyt.acme.example", Place.FOOTER, Beside.NOTHING, Owner.CERTAIN),
        ("nyt.acme.example", Place.MAIN, Beside.FOLLOW, Owner.CERTAIN),
        ("support.acme.example", Place.MAIN, Beside.NOTHING, Owner.CERTAIN),
        ("anna.acme.example", Place.MAIN, Beside.NOTHING, Owner.LIKELY),
        ("anna.acme.example", Place.MAIN, Beside.PERSON, Owner.OTHER),
        ("nyt.other.example", Place.MAIN, Beside.NOTHING, Owner.UNKNOWN),
    ],
)
def test_handles_below_the_site_s_domain(handle: str, place: Place, beside: Beside, owner: Owner) -> None:
    url = f"https://bsky.app/profile/{handle}"
    assert graded_as(mentioned("bluesky", handle, url, (f"{HOME}about", place, beside)))[0] is owner


@pytest.mark.parametrize(
    ("html", "themes"),
    [
        ('<link href="/wp-content/themes/windrose-child/style.css">', {"windrose"}),
        ('<link href="https://cdn.acme.example/media/templates/site/Windrose/a.css">', {"windrose"}),
        ('<a href="/themes/windrose/">Our themes</a>', set()),
        ('<link href="/wp-content/themes/blog/style.css">', set()),
    ],
)
def test_what_a_page_s_theme_is_called(html: str, themes: set[str]) -> None:
    assert whose.themes(html) == themes


@pytest.mark.parametrize(
    ("handle", "is_named"),
    [
        ("acme", True),
        ("Acme_Support", True),
        ("weareacme", True),
        ("acme.tools", True),
        ("theacmetools", True),
        ("acmetoolsberlin", True),
        ("acmefan", False),
        ("jane", False),
        ("tools", False),
        ("", False),
        ("ac", False),
    ],
)
def test_handles_with_the_name_of_the_company(handle: str, is_named: bool) -> None:
    assert is_named_after(handle, SITE) is is_named


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://x.com/acme", ""), ("https://plus.google.com/", ""), ("https://forum.acme.example/m/press", ""), ("https://social.example/@acme", ""),
        ("https://x.com/intent/tweet", "is a form for sharing"), ("https://youtu.be/abc", "is a single post"), ("https://www.facebook.com/login", "is not a profile's address"),
    ],
)  # fmt: skip
def test_an_address_that_is_given_as_a_profile_and_is_none(url: str, words: str) -> None:
    assert words in misnamed(url).text
    assert bool(words) is bool(misnamed(url))


# ---------------------------------------------------------------------------------------------------------- a whole site

HOST = "www.acme.example"
FOOTER = "<footer><a href=https://x.com/acme_tools>X</a><a href=/go/video>Films</a><a href='https://www.facebook.com/sharer.php?u=U'>Share</a></footer>"


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as server:
        posts = "".join(f"<a href=/blog/{n}>Post {n}</a>" for n in range(6))
        head = '<meta name="twitter:site" content="@Acme_Tools">' + graph(
            {"@type": "Organization", "sameAs": ["https://www.instagram.com/acme/"]}
        )
        server.html(
            "/",
            f"{head}<nav><a href=/contact>Contact</a><a href=/about>About us</a></nav>{posts}{FOOTER}",
            title="Acme",
        )
        server.html(
            "/contact",
            f"<p>Write to us. <a href=https://t.me/acmetools>Telegram</a> <a href=https://plus.google.com/+Acme>G+</a></p>{FOOTER}",
            title="Contact",
        )
        server.html(
            "/about",
            f"<p>Our founder <a href=https://www.linkedin.com/in/jane-doe>Jane</a> <a href=https://x.com/janedoe>tweets</a>.</p>{FOOTER}",
            title="About us",
        )
        for n in range(6):
            author = '<script type=\'application/ld+json\'>{"@type":"Person","sameAs":"https://x.com/writer"}</script>'
            server.html(
                f"/blog/{n}",
                f"{author}<p>As <a href=https://x.com/customer{n}>a customer</a> says. <a href=https://x.com/writer>Writer</a></p>{FOOTER}",
            )
        server.pages["/go/video"] = (
            b"HTTP/1.1 302 Found\r\nLocation: https://www.youtube.com/@acmetools\r\nContent-Length: 0\r\n\r\n"
        )
        yield server  # fmt: skip


def settings(web: LocalWeb, **more: Any) -> Settings:
    crawl = {"max_links": 0, "timeout": 60}
    target = {"site": f"http://{HOST}/", "name": "Acme Tools"}
    off = {"profiles": False, "posts": False}
    return Settings.model_validate({"target": target, "crawl": crawl, "sources": off | more.pop("sources", {}), **more})


def visited(web: LocalWeb, chosen: Settings, folder: Path) -> Store:
    """Visit the site under its name; no other name exists."""
    lookup = StubLookup(lambda name, kind: DnsRecord(name, kind, DnsOutcome.NO_DOMAIN))
    around = StandIns(StubNetwork(web.port, web.port, frozenset({HOST})), lookup=lookup)
    collect(chosen, folder, lambda *_: None, around=around, pace=Pace(waits=(0.01, 0.01), confirm_after=0.01))
    return Store(folder)


def test_a_site_is_surveyed(web: LocalWeb, tmp_path: Path) -> None:
    profiles = [
        {"url": "HTTPS://Twitter.com/acme_tools/", "purpose": "support"},
        {"url": "https://forum.acme.example/m/press"},
        {"url": "https://social.example/@acme", "purpose": "news"},
    ]
    chosen = settings(web, profile=profiles)
    store = visited(web, chosen, tmp_path)
    try:
        found = survey(store, chosen)
        assert discover(store, chosen) == list(found.own)
    finally:
        store.close()
    own = {f"{one.platform}:{one.handle}": one for one in found.own}
    assert set(own) == {
        "x:acme_tools", "instagram:acme", "telegram:acmetools", "googleplus:+acme", "youtube:acmetools", "mastodon:acme@social.example", f"{UNLISTED}:forum.acme.example/m/press",
    }  # fmt: skip
    tweets = own["x:acme_tools"]
    assert tweets.official
    assert tweets.purpose == "support"
    assert tweets.url == "https://x.com/acme_tools"
    assert {mention.source for mention in tweets.mentions} == {LINK, ProfileSource.META, ProfileSource.CONFIGURATION}
    assert (
        len({mention.page for mention in tweets.mentions}) == 10
    )  # the home page, two others, six posts, auditor.toml
    assert own["mastodon:acme@social.example"].purpose == "news"
    assert own["googleplus:+acme"].existence is Existence.CLOSED
    assert own["googleplus:+acme"].reason.text == "Google+ closed on 2 April 2019."
    assert own[f"{UNLISTED}:forum.acme.example/m/press"].reason.text == "Its platform is not known."
    others = {f"{one.platform}:{one.handle}" for one in found.others}
    assert {"x:customer0", "x:writer", "x:janedoe", "linkedin:in/jane-doe"} <= others
    assert not own.keys() & others


def test_an_address_of_the_site_may_lead_on_to_a_profile(web: LocalWeb, tmp_path: Path) -> None:
    chosen = settings(web)
    store = visited(web, chosen, tmp_path)
    try:
        (found,) = (one for one in discover(store, chosen) if one.platform == "youtube")
    finally:
        store.close()
    assert (found.handle, found.url) == ("acmetools", "https://www.youtube.com/@acmetools")
    assert {mention.place for mention in found.mentions} == {Place.FOOTER}
    assert {mention.text for mention in found.mentions} == {"Films"}


def test_the_profile_of_a_spokesperson_is_not_the_company_s(web: LocalWeb, tmp_path: Path) -> None:
    people = [{"name": "Ada Moss", "consent": "in writing, 2026-01-02", "profiles": ["https://twitter.com/Acme_Tools"]}]
    chosen = settings(web, spokespeople=people)
    store = visited(web, chosen, tmp_path)
    try:
        found = survey(store, chosen)
    finally:
        store.close()
    assert "x" not in {one.platform for one in found.own}
    assert "acme_tools" in {one.handle for one in found.others}


def test_hosts_that_the_user_says_run_the_software(web: LocalWeb, tmp_path: Path) -> None:
    web.pages.clear()
    web.html("/", "<footer><a href=http://snac.example:8001/acme>Fediverse</a></footer>", title="Acme")
    for bases, expected in (
        ({}, []),
        ({"snac.example:8001": "http://127.0.0.1:9"}, ["mastodon:acme@snac.example:8001"]),
    ):
        chosen = settings(web, sources={"bases": bases})
        folder = tmp_path / str(len(bases))
        store = visited(web, chosen, folder)
        try:
            assert [f"{one.platform}:{one.handle}" for one in discover(store, chosen)] == expected
        finally:
            store.close()


def test_a_link_to_a_profile_that_the_user_lists_is_one_on_whatever_host(web: LocalWeb, tmp_path: Path) -> None:
    web.pages.clear()
    web.html("/", "<main><a href=https://ort.test/u/acme>Forum</a> <a href=https://ort.test/u/jane>Jane</a></main>")
    chosen = settings(web, profile=[{"url": "https://ort.test/u/Acme"}])
    store = visited(web, chosen, tmp_path)
    try:
        [found] = discover(store, chosen)
    finally:
        store.close()
    assert [one.source for one in found.mentions] == [ProfileSource.CONFIGURATION, ProfileSource.LINK]
    assert found.handle == "acme@ort.test"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<footer><a href=https://ort.test/@acme aria-label=Fedi><svg></svg></a></footer>", ["mastodon:acme@ort.test"]),
        ("<footer><a href=https://ort.test/@acme><i class=icon></i></a></footer>", ["mastodon:acme@ort.test"]),
        ("<footer><a href=https://v.ort.test/c/gust>PeerTube</a></footer>", ["peertube:gust@v.ort.test"]),
        ("<footer><a href=https://ort.test/@jane><i class=icon></i></a></footer>", []),
        ("<main><a href=https://ort.test/@acme>our shop there</a></main>", []),
        ("<footer><a href=https://ort.test/c/acme>Catalogue</a></footer>", []),
        ("<footer><a href=https://peakd.com/@acme>Blog</a></footer>", []),
    ],
)
def test_profiles_on_hosts_that_nobody_knows(web: LocalWeb, tmp_path: Path, html: str, expected: list[str]) -> None:
    web.pages.clear()
    web.html("/", html, title="Acme")
    chosen = settings(web)
    store = visited(web, chosen, tmp_path)
    try:
        assert [f"{one.platform}:{one.handle}" for one in discover(store, chosen)] == expected
    finally:
        store.close()


def test_addresses_that_a_source_of_others_declares(web: LocalWeb, tmp_path: Path) -> None:
    web.pages.clear()
    web.html(
        "/",
        '<footer><a href="https://parley.example/@acme">Parley</a><a href="https://parley.example/about">x</a></footer>',
        title="Acme",
    )
    rule = r"https://parley\.example/@(?P<handle>\w+)"
    parley = Source("parley", ("parley",), at("https://api.parley.example/"), github.SOURCE.profile, address=rule)
    chosen = settings(web, profile=[{"url": "https://parley.example/@acme_help"}])
    with closing(visited(web, chosen, tmp_path)) as store:
        found = {f"{one.platform}:{one.handle}" for one in discover(store, chosen, [parley])}
        assert found == {"parley:acme", "parley:acme_help"}
        assert "parley:acme" not in {f"{one.platform}:{one.handle}" for one in discover(store, chosen)}


@pytest.mark.shared_data
def test_real_contact_pages_name_no_share_link(shared_data: Path) -> None:
    found = set()
    for page in sorted((shared_data / "contact_pages" / "pages").glob("*.html")):
        html = page.read_bytes().decode("utf-8", errors="replace")
        for one in mentions(Document(html, HOME), is_home=True):
            found.add((one.found.platform, one.found.handle))
            assert not any(word in one.mention.url for word in ("share", "intent/tweet", "/status/", "watch?"))
    assert len(found) >= 40
    assert {platform for platform, _ in found} >= {
        "x",
        "facebook",
        "youtube",
        "pinterest",
        "instagram",
        "googleplus",
        "linkedin",
    }


def test_profiles_that_were_approved_are_looked_up_whether_the_site_links_them_or_not() -> None:
    accounts = (
        ApprovedAccount("bluesky", "acme.example", "https://bsky.app/profile/acme.example"),
        ApprovedAccount("inbox", "support"),
    )
    settings = Settings(target=TargetSettings(site="https://www.acme.example/"))
    named = list(configured(settings.approving(Approved("https://www.acme.example/", accounts=accounts))))
    assert [(one.found.platform, one.found.handle, one.mention.source) for one in named] == [
        ("bluesky", "acme.example", ProfileSource.CONFIGURATION)
    ]
    assert list(configured(settings)) == []
