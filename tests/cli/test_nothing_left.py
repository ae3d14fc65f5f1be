"""What ends with 2 or 3 before anything was gathered leaves no folder, and touches none that was there."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli.commands import main

pytestmark = pytest.mark.slow  # a process for every command

BARE = '[target]\nsite = "{site}"\n'
IMPORT = f'{BARE}[[conversations]]\npath = "no.csv"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def closed() -> str:
    """Return an address on loopback at which nobody answers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}/"


def auditor(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def found(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("command", "config", "code"),
    [
        ("run SITE", "", 3),
        ("run SITE --output deep/er/run", "", 3),
        ("collect SITE --output run", "", 3),
        ("init SITE --output a/auditor.toml", "", 3),
        ("run http://no.such.host.invalid/ --output run", "", 3),
        ("run SITE --format none --output run", "", 2),
        ("run SITE --only none --output run", "", 2),
        ("run --output run", IMPORT, 2),
        ("import auditor.toml", IMPORT, 2),
        ("watch --once", BARE, 2),
        ("watch --once --output a/b", BARE, 2),
        ("watch SITE --once", "", 2),
        ("watch SITE --once --every 1s", "", 2),
        ("demo --output d --format none", "", 2),
        ("demo --output d --language xx", "", 2),
        ("report none --format json", "", 2),
        ("check none", "", 2),
        ("check none --rescore", "", 2),
        ("export none --warc --output a/b", "", 2),
        ("interview none/auditor.toml --form a/form.pdf", "", 2),
        ("approve none", "", 2),
        ("baseline none", "", 2),
        ("diff none other", "", 2),
        ("new-check Bad --folder a/b", "", 2),
        ("new-source Bad --folder a/b", "", 2),
    ],
)
def test_nothing_is_left(here: Path, closed: str, command: str, config: str, code: int) -> None:
    if config:
        (here / "auditor.toml").write_text(config.format(site=closed), encoding="utf-8")
    before = found(here)
    result = auditor(*command.replace("SITE", closed).split())
    assert result.exit_code == code, result.output
    assert found(here) == before


@pytest.mark.parametrize("command", ["run SITE --output there", "watch SITE --once --output there"])
def test_what_was_there_stays(here: Path, closed: str, command: str) -> None:
    (here / "there").mkdir()
    (here / "there" / "mine.txt").write_text("mine", encoding="utf-8")
    assert auditor(*command.replace("SITE", closed).split()).exit_code in {2, 3}
    assert found(here) == ["there", "there/mine.txt"]
