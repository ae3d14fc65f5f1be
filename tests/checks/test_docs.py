"""Every check is explained beside its code, under the same name, in words that say something."""

from __future__ import annotations

import re
from functools import cache

from auditor.audit import page_languages, registry
from auditor.audit.registry import CheckDoc
from auditor.model import Severity
from auditor.model.messages import Voice, speaking
from auditor.report.languages import voice_of
from auditor.report.presentation import Presentation
from auditor.report.wording import first_paragraph, first_sentence
from auditor.resources import facts, shipped

CHECKS = registry.load(installed=False)
LANGUAGES = ("de",)
"""Those that every page of ours is written in, besides English."""
PAGES = [(check, language) for check in CHECKS for language in ("en", *LANGUAGES)]


@cache
def voice(language: str) -> Voice:
    return voice_of(Presentation(language))


@cache
def page(id: str, language: str) -> CheckDoc:
    with speaking(voice(language)):
        return page_languages.told(CHECKS[id])


CATALOGUE = {
    "contact": {
        "broken-contact-form": Severity.HIGH,
        "dead-contact-link": Severity.HIGH,
        "dead-contact-page": Severity.CRITICAL,
        "dead-media-page": Severity.CRITICAL,
        "defunct-platform-link": Severity.MEDIUM,
        "hidden-contact-page": Severity.LOW,
        "insecure-contact-page": Severity.MEDIUM,
        "missing-contact-route": Severity.HIGH,
        "missing-imprint": Severity.MEDIUM,
        "missing-media-contact": Severity.HIGH,
        "missing-report-route": Severity.LOW,
        "placeholder-content": Severity.MEDIUM,
        "single-platform-contact": Severity.MEDIUM,
        "stale-media-page": Severity.LOW,
        "undeliverable-email": Severity.HIGH,
        "unusable-phone": Severity.HIGH,
    },
    "response": {
        "abandoned-promise": Severity.HIGH,
        "canned-reply": Severity.LOW,
        "closed-channel": Severity.MEDIUM,
        "deflected-reply": Severity.MEDIUM,
        "dormant-channel": Severity.MEDIUM,
        "feed-mirror": Severity.LOW,
        "hostile-reply": Severity.INFO,
        "monologue": Severity.MEDIUM,
        "prolonged-thread": Severity.MEDIUM,
        "question-cluster": Severity.HIGH,
        "risky-advice": Severity.INFO,
        "slow-first-response": Severity.HIGH,
        "unanswered-question": Severity.HIGH,
        "unanswered-review": Severity.MEDIUM,
        "unthanked-suggestion": Severity.LOW,
        "weekend-silence": Severity.MEDIUM,
    },
    "privacy": {
        "archived-exposure": Severity.INFO,
        "customer-data-in-thread": Severity.MEDIUM,
        "exposed-birth-date": Severity.MEDIUM,
        "exposed-home-address": Severity.INFO,
        "exposed-personal-email": Severity.HIGH,
        "exposed-personal-phone": Severity.HIGH,
        "exposed-private-profile": Severity.INFO,
        "located-image": Severity.HIGH,
        "named-document": Severity.LOW,
        "open-user-list": Severity.MEDIUM,
        "public-data-request": Severity.HIGH,
    },
    "security": {
        "claimable-domain-link": Severity.CRITICAL,
        "claimable-profile-link": Severity.CRITICAL,
        "dead-profile-link": Severity.HIGH,
        "hijack-signs": Severity.CRITICAL,
        "hijacked-link": Severity.HIGH,
        "impostor-account": Severity.INFO,
        "lookalike-link": Severity.HIGH,
        "phishing-link": Severity.CRITICAL,
        "recurring-compromise": Severity.HIGH,
        "spoofable-domain": Severity.MEDIUM,
        "unlinked-profile": Severity.LOW,
        "unwarned-compromise": Severity.HIGH,
    },
    "consistency": {
        "conflicting-contact-details": Severity.MEDIUM,
        "contradicted-declaration": Severity.MEDIUM,
        "contradictory-replies": Severity.HIGH,
        "incomplete-profile": Severity.MEDIUM,
        "mismatched-branding": Severity.MEDIUM,
        "mismatched-handle": Severity.LOW,
        "missing-alt-text": Severity.LOW,
        "overdue-announcement": Severity.HIGH,
        "overstated-promise": Severity.HIGH,
        "unlabelled-channel": Severity.LOW,
        "unproven-endorsement": Severity.INFO,
    },
    "listening": {
        "amplified-complaint": Severity.INFO,
        "falling-reviews": Severity.HIGH,
        "missing-alert-feed": Severity.MEDIUM,
        "repeat-incident": Severity.MEDIUM,
        "unacknowledged-spike": Severity.CRITICAL,
        "unanswered-mention": Severity.HIGH,
        "uncovered-venue": Severity.MEDIUM,
        "unresolved-complaint-cluster": Severity.HIGH,
        "untagged-blind-spot": Severity.MEDIUM,
    },
}
"""Every check there is to be in these chapters, and how much it matters; INFO is for what a person must judge."""


