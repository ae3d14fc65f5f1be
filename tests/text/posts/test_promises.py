"""Promises about answering."""

from __future__ import annotations

import pytest

from auditor.text.posts.promises import Claim, claims
from tests.effort import ends

DAY = 86_400
WEEK = frozenset(range(5))


def _only(text: str, lang: str) -> Claim:
    found = claims(text, lang)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We're here 24/7 to help."), ("en", "Support around the clock"), ("de", "Rund um die Uhr für Sie da"),
        ("fr", "À votre écoute 7j/7 24h/24"), ("es", "Atención las 24 horas"), ("it", "Assistenza h24"),
        ("nl", "24 uur per dag bereikbaar"), ("pt", "Atendimento 24 horas por dia"), ("en", "Daily 0:00-24:00"),
    ],
)  # fmt: skip
def test_always_open(lang: str, text: str) -> None:
    assert _only(text, lang).kind == "always-open"


@pytest.mark.parametrize(
    ("lang", "text", "seconds", "business"),
    [
        ("en", "We reply within one business day.", DAY, True),
        ("en", "Average response time: under 2 hours", 7_200, False),
        ("en", "You will hear from us in 2-3 working days.", 3 * DAY, True),
        ("en", "We answer within 15 minutes", 900, False),
        ("en", "We reply within 2 hours during opening hours", 7_200, True),
        ("de", "Antwort binnen 2 Stunden während der Öffnungszeiten", 7_200, True),
        ("de", "Wir antworten innerhalb eines Werktages.", DAY, True),
        ("de", "Antwort binnen 24 Stunden", DAY, False),
        ("fr", "Nous répondons sous 48h ouvrées.", 2 * DAY, True),
        ("es", "Te contestamos en un plazo de 2 días hábiles", 2 * DAY, True),
        ("it", "Rispondiamo entro 24 ore", DAY, False),
        ("nl", "We reageren binnen één werkdag", DAY, True),
        ("pt", "Respondemos em até 24 horas úteis", DAY, True),
    ],
)
def test_deadlines(lang: str, text: str, seconds: int, business: bool) -> None:
    assert _only(text, lang) == Claim("deadline", text, seconds=seconds, business=business)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We answer every message."), ("de", "Wir beantworten jede Nachricht."),
        ("fr", "Nous répondons à tous les messages."), ("es", "Respondemos a todos los mensajes"),
        ("it", "Rispondiamo a tutti i messaggi"), ("nl", "We beantwoorden alle berichten."),
        ("pt", "Respondemos a todas as mensagens"),
    ],
)  # fmt: skip
def test_everyone(lang: str, text: str) -> None:
    assert _only(text, lang).kind == "everyone"


@pytest.mark.parametrize(
    ("lang", "text", "days", "opens", "closes"),
    [
        ("en", "Mon\u2013Fri 9am\u20135pm", WEEK, 540, 1020),
        ("en", "Weekdays 9 to 5", WEEK, 540, 1020),
        ("en", "Sunday to Thursday 8 a.m. to 6 p.m.", frozenset({6, 0, 1, 2, 3}), 480, 1080),
        ("en", "Saturday 10-4pm", frozenset({5}), 600, 960),
        ("en", "Fri and Sat 18:00-02:00", frozenset({4, 5}), 1080, 120),
        ("de", "Mo\u2013Fr 9\u201317 Uhr", WEEK, 540, 1020),
        ("fr", "Du lundi au vendredi de 9h à 18h", WEEK, 540, 1080),
        ("es", "Lunes a viernes de 9:00 a 18:00", WEEK, 540, 1080),
        ("it", "Dal lunedì al venerdì dalle 9 alle 18", WEEK, 540, 1080),
        ("nl", "Maandag t/m vrijdag van 9.00 tot 17.30 uur", WEEK, 540, 1050),
        ("pt", "De segunda a sexta, das 9h às 18h", WEEK, 540, 1080),
    ],
)
def test_hours(lang: str, text: str, days: frozenset[int], opens: int, closes: int) -> None:
    assert _only(text, lang) == Claim("hours", text, days=days, opens=opens, closes=closes)


def test_several_promises_in_one_text() -> None:
    found = claims("Our team responds within 24 hours, Mon-Fri 9:00-17:00, Sat 10:00-14:00.", "en")
    assert [(claim.kind, claim.opens) for claim in found] == [("deadline", None), ("hours", 540), ("hours", 600)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Orders are dispatched within 24 hours."), ("en", "We are not available 24/7."),
        ("en", "See page 9-17 of the report"), ("en", "Copyright 2019-2024"), ("en", "We moved house within two days"),
        ("de", "Wir sind nicht rund um die Uhr erreichbar."), ("de", "Lieferung innerhalb von 3 Tagen"),
        ("fr", "Livraison sous 48h"), ("es", "Entrega en menos de 24 horas"), ("pl", "We're here 24/7"),
        ("en", ""), ("en", "We can't answer every message."),
    ],
)  # fmt: skip
def test_no_promise(lang: str, text: str) -> None:
    assert claims(text, lang) == ()


@pytest.mark.parametrize(
    "text", ["mon " * 90_000, "9-" * 200_000, "within " * 90_000, "a" * 1_000_000, "not " * 90_000, "\x00" * 90_000]
)
@pytest.mark.parametrize("lang", ["en", "de", "it"])
def test_hostile_text_takes_no_time(text: str, lang: str) -> None:
    with ends():
        claims(text, lang)
