"""Whether people speak of trouble with the company: not in fun, and not of somebody else's."""

from __future__ import annotations

import pytest

from auditor.analysis.listening.complaints import is_fun, praises

OWN = frozenset({"acme", "fibre"})


@pytest.mark.parametrize(
    "text",
    [
        "No internet since Monday, and www.acme.example tells me nothing",
        "I called 555-0123 and had to wait an hour",
        "Nobody answers at Acme",
    ],
)
def test_addresses_numbers_and_nobody_are_no_fun(text: str) -> None:
    assert not is_fun(text)


@pytest.mark.parametrize(
    "text", ["Who pays for the anvils? wwww", "Nobody: … Acme: free anvils!", "That ad again, lol"]
)
def test_who_laughs_is_in_fun(text: str) -> None:
    assert is_fun(text)


@pytest.mark.parametrize(
    "text",
    [
        "Glad I'm with Acme, Northfibre is down again.",
        "Northfibre is down. Switching to Acme Fibre!",
        "Northfibre is awful compared to Acme",
        "Acme is better than Northfibre, which is down",
        "I recommend the Acme Fibre router instead",
        "Northfibre geht nicht, zum Gl\u00fcck bei Acme",
        "Northfibre ist ausgefallen, ich gehe zu Acme",
        "Northfibre est en panne, je passe chez Acme",
        "Northfibre no funciona, me paso a Acme",
    ],
)
def test_where_things_work_or_somebody_goes(text: str) -> None:
    assert praises(text, OWN)


@pytest.mark.parametrize(
    "text",
    [
        "When is Acme going to fix the outage?",
        "Acme is going to lose me, no internet again",
        "Northfibre is better than Acme, no internet again",
        "I can't recommend Acme, the internet is down",
        "Should have stayed with Northfibre, Acme is down",
        "Acme is down, moving to Northfibre",
        "Acme is not working fine at all",
        "Acme ist wieder ausgefallen, ich gehe zu Northfibre",
        "Anders als versprochen geht bei Acme das Internet nicht",
        "Acme en panne, je passe chez Northfibre",
        "Acme no funciona, Northfibre es mejor que esto",
        "Northfibre works fine.",
    ],
)
def test_trouble_with_the_company_is_no_praise(text: str) -> None:
    assert not praises(text, OWN)
