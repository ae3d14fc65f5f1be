"""Chats, messengers and forms of others: what is one, and what only looks like it."""

from __future__ import annotations

import re

import pytest

from auditor.analysis.contact_routes import offers, widgets
from auditor.model import Page, Role
from auditor.resources import facts
from tests.snapshots import FILLER, SITE, Site


def page(html: str) -> Page:
    return next(page for page in Site().page("/contact", html, Role.CONTACT).snapshot().pages if page.url != SITE)


CHATS = [
    ("Intercom", '<script>window.intercomSettings={app_id:"abc123"};</script>'),
    ("Zendesk", '<script src="https://static.zdassets.com/ekr/snippet.js?key=3f2c1a90-77aa"></script>'),
    ("tawk.to", '<script>s1.src="https://embed.tawk.to/5f3a9c1de4b0a2/default";</script>'),
    ("Crisp", '<script>window.CRISP_WEBSITE_ID="0f9e8d7c-1a2b";</script>'),
    ("Drift", "<script>drift.load('abcdef123456');</script>"),
    ("LiveChat", "<script>window.__lc={};window.__lc.license = 1234567;</script>"),
    ("Freshchat", '<script>window.fcWidget.init({token:"a-b-c",host:"https://wchat.freshchat.com"});</script>'),
    ("Userlike", '<script src="https://userlike-cdn-widgets.s3-eu-west-1.amazonaws.com/0123456789abcdef0123.js"></script>'),
    ("Olark", "<script>olark.identify('1234-567-89-0123');</script>"),
    ("Tidio", "<script src=//code.tidio.co/abcdefghij0123456789.js></script>"),
    ("Smartsupp", '<script>_smartsupp.key="0123456789abcdef";</script>'),
    ("JivoChat", '<script src="//code.jivosite.com/widget/AbCdEf123" async></script>'),
    ("Help Scout Beacon", "<script>window.Beacon('init', '1b2c3d4e-5555')</script>"),
    ("Gorgias", '<script src="https://config.gorgias.chat/bundle-loader/01ABC"></script>'),
    ("Salesforce", "<script>embeddedservice_bootstrap.init('00D000000000001','Web')</script>"),
    ("Zoho SalesIQ", '<script src="https://salesiq.zohopublic.eu/widget?wc=siq0123456789"></script>'),
    ("Chatwoot", "<script>window.chatwootSDK.run({websiteToken:'AbCdEf',baseUrl:BASE})</script>"),
    ("Channel Talk", '<script>ChannelIO("boot",{"pluginKey":"8a1f-2c3d"});</script>'),
    ("Bitrix24", "<script>s.src='https://cdn-ru.bitrix24.ru/b1234/crm/site_button/loader_1_abc.js'</script>"),
    ("Brevo Conversations", '<script type="text/plain" data-consent="chat">w.BrevoConversationsID="0123456789ab"</script>'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "html"), CHATS, ids=[name for name, _ in CHATS])
def test_a_loader_with_an_account_is_a_chat(name: str, html: str) -> None:
    assert widgets.chat(page(html)) == name
    assert [route.words for route in offers.for_customers(page(html))] == [f"a chat window ({name})"]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://embed.tawk.to/5f3a9c1de4b0a2/default">tawk.to</a>',
        "<p>intercomSettings = {app_id: abc123}</p>",
        '<!-- <script src="//code.tidio.co/abcdefghij0123456789.js"></script> -->',
        '<noscript><iframe src="https://widget.intercom.io/widget/abc123"></iframe></noscript>',
        '<link rel="preconnect" href="https://widget.intercom.io/widget/abc123">',
        '<script type="application/ld+json">{"url": "https://widget.intercom.io/widget/abc123"}</script>',
        '<script src="https://static.zdassets.com/ekr/snippet.js"></script>',
        '<script src="https://js.hs-scripts.com/1234567.js"></script>',
    ],
)
def test_what_only_names_a_chat_is_none(html: str) -> None:
    assert widgets.chat(page(html)) == ""


