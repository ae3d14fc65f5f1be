"""Addresses that scripts put together."""

from __future__ import annotations

import pytest

from auditor.collect.extract.cloaked_mail import cloaked, undecoded
from auditor.collect.extract.contacts import find_contacts
from auditor.model import ContactSource

JOOMLA = """<span id="cloak5f2">This address is protected.</span><script>
document.getElementById('cloak5f2').innerHTML = '';
var prefix = '&#109;a' + 'i&#108;' + '&#116;o';
var path = 'hr' + 'ef' + '=';
var addy5f2 = '&#105;nf&#111;' + '&#64;';
addy5f2 = addy5f2 + 'h&#111;fl&#97;d&#101;n' + '&#46;' + 'd&#101;';
document.getElementById('cloak5f2').innerHTML += '<a ' + path + '\\'' + prefix + ':' + addy5f2 + '\\'>Mail<\\/a>';
</script>"""


@pytest.mark.parametrize(
    "html",
    [
        JOOMLA,
        """<script>document.write('<a href="mai'+'lto:info'+'@'+'hofladen.de">'+'info'+'@'+'hofladen.de</a>');</script>""",
        """<script>var u="info"; var d="hofladen.de"; document.write("<a href=mailto:" + u + "@" + d + ">" + u + "</a>");</script>""",
        """<script>document.getElementById("m").href="mailto:"+atob("aW5mb0Bob2ZsYWRlbi5kZQ==");</script>""",
        """<script>location.href='mailto:'+'ed.nedalfoh@ofni'.split('').reverse().join('');</script>""",
        """<a href="javascript:linkTo_UnCryptMailto('ocknvq,kphqBjqhncfgp0fg');">x</a>""",
        """<a href="javascript:linkTo_UnCryptMailto(%27ocknvq%2CkphqBjqhncfgp0fg%27);">x</a>""",
        """<a href="#" data-mailto-token="nbjmup+jogpAipgmbefo/ef" data-mailto-vector="1">x</a>""",
        """<a href="javascript:;" data-enc-email="vasb[at]ubsynqra.qr">x</a>""",
        """<a data-name="info" data-domain="hofladen" data-tld="de" href="#">x</a>""",
        """<a data-user="ofni" data-website="ed.nedalfoh" href="#">x</a>""",
        """<span class="spamspan"><span class="u">info</span> (at) <span class="d">hofladen [dot] de</span></span>""",
        """<span style="unicode-bidi: bidi-override; direction: rtl">ed.nedalfoh@ofni</span>""",
        """<a href="#" onclick="location.href='mai'+'lto:'+'info'+'&#64;'+'hofladen.de';return false">Mail</a>""",
        """<style>.m::after { content: "info@hofladen.de" }</style>""",
        """<style>.m::after{content:'info\\0040hofladen.de'}</style>""",
        """<input type="text" readonly value="info@hofladen.de"><button>Copy</button>""",
        """<a href="javascript:DeCryptX('1j0n2h0o0@1i0o0f1m0a0d0e0n0.1e0e')">x</a>""",
    ],
)
def test_what_is_certain_is_read(html: str) -> None:
    assert [one.address for one in cloaked(html)] == ["info@hofladen.de"]
    assert not undecoded(html)
    found = find_contacts(f"<h1>Contact</h1>{html}", url="https://www.hofladen.de/")
    assert [one.value for one in found] == ["info@hofladen.de"]


@pytest.mark.parametrize(
    "html",
    [
        """<script>document.write('<a href="mailto:' + user() + '@' + host + '">')</script>""",
        """<a href="javascript:linkTo_UnCryptMailto('???');">x</a>""",
    ],
)
def test_what_is_not_certain_is_left_alone_and_told(html: str) -> None:
    assert cloaked(html) == []
    assert undecoded(html)


def test_other_scripts_hide_nothing() -> None:
    html = "<script>var a='x'; document.write('<script src=\"//x.example/a.js?u='+a+'\"><\\/script>')</script>"
    assert cloaked(html) == []
    assert not undecoded(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Mastodon: @<a href='https://toot.bay.social/@kite'>kite@toot.bay.social</a></p>",
        "<p>@kite@toot.bay.social</p>",
        "<p><a rel=me href='https://toot.bay.social/@kite'>kite@toot.bay.social</a></p>",
        "<p><a href='https://bay.social/users/kite'>kite@bay.social</a></p>",
        "<p><i class='fa-brands fa-mastodon'></i> kite@bay.social</p>",
        "<p>Jabber: kite@bay.social, XMPP: kite@bay.social</p>",
        "<p>sip:kite@bay.social</p>",
        "<p>Fediverse kite@bay.social</p>",
        "<p>@kite:bay.social</p>",
        "<pre>ssh deploy@bay.social</pre>",
        "<code>git@github.com:acme/kite.git</code>",
        "<p>scp a.txt deploy@bay.social:/srv/www</p>",
        "<p>https://0123456789abcdef0123456789abcdef@o123.ingest.sentry.io/45</p>",
        "<p>0123456789abcdef0123456789abcdef@o123.ingest.sentry.io</p>",
        "<p>https://user:secret@bay.social/path</p>",
        "<p>kite@1.2.3, kite@2x.png, react@18.2.0</p>",
        "<a href=\"mailto:'+user+'@'+host+'\">Mail</a>",
        "<a href='mailto:{{email}}'>Mail</a>",
        '<script type=application/ld+json>{"@type": "Organization", "email": "@kite@bay.social"}</script>',
        '<script type=application/ld+json>{"@type": "Organization", "email": "{{ email }}"}</script>',
        "<a href='tel:{{phone}}'>Ring</a>",
    ],
)
def test_what_only_looks_like_an_address(html: str) -> None:
    assert find_contacts(html, url="https://www.kites.com/") == ()


@pytest.mark.parametrize(
    ("href", "address"),
    [
        (
            "/cdn-cgi/l/email-protection#2a5942455a6a414f595e584f4641435e4f590449454715595f48404f495e1761435e4f",
            "shop@kestrelkites.com",
        ),
        ("https://eu01.safelinks.protection.outlook.com/?url=mailto%3Ainfo%40acme.com&amp;data=05", "info@acme.com"),
        ("https://mail.google.com/mail/?view=cm&amp;to=info@acme.com", "info@acme.com"),
        ("mailto:info@acme.com&#8203;", "info@acme.com"),
        ("mailto:in&shy;fo@acme.com.", "info@acme.com"),
    ],
)
def test_links_that_others_have_rewritten(href: str, address: str) -> None:
    (detail,) = find_contacts(f"<a href='{href}'>Mail</a>", url="https://www.acme.com/")
    assert detail.value == address
    assert detail.source in {ContactSource.LINK, ContactSource.OBFUSCATED}


@pytest.mark.parametrize(
    "written",
    [
        "info [собака] acme.ru",
        "info собака acme точка ru",
        "info (chiocciola) acme.ru",
        "info(arroba)acme(punto)ru",
        "info【at】acme.ru".replace("【", "[").replace("】", "]"),
        "info\uff20acme.ru",
        "info<!-- no -->@<!-- spam -->acme.ru",
        "info<span style='display:none'>nospam</span>@acme.ru",
        "info&#64;acme&#46;ru",
        "info <b>@</b> acme.ru",
        "info (ät) acme (punkt) ru",
        "info [골뱅이] acme.ru",
        "info\u200b@acme.ru",
    ],
)
def test_addresses_that_people_read(written: str) -> None:
    assert [one.value for one in find_contacts(f"<p>{written}</p>", url="https://www.acme.ru/")] == ["info@acme.ru"]
