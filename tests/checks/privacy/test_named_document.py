"""Files that name who made them, and those that name a firm, a task or a program."""

from __future__ import annotations

import pytest

from auditor.audit import registry, runner
from auditor.model import Outcome, Role, Severity, Spokesperson
from tests.snapshots import FILLER, SITE, Site, only, run

CHECK = "named-document"


def release(kind: str = "pdf", html: str = FILLER, problem: str = "", **facts: str | tuple[str, ...]) -> Site:
    return Site().page("/press", html, Role.MEDIA).document("/release.pdf", kind, "/press", problem=problem, **facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"author": "Wanda Kowalski"}, "Wanda Kowalski as its author"),
        ({"author": "Kowalski, Wanda"}, "Wanda Kowalski as its author"),
        ({"author": "Acme; Wanda Kowalski"}, "Wanda Kowalski as its author"),
        ({"last_editor": "wanda.kowalski"}, "wanda.kowalski as its last editor"),
        ({"manager": "Dr. Heinz Brettschneider"}, "as the manager"),
        ({"reviewer": ("Acme", "Birgit Sandmann")}, "Birgit Sandmann as a reviewer"),
        ({"author": "wanda.k@gmail.com"}, "as its author"),
        ({"account": "wanda", "path": r"C:\Users\wanda\Desktop\a.docx"}, "the log-in wanda"),
        ({"path": r"\\FS01\marketing\2026\secret.indd"}, "the folder \\\\FS01"),
        ({"path": "/Volumes/Clients/Acme/release.indd"}, "folder /Volumes"),
    ],
)
def test_persons_and_folders_fail(facts: dict[str, str], words: str) -> None:
    finding = only(run(CHECK, release(**facts).snapshot()))
    assert (finding.outcome, finding.severity) == (Outcome.FAIL, Severity.LOW)
    assert words in finding.message.text


@pytest.mark.parametrize("value", ["wkowalski", "tk4711", "W. Kowalski", "Zbrn Qvist", "山田太郎"])
def test_what_may_be_a_person_is_put_to_one(value: str) -> None:
    finding = only(run(CHECK, release(author=value).snapshot()))
    assert finding.outcome is Outcome.REVIEW
    assert finding.hint.text == "Find out whether that is a person, or a log-in that stands for one."


@pytest.mark.parametrize(
    "value",
    ["Acme", "ACME Anvils Ltd", "acme", r"ACME\press", "Marketing", "Press Office", "Presse", "admin", "user", "Microsoft Office User", "Adobe InDesign 19.1",
     "Blue Fox Design Studio", "press@acme.example", "HP", "Kommunikationsabteilung", "Unknown", "2026", "KPMG",
     "Zesp\u00f3\u0142 redakcyjny", "Redakcja", "Szerkeszt\u0151s\u00e9g", "\u0420\u0435\u0434\u0430\u043a\u0446\u0438\u044f", "\u7de8\u96c6\u90e8", "Toimitus", "Equipo editorial", "Odd\u011blen\u00ed prodeje"],
)  # fmt: skip
def test_firms_tasks_and_programs_are_in_order(value: str) -> None:
    assert only(run(CHECK, release(author=value, last_editor=value).snapshot())).outcome is Outcome.PASS


def test_programs_folders_are_in_order() -> None:
    site = release(
        path=(r"C:\Program Files\Microsoft Office\Templates\a.dotx", "file:///Applications/Office.app/a.potx")
    )
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.PASS


def test_who_speaks_for_the_company_is_in_order() -> None:
    site = release(author="Wanda Kowalski").company_profile(
        spokespeople=(Spokesperson("Wanda Kowalski", "agreed, 2026-01-02"),)
    )
    assert only(run(CHECK, site.snapshot())).outcome is Outcome.PASS


