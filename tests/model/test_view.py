"""A check sees of a visit what it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from auditor.analysis import pages
from auditor.api import passed
from auditor.audit import registry, runner
from auditor.model import ARTIFACTS, Check, Finding, Outcome, Role, Snapshot
from auditor.model.view import UndeclaredRead, View
from tests import snapshots
from tests.factories import make_check

WHOLE = snapshots.Site().page("/contact", snapshots.FILLER, Role.CONTACT).snapshot()


@pytest.mark.parametrize("name", ARTIFACTS)
def test_only_what_is_declared_can_be_read(name: str) -> None:
    assert getattr(View(WHOLE, [name]), name) is getattr(WHOLE, name)
    with pytest.raises(UndeclaredRead, match=f"snapshot.{name} is read and not declared: add '{name}' to `needs`"):
        getattr(View(WHOLE, ["certificates"] if name != "certificates" else ["dns"]), name)


def test_what_belongs_to_it_comes_along() -> None:
    view = View(WHOLE, ["pages", "profiles", "posts"])
    assert view.fetches is WHOLE.fetches
    assert view.controls is WHOLE.controls
    assert view.profile_controls is WHOLE.profile_controls
    assert view.channels is WHOLE.channels


def test_the_rest_is_open_to_all() -> None:
    view = View(WHOLE, ())
    assert (view.target, view.taken_at, view.thresholds) == (WHOLE.target, WHOLE.taken_at, WHOLE.thresholds)
    assert (view.missing, view.notes, view.accepts) == (WHOLE.missing, WHOLE.notes, WHOLE.accepts)
    assert "www.acme.example" in repr(view)


def test_a_name_that_no_snapshot_has_is_what_it_always_is() -> None:
    with pytest.raises(AttributeError, match="pagess"):
        View(WHOLE, ["pages"]).pagess  # type: ignore[attr-defined] # noqa: B018


def test_helpers_answer_for_themselves() -> None:
    view = View(WHOLE, ["pages"])
    assert [page.url for page in pages.living(view, Role.CONTACT)] == ["https://www.acme.example/contact"]
    assert pages.living(View(WHOLE, ()), Role.CONTACT) == pages.living(WHOLE, Role.CONTACT)


def test_helpers_can_be_held_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "holds_helpers", True)
    fresh = replace(WHOLE)
    with pytest.raises(UndeclaredRead, match="snapshot"):
        pages.living(View(fresh, ["dns"]), Role.CONTACT)


def test_what_is_worked_out_once_serves_every_check() -> None:
    calls: list[Snapshot] = []

    @lru_cache(maxsize=8)
    def worked_out(snapshot: Snapshot) -> int:
        calls.append(snapshot)
        return len(calls)

    asked = [View(WHOLE, ["pages"]), WHOLE, View(WHOLE, ["dns"]), View(WHOLE, ())]
    assert [worked_out(snapshot) for snapshot in asked] == [1, 1, 1, 1]
    assert worked_out(View(replace(WHOLE), ["pages"])) == 2
    assert View(WHOLE, ["pages"]) != View(replace(WHOLE), ["pages"])


def reading(read: Callable[[Snapshot], Any], *, needs: tuple[str, ...] = (), uses: tuple[str, ...] = ()) -> Check:
    def run(snapshot: Snapshot) -> Iterator[Finding]:
        read(snapshot)
        yield passed("https://www.acme.example/")

    return replace(make_check(), run=run, needs=needs, uses=uses)


def test_the_engine_shows_checks_no_more() -> None:
    good = runner.run(reading(lambda snapshot: (snapshot.pages, snapshot.dns), needs=("pages",), uses=("dns",)), WHOLE)
    assert good.outcome is Outcome.PASS
    bad = runner.run(reading(lambda snapshot: snapshot.links, needs=("pages",)), WHOLE)
    assert bad.outcome is Outcome.ERROR
    assert bad.error is not None
    assert bad.error.type == "UndeclaredRead"
    assert "snapshot.links is read and not declared: add 'links' to `needs`" in bad.error.text


def test_without_what_it_needs_a_check_does_not_run_without_what_it_uses_it_does() -> None:
    offline = snapshots.Site().snapshot(missing={"dns": "The resolver lies."})
    needing = runner.run(reading(lambda _: 1 / 0, needs=("dns",)), offline)
    assert needing.outcome is Outcome.INCONCLUSIVE
    assert "The resolver lies." in needing.reason.text
    assert runner.run(reading(lambda snapshot: snapshot.dns, uses=("dns",)), offline).outcome is Outcome.PASS


def test_a_closed_resolver_hides_no_fault_that_can_be_seen_without() -> None:
    body = "<a href=/gone>Kit</a> <a href='mailto:press@@acme.example'>Press</a> <a href='mailto:hi@acme.co.uk'>Us</a>"
    site = snapshots.Site().page("/press", body, Role.MEDIA).answer("https://www.acme.example/gone", 404)
    offline = site.snapshot(missing={"dns": "The resolver lies."})
    dead = snapshots.outcomes(snapshots.run("dead-contact-link", offline))
    assert dead["https://www.acme.example/gone"] is Outcome.FAIL
    for said in snapshots.run("spoofable-domain", offline).findings:
        assert said.outcome is Outcome.INCONCLUSIVE
        assert "the resolver lies" in said.message.text.lower()
    mail = snapshots.run("undeliverable-email", offline).findings
    assert {finding.subject: finding.outcome for finding in mail}["hi@acme.co.uk"] is Outcome.INCONCLUSIVE
    assert any("The resolver lies." in finding.message.text for finding in mail)


def test_only_what_can_be_missing_stops_our_checks() -> None:
    """A closed resolver stops none of them; nobody's posts stop those about conversations alone."""
    checks = [known.check for known in registry.load(installed=False).values()]
    assert not [check.id for check in checks if "dns" in check.needs]
    assert {check.category for check in checks if "posts" in check.needs} == {
        "response",
        "consistency",
        "privacy",
        "listening",
    }
