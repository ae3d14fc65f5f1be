"""Own replies that insult or threaten: quoted for a person, never scored."""

from __future__ import annotations

from auditor.model import Outcome, Severity
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


def test_friendly_replies_pass() -> None:
    finding = only(check(CHECK, [ask(1), reply(1)]))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, SITE)


def test_what_customers_write_is_not_the_companys() -> None:
    assert only(check(CHECK, [ask(1, INSULT), reply(1)])).outcome is Outcome.PASS


def test_without_posts_nothing_applies() -> None:
    assert run(CHECK, Site().snapshot()).outcome is Outcome.NOT_APPLICABLE
