"""`auditor approve`: written beside auditor.toml, never over what is there without being asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import pipeline
from auditor.audit import registry
from auditor.cli import past
from auditor.cli.commands import main
from auditor.config import approved
from auditor.model import Target
from auditor.snapshot.writer import Store
from tests.histories import EVIL, FRIDAY, URL, history, own, site
from tests.snapshots import SITE, TAKEN_AT


def target(folder: Path, *, name: str = "Acme", bad: bool = False, at: str = "1", days: int = 0) -> Path:
    """Return a run folder of a target that has an auditor.toml."""
    (folder / "auditor.toml").write_text(f'[target]\nsite = "{SITE}"\n', encoding="utf-8")
    run = folder / "auditor-runs" / "www.acme.example" / at
    posts = [*history(), *([own("b", FRIDAY, f"Confirm your account today: {EVIL}")] if bad else [])]
    visit = site(*posts, name=name).landing(EVIL, password=True).snapshot()
    store = Store(run)
    store.begin(Target("Acme", SITE), TAKEN_AT + timedelta(days=days))
    store.put_profiles(visit.profiles)
    store.put_posts(visit.posts)
    store.put_landings(visit.landings.values())
    for channel in visit.channels:
        store.put_channel(channel)
    store.finish()
    store.close()
    return run


def asked(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["approve", *map(str, arguments)])


def test_it_is_written_beside_auditor_toml_and_can_be_read(tmp_path: Path) -> None:
    done = asked(target(tmp_path))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{tmp_path / 'approved.toml'}: 1 account. Read it, and correct what is not right.\n"
    found = approved.read(tmp_path / "approved.toml", SITE)
    account = found.account("bluesky", "acme.example")
    assert account is not None
    assert (account.name, account.links, account.languages) == ("Acme", (SITE,), ("en",))
    assert account.hours == "Mon-Fri 10:00-15:00"
    assert found.domains == ("acme.example",)


def test_what_is_there_is_not_overwritten_silently(tmp_path: Path) -> None:
    asked(target(tmp_path))
    path = tmp_path / "approved.toml"
    before = path.read_text(encoding="utf-8")
    assert "is up to date" in asked(target(tmp_path, at="2")).stdout
    newer = target(tmp_path, name="Acme Anvils", at="3")
    shown = asked(newer)
    assert (shown.exit_code, path.read_text(encoding="utf-8")) == (0, before)
    assert '-name = "Acme"\n+name = "Acme Anvils"\n' in shown.stdout
    assert "nothing was written" in shown.stdout
    assert asked(newer, "--update").exit_code == 0
    assert 'name = "Acme Anvils"' in path.read_text(encoding="utf-8")


def test_a_taken_over_account_is_not_confirmed_unawares(tmp_path: Path) -> None:
    done = asked(target(tmp_path, bad=True))
    assert "shows signs of a takeover in this run" in done.stderr
    text = (tmp_path / "approved.toml").read_text(encoding="utf-8")
    assert '"free-anvils.example"' not in text
    assert "look like a stranger's: free-anvils.example" in text
    assert 'name = "Acme"' not in text, "whoever took it over may have named it"
    assert "Left out: name, bio, links and avatar" in text


def test_no_update_takes_the_profile_of_a_taken_over_account(tmp_path: Path) -> None:
    asked(target(tmp_path))
    before = (tmp_path / "approved.toml").read_text(encoding="utf-8")
    assert 'name = "Acme"' in before
    asked(target(tmp_path, name="Free Month Rewards", bad=True, at="2", days=1), "--update")
    assert "Free Month Rewards" not in (tmp_path / "approved.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'site = "{SITE}"\nacount = 1\n', "unknown key acount; did you mean account?"),
        ('site = "https://www.other.example/"\n', "is for another target"),
        ("site = 1\n", "site: "),
    ],
)
def test_a_file_that_cannot_be_used_ends_it(tmp_path: Path, text: str, said: str) -> None:
    run = target(tmp_path)
    (tmp_path / "approved.toml").write_text(text, encoding="utf-8")
    done = asked(run, "--update")
    assert done.exit_code == 2
    assert said in done.stderr
    assert (tmp_path / "approved.toml").read_text(encoding="utf-8") == text


def test_without_an_auditor_toml_it_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = target(tmp_path)
    (tmp_path / "auditor.toml").unlink()
    done = asked(run)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "auditor init" in done.stderr
    other = tmp_path / "other.toml"
    other.write_text('[target]\nsite = "https://www.other.example/"\n', encoding="utf-8")
    assert asked(run, "--config", other).exit_code == 2


def test_a_run_proposes_what_could_be_approved_while_nothing_is(tmp_path: Path) -> None:
    run = target(tmp_path)
    pipeline.check(run, {})
    proposal = run / pipeline.PROPOSAL
    assert approved.read(proposal, SITE).account("bluesky", "acme.example") is not None
    asked(run)
    pipeline.check(run, {}, approved=approved.read(tmp_path / "approved.toml"))
    assert not proposal.exists()


def test_checks_see_what_earlier_audits_of_the_target_found(tmp_path: Path) -> None:
    known = {
        id_: registry.load(installed=False)[id_] for id_ in ("hijack-signs", "recurring-compromise", "repeat-incident")
    }
    judged = []
    for days in (0, 10, 20):
        run = target(tmp_path, bad=True, at=str(days), days=days)
        judged.append(pipeline.check(run, known, earlier=past.earlier(run, "")))
    first, second, third = ({check.id: check for check in one.checks} for one in judged)
    assert (first["hijack-signs"].outcome, first["repeat-incident"].outcome) == ("fail", "not-applicable")
    assert second["repeat-incident"].outcome == "not-applicable"
    assert [one.subject for one in third["repeat-incident"].findings] == [URL]
    assert third["repeat-incident"].outcome == "fail"
    assert third["recurring-compromise"].outcome == "inconclusive"  # three times the same takeover
    run = target(tmp_path, bad=True, at="x", days=30)
    alone = pipeline.check(run, known, earlier=past.earlier(run, "none"))
    assert {check.id: check.outcome for check in alone.checks}["repeat-incident"] == "not-applicable"