def test_whom_the_page_names_is_in_order() -> None:
    contact = f"{FILLER}<p>Press contact:<br>Ms Wanda Kowalski<br>Head of Communications</p>"
    assert only(run(CHECK, release(html=contact, author="Wanda Kowalski").snapshot())).outcome is Outcome.PASS
    assert only(run(CHECK, release(html=contact, author="Birgit Sandmann").snapshot())).outcome is Outcome.FAIL


def test_nobody_is_named_in_results() -> None:
    site = release(author="Wanda Kowalski", account="wkowalski", path=r"C:\Users\wkowalski\a.docx")
    result = runner.run(dict(registry.load(installed=False))[CHECK].check, site.snapshot())
    assert "owalski" not in str(only(result))
    assert r"C:\Users\w•••" in only(result).message.text


def test_a_picture_counts_by_its_folders_alone() -> None:
    assert run(CHECK, release("jpeg", artist="Wanda Kowalski").snapshot()).outcome is Outcome.NOT_APPLICABLE
    assert (
        only(run(CHECK, release("png", path="/home/wanda/a.png", account="wanda").snapshot())).outcome is Outcome.FAIL
    )


def test_what_could_not_be_read_is_inconclusive() -> None:
    finding = only(run(CHECK, release(problem="it is locked with a password").snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.INCONCLUSIVE, f"{SITE}release.pdf")
    assert "locked with a password" in finding.message.text


def test_without_documents_nothing_is_said() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_many_names_are_shortened() -> None:
    names = tuple(f"Wanda Kowalski{letter}" for letter in "abcdef")
    assert "2 more names are in it." in only(run(CHECK, release(reviewer=names).snapshot())).message.text


FIRM = '<html lang="de"><head><title>{title}</title></head><body><h1>{heading}</h1>{filler}<p>{foot}</p></body></html>'


def at_a_firm(author: str, title: str = "", heading: str = "Willkommen", foot: str = "") -> Outcome:
    home = FIRM.format(title=title, heading=heading, filler=FILLER, foot=foot)
    site = Site("https://www.moebel-mueller.example/", home=home).page("/press", FILLER, Role.MEDIA)
    site.document("/release.pdf", "pdf", "/press", author=author)
    return only(run(CHECK, site.snapshot())).outcome


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("M\u00f6bel M\u00fcller", {"title": "Start \u2013 M\u00f6bel M\u00fcller GmbH"}),
        ("M\u00fcller M\u00f6bel", {"title": "Start"}),
        ("MUELLER MOEBEL", {"heading": "M\u00f6bel M\u00fcller"}),
        ("M\u00f6bel M\u00fcller G.m.b.H.", {}),
        ("M\u00f6belhaus M\u00fcller", {"foot": "\u00a9 2026 M\u00f6belhaus M\u00fcller GmbH"}),
        ("M\u00fcller M\u00f6belhaus", {"title": "M\u00f6belhaus M\u00fcller | Start"}),
        (
            "M\u00f6belhaus M\u00fcller Ulm",
            {"foot": "Copyright 2026 M\u00f6belhaus M\u00fcller. Alle Rechte vorbehalten"},
        ),
        ("Moebel-Mueller", {}),
        ("M\u00f6bel M\u00fcller & S\u00f6hne", {"heading": "M\u00f6bel M\u00fcller & S\u00f6hne OHG"}),
    ],
)
def test_the_firm_by_any_of_its_own_names_is_nobody(author: str, said: dict[str, str]) -> None:
    assert at_a_firm(author, **said) is Outcome.PASS


@pytest.mark.parametrize("author", ["Bernd M\u00fcller", "M\u00fcller, Bernd", "bernd.mueller", "Petra M\u00f6bel"])
def test_the_owner_of_a_firm_of_the_same_name_is_told(author: str) -> None:
    for said in (
        {"heading": "M\u00f6bel M\u00fcller"},
        {"title": "M\u00fcller | Start"},
        {"foot": "\u00a9 2026 M\u00fcller GmbH"},
    ):
        assert at_a_firm(author, **said) is Outcome.FAIL
