"""Contact details in JSON-LD."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.collect.extract.structured_data import details_in
from auditor.model import ContactKind

ORGANISATION = {
    "@context": "https://schema.org",
    "@type": "Organization",
    "name": "Acme",
    "email": "mailto:info@acme.example",
    "telephone": "+1-212-555-1234",
    "faxNumber": ["+1-212-555-1235"],
    "address": {"@type": "PostalAddress", "addressCountry": "us"},
    "contactPoint": [{"@type": "ContactPoint", "contactType": "customer service", "telephone": "212-555-1236"}],
}


def values(script: str) -> list[str]:
    return [stated.value for stated in details_in(script)]


def test_several_details_in_one_value_are_told_apart() -> None:
    assert values('{"telephone": "212-555-1234, 212-555-1235", "email": "a@x.example; b@x.example"}') == [
        "212-555-1234", "212-555-1235", "a@x.example", "b@x.example",
    ]  # fmt: skip
    assert values('{"telephone": "212-555-1234, ext. 5"}') == ["212-555-1234, ext. 5"]


def test_an_organisation_and_its_contact_points() -> None:
    found = details_in(json.dumps(ORGANISATION))
    assert [(stated.kind, stated.value, stated.region) for stated in found] == [
        (ContactKind.EMAIL, "info@acme.example", "US"),
        (ContactKind.PHONE, "+1-212-555-1234", "US"),
        (ContactKind.FAX, "+1-212-555-1235", "US"),
        (ContactKind.PHONE, "212-555-1236", "US"),
    ]
    assert found[-1].about == "Organization: Acme, ContactPoint: customer service"


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph": [{"@type": ["LocalBusiness"], "telephone": "12345"}]}',
        '[{"telephone": "12345"}]',
        '{"schema:telephone": {"@value": "12345"}}',
        '{"https://schema.org/telephone": "tel:12345"}',
        '{"telephone": 12345}',
        '<!-- {"telephone": "12345"} -->',
        '//<![CDATA[\n{"telephone": "12345"}\n//]]>',
        '/*<![CDATA[*/ {"telephone": "12345"} /*]]>*/;',
        '{"telephone": "12345",}',
        '{"description": "two\nlines", "telephone": "12345"}',
        "{&quot;telephone&quot;: &quot;12345&quot;}",
        '{"name": "broken", oops "telephone": "12345"',
        '{"telephone": "1234\\u0035" oops',
    ],
)
def test_all_the_shapes_it_comes_in(script: str) -> None:
    assert values(script) == ["12345"]


@pytest.mark.parametrize(
    "script",
    ["", "null", "{}", "[]", '{"telephone": ""}', '{"telephone": null}', '{"telephone": true}', '{"email": "-"}', "x"],
)
def test_nothing_stated_is_nothing_found(script: str) -> None:
    assert values(script) == []


@pytest.mark.parametrize(
    "script",
    [
        "[" * 200_000,
        '{"a":' * 200_000,
        " " * 400_000 + "," + " " * 90_000,
        '{"email":"' * 50_000,
        '{"telephone":' + "9" * 100_000 + "}",
    ],
    ids=["lists", "objects", "blanks", "quotes", "number"],
)
def test_hostile_scripts_are_read_within_limits(script: str) -> None:
    assert len(details_in(script)) <= 50_000


@given(st.text(max_size=200))
def test_any_script_can_be_read(script: str) -> None:
    assert all(stated.value for stated in details_in(script))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["telephone", "email", "address", "@type", "name", "addressCountry", "x"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_data_can_be_walked(data: object) -> None:
    assert all(stated.value for stated in details_in(json.dumps(data)))
