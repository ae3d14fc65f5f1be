"""Pages that contradict each other about numbers and addresses."""

from __future__ import annotations

import pytest

from auditor.model import ContactDetail, ContactKind, ContactSource, Outcome, Role
from tests.effort import calls
from tests.snapshots import FILLER, SITE, Site, only, run

CARE, OTHER, THIRD = ("+44 20 7946 0101", "+44 20 7946 0202", "+44 20 7946 0303")


def pages(*html: str) -> Site:
    site = Site()
    for number, body in enumerate(html):
        site.page(f"/page{number}", FILLER + body, Role.CONTACT)
    return site


def line(number: str, words: str = "Customer service") -> str:
    return f"<p>{words}: {number}</p>"


def test_one_purpose_with_two_numbers_is_a_conflict() -> None:
    finding = only(run("conflicting-contact-details", pages(line(CARE), line(OTHER)).snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.FAIL, "customer service (telephone number)")
    assert len(finding.evidence) == 2


def test_the_same_number_everywhere_passes_however_it_is_written() -> None:
    finding = only(run("conflicting-contact-details", pages(line(CARE), line("+44 (0)20 79460101")).snapshot()))
    assert finding.outcome is Outcome.PASS


def test_a_page_that_adds_a_second_number_does_not_contradict() -> None:
    site = pages(line(CARE), line(CARE) + line(OTHER))
    assert only(run("conflicting-contact-details", site.snapshot())).outcome is Outcome.PASS


def test_three_numbers_may_be_branches() -> None:
    site = pages(line(CARE), line(OTHER), line(THIRD))
    assert only(run("conflicting-contact-details", site.snapshot())).outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    "second",
    [
        line(OTHER, "Technical support"),
        line(OTHER, "Phone"),
        f"<p>Customer service: care@acme.example, or ring {OTHER}</p>",
        f"<p>Our customer service is the best in the land, says everybody who ever asked. Reception: {OTHER}</p>",
    ],
)
def test_other_purposes_are_not_compared(second: str) -> None:
    assert run("conflicting-contact-details", pages(line(CARE), second).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_languages_are_not_compared() -> None:
    site = Site().page("/en", f"<html lang=en><body>{FILLER}{line(CARE)}</body></html>", Role.CONTACT)
    site.page("/de", f"<html lang=de><body>{FILLER}{line(OTHER, 'Kundenservice')}</body></html>", Role.CONTACT)
    assert run("conflicting-contact-details", site.snapshot()).outcome is Outcome.NOT_APPLICABLE


def data(number: str, kind: str = "Organization") -> str:
    return f'<script type=application/ld+json>{{"@type": "{kind}", "telephone": "{number}"}}</script>'


@pytest.mark.parametrize(
    ("script", "outcome"),
    [(data(CARE), Outcome.PASS), (data(OTHER), Outcome.FAIL), (data(OTHER, "Person"), Outcome.NOT_APPLICABLE)],
)
def test_structured_data_is_held_against_what_visitors_read(script: str, outcome: Outcome) -> None:
    assert run("conflicting-contact-details", pages(f"<p>Ring {CARE}</p>{script}").snapshot()).outcome is outcome


@pytest.mark.parametrize(
    ("stated", "outcome"), [("+44 117 965 5188", Outcome.PASS), ("+44 117 965 5189", Outcome.FAIL)]
)
def test_a_number_of_no_known_country_is_the_one_with_its_code(stated: str, outcome: Outcome) -> None:
    site = pages(f"<p>Ring 0117 965 5188</p>{data(stated)}")
    assert run("conflicting-contact-details", site.snapshot()).outcome is outcome


def test_twice_the_numbers_take_twice_the_work() -> None:
    def work(count: int) -> int:
        site = pages("")
        for n in range(count):
            value, page = f"{20_7946_0000 + n}", f"{SITE}page0"
            site.contact(ContactDetail(page, ContactKind.PHONE, f"0{value}", ContactSource.TEXT, shown=value))
            site.contact(ContactDetail(page, ContactKind.PHONE, f"+44{value}9", ContactSource.STRUCTURED, shown=value, context="Organization"))  # fmt: skip
        visit = site.snapshot()
        return calls(lambda: run("conflicting-contact-details", visit))

    work(1)
    assert work(400) < 3 * work(200)


def test_structured_data_alone_contradicts_nothing() -> None:
    assert run("conflicting-contact-details", pages(data(CARE)).snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_the_last_entry_of_a_menu_is_no_label() -> None:
    menu = "<nav><a href=/>Home</a> <a href=/press>Press office</a></nav><h1>Contact us</h1><p>hello@acme.example</p>"
    site = pages(menu, "<h1>News</h1><p>Press office: press@acme.example</p>")
    assert run("conflicting-contact-details", site.snapshot()).outcome is Outcome.NOT_APPLICABLE
