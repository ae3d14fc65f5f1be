"""Contact details of a page."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from auditor.collect.extract.contacts import find_contacts
from auditor.model import ContactDetail, ContactKind, ContactSource

URL = "https://www.acme.com/contact"
EMAIL, PHONE, FAX = ContactKind.EMAIL, ContactKind.PHONE, ContactKind.FAX
LINK, TEXT, OBFUSCATED, STRUCTURED = (
    ContactSource.LINK,
    ContactSource.TEXT,
    ContactSource.OBFUSCATED,
    ContactSource.STRUCTURED,
)


def found(html: str, url: str = URL, region: str = "") -> list[tuple[ContactKind, str, ContactSource]]:
    return [(detail.kind, detail.value, detail.source) for detail in find_contacts(html, url=url, region=region)]


def only(html: str, url: str = URL) -> ContactDetail:
    (detail,) = find_contacts(html, url=url)
    return detail


def scramble(address: str, key: int = 0x2A) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


def test_a_mail_link_that_shows_its_address_is_one_detail() -> None:
    detail = only("<p>Press: <a href='mailto:Press@ACME.com?subject=Hi'>Press@acme.com</a> (weekdays)</p>")
    assert detail == ContactDetail(
        page=URL,
        kind=EMAIL,
        value="Press@acme.com",
        source=LINK,
        shown="Press@acme.com",
        href="mailto:Press@ACME.com?subject=Hi",
        context="Press: Press@acme.com (weekdays)",
    )


def test_a_link_that_shows_another_number_than_it_calls_keeps_both() -> None:
    html = "<a href='tel:+12127166000'>800-334-7626</a> <a href='tel:+12127166000'>212-716-6000</a>"
    details = find_contacts(html, url=URL)
    assert [(detail.value, detail.shown, detail.source) for detail in details] == [
        ("+12127166000", "800-334-7626", LINK),
        ("+18003347626", "800-334-7626", TEXT),
        ("+12127166000", "212-716-6000", LINK),
    ]


def test_a_mail_link_that_shows_another_address_keeps_both() -> None:
    html = "<a href='mailto:old@acme.com'>new@acme.com</a>"
    assert found(html) == [(EMAIL, "old@acme.com", LINK), (EMAIL, "new@acme.com", TEXT)]


@pytest.mark.parametrize(
    "shown", ["(212) 555-1234", "Call 212-555-1234 now", "555-1234", "+1 212 555 1234", "1-212-555-1234", "Call us"]
)
def test_a_number_link_that_shows_the_same_number_is_one_detail(shown: str) -> None:
    detail = only(f"<a href='tel:+12125551234'>{shown}</a>")
    assert (detail.value, detail.shown, detail.source) == ("+12125551234", shown, LINK)


@pytest.mark.parametrize(
    "html", ["+1 <a href='tel:+12125551234'>212-555-1234</a>", "<a href='tel:+12125551234'>212-555-1234</a> ext. 5"]
)
def test_a_link_around_a_part_of_the_number_is_one_detail(html: str) -> None:
    assert (only(html).value, only(html).source) == ("+12125551234", LINK)


@pytest.mark.parametrize(
    ("href", "kind", "value"),
    [
        ("mailto:press@acme", EMAIL, "press@acme"),
        ("mailto:press.acme.com", EMAIL, "press.acme.com"),
        ("mailto:press @acme.com", EMAIL, "press @acme.com"),
        ("tel:12", PHONE, "12"),
        ("tel:tbd", PHONE, "tbd"),
        ("tel:+1 (000) 000-0000", PHONE, "+10000000000"),
    ],
)
def test_malformed_links_are_kept_as_written(href: str, kind: ContactKind, value: str) -> None:
    detail = only(f"<a href='{href}'>here</a>")
    assert (detail.kind, detail.value, detail.source, detail.href) == (kind, value, LINK, href)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Fax: <a href='tel:+12125551234'>212-555-1234</a>",
        "<p>Fax <a href='tel:+12125551234'>send</a>",
        "<a href='tel:+12125551234'>Fax: 212-555-1234</a>",
        "<a href='fax:+12125551234'>here</a>",
    ],
)
def test_a_number_link_beside_the_word_fax_is_a_fax(html: str) -> None:
    assert found(html) == [(FAX, "+12125551234", LINK)]


def test_addresses_are_put_together_across_inline_elements() -> None:
    assert found("<p><b>info</b><i>@</i><span>acme</span>.com") == [(EMAIL, "info@acme.com", TEXT)]
    assert found("<p>info<img alt='@' src=at.gif>acme.com") == [(EMAIL, "info@acme.com", TEXT)]
    assert found("<p>info&#64;acme&#46;com") == [(EMAIL, "info@acme.com", TEXT)]
    assert found("<p>info</p><p>@acme.com</p>") == []


def test_decoys_inside_an_address_are_left_out() -> None:
    assert found("info<span style='display:none'>NOSPAM</span>@acme.com") == [(EMAIL, "info@acme.com", TEXT)]


def test_what_scripts_bring_to_light_is_found() -> None:
    html = "<ul style='display:none'><li>212-555-1234</ul><noscript>info at acme dot com</noscript>"
    assert found(html) == []
    for opener in (
        "<script src='/app.js'></script>",
        "<button onclick='show()'>More</button>",
        "<a data-toggle='tab'>More</a>",
    ):
        assert found(f"{html}<p>{opener}") == [(PHONE, "+12125551234", TEXT), (EMAIL, "info@acme.com", OBFUSCATED)]


@pytest.mark.parametrize(
    ("attribute", "number"),
    [
        ("data-phone='+1 212-555-1234'", "+12125551234"),
        ("data-number='+12125551234'", "+12125551234"),
        ("data-number='2125551'", ""),  # a counter
    ],
)
def test_a_number_that_a_button_completes_is_found(attribute: str, number: str) -> None:
    assert found(f"<button {attribute}>+1 212 …</button>") == ([(PHONE, number, LINK)] if number else [])


@pytest.mark.parametrize(
    "html",
    [
        "<!-- info@acme.com -->",
        "<template>info@acme.com</template>",
        "<script>'info@acme.com'</script>",
        "<style>/* a@acme.com */</style>",
    ],
)
def test_what_no_visitor_sees_is_not_found(html: str) -> None:
    assert found(html) == []


def test_scrambled_addresses_are_read() -> None:
    code = scramble("press@acme.com")
    html = (
        f"<a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='{code}'>[email&#160;protected]</a>"
    )
    assert (only(html).value, only(html).source, only(html).shown) == ("press@acme.com", OBFUSCATED, "press@acme.com")
    html = f"<a href='/cdn-cgi/l/email-protection#{code}'><span class='__cf_email__' data-cfemail='{code}'>[email&#160;protected]</span></a>"
    assert found(html) == [(EMAIL, "press@acme.com", OBFUSCATED)]


def test_structured_data_is_a_source_of_its_own() -> None:
    html = """
    <script type="application/ld+json">{"@type": "Organization", "name": "Acme", "telephone": "(212) 555-1234",
      "email": "Info@ACME.com", "faxNumber": "+1 212 555 1235"}</script><p>212-555-1234"""
    assert found(html) == [
        (PHONE, "+12125551234", STRUCTURED),
        (EMAIL, "Info@acme.com", STRUCTURED),
        (FAX, "+12125551235", STRUCTURED),
        (PHONE, "+12125551234", TEXT),
    ]
    assert find_contacts(html, url=URL)[0].context == "Organization: Acme"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<span itemprop='telephone'>(212) 555-1234</span>",
            [(PHONE, "+12125551234", STRUCTURED), (PHONE, "+12125551234", TEXT)],
        ),
        ("<meta itemprop='telephone' content='+12125551234'>", [(PHONE, "+12125551234", STRUCTURED)]),
        ("<p><span itemprop='faxNumber' content='+12125551234'>x</span>", [(FAX, "+12125551234", STRUCTURED)]),
        (
            "<a itemprop='email' href='mailto:a@x.com'>Write</a>",
            [(EMAIL, "a@x.com", LINK), (EMAIL, "a@x.com", STRUCTURED)],
        ),
        ("<span property='schema:email'>a@x.com</span>", [(EMAIL, "a@x.com", STRUCTURED), (EMAIL, "a@x.com", TEXT)]),
    ],
)
def test_microdata_is_structured_data_too(html: str, expected: list[tuple[ContactKind, str, ContactSource]]) -> None:
    assert found(html) == expected


def test_each_detail_is_told_once_by_kind_value_and_source() -> None:
    html = "<p>212-555-1234<p>(212) 555 1234<p>a@x.com<p><a href='mailto:a@x.com'>A</a> <a href='mailto:a@x.com'>a@x.com</a>"
    assert found(html) == [(PHONE, "+12125551234", TEXT), (EMAIL, "a@x.com", TEXT), (EMAIL, "a@x.com", LINK)]


def test_extensions_are_desks_of_their_own() -> None:
    details = find_contacts(
        "<p>212-555-1234<p>212-555-1234 ext. 20<p>212-555-1234 ext. 21<p>212-555-1234 x 20", url=URL
    )
    assert [(detail.value, detail.shown) for detail in details] == [
        ("+12125551234", "212-555-1234"),
        ("+12125551234", "212-555-1234 ext. 20"),
        ("+12125551234", "212-555-1234 ext. 21"),
    ]


def test_a_number_for_phone_and_fax_is_both() -> None:
    assert found("<p>Tel/Fax: 212-555-1234") == [(PHONE, "+12125551234", TEXT), (FAX, "+12125551234", TEXT)]


def test_table_heads_tell_phone_from_fax() -> None:
    html = "<table><tr><th>Name<th>Phone<th>Fax<tr><td>Sales<td>212-555-1234<td>212-555-1235</table>"
    assert found(html) == [(PHONE, "+12125551234", TEXT), (FAX, "+12125551235", TEXT)]


@pytest.mark.parametrize(
    ("html", "url", "region", "value", "read_for"),
    [
        ("<p>Tel. 030 1234567", "https://acme.de/", "", "+49301234567", "DE"),
        ("<html lang=de><p>Tel. 030 1234567", "https://acme.com/", "", "+49301234567", "DE"),
        ("<html lang=de-AT><p>Tel. 01 5123456", "https://acme.com/", "", "+4315123456", "AT"),
        ("<p>Tel. 030 1234567", "https://acme.com/", "DE", "+49301234567", "DE"),
        ("<p>Tel. +49 30 1234567", "https://acme.com/", "", "+49301234567", ""),
        ("<p>Tel. 555-1234", "https://acme.com/", "", "5551234", ""),
    ],
)
def test_numbers_are_read_for_the_country_of_the_page(
    html: str, url: str, region: str, value: str, read_for: str
) -> None:
    (detail,) = find_contacts(html, url=url, region=region)
    assert (detail.value, detail.region) == (value, read_for)


def test_context_is_cut_to_size_at_a_word() -> None:
    (detail,) = find_contacts(f"<p>{'word ' * 100}press desk: a@x.com{' more' * 100}", url=URL)
    assert len(detail.context) <= 160
    assert detail.context.startswith("word ")
    assert "press desk: a@x.com more" in detail.context


def test_details_come_in_the_order_of_the_document() -> None:
    html = "<a href='tel:+12125551234'>c</a> a@x.com <p>212-555-1235 <a href='mailto:b@x.com'>b</a>"
    assert [value for _, value, _ in found(html)] == ["+12125551234", "a@x.com", "+12125551235", "b@x.com"]


def test_a_parsed_tree_is_read_and_left_as_it_is() -> None:
    html = "<p>a@x.com<script>1</script>"
    tree = LexborHTMLParser(html)
    before = tree.html
    assert find_contacts("", url=URL, tree=tree) == find_contacts(html, url=URL)
    assert tree.html == before


_PIECES = st.sampled_from([
    "<a href='mailto:a@x.com'>", "<a href=\"tel:+12125551234\">", "<a href='tel:", "</a>", "<p>", "</p>", "<td>", "<tr>", "<table>", "<b>", "Fax:",
    "Tel ", "212-555-1234", "+49 30 1234567", "a@x.com", " [at] ", " dot ", "com", "<span itemprop=telephone>", "</span>", "<script type='application/ld+json'>",
    '{"email": "a@x.com"}', "</script>", "<div hidden>", "</div>", "<noscript>", "</noscript>", "\x00", "\ud800", "&#64;", "<!--", "-->", "'", '"', ">", "<html lang=de>",
    "data-cfemail='", "<template>", "<svg>", " ", "1 ", "(",
])  # fmt: skip


@settings(max_examples=300)
@given(
    st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join)),
    st.text(max_size=30),
    st.text(max_size=4),
)
def test_never_raises_and_always_says_the_same(html: str, url: str, region: str) -> None:
    details = find_contacts(html, url=url, region=region)
    assert details == find_contacts(html, url=url, region=region)
    assert all(detail.value.strip() and len(detail.context) <= 160 for detail in details)


@pytest.mark.parametrize(
    "html",
    [
        "<a href='mailto:" + "x" * 1_000_000 + "@acme.com'>x</a>",
        "<a " + "x " * 100_000 + "href='tel:12'>",
        "<b>" * 100_000 + "212-555-1234",
        "<a href='tel:+12125551234'>212-555-1234</a> " * 10_000,
        "<a href='mailto:a@x.com'></a>b@x.com " * 10_000,
        "<span itemprop='telephone'>" * 10_000 + "1",
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<a data-cfemail='" + "ab" * 500_000 + "'>",
        "\x00\ud800a@\udfff.com\x00",
    ],
    ids=["long-address", "attributes", "deep", "links", "mixed", "marks", "json", "scrambled", "surrogates"],
)
def test_hostile_pages_are_read_within_limits(html: str) -> None:
    assert len(find_contacts(html, url=URL)) <= 1_000


def _benchmark() -> ModuleType:
    path = Path(__file__).resolve().parents[3] / "benchmarks" / "contact_details.py"
    spec = importlib.util.spec_from_file_location("contact_details_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared_data
def test_real_pages_give_what_people_marked_in_them(shared_data: Path) -> None:
    benchmark = _benchmark()
    data = list(benchmark.pages(shared_data / "contact_pages"))
    details = benchmark.ours(data)
    floors = {("EMAIL",): (0.95, 0.80), ("TEL",): (0.95, 0.95), ("FAX",): (0.95, 0.95)}
    measured = {kinds: benchmark.tally(details, data, kinds) for kinds in floors}
    # Sets of kinds, so that a failure prints nobody's address.
    assert {kinds for kinds, floor in floors.items() if measured[kinds].recall < floor[0]} == set()
    assert {kinds for kinds, floor in floors.items() if measured[kinds].precision < floor[1]} == set()
