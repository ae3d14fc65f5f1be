"""Icons of platforms that nobody filled in, and links that only look like them."""

from __future__ import annotations

import pytest

from auditor import icons
from auditor.icons import Kind
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
