"""Each note stands where it belongs, and one that has no place is told in one line that helps."""

from __future__ import annotations

import re

from auditor.audit.results import FindingOut, Results
from auditor.report import notes
from tests import factories as make


def judged() -> Results:
    return make.make_results()


def finding(outcome: str) -> FindingOut:
    return next(one for check in judged().checks for one in check.findings if one.outcome == outcome)


def test_each_has_its_place() -> None:
    failed, review = finding("fail").fingerprint, finding("review").fingerprint
    written = {
        "summary": "S",
        "introduction": "I",
        "closing": "C",
        "dead-contact-link": "D",
        failed[:8]: "F",
        review: "R",
    }
    found = notes.placed(written, judged())
    assert (found.summary, found.introduction, found.closing) == ("S", "I", "C")
    assert (found.checks, found.findings, found.left_out) == (
        {"dead-contact-link": "D"},
        {failed: "F", review: "R"},
        (),
    )
    assert [found.at(place) for place in notes.PLACES] == ["S", "I", "C"]


def test_two_for_one_finding_both_stand() -> None:
    failed = finding("fail").fingerprint
    assert notes.placed({failed[:6]: "One.", failed: "Two."}, judged()).findings == {failed: "One.\n\nTwo."}


def test_one_that_has_no_place_is_told() -> None:
    passed = next(one.fingerprint for check in judged().checks for one in check.findings if one.outcome == "pass")
    written = {
        "unusable-phone": "x",
        "hidden-contact-page": "x",
        passed: "x",
        "0" * 32: "x",
        "hostile-reply": "x",
        "ded-contact-link": "x",
        "introdution": "x",
        "zzzz": "x",
        "abc": "x",
    }
    found = notes.placed(written, judged(), {"hostile-reply"})
    assert (found.checks, found.findings) == ({}, {})
    assert found.left_out == (
        "notes/unusable-phone.md: no longer found, since the check passed; the note is left out",
        "notes/hidden-contact-page.md: no longer found, since the check had nothing to examine; the note is left out",
        f"notes/{passed}.md: no longer found; the note is left out",
        f"notes/{'0' * 32}.md: no longer found; the note is left out",
        "notes/hostile-reply.md: this audit did not run the check; the note is left out",
        "notes/ded-contact-link.md: names neither a check nor a finding (did you mean dead-contact-link.md?); the note is left out",
        "notes/introdution.md: names neither a check nor a finding (did you mean introduction.md?); the note is left out",
        "notes/zzzz.md: names neither a check nor a finding; the note is left out",
        "notes/abc.md: names neither a check nor a finding; the note is left out",
    )


def test_the_beginning_of_two_fingerprints_tells_neither() -> None:
    told = judged().model_dump(mode="json")
    told["checks"][0]["findings"][0]["fingerprint"] = "abcdef00" + "0" * 24
    told["checks"][0]["findings"][1]["fingerprint"] = "abcdef01" + "0" * 24
    results = Results.model_validate(told)
    found = notes.placed({"abcdef": "x", "abcdef0": "x", "abcdef01": "y"}, results)
    assert found.findings == {"abcdef01" + "0" * 24: "y"}
    assert [re.sub("^.*: ", "", line) for line in found.left_out] == [
        "the fingerprints of 2 findings begin so; give more of it; the note is left out"
    ] * 2


def test_an_edition_takes_the_notes_of_its_language() -> None:
    written = {"summary": "S", "summary.de": "Z", "closing.fr": "F", "summary.old-one": "x", "a.b.c": "y"}
    assert notes.in_language(written, "en") == {"summary": "S", "a.b.c": "y"}
    assert notes.in_language(written, "de") == notes.in_language(written, "de-AT") == {"summary": "Z", "a.b.c": "y"}
    assert notes.in_language(written, "fr") == {"summary": "S", "closing": "F", "a.b.c": "y"}
    assert notes.in_language({"summary.de-at": "A"}, "de") == {}


def test_without_notes_nothing_is_said() -> None:
    assert notes.placed({}, judged()) == notes.NONE
