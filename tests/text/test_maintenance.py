"""Pages that say that their site is being worked on."""

# ruff: noqa: RUF001
from __future__ import annotations

import pytest

from auditor.text.maintenance import maintenance_mark

LONG = "We make tools for people who build things, and we have done so since 1931.\n" * 40

# Title, heading and text of each.
WORKED_ON = [
    ("Maintenance", "", "We will be with you again soon."),
    (
        "Site under maintenance",
        "We'll be back soon!",
        "Sorry for the inconvenience but we're performing some maintenance.",
    ),
    ("Acme Tools", "", "Briefly unavailable for scheduled maintenance. Check back in a minute."),
    ("Wartungsarbeiten | Acme", "", "Unsere Website ist in Kürze wieder für Sie da."),
    ("Acme GmbH", "Wartungsmodus", ""),
    ("Acme GmbH", "", "Aufgrund von Wartungsarbeiten ist diese Website zurzeit nicht erreichbar."),
    ("Site en maintenance", "", "Notre site est actuellement en maintenance. Nous serons bientôt de retour."),
    ("", "Sitio en mantenimiento", "Volveremos pronto"),
    ("", "", "Il sito è in manutenzione. Torneremo presto."),
    ("", "", "Onze website is momenteel in onderhoud."),
    ("", "", "O site está em manutenção."),
    ("Przerwa techniczna", "", "Trwają prace konserwacyjne."),
    ("", "", "Vi är snart tillbaka"),
    ("", "", "Na webu probíhá údržba."),
    ("", "", "Weboldalunk karbantartás alatt áll."),
    ("", "", "На сайте ведутся технические работы."),
    ("", "", "На сайті ведуться технічні роботи."),
    ("", "", "Sitemiz bakımdadır."),
    ("", "", "الموقع تحت الصيانة"),
    ("", "", "האתר נמצא בתחזוקה"),
    ("", "", "ただいまメンテナンス中です。しばらくお待ちください。"),
    ("", "", "网站正在维护中，请稍后再试。"),
    ("", "시스템 점검 중", "잠시 후 다시 이용해 주세요."),
    ("", "", "เว็บไซต์ปิดปรับปรุงชั่วคราว"),
    ("", "", "Website đang được bảo trì."),
    ("", "", "Situs sedang dalam pemeliharaan."),
    ("", "", "Ο ιστότοπος είναι υπό συντήρηση."),
]
AT_WORK = [
    ("Maintenance", "Maintenance", "We maintain lifts and escalators of all makes in Kent. Call us for an offer. " * 4),
    ("Wartungsarbeiten", "Wartungsarbeiten", "Wir warten Aufzüge aller Marken in ganz Kiel. Rufen Sie uns an. " * 5),
    (
        "Contact",
        "Contact",
        "Scheduled maintenance: our customer portal is down for maintenance on Sunday.\nhello@acme.example",
    ),
    ("Contact", "Contact", "Our lift maintenance team will be back in touch within a day."),
    ("Contact", "Contact", "If the site is under maintenance, call us."),
    ("Acme", "Acme", "We'll be back soon\n" + LONG),
    ("Kontakt", "Kontakt", "Wartungsverträge für Heizungen\nTelefon 0431 123"),
    ("", "", ""),
]


@pytest.mark.parametrize("page", WORKED_ON)
def test_a_site_that_is_worked_on(page: tuple[str, str, str]) -> None:
    assert maintenance_mark(*page)


@pytest.mark.parametrize("page", AT_WORK)
def test_firms_that_maintain_things_are_open(page: tuple[str, str, str]) -> None:
    assert maintenance_mark(*page) == ""
