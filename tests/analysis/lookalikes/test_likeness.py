"""Which hosts imitate a brand's domain, and how sure that is; and the many that only happen to be near."""

from __future__ import annotations

import pytest

from auditor.analysis.lookalikes.likeness import SURE, Way, of_host
from auditor.platforms.brands import Brand, holder, known
from auditor.resources import facts

OWN = Brand(("Quillnet",), ("quillnet.example", "o2.example"), ("quillnet", "o2"), own=True)
TOOLS = Brand(("Acme Tools",), ("acme-tools.example",), ("acme-tools",), own=True)
SUMMIT = Brand(("Summit",), ("summit.example",), ("summit",), frozenset({"summit"}), own=True)
BRANDS = (OWN, TOOLS, SUMMIT, *known())


@pytest.mark.parametrize(
    ("host", "way"),
    [
        ("paypal.com.secure-login.example", Way.DOMAIN_INSIDE),
        ("www.paypal.com.evil.example", Way.DOMAIN_INSIDE),
        ("paypal.com-secure.example", Way.DOMAIN_INSIDE),
        ("o2.example.evil.test", Way.DOMAIN_INSIDE),
        ("xn--pypal-4ve.com", Way.OTHER_SCRIPT),
        ("xn--80ak6aa92e.com", Way.OTHER_SCRIPT),
        ("paypa1.example", Way.SAME_TO_THE_EYE),
        ("rnicrosoft.com", Way.SAME_TO_THE_EYE),
        ("vvalmart.com", Way.SAME_TO_THE_EYE),
        ("dh1.com", Way.SAME_TO_THE_EYE),
        ("g00gle.com", Way.SAME_TO_THE_EYE),
        ("paypal-login.example", Way.WORD),
        ("secure-paypa1.example", Way.WORD),
        ("my-quillnet-account.test", Way.WORD),
        ("acme-tools-login.test", Way.WORD),
        ("quilnet.test", Way.ONE_LETTER),
        ("quillnte.test", Way.ONE_LETTER),
        ("steamcommunlty.com", Way.ONE_LETTER),
        ("myquillnetshop.test", Way.PART),
        ("quillnet.test", Way.OTHER_ENDING),
        ("acmetools.test", Way.OTHER_ENDING),
        ("paypal.support", Way.OTHER_ENDING),
    ],
)
def test_an_imitation_is_known_by_its_surest_sign(host: str, way: Way) -> None:
    found = of_host(host, BRANDS)
    assert found is not None
    assert found.way is way


@pytest.mark.parametrize(
    "host",
    [
        "quillnet.example", "www.quillnet.example", "login.paypal.com", "paypal.co.uk", "amazon.in", "accounts.google.com",
        "www.paypal.com.au", "news.example", "127.0.0.1", "[::1]", "localhost",
        # common words, short names, other companies
        "summit-media.test", "summitted.test", "apple-orchard.test", "chase-plumbing.test", "steam-engines.test", "02box.test",
        "quill.test", "visa-service.test", "sparkasse-neustadt.test", "postbank.bg.test", "shop.usps-like.test",
        # accents do not look like the bare letter; other scripts' own words
        "xn--mller-kva.test", "xn--e1afmkfd.test", "xn--quillnt-gya.test",
        # services that serve others' pages
        "paypal.com.edgekey.net", "www-paypal-com.translate.goog", "www-paypal-com.ezproxy.uni.test", "paypal-com.cdn.ampproject.org",
        # a shop of the company's own below a service
        "quillnet-shop.myshopify.com", "quillnet-docs.github.io",
        # one letter beside a short name says nothing
        "dropbix.test", "paypol.test", "netflux.test",
    ],
)  # fmt: skip
def test_an_honest_host_is_none(host: str) -> None:
    found = of_host(host, BRANDS)
    assert found is None or found.way is Way.OTHER_ENDING, found


def test_what_is_wrong_with_an_international_name_is_shown_in_its_own_letters() -> None:
    found = of_host("xn--pypal-4ve.com", BRANDS)
    assert found is not None
    assert (found.shown, found.like, found.brand.name) == ("p\u0430ypal.com", "paypal", "PayPal")


def test_a_name_of_two_scripts_that_no_registry_takes_is_read_all_the_same() -> None:
    label = "qu\u0456lln\u0435t".encode("punycode").decode()
    found = of_host(f"xn--{label}.test", BRANDS)
    assert found is not None
    assert found.way is Way.OTHER_SCRIPT


@pytest.mark.parametrize(("name", "most"), [("brands", 100), ("national_brands", 400)])
def test_brands_are_lower_case_bare_and_listed_once(name: str, most: int) -> None:
    rows = facts(f"platforms/{name}.toml")["brand"]
    assert len(rows) < most  # ours and small
    for row in rows:
        assert len(row["domains"]) == len(set(row["domains"]))
        assert all(one == one.lower().strip("./") for one in row["domains"]), row["names"]
        assert all("." in one or len(one) > 2 for one in row["domains"]), row["names"]  # an ending of the brand's own
        assert set(row.get("ordinary", ())) <= set(row["labels"]), row["names"]


@pytest.mark.slow  # each against all others
def test_no_known_brand_imitates_another() -> None:
    for brand in known():
        for domain in brand.domains:
            found = of_host(domain, [other for other in known() if other is not brand and not other.holds(domain)])
            assert found is None or found.way not in SURE, (domain, found)


def test_a_brand_holds_its_countries_and_no_other_ending() -> None:
    assert holder("www.paypal.co.uk") is holder("paypal.com") is not None
    assert holder("paypal.support") is None
    assert holder("notpaypal.com") is None


@pytest.mark.parametrize(
    ("host", "brand"),
    [
        ("labanquepostale-login.example", "La Banque Postale"),
        ("garantibbva-giris.example", "Garanti BBVA"),
        ("allegr0.example", "Allegro.pl"),
        ("correos.es.envio.example", "Correos España"),
        ("kuronekoyamato-service.example", "ヤマト運輸"),
        ("absher-login.example", "Absher"),
        ("mercadolibre-ofertas.example", "Mercado Libre"),
        ("ip0stnl.example", None),
    ],
)
def test_brands_of_many_countries_are_known(host: str, brand: str | None) -> None:
    found = of_host(host, BRANDS)
    assert (found.brand.name if found is not None else None) == brand


def test_a_company_whose_name_comes_near_a_brands_by_right_is_none_and_still_may_imitate_the_own_name() -> None:
    assert of_host("oberbank.at", BRANDS) is None
    assert of_host("0berbank.at", (Brand(("Oberbank",), ("oberbank.de",), ("oberbank",), own=True),)) is not None
    found = of_host("correios.example", known())
    assert found is not None
    assert found.way is Way.OTHER_ENDING  # and not Correos with a slip in it
