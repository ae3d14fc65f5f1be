"""Own replies that insult or threaten: quoted for a person, never scored."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import Outcome, PostKind, Severity
from auditor.text.posts.intents import read
from auditor.text.posts.marks import marks_of
from tests.desk import ask, check, reply, url
from tests.snapshots import SITE, Site, only, run

CHECK = "hostile-reply"
INSULT = "You are an idiot. Get a life, moron."


def test_hostile_replies_are_quoted_and_never_scored() -> None:
    result = check(CHECK, [ask(1), reply(1, INSULT)])
    finding = only(result)
    assert (finding.outcome, finding.subject) == (Outcome.REVIEW, url("a1"))
    assert "idiot" in finding.evidence[0].excerpt
    assert result.check.severity is Severity.INFO


def test_private_replies_are_told_by_their_time_alone() -> None:
    marks = marks_of(read(INSULT, "en", by_brand=True))
    private = replace(reply(1), text="", kind=PostKind.DIRECT, marks=marks)
    finding = only(check(CHECK, [replace(ask(1), kind=PostKind.DIRECT), private]))
    assert finding.outcome is Outcome.REVIEW
    assert "It was written in private, so its words were not kept." in finding.message.text
    assert "idiot" not in repr(finding)
    assert finding.evidence[0].excerpt == "company: (private; its words are not kept)"


def test_friendly_private_replies_pass() -> None:
    marks = marks_of(read("It will be with you tomorrow.", "en", by_brand=True))
    private = replace(reply(1), text="", kind=PostKind.DIRECT, marks=marks)
    assert only(check(CHECK, [replace(ask(1), kind=PostKind.DIRECT), private])).outcome is Outcome.PASS


def test_friendly_replies_pass() -> None:
    finding = only(check(CHECK, [ask(1), reply(1)]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)


def test_what_customers_write_is_not_the_companys() -> None:
    assert only(check(CHECK, [ask(1, INSULT), reply(1)])).outcome is Outcome.PASS


def test_without_posts_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