def test_every_check_has_the_chapter_and_the_weight_it_is_to_have() -> None:
    found = {(known.check.category, known.check.id): known.check.severity for known in CHECKS.values()}
    planned = {(chapter, name): severity for chapter, listed in CATALOGUE.items() for name, severity in listed.items()}
    assert found.items() <= planned.items(), found.items() - planned.items()
    assert list(CHECKS) == sorted(CHECKS)


def test_the_contact_chapter_is_complete() -> None:
    found = {known.check.id for known in CHECKS.values() if known.check.category == "contact"}
    assert found == CATALOGUE["contact"].keys()


def test_every_page_has_its_check() -> None:
    folder = shipped("checks")
    for end in ("md", *(f"{language}.md" for language in LANGUAGES)):
        pages = {path.with_name(path.name.partition(".")[0]) for path in folder.rglob(f"*.{end}")}
        assert pages == {path.with_suffix("") for path in folder.rglob("*.py")}


def test_id_file_folder_and_headings_are_one() -> None:
    for id_ in CHECKS:
        known = CHECKS[id_]
        assert known.path.stem.replace("_", "-") == known.check.id == id_, id_
        assert known.path.parent.name == known.check.category, id_
        assert re.findall(r"^#+ (.+)$", known.path.read_text(encoding="utf-8"), re.MULTILINE) == list(
            registry.HEADINGS
        ), id_


def test_other_languages_have_the_same_parts_and_lists() -> None:
    for id_ in CHECKS:
        english = CHECKS[id_].doc
        for language in LANGUAGES:
            assert page_languages.in_language(CHECKS[id_].path, language).is_file(), id_
            there = page(id_, language)
            for part in ("what", "why", "fix", "limits"):
                ours, theirs = getattr(english, part), getattr(there, part)
                assert theirs != ours, id_
                assert theirs.count("\n- ") == ours.count("\n- "), id_
                assert theirs.count("\n\n") == ours.count("\n\n"), id_
                assert set(re.findall(r"`[^`]*[a-z]_[^`]*`", theirs)) == set(re.findall(r"`[^`]*[a-z]_[^`]*`", ours)), (
                    id_
                )


def test_every_part_says_something() -> None:
    for id_, language in PAGES:
        doc = page(id_, language)
        for part in (doc.what, doc.why, doc.fix, doc.limits):
            assert len(part) >= 80, (id_, language)
            assert not re.search(r"\b(?:TODO|TBD|FIXME|lorem)\b(?! ipsum)", part), (id_, language)


def test_what_the_first_pages_quote_stands_alone() -> None:
    for id_, language in PAGES:
        doc = page(id_, language)
        remedy, why = first_paragraph(doc.fix), first_sentence(doc.why)
        assert re.search(TAKES[language], remedy), f"{(id_, language)}: says what it takes"
        assert not remedy.lstrip().startswith(("-", "*", "|", "#")), f"{(id_, language)}: a paragraph, no list"
        assert 40 <= len(why) <= 220, (id_, language)
        assert why.endswith("."), (id_, language)


def test_titles_say_both_sides() -> None:
    for id_ in CHECKS:
        check = CHECKS[id_].check
        assert check.title != check.failing_title, id_
        for title in (check.title, check.failing_title):
            assert title[0].isupper(), id_
            assert title[-1].isalnum(), id_
            assert len(title) <= 80, id_


def test_no_two_checks_say_the_same() -> None:
    titles = [title for known in CHECKS.values() for title in (known.check.title, known.check.failing_title)]
    assert len(titles) == len(set(titles))


def test_the_category_is_a_chapter() -> None:
    for id_ in CHECKS:
        assert CHECKS[id_].check.category in {
            category["id"] for category in facts("audit/categories.toml")["category"]
        }, id_


TAKES = {"en": r"\b(?:minutes?|hours?|days?)\b", "de": r"\b(?:Minuten?|Stunden?|Tage?)\b"}
"""What the first paragraph of How to fix says in each language."""
TIMES = {
    "en": {
        "minutes": r"\bminutes?\b|half an hour",
        "hours": r"\bhours?\b|\bdays?\b",
        "project": r"\bweeks?\b|\bmonths?\b",
    },
    "de": {
        "minutes": r"\bMinuten?\b",
        "hours": r"\bStunden?\b|\bTage?\b",
        "project": r"\bWochen?\b|\bMonaten?\b",
    },
}
"""What a page says where its check declares that a fix takes so long."""


def test_effort_and_team_are_declared_and_the_page_agrees() -> None:
    for id_, language in PAGES:
        known = CHECKS[id_]
        assert known.check.team is not None, (id_, language)
        assert known.check.effort is not None, (id_, language)
        assert re.search(TIMES[language][known.check.effort], page(id_, language).fix), (id_, language)


def test_pages_are_plain_markdown() -> None:
    for path in sorted(shipped("checks").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert "<" not in re.sub(r"`[^`]*`", "", text), f"{path.name}: no HTML: the report escapes it"
        assert "\t" not in text, path.name
        assert text.endswith("\n"), path.name
