"""`auditor watch` as people call it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.audit import registry
from auditor.cli.commands import main
from auditor.collect.rounds import UNREAD
from auditor.snapshot import lock
from auditor.watch import judging
from tests.conftest import ROOT
from tests.plugins.declared import install
from tests.watch.bsky import Bluesky

pytestmark = pytest.mark.slow  # watches as processes

CONFIG = """
[target]
site = "https://www.acme.example"
timezone = "Europe/Berlin"
{profiles}
[sources.bases]
bluesky = "{base}"
[watch]
alert_on = "high"
"""
PROFILES = '[[profile]]\nurl = "https://bsky.app/profile/acme.example"\n'


def config(folder: Path, base: str = "http://127.0.0.1:1/", profiles: str = PROFILES) -> str:
    path = folder / "auditor.toml"
    path.write_text(CONFIG.format(base=base, profiles=profiles))
    return str(path)


def watch(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["watch", *arguments], env=env)


def test_a_round_by_itself_says_what_it_saw(tmp_path: Path) -> None:
    with Bluesky(lambda: {"displayName": "Acme", "description": ""}) as network:
        done = watch(config(tmp_path, network.url), "--once")
    assert done.exit_code == 0, done.output
    first, hint, second = done.stdout.splitlines()
    assert hint.endswith("no complete audit is known: only what auditor.toml names is watched")
    assert (
        first
        == f"watching https://www.acme.example/ once (Europe/Berlin), in {tmp_path}/auditor-watch/www.acme.example"
    )
    assert second.endswith("saw all 2 asked for; nothing found")
    assert not done.stderr


def test_what_it_finds_is_handed_over_and_ends_with_1(tmp_path: Path) -> None:
    pager, got = tmp_path / "pager.py", tmp_path / "got"
    pager.write_text(f"import sys; open({str(got)!r}, 'a').write(sys.stdin.read())")
    with Bluesky(lambda: "AccountTakedown") as network:
        command = f"{sys.executable} '{pager}'"
        done = watch(config(tmp_path, network.url), "--once", "--alert-command", command)
        again = watch(config(tmp_path, network.url), "--once", "--alert-command", command)
    assert (done.exit_code, again.exit_code) == (1, 1)
    assert "NEW high dead-profile-link: https://bsky.app/profile/acme.example - " in done.stdout
    assert "was handed to the command" in done.stdout
    assert "something was found that you wanted to be told of" in done.stderr
    assert got.read_text().count('"found"') == 1
    assert "NEW" not in again.stdout


@pytest.mark.parametrize(("state", "code"), [("AccountTakedown", 1), ({"displayName": "Acme", "description": ""}, 3)])
def test_without_a_plugin_it_is_no_all_clear_and_what_it_finds_is_still_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str | dict[str, str], code: int
) -> None:
    (tmp_path / "acme_exits.py").write_text("raise SystemExit(0)")
    install(monkeypatch, tmp_path, source="acme_exits")
    with Bluesky(lambda: state) as network:
        done = watch(config(tmp_path, network.url), "--once")
    assert done.exit_code == code, done.output
    assert "acme_exits (acme_exits): exits while it is being loaded, with 0; left out" in done.stderr


def test_what_it_cannot_see_ends_with_3(tmp_path: Path) -> None:
    with Bluesky(lambda: None) as network:
        done = watch(config(tmp_path, network.url), "--once")
    assert done.exit_code == 3
    assert "saw nothing of 1 asked for; nothing found; no answer from bluesky acme.example (" in done.stdout
    assert "too much was not seen to say that nothing happened" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--every", "soon"), "--every: 'soon' is not a span of time; write it like 30m, 2h or 1d"),
        (("--every", "5s"), "--every: '5s' is too short; from 1m to 31d is possible"),
        (("--until", "Monday"), "--until: 'Monday' is not a time; write it like \"Mon 09:00\", 18:30 or 2026-11-30T09:00"),
        (("--until", "2020-01-01T09:00"), "--until: '2020-01-01T09:00' has passed already"),
        (("--until", "Mon 09:00", "--once"), "--once and --until: name one of them"),
        (("--alert-command", "no-such-pager --now"), "--alert-command: 'no-such-pager' is not found"),
        (("--alert-command", "page 'me"), "--alert-command: \"page 'me\" cannot be read (No closing quotation); write it as a list of words"),
        (("--webhook", "hooks/s3cret"), "--webhook: is not a web address; write it like https://hooks.company.example/auditor"),
        (("--webhook", "ftp://h.example/s3cret"), "--webhook: is not a web address; write it like https://hooks.company.example/auditor"),
        (("--skip", "no-such-check"), "there is no check 'no-such-check'; `auditor checks` lists them"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_one_line_before_anything_is_done(
    tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    done = watch(config(tmp_path), *arguments)
    assert done.exit_code == 2
    assert done.stderr == f"auditor: {line}\n"
    assert "s3cret" not in done.output
    assert not (tmp_path / "auditor-watch").exists()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ('every = "often"', "watch.every: 'often' is not a span of time; write it like 30m, 2h or 1d"),
        ('alert_on = "grave"', "watch.alert_on: 'grave' is not one of low, medium, high, critical"),
        ('evry = "30m"', "unknown key watch.evry; did you mean every?"),
        ('webhook = "https://h.example/s3cret"', "unknown key watch.webhook; did you mean private_webhook?"),
        ("blind_after = 0", "watch.blind_after: Input should be greater than or equal to 1"),
        ("alert_command = \"page 'me\"", "watch.alert_command: \"page 'me\" cannot be read (No closing quotation); write it as a list of words"),
        ('checks = ["no-such-check"]', "there is no check 'no-such-check'; `auditor checks` lists them"),
        ('checks = ["hijack-sings"]', "there is no check 'hijack-sings'; did you mean hijack-signs?; `auditor checks` lists them"),
    ],
)  # fmt: skip
def test_keys_that_cannot_be_used_are_one_line(tmp_path: Path, said: str, line: str) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(f'[target]\nsite = "https://www.acme.example"\n[watch]\n{said}\n')
    done = watch(str(path), "--once")
    assert done.exit_code == 2
    assert done.stderr.removeprefix("auditor: ").removeprefix(f"{path}: ") == f"{line}\n"


def test_there_has_to_be_something_to_watch(tmp_path: Path) -> None:
    done = watch(config(tmp_path, profiles=""), "--once")
    assert done.exit_code == 2
    assert (
        "there is nothing to watch: name profiles under [[profile]] in auditor.toml, or run an audit first"
        in done.stderr
    )


def test_two_watches_of_one_target_do_not_go_together(tmp_path: Path) -> None:
    folder = tmp_path / "auditor-watch" / "www.acme.example"
    folder.mkdir(parents=True)
    with lock.held(folder):
        done = watch(config(tmp_path), "--once")
    assert done.exit_code == 2
    assert done.stderr == f"auditor: {folder}: this target is being watched already; end the other watch first\n"


def test_a_webhook_may_come_from_the_environment_and_is_shown_nowhere(tmp_path: Path) -> None:
    with Bluesky(lambda: "AccountTakedown") as network:
        env = {"AUDITOR_WEBHOOK": "http://127.0.0.1:1/s3cret"}
        done = watch(config(tmp_path, network.url), "--once", env=env)
    assert (
        "did not reach the webhook: 127.0.0.1 lies in a private network; allow it by --webhook-private" in done.output
    )
    assert "s3cret" not in done.output
    kept = (path.read_bytes() for path in (tmp_path / "auditor-watch").rglob("*") if path.is_file())
    assert not any(b"s3cret" in one for one in kept)


def test_the_checks_of_a_watch_ask_for_nothing_that_a_round_leaves_alone() -> None:
    known = registry.load(installed=False)
    chosen = judging.chosen(known)
    assert {"dead-profile-link", "claimable-profile-link", "unacknowledged-spike"} <= {check.id for check in chosen}
    assert not [(check.id, need) for check in chosen for need in check.needs if need in UNREAD]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("until", "code"), [((), 0), (("--until", "Mon 09:00"), 3)])
@pytest.mark.parametrize("background", [False, True])
def test_a_watch_ends_where_it_is_asked_to(tmp_path: Path, until: tuple[str, ...], code: int, background: bool) -> None:
    """A shell has Ctrl-C ignored by what it runs in the background; SIGTERM ends that too."""
    before = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); " if background else ""
    program = f"{before}from auditor.cli.start import main; main()"
    with Bluesky(lambda: {"displayName": "Acme", "description": ""}) as network:
        command = [sys.executable, "-c", program, "watch", config(tmp_path, network.url), *until]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("watching ")
        assert "no complete audit is known" in process.stdout.readline()
        assert "saw all 2" in process.stdout.readline()
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == code


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "journal.jsonl").mkdir()  # no file can be written there
    done = watch(config(tmp_path), "--once", "--output", str(tmp_path / "full"))
    assert done.exit_code == 3
    assert (
        "cannot be written (Is a directory); the watch ended, because it could not remember what it told" in done.stderr
    )
    assert "--resume" not in done.stderr
