"""What replies do: promises, requests for details, private channels, words that only look hostile."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from auditor.text.posts.intents import Reading, read


def _rows(name: str) -> list[list[str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]


def _reply(text: str, lang: str = "en") -> Reading:
    return read(text, lang, by_brand=True)


def _said(reading: Reading) -> set[str]:
    private = bool({"dm", "email", "phone"} & set(reading.deflects))
    told = {
        "asks-personal-data": reading.requests_data or reading.requests_privately,
        "private-channel": private,
        "private-channel-request": private,
        "promise": reading.promises,
        "private-promise": reading.promises_privately,
        "insult": "insult" in reading.hostile,
        "threat": "threat" in reading.hostile,
        "apology": reading.apologises,
    }
    return {name for name, holds in told.items() if holds}


@pytest.mark.parametrize(("text", "lang", "must", "must_not"), _rows("replies.tsv"))
def test_replies_say_what_a_person_read_in_them(text: str, lang: str, must: str, must_not: str) -> None:
    said = _said(_reply(text, lang))
    assert set(must.split(",")) - {"-"} <= said
    assert not said & set(must_not.split(","))


@pytest.mark.parametrize(("text", "lang", "all_of_it"), _rows("whole_replies.tsv"))
def test_replies_say_nothing_else(text: str, lang: str, all_of_it: str) -> None:
    assert _said(_reply(text, lang)) - {"private-channel-request"} == set(all_of_it.split(",")) - {"-"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Never put your account number on here."),
        ("de", "Schreib deine Kundennummer bitte nie öffentlich."),
        ("fr", "N'indiquez jamais votre adresse ici."),
        ("es", "No nos dejes tu teléfono en público."),
        ("it", "Non mandarci mai il tuo codice fiscale qui."),
        ("nl", "Plaats nooit je klantnummer in een tweet."),
        ("pt", "Nunca envie o seu CPF por aqui."),
    ],
)
def test_a_warning_asks_for_nothing(lang: str, text: str) -> None:
    reading = _reply(text, lang)
    assert reading.requests_data == reading.requests_privately == ()


@pytest.mark.parametrize(
    ("lang", "has", "asks"),
    [
        ("en", "I have your order number, one moment.", "Could we please have your order number?"),
        ("en", "We've already updated your address.", "We have to know your address."),
        ("de", "Wir haben Ihre Adresse bereits geändert.", "Nennen Sie uns bitte Ihre Adresse."),
        (
            "de",
            "Deshalb haben wir eben deine Kundennummer gesucht.",
            "Wir haben nachgesehen, nenn uns deine Kundennummer.",
        ),
        ("nl", "We hebben je bestelnummer genoteerd.", "We hebben je bestelnummer nodig."),
        ("nl", "Ik heb je adres net aangepast.", "Mogen we je adres hebben?"),
        ("fr", "Nous avons noté votre adresse.", "Pouvez-vous indiquer votre adresse ?"),
        ("es", "Ya tenemos tu número de pedido.", "Indícanos tu número de pedido."),
        ("it", "Abbiamo annotato il tuo indirizzo.", "Indicaci il tuo indirizzo."),
        ("pt", "Já temos o seu número de pedido.", "Informe o seu número de pedido."),
    ],
)
def test_what_the_company_has_is_not_asked_for(lang: str, has: str, asks: str) -> None:
    reading = _reply(has, lang)
    assert reading.requests_data == reading.requests_privately == ()
    assert _reply(asks, lang).requests_data


@pytest.mark.parametrize(
    ("lang", "public", "private"),
    [
        ("en", "What's your order number?", "Please DM us your order number."),
        ("de", "Wie lautet deine Bestellnummer?", "Schick uns deine Bestellnummer bitte per DM."),
        ("fr", "Quel est votre numéro de commande ?", "Envoyez-nous votre numéro de commande en MP."),
        ("es", "¿Cuál es tu número de pedido?", "Envíanos tu número de pedido por DM."),
        ("it", "Qual è il tuo numero d'ordine?", "Inviaci il tuo numero d'ordine in DM."),
        ("nl", "Wat is je bestelnummer?", "Stuur je bestelnummer via DM."),
        ("pt", "Qual é o número do seu pedido?", "Mande o número do pedido por DM."),
    ],
)
def test_what_is_asked_in_private_is_not_asked_in_public(lang: str, public: str, private: str) -> None:
    reading = _reply(public, lang)
    assert (reading.requests_data, reading.requests_privately) == (("order",), ())
    reading = _reply(private, lang)
    assert (reading.requests_data, reading.requests_privately) == ((), ("order",))


@pytest.mark.parametrize(
    ("lang", "public", "private", "none"),
    [
        ("en", "We'll let you know here.", "We'll email you tonight.", "We'll never forget this day."),
        ("de", "Wir melden uns hier.", "Ein Kollege ruft Sie zurück.", "Wir melden uns nie ungefragt."),
        (
            "fr",
            "Nous vous tenons au courant.",
            "Un conseiller va vous rappeler.",
            "Le vendeur vous tiendra au courant.",
        ),
        ("es", "Te avisamos por aquí.", "Te llamamos esta tarde.", "Si te pasa otra vez, te avisamos."),
        ("it", "Ti aggiorniamo qui.", "Ti richiamiamo oggi.", "Ogni giorno ti aggiorniamo sul traffico."),
        ("nl", "We houden je op de hoogte.", "Een collega belt je terug.", "We komen er nooit op terug."),
        ("pt", "Daremos notícias em breve.", "Um colega vai ligar.", "Todos os dias damos notícias."),
    ],
)
def test_promises_of_every_language(lang: str, public: str, private: str, none: str) -> None:
    found = [
        (reading.promises, reading.promises_privately) for reading in (_reply(t, lang) for t in (public, private, none))
    ]
    assert found == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    "text",
    [
        "If it happens again, we'll take a look.",
        "Tell us which train and we'll check.",
        "Please DM us. We'll look into it.",
        "The seller will let you know.",
        "By 2035 we will check every bolt twice a day.",
        "We'd be happy to look into it for you.",
        "We'll pass that on to the team.",
        "The water is back by noon.",
        "We'll make sure the crew knows how happy you are.",
        "Will we get back to you?",
    ],
)
def test_no_promises(text: str) -> None:
    reading = _reply(text)
    assert not reading.promises
    assert not reading.promises_privately


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We'll look into it and call you this afternoon.", (False, True, False)),
        ("I'll check and ring you back.", (False, True, False)),
        ("We'll look into it and get back to you.", (True, False, False)),
        ("Sorry! We are working on it.", (True, False, True)),
        ("We are working on it and will post an update here.", (True, False, False)),
    ],
)
def test_how_much_a_promise_says(text: str, told: tuple[bool, bool, bool]) -> None:
    reading = _reply(text)
    assert (reading.promises, reading.promises_privately, reading.promises_vaguely) == told


@pytest.mark.parametrize(
    ("text", "lang", "insults"),
    [
        ("Only a fool would believe that.", "en", True),
        ("If you weren't so lazy you would have read our mail.", "en", True),
        ("Sie sind doch nicht ganz dicht.", "de", True),
        ("Je bent niet goed wijs.", "nl", True),
        ("The window is not quite tight.", "en", False),
        ("Das Fenster ist nicht ganz dicht.", "de", False),
        ("It was a lazy afternoon here, too.", "en", False),
    ],
)
def test_idioms_that_insult(text: str, lang: str, *, insults: bool) -> None:
    assert ("insult" in _reply(text, lang).hostile) == insults


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("Please do a factory reset of the router.", True),
        ("Do a factory reset. Note that this deletes your settings.", False),
        ("Do a factory reset, and write down the password first.", False),
    ],
)
def test_a_reset_with_its_warning(text: str, *, risky: bool) -> None:
    assert _reply(text).risky_advice == risky


def test_a_reply_may_promise_both() -> None:
    reading = _reply("We'll email you the voucher. I'll post an update here as well.")
    assert (reading.promises, reading.promises_privately) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        'He wrote "we will get back to you, you idiot" to us.',
        "They said \u201cwe'll fix it tomorrow\u201d.",
        "RT @shop: We'll get back to you. What's your address? You are an idiot.",
        "> We'll get back to you\nGlad that is sorted.",
    ],
)
def test_quoted_words_are_not_the_companys_own(text: str) -> None:
    reading = _reply(text)
    assert (reading.promises, reading.hostile, reading.requests_data) == (False, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "We can get you on the next flight.",
        "Please shut it off at the wall.",
        "The warning light comes on when it is full.",
        "I felt like an idiot when I saw it.",
        "You'll regret missing this sale!",
        "Customers called us idiots, and fair enough.",
        "We'll find you a seat.",
    ],
)
def test_idioms_are_not_hostile(text: str) -> None:
    assert _reply(text).hostile == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What a pathetic loser.", "insult"),
        ("Take that review down or we will sue you.", "threat"),
        ("This is your last warning.", "threat"),
        ("Shut up.", "insult"),
    ],
)
def test_hostile_words_at_the_reader(text: str, kind: str) -> None:
    assert kind in _reply(text).hostile


@pytest.mark.parametrize(
    "text", ["We've just sent you a DM.", "We'll reply to your DM soon.", "Our DMs are closed.", "No need to DM us."]
)
def test_a_private_message_that_nobody_asks_for(text: str) -> None:
    assert "dm" not in _reply(text).deflects


def test_here_is_no_form() -> None:
    assert _reply("Send us the details here.").deflects == ()
    assert _reply("Send us the details here: https://shop.example/contact").deflects == ("form",)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Hello! Thanks for getting in touch. Our team will reply within 2 working days."),
        ("en", "Thanks for your message! We're away right now and will reply on Monday."),
        ("de", "Vielen Dank für Ihre Nachricht. Wir antworten innerhalb von 24 Stunden."),
        ("fr", "Merci pour votre message. Nous vous répondrons dans les plus brefs délais."),
        ("es", "Gracias por contactarnos. En breve te atenderemos."),
        ("it", "Grazie per averci contattato. Ti risponderemo il prima possibile."),
        ("nl", "Bedankt voor je bericht! We reageren binnen 24 uur."),
        ("pt", "Obrigado pela sua mensagem. Responderemos em breve."),
    ],
)
def test_a_receipt_is_no_answer(lang: str, text: str) -> None:
    assert _reply(text, lang).automated


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Thanks for your message, Ann. The 7:15 was cancelled. We will refund you by Friday."),
        ("en", "Thanks for contacting us. We will reply as soon as we can. ^AB"),
        ("en", "Hi Tom, I've reported it to the depot; somebody will get back to you today."),
        ("en", "Our shop is closed today. The one in Mill Road is open until eight."),
        ("de", "Danke für deine Nachricht! Die Bahn fährt um acht."),
        ("fr", "Merci pour votre message. Le magasin ouvre à dix heures."),
        ("es", "Gracias por escribirnos. El pedido sale mañana por la mañana."),
        ("it", "Grazie per averci scritto. Il treno parte alle otto."),
        ("nl", "Bedankt voor je bericht. De winkel is tot zes uur open."),
        ("pt", "Obrigado pela sua mensagem. A loja abre às dez."),
    ],
)
def test_thanks_for_a_message_and_an_answer_are_no_receipt(lang: str, text: str) -> None:
    assert not _reply(text, lang).automated


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Our lawyers will be in touch."),
        ("en", "Delete this or you'll hear from us in court."),
        ("de", "Löschen Sie das, sonst sehen wir uns vor Gericht."),
        ("es", "Borra eso o hablaremos con nuestros abogados."),
    ],
)
def test_lawyers_who_will_write_are_a_threat(lang: str, text: str) -> None:
    assert "threat" in _reply(text, lang).hostile


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Our lawyers checked the wording of the terms."),
        ("en", "Remove the cover or we can do it for you in the shop."),
        ("de", "Entfernen Sie den Deckel, sonst läuft das Wasser nicht ab."),
        ("fr", "Supprimez le cache, sinon la page reste ancienne."),
        ("it", "Elimina la cache, altrimenti la pagina resta vecchia."),
        ("nl", "Verwijder de sticker, anders werkt de sensor niet."),
        ("en", "Nobody cares about you like your mum does."),
        ("en", "Learn to read sheet music before the course starts."),
        ("en", "An idiot-proof guide: https://shop.example/guide"),
    ],
)
def test_advice_and_proverbs_are_neither_threats_nor_insults(lang: str, text: str) -> None:
    assert _reply(text, lang).hostile == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Put on your big boy pants and wait like everyone else."),
        ("en", "I was selling on the internet when you were a baby."),
        ("en", "Maybe learn to read before you post."),
        ("nl", "Wat een zielig figuur ben jij."),
    ],
)
def test_condescension_is_an_insult(lang: str, text: str) -> None:
    assert "insult" in _reply(text, lang).hostile


def test_a_password_is_set_again_without_any_loss() -> None:
    assert not _reply("Bitte setz dein Passwort zurück.", "de").risky_advice
    assert not _reply("Delete the app and install it again, your list is kept in the cloud.").risky_advice
    assert _reply("Setz das Handy bitte auf Werkseinstellungen zurück.", "de").risky_advice


def test_a_number_tells_something() -> None:
    assert not _reply("It's on platform 4. If you need more, DM us.").deflects_only


def test_being_at_it_is_promised_vaguely() -> None:
    assert _reply("Die Kollegen sind dran.", "de").promises_vaguely
    assert not _reply("Du hörst morgen von uns.", "de").promises_vaguely


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We have hidden your comment because it shows your phone number."),
        ("de", "Wir haben deinen Kommentar ausgeblendet, weil deine Telefonnummer darin steht."),
        ("de", "Wir schicken es an deine Adresse."),
        ("fr", "Nous avons masqué votre commentaire car il contient votre numéro de téléphone."),
        ("fr", "On l'envoie à votre adresse demain."),
        ("es", "Hemos ocultado tu comentario porque muestra tu número de teléfono."),
        ("it", "Abbiamo nascosto il commento perché mostra il tuo numero di telefono."),
        ("nl", "We hebben je reactie verborgen omdat je telefoonnummer erin staat."),
        ("nl", "We sturen het naar je adres."),
        ("pt", "Ocultamos o seu comentário porque mostra o seu número de telefone."),
    ],
)
def test_what_was_hidden_or_is_sent_is_not_asked_for(lang: str, text: str) -> None:
    assert _reply(text, lang).requests_data == ()


def test_what_is_to_be_handed_on_is_asked_for() -> None:
    assert _reply("Kunt u uw ordernummer doorgeven?", "nl").requests_data == ("order",)


def test_stale_issues_are_closed_by_machines() -> None:
    said = "This issue has been automatically marked as stale because it has not had recent activity."
    assert _reply(said).automated