@pytest.mark.parametrize(
    ("address", "vendor"),
    [
        ("https://forms.gle/AbCdEf123", "Google Forms"),
        ("https://docs.google.com/forms/d/e/1FAIpQLSe9aQk2Zx/viewform", "Google Forms"),
        ("https://acme.typeform.com/to/AbCdE", "Typeform"),
        ("https://form.jotform.com/233441234567", "Jotform"),
        ("https://share-eu1.hsforms.com/1AbCdEfGh", "HubSpot"),
        ("https://forms.office.com/r/AbCdE12345", "Microsoft Forms"),
        ("https://tally.so/r/w7Xq2k", "Tally"),
        ("https://acme.wufoo.com/forms/contact-us", "Wufoo"),
        ("https://calendly.com/acme/talk", "Calendly"),
        ("https://help.acme.com/hc/en-us/requests/new", "Zendesk"),
        ("https://www.typeform.com/templates/", ""),
        ("https://calendly.com/", ""),
        ("https://docs.google.com/document/d/1AbC/edit", ""),
        ("https://www.jotform.com/", ""),
    ],
)
def test_forms_of_others_are_known_by_their_address(address: str, vendor: str) -> None:
    assert widgets.form_vendor(address) == vendor


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<a href="https://wa.me/4930123456">x</a>', "WhatsApp"),
        ('<a href="whatsapp://send?phone=4930123456">x</a>', "WhatsApp"),
        ('<a href="https://m.me/acme">x</a>', "Messenger"),
        ('<a href="https://lin.ee/AbC123">x</a>', "LINE"),
        ('<a href="tg://resolve?domain=acme_help">x</a>', "Telegram"),
        ('<a href="https://t.me/acme_help">x</a>', "Telegram"),
        ('<a href="https://pf.kakao.com/_xAbC">x</a>', "KakaoTalk"),
        ('<a href="viber://chat?number=%2B380441234567">x</a>', "Viber"),
        ('<a href="https://zalo.me/0901234567">x</a>', "Zalo"),
        ('<a href="https://signal.me/#p/+4930123456">x</a>', "Signal"),
        ('<a href="https://threema.id/ABCD1234">x</a>', "Threema"),
        ('<a href="https://ig.me/m/acme">x</a>', "Instagram"),
        ('<a href="https://x.com/messages/compose?recipient_id=123">x</a>', "X"),
        ("<p>微信号: acme_help</p>", "WeChat"),
        ("<p>카카오톡: @acme</p>", "KakaoTalk"),
    ],
)
def test_messengers(html: str, name: str) -> None:
    assert [(one.name, one.sure) for one in widgets.messengers(page(html))] == [(name, True)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://t.me/share/url?url=x">x</a>',
        '<a href="https://wa.me/?text=x">x</a>',
        '<a href="https://api.whatsapp.com/send?text=x">x</a>',
        '<a href="https://t.me/s/acme">x</a>',
        '<a href="https://line.me/">x</a>',
        '<a href="https://zalo.me/">x</a>',
        '<a href="skype:+4930123456?call">x</a>',
        "<p>Our line: @ the river. Telegram: delivered daily.</p>",
    ],
)
def test_shares_and_front_pages_are_no_messengers(html: str) -> None:
    assert widgets.messengers(page(html)) == ()


def test_a_channel_in_the_footer_is_a_doubt() -> None:
    (one,) = widgets.messengers(page('<footer><a href="https://t.me/acme_news">x</a></footer>'))
    assert not one.sure


def test_a_number_that_is_rung_too_is_ones_own() -> None:
    whatsapp = '<a href="https://wa.me/442079460958">WhatsApp</a>'
    for html, platform in ((whatsapp, "WhatsApp"), (whatsapp + '<a href="tel:+442079460958">Ring</a>', "")):
        snapshot = Site().page("/contact", FILLER + html, Role.CONTACT).snapshot()
        (route,) = offers.on_page(snapshot, snapshot.pages[1])
        assert route.platform == platform


def test_every_pattern_compiles_and_takes_no_time_on_hostile_input() -> None:
    hostile = ("<" + "a=" * 5_000, "intercomSettings =" + " " * 20_000, "drift.load(" * 5_000, "viber://chat?" * 3_000)
    for entries in facts("analysis/contact_routes/widgets.toml").values():
        for pattern in (
            pattern
            for entry in entries
            for key in ("loaded", "marks", "pages", "links", "said")
            for pattern in entry.get(key, ())
        ):
            for text in hostile:
                re.search(pattern, text, re.IGNORECASE)
