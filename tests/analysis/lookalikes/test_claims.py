"""Whose name a page with a password field bears, and the many pages that only mention one."""

from __future__ import annotations

import pytest

from auditor.analysis.lookalikes.claims import claimed
from auditor.platforms.brands import Brand, known

OWN = Brand(("Quillnet", "Quillnet Broadband"), ("quillnet.example",), ("quillnet",), own=True)
BRANDS = (OWN, *known())
FIELDS = "<input name=user placeholder='E-mail'><input type=password name=p><button>Go</button>"


def page(title: str = "", body: str = "", form: str = "", head: str = "", action: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{body}"
        f"<form action='{action}' method=post>{form}{FIELDS}</form></body></html>"
    )


@pytest.mark.parametrize(
    ("html", "brand"),
    [
        (page("Log in to your PayPal account"), "PayPal"),
        (page("PayPal: Anmelden"), "PayPal"),
        (page("Netflix"), "Netflix"),
        (page("Sign in", "<h1>Microsoft 365</h1>"), "Microsoft"),
        (page("Sign in", form="<legend>Sign in to your Microsoft account</legend>"), "Microsoft"),
        (page("", "<img src=l.png alt='DHL'>", "<label>Track your parcel</label>"), "DHL"),
        (page("Welcome", head="<meta property=og:site_name content='Instagram'>"), "Instagram"),
        (page("Quillnet | Log in"), "Quillnet"),
        (page("Mein Quillnet-Konto"), "Quillnet"),
        (page("Вход в личный кабинет Binance"), "Binance"),
        (page("Connexion à votre compte Amazon"), "Amazon"),
    ],
)
def test_a_page_that_says_nothing_else_gives_itself_out_as_the_brand(html: str, brand: str) -> None:
    found = claimed(html, "https://secure-check.test/in", BRANDS)
    assert found is not None
    assert (found.brand.name, found.disguised) == (brand, False)


@pytest.mark.parametrize(
    "html",
    [
        page("Log in | P\u0430yPal"),  # a Cyrillic a
        page("Sign in", form="<label>Your Q\u0443illnet password</label>".replace("\u0443", "u").replace("Quill", "Qu\u0456ll")),
        page("\u041c\u0456crosoft account"),
        page("Account", "<h1>N\u0435tfl\u0456x</h1>"),
    ],
)  # fmt: skip
def test_a_name_in_mixed_letters_is_a_disguise(html: str) -> None:
    found = claimed(html, "https://secure-check.test/in", BRANDS)
    assert found is not None
    assert found.disguised


@pytest.mark.parametrize(
    ("html", "url"),
    [
        # buttons of other companies' log-ins
        (page("Log in | Fotofix", "", "<button>Log in with Google</button><a href=/fb>Continue with Facebook</a>"), "https://fotofix.test/"),
        (page("Log in", "", "<div role=button>Sign in with Apple</div><span><a href=x>Sign in with Microsoft</a></span>"), "https://fotofix.test/"),
        # ways to pay
        (page("Kasse | Teeladen", "<p>Wir nehmen PayPal, Klarna und Mastercard.</p><img alt=PayPal src=pp.png>"), "https://teeladen.test/"),
        (page("Your account", "", "<p>Pay with PayPal or Klarna at the checkout.</p>"), "https://shop.test/"),
        # what a page is about
        (page("Netflix ends password sharing for good - Techtalk", "<h1>Netflix ends password sharing</h1>"), "https://techtalk.test/"),
        (page("How to reset a Netflix password", "<h1>Comments on PayPal phishing</h1>"), "https://blog.test/"),
        (page("Facebook scams reported by readers"), "https://consumer.test/"),
        # somebody who says whose the page is
        (page("Partner portal | Reisebuero Sonne - Quillnet", "<h1>Log in</h1>"), "https://reisebuero-sonne.test/"),
        (page("Log in to your Microsoft account | Cloudhaus", "<p>© 2026 Cloudhaus GmbH</p>"), "https://cloudhaus.test/"),
        (page("Sign in to PayPal", "<p>© 2026 Payglue Ltd</p>"), "https://payglue.test/"),
        # what is typed goes to the brand itself
        (page("Log in to your PayPal account", action="https://www.paypal.com/signin"), "https://club.test/"),
        # nobody's name, and names that are words
        (page("Log in"), "https://club.test/"),
        (page("Apple pie and other recipes"), "https://club.test/"),
        (page("Вход", "<h1>Вход в аккаунт</h1>"), "https://club.test/"),
        (page("Σύνδεση", "<h1>Καλώς ήρθατε</h1>"), "https://club.test/"),
        # no password field
        ("<html><title>PayPal</title><h1>PayPal</h1><form><input type=text></form>", "https://club.test/"),
        ("", "https://club.test/"),
    ],
)  # fmt: skip
def test_honest_pages_claim_nothing(html: str, url: str) -> None:
    assert claimed(html, url, BRANDS) is None


def test_a_page_inside_templates_that_browsers_show_is_read() -> None:
    html = (
        f"<html><title>PayPal</title><x-in><template shadowrootmode=open><form>{FIELDS}</form></template></x-in></html>"
    )
    assert claimed(html, "https://club.test/", BRANDS) is not None


def test_hostile_pages_cost_little() -> None:
    deep = "<div>" * 5_000 + f"<form>{FIELDS}</form>"
    assert claimed(f"<title>x</title>{deep}", "https://club.test/", BRANDS) is None
    long = page("PayPal " * 10_000, "<h1>" + "a " * 100_000 + "</h1>")
    assert claimed(long, "https://club.test/", BRANDS) is None
