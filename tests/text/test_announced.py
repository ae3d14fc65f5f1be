"""Things promised for a day."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.text.announced import awaits, promised, settles

WRITTEN = date(2026, 10, 20)
NOV_14 = date(2026, 11, 14)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Storm Bella arrives next week"),
        ("en", "The first snow arrives on 14 November, our gritters are ready"),
        ("de", "Sturmtief Bella kommt am 14. November"),
        ("fr", "La tempête Bella arrive le 14 novembre"),
        ("es", "La borrasca Bella llega el 14 de noviembre"),
        ("it", "Il maltempo arriva il 14 novembre"),
        ("nl", "Storm Bella komt op 14 november"),
        ("pt", "A tempestade Bella chega no dia 14 de novembro"),
    ],
)
def test_what_the_weather_brings_is_nobodys_promise(lang: str, text: str) -> None:
    assert promised(text, WRITTEN, lang) is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Zephyr router will be available from 14 November!"),
        ("en", "Our Zephyr router goes on sale on November 14th."),
        ("en", "Zephyr launches on 14 November 2026. Get ready!"),
        ("en", "Since spring we have worked on it. Zephyr ships on 14 Nov."),
        ("de", "Der Zephyr-Router ist ab 14.11. erhältlich."),
        ("de", "Unser neuer Laden in Köln: Eröffnung am 14. November."),
        ("fr", "Le routeur Zephyr sera disponible à partir du 14 novembre."),
        ("es", "El router Zephyr estará disponible a partir del 14 de noviembre."),
        ("it", "Il router Zephyr sarà disponibile dal 14 novembre."),
        ("nl", "De Zephyr-router is beschikbaar vanaf 14 november."),
        ("pt", "O router Zephyr estará disponível a partir de 14 de novembro."),
        ("en", "The Zephyr chair will be in our shops on 14 November 2026!"),
        ("en", "On 14 November our Zephyr chair hits the shelves."),
        ("de", "Am 14. November steht der Zephyr-Stuhl in unseren Läden."),
        ("fr", "La chaise Zephyr sera dans nos boutiques le 14 novembre !"),
        ("es", "La silla Zephyr estará en nuestras tiendas el 14 de noviembre."),
        ("it", "La sedia Zephyr sarà nei nostri negozi il 14 novembre."),
        ("nl", "De Zephyr-stoel staat op 14 november in onze winkels."),
        ("pt", "A cadeira Zephyr estará nas nossas lojas em 14 de novembro."),
    ],
)
def test_announcements_in_seven_languages(lang: str, text: str) -> None:
    found = promised(text, WRITTEN, lang)
    assert found is not None
    assert found.day == NOV_14
    assert "november" not in found.about


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Zephyr router has been available since 14 November."),
        ("en", "Our team will be in our shops on 14 November to answer questions."),
        ("en", "We'll be in all our stores on 14 November, come and say hello."),
        ("de", "Unsere Experten sind am 14. November in unseren Läden für Sie da."),
        ("fr", "Nos conseillers seront dans nos boutiques le 14 novembre."),
        ("es", "Nuestro equipo estará en nuestras tiendas el 14 de noviembre."),
        ("it", "I nostri esperti saranno nei nostri negozi il 14 novembre."),
        ("nl", "Sinterklaas komt op 14 november in onze winkels."),
        ("pt", "A nossa equipa estará nas nossas lojas em 14 de novembro."),
        ("en", "Zephyr was released on 14 October, and it sells well."),
        ("en", "Zephyr launches on 14 November or on 3 December."),
        ("en", "Zephyr is available from 14 to 20 November in stores."),
        ("en", "Zephyr is available 14 - 20 November in stores."),
        ("en", "Order your Zephyr before 14 November, it launches soon."),
        ("en", "Offer ends on 14 November. Buy the Zephyr now."),
        ("en", "Join us for the Zephyr webinar, it goes live on 14 November."),
        ("en", "Our shop in Leeds is closed on 14 November and opens on 15 January 2024."),
        ("en", "Opening hours: available from 14 November, 9 to 17."),
        ("en", "Planned maintenance starting on 14 November will be available to see here."),
        ("en", "Will Zephyr be available from 14 November?"),
        ("en", "Zephyr will not be available on 14 November."),
        ("en", "“Zephyr will be available from 14 November”, writes the Herald."),
        ("en", "RT @shop: Zephyr will be available from 14 November"),
        ("en", "Zephyr launches on 20 October."),
        ("en", "We thank you all, 14 November was great."),
        ("en", "Zephyr launches on 14 May, version 2 of it later."),
        ("en", "Zephyr will be available in 14 shops."),
        ("de", "Seit dem 14. November ist der Zephyr erhältlich."),
        ("de", "Bis zum 14. November bestellen: Der Zephyr ist verfügbar."),
        ("de", "Der Zephyr ist ab 14.11. nicht mehr erhältlich."),
        ("fr", "Commandez avant le 14 novembre : le Zephyr est disponible."),
        ("es", "Hasta el 14 de noviembre el Zephyr estará disponible."),
        ("it", "Iscriviti entro il 14 novembre, il Zephyr sarà disponibile."),
        ("nl", "Tot en met 14 november is de Zephyr verkrijgbaar."),
        ("pt", "Até 14 de novembro o Zephyr estará disponível."),
        ("fi", "Zephyr on saatavilla 14.11. alkaen."),
        ("", ""),
    ],
)
def test_what_promises_nothing(lang: str, text: str) -> None:
    assert promised(text, WRITTEN, lang) is None


def test_a_day_whose_year_is_over_means_last_year() -> None:
    assert promised("It will be available from 14 September", WRITTEN, "en") is None
    found = promised("It will be available from 14 September 2027", WRITTEN, "en")
    assert found is not None
    assert found.day == date(2027, 9, 14)


def test_what_it_is_about() -> None:
    found = promised("Great news: the Zephyr router will be available in Rivermouth from 14 November!", WRITTEN, "en")
    assert found is not None
    assert found.about == {"zephyr", "router", "rivermouth"}
    assert found.names == {"zephyr", "rivermouth"}


@pytest.mark.parametrize(
    ("lang", "text", "settled"),
    [
        ("en", "The Zephyr is delayed, sorry.", True),
        ("en", "Zephyr is now available", True),
        ("en", "Zephyr is in all our shops", True),
        ("en", "Is the Zephyr delayed?", False),
        ("en", "The Zephyr is a router.", False),
        ("de", "Der Zephyr verzögert sich leider.", True),
        ("fr", "La sortie du Zephyr est reportée.", True),
        ("es", "El Zephyr se retrasa una semana.", True),
        ("it", "Il lancio dello Zephyr è rinviato.", True),
        ("nl", "De Zephyr is uitgesteld.", True),
        ("pt", "O lançamento do Zephyr foi adiado.", True),
    ],
)
def test_words_that_settle(lang: str, text: str, settled: bool) -> None:
    assert settles(text, lang) is settled


@pytest.mark.parametrize("text", ["1 may " * 200_000, "14. " * 250_000, "from 14 November " * 60_000, "9" * 1_000_000])
def test_hostile_posts_take_no_time(text: str) -> None:
    promised(text, WRITTEN, "en")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Pre-orders of the Anvil 2 ship next week.", date(2026, 10, 11)),
        ("All refunds will be paid by 12 October.", date(2026, 10, 12)),
        ("The Anvil 2 will be in our shops on 12 October! Edit: delayed to 1 December.", None),
        ("Update: delayed again. The Anvil 2 will be in our shops on 12 October.", date(2026, 10, 12)),
        ("After a delay the Anvil 2 will be in our shops on 12 October!", date(2026, 10, 12)),
    ],
)
def test_what_is_due_and_what_a_note_moves(text: str, day: date | None) -> None:
    found = promised(text, date(2026, 10, 2), "en")
    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Where is it?"),
        ("de", "Wo bleibt er denn?"),
        ("fr", "Toujours pas arrivée en magasin ?"),
        ("es", "¿Cuándo llega?"),
        ("it", "Ancora niente in negozio?"),
        ("nl", "Waar blijft het?"),
        ("pt", "Quando chega?"),
    ],
)
def test_who_waits(lang: str, text: str) -> None:
    assert awaits(text, lang)
    assert not awaits("Bravo", lang)
