"""Mentions of somebody else of the same name, told by the trade beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.mentions.namesakes import is_namesake
from auditor.model import Role
from tests.checks.listening.test_unanswered_mention import said
from tests.snapshots import FILLER, Site

SITE = "<html><head><title>Acme: internet for everybody</title></head><body>{}</body></html>"


def visit(html: str = FILLER, *, more: str = "") -> Site:
    site = Site().page("/", SITE.format(html), Role.HOME)
    return site.page("/history", SITE.format(more)) if more else site


@pytest.mark.parametrize(
    "text",
    [
        "Why is there no bread at Acme Bakery today?",
        "B\u00e4ckerei Acme: nothing works, no bread",
        "The bus stops at Acme Street, does anybody know why?",
        "Hotel Acme lost my booking, nobody answers",
    ],
)
def test_a_trade_in_the_name_tells_a_namesake(text: str) -> None:
    assert is_namesake(visit().snapshot(), said(1, text))


@pytest.mark.parametrize(
    "text",
    [
        "No internet in our whole street. Acme, when will it be back?",
        "No internet in Main Street, Acme please help",
        "I tried to reach Acme via the form, nobody answers",
        "Booked via Acme, never arrived",
        "Acme garage door opener is broken",
        "I told the bank Acme charged me twice",
        "Acme Bakery? No, @acme the internet people. Nothing works, see www.acme.example",
    ],
)
def test_a_word_beside_the_name_by_chance_tells_nothing(text: str) -> None:
    assert not is_namesake(visit().snapshot(), said(1, text))


def test_the_own_trade_is_none_of_a_namesakes_wherever_the_site_says_so() -> None:
    bread = said(1, "Why is there no bread at Acme Bakery today?")
    assert not is_namesake(visit(f"{FILLER}<p><span>Our</span> bakeries</p>").snapshot(), bread)
    assert not is_namesake(visit(more=f"{FILLER}<p>It all began with a bakery.</p>").snapshot(), bread)


def test_a_site_that_was_not_read_tells_nothing() -> None:
    bread = said(1, "Why is there no bread at Acme Bakery today?")
    assert not is_namesake(replace(visit().snapshot(), pages=()), bread)
