"""Complaints and waiting, weighed from marks."""

from __future__ import annotations

import pytest

from auditor.resources import facts
from auditor.text.posts.clean import clean
from auditor.text.posts.intents import COMPLAINT, WANTS_ANSWER, read
from auditor.text.posts.phrases import phrases
from auditor.text.posts.weighed import confidence, marks


def _marks(text: str, lang: str = "en") -> frozenset[str]:
    post = clean(text)
    return marks(post, phrases(lang, by_brand=False).hits(post), lang)


def test_marks() -> None:
    found = _marks('WHY is MY card STILL declined?! \U0001f621 I waited 3 weeks... "soon" cost me $20!')
    assert {"asks", "asks plainly", "shouts", "astonished", "sad", "dots", "quotes", "sum", "exclaims"} <= found
    assert {"word lasting", "word unit", "word counted", "word money", "word bad"} <= found
    assert "asks last" not in found
    assert "asks nothing" not in found
    assert {"short", "asks nothing"} <= _marks("ok fine")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@acme my card is declined", {"named first"}),
        (".@acme my card is declined", {"named first"}),
        ("@pete @acme my card is declined", {"named first", "named 2"}),
        ("my card is declined @acme", {"named"}),
        ("my card is declined", set()),
    ],
)
def test_whom_a_post_names(text: str, names: set[str]) -> None:
    assert {mark for mark in _marks(text) if mark.startswith("named")} == names


def test_a_report_to_the_company_waits_sooner_than_one_about_it() -> None:
    told = "there was a fire alarm in the shop"
    assert read(f"@acme {told}", "en").wants_answer > read(f"{told} @acme", "en").wants_answer
    assert read(f"@acme {told}", "en").complaint == read(f"{told} @acme", "en").complaint


@pytest.mark.parametrize("label", ["complaint", "wants-answer"])
def test_weights_are_of_marks_and_a_confidence_is_a_chance(label: str) -> None:
    weights = facts("text/posts/weights.toml")[label]
    assert weights["always"]
    assert all(abs(weight) < 5 for weight in weights.values())
    every = confidence(label, frozenset(weights))  # type: ignore[arg-type]  # both labels there are
    assert 0 <= every <= 1
    assert confidence(label, frozenset()) != every  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("lang", "complains", "asks", "neither"),
    [
        ("en", "Waited in all day and nobody came. Again.", "Do you ship to Norway?", "Good morning from platform 4!"),
        ("de", "Drei Stunden gewartet, und niemand kam.", "Liefert ihr nach Polen?", "Auf dem Weg ins Stadion."),
        ("fr", "Encore un train supprim\u00e9 ce matin.", "Vous livrez en Suisse ?", "En route pour le stade."),
        ("es", "Otra vez sin autob\u00fas, nadie avisa.", "\u00bfEnvi\u00e1is a Canarias?", "De camino al estadio."),
        ("it", "Anche oggi treno soppresso.", "Spedite in Svizzera?", "In viaggio verso lo stadio."),
        ("nl", "Alweer valt de bus uit.", "Leveren jullie in Belgi\u00eb?", "Onderweg naar het stadion."),
        ("pt", "Mais uma vez o autocarro n\u00e3o passou.", "Entregam nos A\u00e7ores?", "A caminho do est\u00e1dio."),
    ],
)
def test_what_is_said_without_a_word_of_blame(lang: str, complains: str, asks: str, neither: str) -> None:
    assert read(complains, lang).complaint >= COMPLAINT
    assert read(asks, lang).wants_answer >= WANTS_ANSWER > read(neither, lang).wants_answer
    assert read(asks, lang).complaint < COMPLAINT
    assert read(neither, lang).complaint < COMPLAINT
