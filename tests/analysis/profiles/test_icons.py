"""Icons of platforms that nobody filled in, and links that only look like them."""

from __future__ import annotations

import pytest

from auditor.analysis.profiles import icons
from auditor.analysis.profiles.icons import Kind
from auditor.model import Role
from tests.snapshots import FILLER, Site

HOME = "https://www.acme.co.uk/"


def found(html: str) -> list[tuple[str, Kind]]:
    site = Site(HOME).page("/contact", f"{FILLER}<footer>{html}</footer>", Role.CONTACT)
    return [(one.platform, one.kind) for one in icons.unset(site.snapshot())]


@pytest.mark.parametrize(
    ("html", "platform"),
    [
        ('<a href="#" aria-label="LinkedIn">in</a>', "linkedin"),
        ('<a href="#"><i class="fab fa-facebook-f"></i></a>', "facebook"),
        ("<a href=''><img alt='Instagram' src='/i.png'></a>", "instagram"),
        ('<a href="javascript:void(0)" title="Folgen Sie uns auf XING"></a>', "xing"),
        ('<a href="#" class="icon-youtube"><svg></svg></a>', "youtube"),
        ('<a href="#!">X</a>', "x"),
    ],
)
def test_what_leads_nowhere(html: str, platform: str) -> None:
    assert found(html) == [(platform, Kind.NOWHERE)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#" onclick="go()" title="Facebook"></a>',
        '<a href="#" class="share-facebook" title="Facebook"></a>',
        '<a href="#" title="Share on Facebook"></a>',
        '<a href="#" data-network="x">X</a>',
        '<a href="#top">Facebook</a>',
        '<a href="#">Back to the top</a>',
        "<a>Facebook</a>",
        '<!-- <a href="#">Facebook</a> -->',
        '<a href="https://x.com/acme">X</a>',
    ],
)
def test_what_is_no_icon_without_an_address(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [
        ("https://www.facebook.com/", "Facebook", Kind.FRONT),
        ("https://twitter.com/", "", Kind.FRONT),
        ("https://www.linkedin.com/company/", "", Kind.FRONT),
        ("https://www.linkedin.com/feed/", "LinkedIn", Kind.FRONT),
        ("https://www.instagram.com/?hl=de", "Instagram", Kind.FRONT),
        ("https://www.facebook.com/yourpage", "", Kind.STAND_IN),
        ("https://x.com/your_username", "", Kind.STAND_IN),
        ("https://www.facebook.com/wixcom", "", Kind.MAKER),
        ("https://twitter.com/Shopify", "Twitter", Kind.MAKER),
        ("https://twitter.com/Shopify", "Made with Shopify", None),
        ("https://www.facebook.com/acmetools", "Facebook", None),
        ("https://www.facebook.com/sharer/sharer.php?u=x", "Facebook", None),
        ("https://www.facebook.com/?u=x", "Facebook", None),
        ("https://github.com/", "GitHub", None),
    ],
)
def test_where_icons_lead(url: str, text: str, kind: Kind | None) -> None:
    assert [one for _, one in found(f'<a href="{url}">{text}</a>')] == ([kind] if kind else [])


def test_a_platform_with_a_profile_elsewhere_is_left_out() -> None:
    site = (
        Site(HOME).page("/contact", FILLER, Role.CONTACT).link("/contact", "https://www.facebook.com/", text="Facebook")
    )
    assert len(icons.unset(site.snapshot())) == 1
    site.profile("facebook", "acmetools", "https://www.facebook.com/acmetools")
    assert icons.unset(site.snapshot()) == ()


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>Our films also run in the {} app for television sets.</p>", []),
        ("<p>Nos vidéos passent aussi dans l'application {} pour téléviseurs.</p>", []),
        ("<p>映像はテレビの{}アプリでもご覧になれます。</p>", []),
        ("<p>Follow us on {}, where we show new films every week!</p>", [Kind.FRONT]),
        ("<p>Folgen Sie uns auf {} und sehen Sie jede Woche neue Filme!</p>", [Kind.FRONT]),
        ("<p>{}</p>", [Kind.FRONT]),
        ("<h4>Our films</h4><div>{}</div>", [Kind.FRONT]),
    ],
)
def test_a_front_page_named_in_passing(html: str, kinds: list[Kind]) -> None:
    linked = html.format('<a href="https://www.youtube.com/">YouTube</a>')
    site = Site(HOME).page("/contact", f"{FILLER}<main>{linked}</main>", Role.CONTACT)
    assert [one.kind for one in icons.unset(site.snapshot())] == kinds


@pytest.mark.parametrize(
    ("right", "kinds"),
    [
        ('<footer><a href="https://www.facebook.com/gustgale">Facebook</a></footer>', []),
        ('<p><a href="https://www.facebook.com/acmetools">Our page</a></p>', []),
        ('<p><a href="https://www.facebook.com/partner">A partner</a></p>', [Kind.FRONT]),
        ('<footer><a href="https://www.facebook.com/elegantthemes">Made with Divi</a></footer>', [Kind.FRONT]),
    ],
)
def test_a_front_page_beside_the_right_link(right: str, kinds: list[Kind]) -> None:
    html = f'{FILLER}{right}<footer><a href="https://www.facebook.com/">Facebook</a></footer>'
    site = Site("https://www.acmetools.example/").page("/contact", html, Role.CONTACT)
    assert [one.kind for one in icons.unset(site.snapshot())] == kinds


def test_a_profile_called_like_the_theme() -> None:
    html = '<link rel="stylesheet" href="/wp-content/themes/windrose/style.css"><a href="https://x.com/windrose">X</a>'
    assert found(html) == [("x", Kind.MAKER)]
