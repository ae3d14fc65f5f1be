"""What posts are after, in every language that is read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.posts.intents import COMPLAINT, PRAISE, SUGGESTION, THANKS, WANTS_ANSWER, Reading, read
from auditor.text.posts.language import SUPPORTED
from tests.effort import ends

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
CUSTOMER = [(lang, meant, text) for lang, sides in SENTENCES.items() for meant, text in sides["customer"]]
BRAND = [(lang, meant, text) for lang, sides in SENTENCES.items() for meant, text in sides["brand"]]


def _customer(reading: Reading) -> set[str]:
    values = {
        "wants-answer": reading.wants_answer >= WANTS_ANSWER,
        "thanks": reading.thanks >= THANKS,
        "praise": reading.praise >= PRAISE,
        "suggestion": reading.suggestion >= SUGGESTION,
        "complaint": reading.complaint >= COMPLAINT,
    }
    return {name for name, holds in values.items() if holds}


def _brand(reading: Reading) -> set[str]:
    marks = {
        "deflects-only": reading.deflects_only,
        "promise": reading.promises,
        "apology": reading.apologises,
        "hostile": bool(reading.hostile),
        "asks-data": bool(reading.requests_data),
        "automated": reading.automated,
        "risky-advice": reading.risky_advice,
        "acknowledges": reading.acknowledges,
    }
    return {*reading.deflects, *(name for name, holds in marks.items() if holds)}


def test_every_language_has_its_sentences() -> None:
    assert set(SENTENCES) == SUPPORTED
    assert all(len(sides["customer"]) + len(sides["brand"]) >= 40 for sides in SENTENCES.values())


@pytest.mark.parametrize(("lang", "meant", "text"), CUSTOMER)
def test_what_customers_write(lang: str, meant: str, text: str) -> None:
    found = _customer(read(text, lang))
    assert ("wants-answer" in found) == ("wants-answer" in meant.split())
    assert set(meant.split()) <= found


@pytest.mark.parametrize(("lang", "meant", "text"), BRAND)
def test_what_companies_write(lang: str, meant: str, text: str) -> None:
    assert _brand(read(text, lang, by_brand=True)) == set(meant.split())


@pytest.mark.parametrize("lang", ["", "pl", "ja", "en-GB", "../en"])
def test_other_languages_are_not_understood(lang: str) -> None:
    assert read("Where is my parcel?", lang) == Reading(understood=False)


def test_what_only_replies_do_is_not_looked_for_in_customers_posts() -> None:
    text = "Sorry, please DM us. We'll get back to you. You are an idiot."
    assert read(text, "en", by_brand=True).deflects == ("dm",)
    reading = read(text, "en")
    assert (reading.deflects, reading.promises, reading.apologises, reading.hostile) == ((), False, False, ())


def test_kinds_of_hostility() -> None:
    assert read("You pathetic loser, see you in court.", "en", by_brand=True).hostile == ("insult", "threat")
    assert read("Do you know who I am?", "en", by_brand=True).hostile == ("boast",)
    assert read("PLEASE STOP WRITING TO US ABOUT THIS", "en", by_brand=True).hostile == ("shouting",)
    assert read("The BBC and ITV use HDMI and USB here.", "en", by_brand=True).hostile == ()
    assert read("I'm such an idiot, I read it wrong. Here's the link.", "en", by_brand=True).hostile == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you share your order number and email address?", ("order", "email")),
        ("Please post your phone number here.", ("phone",)),
        ("What street are you in?", ("location",)),
        ("What area are you in?", ()),
        ("Which town are you in? We have works in the north.", ()),
        ("Please have your customer number ready when you call.", ()),
        ("Please confirm your date of birth.", ("birth",)),
        ("Please DM us your order number.", ()),
        ("Can you share your order number? A DM is best.", ()),
        ("Never post your account number here.", ()),
        ("Send your order number via our form: https://shop.example/contact", ()),
        ("You'll find your order number in the confirmation email.", ()),
        ("Which device and version are you on?", ()),
    ],
)
def test_data_asked_for_in_public(text: str, asked: tuple[str, ...]) -> None:
    assert read(text, "en", by_brand=True).requests_data == asked


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("Please reinstall Windows.", True),
        ("Try to wipe your phone and start again.", True),
        ("You may need to uninstall and reinstall the app.", True),
        ("Reinstall the app; the steps are at https://help.shop.example/reinstall", False),
        ("Please back up your data, then do a factory reset.", False),
        ("There is no need to do a factory reset.", False),
        ("Have a factory tour with us on Sunday!", False),
    ],
)
def test_risky_advice(text: str, risky: bool) -> None:
    assert read(text, "en", by_brand=True).risky_advice is risky


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("We're working on it.", True),
        ("Our engineers are investigating. More soon.", True),
        ("We'll look into this.", True),
        ("DM us and we'll look into this.", False),
        ("Could you tell us your model? We'll look into it then.", False),
        ("Thanks for bearing with us, it's fixed.", False),
        ("Are you working on a Mac?", False),
    ],
)
def test_promises(text: str, promises: bool) -> None:
    assert read(text, "en", by_brand=True).promises is promises


def test_confidence_grows_with_evidence() -> None:
    fault = read("my app crashes", "en").wants_answer
    request = read("my app crashes, please help", "en").wants_answer
    asked = read("my app crashes, please help. What can I do?", "en").wants_answer
    assert WANTS_ANSWER <= fault < request < asked <= 1


@pytest.mark.parametrize("lang", sorted(SUPPORTED))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "\x00" * 100,
        "\u202e" * 5_000,
        "a " * 500_000,
        "can you " * 100_000,
        "?!" * 400_000,
        "we'll " * 90_000,
        "(" * 90_000,
    ],
)
def test_hostile_text_takes_no_time(lang: str, text: str) -> None:
    with ends():
        read(text, lang, by_brand=True)


@given(st.text(max_size=400), st.sampled_from(sorted(SUPPORTED)), st.booleans())
def test_any_text_is_read_the_same_twice(text: str, lang: str, by_brand: bool) -> None:
    reading = read(text, lang, by_brand=by_brand)
    assert reading == read(text, lang, by_brand=by_brand)
    values = (reading.wants_answer, reading.thanks, reading.praise, reading.suggestion, reading.complaint)
    assert all(0 <= value <= 1 for value in values)
    assert not reading.deflects_only or reading.deflects
