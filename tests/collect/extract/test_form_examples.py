"""What a form shows to say how it is filled in is nobody's detail; what stands there to be used is."""

from __future__ import annotations

import pytest

from auditor.collect.extract.contacts import find_contacts

URL = "https://www.acme.example/contact"

CALLED = [
    "E-mail (např. jan.novak@seznam.cz):", "E-Mail (z. B. petra.vogt@web.de)", "E-mail (e.g. john.smith@gmail.com)", "Courriel, p. ex. marc.petit@orange.fr",
    "Correo (por ejemplo: ana.gil@gmail.com)", "Posta: ad es. luca.bianchi@libero.it", "E-mailadres (bijv. jan.smit@ziggo.nl)", "E-mail, ex.: ana.costa@sapo.pt",
    "Adres (np. ewa.lis@wp.pl)", "E-post (t.ex. eva.berg@telia.com)", "E-post (f.eks. kari.li@online.no)", "Sähköposti (esim. liisa.salo@gmail.com)",
    "E-mail (pl. nagy.eva@freemail.hu)", "E-mail (de ex. ion.pop@gmail.com)", "E-pošta (npr. ana.horvat@gmail.com)", "Почта (например, ivan.petrov@mail.ru)",
    "Пошта (наприклад: olha.koval@ukr.net)", "Email (π.χ. maria.pappa@gmail.com)", "E-posta (örn. ayse.kaya@gmail.com)", "メール\uff08例\uff1ataro.yamada@gmail.com\uff09",
    "이메일 (예: minsu.kim@naver.com)", "电子邮件\uff0c例如\uff1awei.zhang@qq.com", "Email (contoh: budi.santoso@gmail.com)", "Email (ví dụ: lan.nguyen@gmail.com)",
    "Vzor: jan.novak@seznam.cz", "Format: jan.novak@seznam.cz", "jan.novak@seznam.cz (příklad)", "petra.vogt@web.de \u2013 Beispiel", "Jméno a e-mail (např. Jan Novák, jan.novak@seznam.cz)",
    "El. paštas (pvz., ona.kaze@gmail.com)", "E-pasts (piem., anna.ozola@gmail.com)", "E-post (nt mari.tamm@gmail.com)",
]  # fmt: skip


@pytest.mark.parametrize("said", CALLED)
@pytest.mark.parametrize(
    "layout",
    [
        "<form><p>{} <input name=m></p></form>",
        "<form><input name=m><small class=help-text>{}</small></form>",
        "<div>{} <input name=m></div>",
    ],
)
def test_an_example_in_a_form_is_nobodys_mailbox(said: str, layout: str) -> None:
    assert find_contacts(layout.format(said), url=URL) == ()


@pytest.mark.parametrize(
    "said",
    [
        "Mobil (např. 601 123 456)",
        "Handy (z. B. 0171 2345678)",
        "Mobile, e.g. +44 7911 234567",
        "Téléphone (ex. : 06 12 34 56 78)",
    ],
)
def test_an_example_in_a_form_is_nobodys_number(said: str) -> None:
    assert find_contacts(f"<form><label>{said}</label><input name=t></form>", url=URL, region="CZ") == ()


@pytest.mark.parametrize(
    "html",
    [
        "<form><p>Questions? Write to jan.novak@seznam.cz</p><input name=m></form>",
        "<form><p>E-mail: jan.novak@seznam.cz</p><input name=m></form>",
        "<p>Schreiben Sie uns, z. B. jan.novak@seznam.cz</p><form><input name=m></form>",
        "<form><p>E-mail (např. jan.novak@seznam.cz)</p><input name=m></form><p>Jan Novák, jan.novak@seznam.cz</p>",
        "<form><p>Send a picture, for example of the fault. Jan Novák, jan.novak@seznam.cz</p><input name=m></form>",
        '<form><p>z. B. <a href="mailto:jan.novak@seznam.cz">jan.novak@seznam.cz</a></p><input name=m></form>',
        "<form><p>Menschen wie jan.novak@seznam.cz helfen</p><input name=m></form>",
    ],
)
def test_a_mailbox_that_is_meant_to_be_used_is_found(html: str) -> None:
    assert [one.value for one in find_contacts(html, url=URL)] == ["jan.novak@seznam.cz"]
