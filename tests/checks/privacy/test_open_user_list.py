"""Lists of log-in names, open or closed."""

from __future__ import annotations

import json

import pytest

from auditor.model import Outcome, Severity
from tests.snapshots import FILLER, Site, only, run

CHECK = "open-user-list"
URL = "https://www.acme.example/wp-json/wp/v2/users?per_page=100"
THEME = '<link rel="stylesheet" href="/wp-content/themes/anvil/style.css">'
USERS = json.dumps([{"id": 1, "name": "Jane Quill", "slug": "jane-quill"}, {"id": 2, "name": "", "slug": "pvellum"}])


def site(home: str = "") -> Site:
    return Site(home=FILLER + home)


def test_an_open_list_is_at_fault_and_names_nobody() -> None:
    found = only(run(CHECK, site().answer(URL, 200, USERS, content_type="application/json").snapshot()))
    assert (found.outcome, found.subject) == (Outcome.FAIL, URL)
    assert found.message.text == "Anybody who asks is shown 2 log-in names."
    assert "Quill" not in str(found)
    assert "vellum" not in str(found)


@pytest.mark.parametrize(
    ("status", "body"), [(401, '{"code":"rest_forbidden"}'), (403, "{}"), (404, "{}"), (200, "[]")]
)
def test_a_closed_gone_or_empty_list_passes(status: int, body: str) -> None:
    answered = site().answer(URL, status, body, content_type="application/json")
    assert only(run(CHECK, answered.snapshot())).outcome is Outcome.PASS


def test_a_list_that_could_not_be_read_is_not_judged() -> None:
    assert only(run(CHECK, site().answer(URL, 503).snapshot())).outcome is Outcome.INCONCLUSIVE
    assert only(run(CHECK, site(THEME).snapshot())).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("body", ["<html><p>Hello</p></html>", '{"a": 1}', '[1, null, {"slug": 5}]', "[" * 20_000, ""])
def test_an_answer_of_another_kind_lists_nobody(body: str) -> None:
    answered = site().answer(URL, 200, body, content_type="application/json")
    assert only(run(CHECK, answered.snapshot())).outcome is not Outcome.FAIL


def test_authors_archives_tell_log_in_names_as_well() -> None:
    links = '<a href="/author/jane-quill/">By Jane</a><a href="/author/jane-quill">again</a><a href="/authors/">all</a>'
    closed = site(THEME + links).answer(URL, 401, "{}", content_type="application/json").snapshot()
    found = next(one for one in run(CHECK, closed).findings if one.outcome is Outcome.FAIL)
    assert found.severity is Severity.LOW
    assert "1 author archive," in found.message.text
    assert "quill" not in found.evidence[0].excerpt.lower()


def test_authors_of_books_and_the_companys_own_archive_are_no_log_ins() -> None:
    assert run(CHECK, site('<a href="/author/jane-quill/">By Jane</a>').snapshot()).outcome is Outcome.NOT_APPLICABLE
    closed = site(THEME + '<a href="/author/acme/">By us</a>').answer(URL, 401, "{}", content_type="application/json")
    assert only(run(CHECK, closed.snapshot())).outcome is Outcome.PASS


def test_other_sites_are_not_judged() -> None:
    assert run(CHECK, site().snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "slug",
    ["redakcja", "zespol", "redaktion-hamburg", "webteam", "la-redaction", "equipo-editorial", "lo-staff", "redacao", "szerkesztoseg", "toimitus",
     "redaktsiya", "%D1%80%D0%B5%D0%B4%D0%B0%D0%BA%D1%86%D0%B8%D1%8F", "redactie-nieuws", "redaksi", "tim-redaksi", "%E7%B7%A8%E9%9B%86%E9%83%A8", "tym-redakce",
     "press-office", "marketing", "bientap", "press-sluzhba", "yazi-ekibi", "acme-team", "ekipa", "anvils-acme"],
)  # fmt: skip
def test_teams_departments_and_the_sites_own_name_are_nobodys_log_ins(slug: str) -> None:
    visited = Site(home=f'{FILLER}{THEME}<a href="/author/{slug}/">By us</a><p>\u00a9 2026 Acme Anvils Ltd.</p>')
    closed = visited.answer(URL, 401, "{}", content_type="application/json")
    assert only(run(CHECK, closed.snapshot())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "slug",
    ["anna-redaktion", "jquill", "tim", "jan-novak", "a.kowalska", "bernd-acme", "admin", "%D0%B8%D0%B2%D0%B0%D0%BD"],
)
def test_persons_log_ins_are_told_whatever_stands_beside_their_names(slug: str) -> None:
    closed = site(f'{THEME}<a href="/author/{slug}/">By us</a>').answer(URL, 401, "{}", content_type="application/json")
    assert Outcome.FAIL in {one.outcome for one in run(CHECK, closed.snapshot()).findings}
