"""Days told by their distance from today."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from auditor.resources import facts
from auditor.text.announced import Promised, promised
from auditor.text.posts.language import SUPPORTED

TUESDAY = date(2026, 10, 20)
NEXT_WEEK = (date(2026, 10, 26), date(2026, 11, 1))
IN_TWO = (date(2026, 11, 2), date(2026, 11, 8))
TOMORROW = (date(2026, 10, 21), date(2026, 10, 21))
NEXT_MONTH = (date(2026, 11, 1), date(2026, 11, 30))
SAID = {
    "en": ("Zephyr launches next week.", "Zephyr is in stores in two weeks.", "Zephyr goes on sale tomorrow.", "Zephyr will ship next month."),
    "de": ("N\u00e4chste Woche startet der Zephyr.", "In zwei Wochen kommt der Zephyr in den Handel.", "Der Zephyr ist morgen verf\u00fcgbar.", "Der Zephyr erscheint n\u00e4chsten Monat."),
    "fr": ("Le Zephyr sera disponible la semaine prochaine.", "Le Zephyr arrive dans deux semaines.", "Le Zephyr sort demain.", "Le Zephyr sera en vente le mois prochain."),
    "es": ("El Zephyr estar\u00e1 disponible la pr\u00f3xima semana.", "El Zephyr sale dentro de dos semanas.", "El Zephyr llega ma\u00f1ana.", "El Zephyr sale el pr\u00f3ximo mes."),
    "it": ("Lo Zephyr sar\u00e0 disponibile la prossima settimana.", "Lo Zephyr arriva tra due settimane.", "Lo Zephyr esce domani.", "Lo Zephyr esce il prossimo mese."),
    "nl": ("De Zephyr is volgende week verkrijgbaar.", "De Zephyr is over twee weken te koop.", "De Zephyr verschijnt morgen.", "De Zephyr verschijnt volgende maand."),
    "pt": ("O Zephyr estar\u00e1 dispon\u00edvel na pr\u00f3xima semana.", "O Zephyr chega daqui a duas semanas.", "O Zephyr chega amanh\u00e3.", "O Zephyr chega no pr\u00f3ximo m\u00eas."),
}  # fmt: skip


def found(text: str, written: date = TUESDAY, lang: str = "en") -> Promised | None:
    return promised(text, written, lang)


@pytest.mark.parametrize("lang", SAID)
def test_days_in_seven_languages(lang: str) -> None:
    said = [found(text, lang=lang) for text in SAID[lang]]
    assert [one and (one.first, one.day) for one in said] == [NEXT_WEEK, IN_TWO, TOMORROW, NEXT_MONTH]
    assert all(one is not None and one.words and "zephyr" in one.about for one in said)


def test_every_language_that_is_read_has_all_words() -> None:
    for kind, listed in facts("text/relative_days.toml").items():
        assert kind == "hints" or listed.keys() == SUPPORTED, kind


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Zephyr ships later this week.", (TUESDAY, date(2026, 10, 25))),
        ("Zephyr ships in 3 days.", (date(2026, 10, 23), date(2026, 10, 23))),
        ("Zephyr ships the day after tomorrow.", (date(2026, 10, 22), date(2026, 10, 22))),
        ("Zephyr ships in a week.", NEXT_WEEK),
        ("Zephyr ships in a month.", NEXT_MONTH),
        ("Service will be fully restored tomorrow.", TOMORROW),
    ],
)
def test_other_distances(text: str, days: tuple[date, date]) -> None:
    one = found(text)
    assert one is not None
    assert (one.first, one.day) == days


def test_on_a_sunday_next_week_may_be_the_one_after() -> None:
    one = found("Zephyr launches next week.", date(2026, 10, 25))
    assert one is not None
    assert one.day == date(2026, 11, 8)
    there = found("N\u00e4chste Woche startet der Zephyr.", date(2026, 10, 25), "de")
    assert there is not None
    assert there.day == date(2026, 11, 1)


def test_the_end_of_a_year() -> None:
    one = found("Zephyr launches next month.", date(2026, 12, 31))
    assert one is not None
    assert (one.first, one.day) == (date(2027, 1, 1), date(2027, 1, 31))


def test_words_are_told_as_written() -> None:
    one = found("N\u00e4chste Woche startet der Zephyr.", lang="de")
    assert one is not None
    assert one.words == "N\u00e4chste Woche"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Zephyr launched last week."),
        ("en", "Zephyr was planned to launch next week."),
        ("en", "Launch of Zephyr delayed to next week."),
        ("en", "Zephyr is available until next week."),
        ("en", "Zephyr is available for the first time in two weeks."),
        ("en", "Zephyr launches tomorrow or next week."),
        ("en", "Will Zephyr launch next week?"),
        ("en", "See you tomorrow at the launch of Zephyr."),
        ("en", "Zephyr goes live tomorrow at 6pm."),
        ("en", "Zephyr goes live tomorrow, 18:30."),
        ("en", "Zephyr ships in 500 days."),
        ("en", "Zephyr ships in a few days."),
        ("en", "Zephyr ships soon, and every week we learn more."),
        ("en", "\u201cZephyr will be available next week\u201d, writes the Herald."),
        ("en", "RT @shop: Zephyr will be available next week"),
        ("en", "It will rain next week."),
        ("de", "Guten Morgen! Der Zephyr ist verf\u00fcgbar."),
        ("de", "Der Zephyr ist seit heute Morgen verf\u00fcgbar."),
        ("de", "Der Zephyr startet nicht n\u00e4chste Woche."),
        ("de", "Morgen um 18 Uhr startet das Spiel."),
        ("es", "El Zephyr est\u00e1 disponible por la ma\u00f1ana."),
        ("es", "El Zephyr sale esta ma\u00f1ana."),
        ("nl", "Goede morgen, de Zephyr is te koop."),
        ("pt", "O Zephyr chega pela manh\u00e3."),
        ("fi", "Zephyr on saatavilla ensi viikolla."),
    ],
)
def test_what_promises_nothing(lang: str, text: str) -> None:
    assert found(text, lang=lang) is None


def test_a_date_beside_it_decides() -> None:
    one = found("Zephyr launches next week, on 28 October.")
    assert one is not None
    assert (one.first, one.day, one.words) == (date(2026, 10, 28), date(2026, 10, 28), "")
    assert found("Offer ends 28 October. Zephyr launches next week.") is None


@pytest.mark.parametrize(
    "text", ["next week " * 100_000, "in two " * 100_000, "launch tomorrow " * 60_000, "in 9 " * 200_000]
)
def test_hostile_posts_take_no_time(text: str) -> None:
    begin = perf_counter()
    found(text)
    assert perf_counter() - begin < 5
