"""What posts say of the state of a service."""

from __future__ import annotations

from datetime import time

import pytest

from auditor.text.service import first_on_page, state

FAULTS = [
    ("en", "We are aware of an issue with e-mail and are working to get it resolved."),
    ("en", "Some customers are currently experiencing problems with broadband in Rivermouth."),
    ("en", "There is currently an outage in Leeds. Our engineers are on site."),
    ("en", "Hi Ann, unfortunately we have an outage in your area right now."),
    ("de", "Es gibt derzeit eine Störung in Köln. Unsere Techniker arbeiten daran."),
    ("de", "Leider kommt es aktuell zu Ausfällen beim Fernsehen im Raum Bonn."),
    ("fr", "Bonjour, il y a actuellement une panne à Lyon, nos techniciens travaillent pour la réparer."),
    ("es", "Hola, tenemos una avería en Sevilla y nuestros técnicos ya están trabajando."),
    ("it", "Ciao, al momento stiamo riscontrando problemi di rete a Milano."),
    ("nl", "Hallo, er is momenteel een storing in Utrecht. Onze monteurs zijn ermee bezig."),
    ("pt", "Olá, temos uma avaria em Lisboa e os nossos técnicos já estão no local."),
]
FINE = [
    ("en", "There are no known issues in Rivermouth at the moment."),
    ("en", "Hi Ann, I can see no outages in your area."),
    ("en", "All systems operational."),
    ("en", "We are not aware of any problems with e-mail."),
    ("de", "Uns ist derzeit keine Störung in Köln bekannt."),
    ("de", "Bei uns läuft alles, es gibt keine Störung."),
    ("fr", "Bonjour, aucune panne signalée à Lyon actuellement."),
    ("es", "Hola, no nos consta ninguna avería en Sevilla."),
    ("it", "Ciao, non risultano guasti a Milano in questo momento."),
    ("nl", "Hallo, er is geen storing bekend in Utrecht."),
    ("pt", "Olá, não há nenhuma avaria registada em Lisboa."),
]
OVER = [
    ("en", "The outage in Leeds has now been fixed. Sorry for the trouble."),
    ("en", "Everything is working again."),
    ("en", "The outage in Leeds is over."),
    ("en", "All lines are back since 9:50."),
    ("de", "Die Störung in Köln ist behoben."),
    ("de", "Das Internet in Bonn läuft wieder."),
    ("fr", "La panne à Lyon est maintenant résolue."),
    ("es", "La avería en Sevilla ya está resuelta."),
    ("it", "Il guasto a Milano è stato risolto."),
    ("nl", "De storing in Utrecht is inmiddels verholpen."),
    ("pt", "A avaria em Lisboa já foi resolvida."),
]
NOTHING = [
    ("en", "Are you experiencing any issues with the app?"),
    ("en", "Could you please let us know which platform you're experiencing this issue on?"),
    ("en", "If you are experiencing issues, please restart the router."),
    ("en", "Is there an outage in your area? Check our status page."),
    ("en", "Let us know if there is an outage at your place."),
    ("en", "No problem at all, glad to help!"),
    ("en", "Glad that everything is working fine here today."),
    ("en", "There is no outage in Leeds, but there is an outage in York."),
    ("en", 'You wrote “there is an outage in Leeds”: where did you read that?'),
    ("en", "RT @other: there is an outage in Leeds"),
    ("en", "> there is an outage in Leeds\nThanks for writing to us about the bill."),
    ("en", "Planned maintenance: the service is unavailable on Sunday from 2 to 4."),
    ("en", "We are experiencing longer wait times than normal due to increased demand."),
    ("en", "Our new shop in Leeds opens on Monday."),
    ("en", "Sorry to hear that there is a fault with your order, what is wrong with it?"),
    ("de", "Wenn es eine Störung gibt, steht sie auf unserer Statusseite."),
    ("de", "Gibt es bei Ihnen eine Störung?"),
    ("de", "Geplante Wartung: am Sonntag ist das Netz gestört."),
    ("fr", "S'il y a une panne, redémarrez la box."),
    ("es", "¿Hay una avería en su calle?"),
    ("it", "Se ci sono problemi, riavvia il modem."),
    ("nl", "Als er een storing is, ziet u dat op onze website."),
    ("pt", "Se houver uma avaria, reinicie o router."),
    ("fi", "Verkossa on tällä hetkellä häiriö."),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "stance"),
    [(*each, name) for listed, name in ((FAULTS, "fault"), (FINE, "fine"), (OVER, "over")) for each in listed],
)
def test_statements_in_seven_languages(lang: str, text: str, stance: str) -> None:
    found = state(text, lang)
    assert found is not None
    assert found.stance == stance


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_what_states_nothing(lang: str, text: str) -> None:
    assert state(text, lang) is None


