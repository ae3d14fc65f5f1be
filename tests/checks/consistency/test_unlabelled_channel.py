"""Profiles that do not say when they answer, or where to ask instead."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.model import Outcome
from tests.profiles import URL, profile
from tests.snapshots import only, run

CHECK = "unlabelled-channel"


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"name": "Acme Support"}, Outcome.FAIL),
        ({"name": "Acme Support", "bio": "Here Mon-Fri 9am to 5pm"}, Outcome.PASS),
        ({"name": "Acme Hilfe", "bio": "Mo\u2013Fr 9\u201317 Uhr"}, Outcome.PASS),
        ({"name": "Acme Help", "bio": "24/7"}, Outcome.PASS),
        ({"purpose": "support", "bio": None}, Outcome.INCONCLUSIVE),
        ({"purpose": "news", "bio": "All our news", "links": ()}, Outcome.FAIL),
        ({"purpose": "news", "bio": "Questions: @acmehelp", "links": ()}, Outcome.PASS),
        ({"bio": "This account is not monitored.", "links": ()}, Outcome.FAIL),
        ({"bio": "Not monitored. Write to help@acme.example", "links": ()}, Outcome.PASS),
    ],
)
def test_what_a_channel_is_for(fields: dict[str, Any], outcome: Outcome) -> None:
    finding = only(run(CHECK, profile(**fields).snapshot()))
    assert (finding.outcome, finding.subject) == (outcome, URL)


@pytest.mark.parametrize(
    ("fields", "variant"),
    [({"name": "Acme Support"}, "hours"), ({"purpose": "news", "bio": "All our news", "links": ()}, "route")],
)
def test_which_of_the_two_is_lacking(fields: dict[str, Any], variant: str) -> None:
    assert only(run(CHECK, profile(**fields).snapshot())).variant == variant


@pytest.mark.parametrize("fields", [{}, {"name": "Acme Healthcare"}])
def test_others_need_not_say(fields: dict[str, Any]) -> None:
    assert run(CHECK, profile(**fields).snapshot()).outcome is Outcome.NOT_APPLICABLE