@pytest.mark.parametrize(
    ("lang", "text", "named", "services"),
    [
        (
            "en",
            "Hi Ann, there is currently an outage in Rivermouth and around New Quay.",
            {"rivermouth", "quay"},
            set(),
        ),
        ("en", "We are aware of an issue with our e-mail.", set(), {"email"}),
        ("en", "We are aware of an issue in the LS1 area.", {"ls1"}, set()),
        ("de", "Es gibt derzeit eine Störung beim Internet im Raum Köln.", {"koln"}, {"internet"}),
        ("de", "Es gibt eine Störung. Vielen Dank für Ihre Geduld, in Kürze mehr.", set(), set()),
        ("fr", "Il y a actuellement une panne dans la région de Lyon.", {"lyon"}, set()),
        ("nl", "Er is momenteel een storing in Utrecht.", {"utrecht"}, set()),
        ("en", "There is an outage on Monday in March.", set(), set()),
    ],
)
def test_what_they_name(lang: str, text: str, named: set[str], services: set[str]) -> None:
    found = state(text, lang)
    assert found is not None
    assert (set(found.named), set(found.services)) == (named, services)


def test_a_customers_own_area_and_corrections_are_known() -> None:
    mine = state("I can see no outages in your area.", "en")
    assert mine is not None
    assert mine.personal
    new = state("We have just been made aware: there is an outage in Leeds.", "en")
    assert new is not None
    assert new.corrects


@pytest.mark.parametrize(
    "text",
    [
        "there is an outage " * 60_000,
        "we are " * 150_000,
        "\u200b\u202e" * 100_000 + "There is an outage in Leeds.",
        "\x00" * 1_000_000,
        '"' * 1_000_000,
        "in " * 300_000,
    ],
)
def test_hostile_posts_take_no_time(text: str) -> None:
    state(text, "en")


def test_characters_that_nobody_sees_hide_nothing() -> None:
    found = state("There is \u202ecurrently an out\u200bage in Le\u00adeds.", "en")
    assert found is not None
    assert found.named == {"leeds"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Acme status. All Systems Operational. 12 Nov: resolved - an outage in Leeds.", "fine"),
        ("Acme status. Partial System Outage. Broadband. E-mail operational.", "fault"),
        ("Aktuelle Meldungen. Uns ist derzeit keine Störung bekannt.", "fine"),
        ("Welcome to our status page.", None),
    ],
)
def test_the_top_of_a_status_page_counts(text: str, stance: str | None) -> None:
    found = first_on_page(text, "de" if "Meld" in text else "en")
    assert (found[0] if found else None) == stance


@pytest.mark.parametrize(
    ("text", "lang", "since"),
    [
        ("There is an outage in Leeds since 11:25.", "en", time(11, 25)),
        ("There is an outage in Leeds since about 2 pm.", "en", time(14)),
        ("There is an outage in Leeds since 2026.", "en", None),
        ("There is an outage in Leeds since 12.", "en", None),
        ("Hay una avería en Sevilla desde las 9:50.", "es", time(9, 50)),
        ("Seit 14 Uhr gibt es in Köln eine Störung.", "de", None),
    ],
)
def test_since_when_it_is_so(text: str, lang: str, since: time | None) -> None:
    found = state(text, lang)
    assert (found.since if found else None) == since


def test_yes_is_no_condition() -> None:
    yes, condition = "Sí, hay una avería en Sevilla.", "Si hay una avería en Sevilla, avísenos."
    assert [state(text, "es") is not None for text in (yes, condition)] == [True, False]
