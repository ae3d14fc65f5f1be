"""Signals, wherever a command is: one line, exit 3."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.commands import main
from tests.conftest import ROOT
from tests.plugins.declared import write
from tests.visits import collected

ENDS = "import os, signal; os.kill(os.getpid(), signal.{name}); "
EARLY = """
import os, signal, sys

class Signals:
    def find_spec(self, name, *_):
        if name == "auditor.cli.commands":
            os.kill(os.getpid(), signal.{name})

sys.meta_path.insert(0, Signals())
from auditor.cli.start import main
main()
"""
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.slow,  # processes at every stage
]


def ended(*args: object, code: str = "from auditor.cli.start import main; main()") -> str:
    """Return what a command that is ended says: it leaves with 3."""
    command = [sys.executable, "-c", code, *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 3, (done.returncode, done.stderr)
    return done.stderr


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "auditor.toml"
    path.write_text(
        '[target]\nsite = "https://www.quillnet.example"\n[plugins]\nfolders = ["./ours"]\n', encoding="utf-8"
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return collected(tmp_path / "run")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run folder that was judged; copy it before use."""
    folder = collected(tmp_path_factory.mktemp("judged"))
    assert CliRunner().invoke(main, ["check", str(folder), "--only", "dead-media-page"]).exit_code == 0
    return folder


@pytest.mark.assault("signals and stages")
@pytest.mark.parametrize("name", SIGNALS)
def test_while_the_program_is_read(name: str, folder: Path) -> None:
    assert ended("check", folder, code=EARLY.format(name=name)) == "auditor: interrupted\n"


@pytest.mark.assault("signals and stages")
@pytest.mark.parametrize("name", SIGNALS)
def test_before_the_visit(name: str, config: Path, tmp_path: Path) -> None:
    write(tmp_path / "ours", "source", "parley", "SOURCE = ", f"{ENDS.format(name=name)}SOURCE = ")
    said = ended("collect", config, "--output", tmp_path / "run")
    assert said == "auditor: interrupted; what was collected is kept, and --resume continues the visit\n"
    assert not (tmp_path / "run").exists()


@pytest.mark.assault("signals and stages")
@pytest.mark.parametrize("name", SIGNALS)
def test_during_the_checks(name: str, config: Path, folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "ours", "check", "fax", 'yield passed("x")', f'{ENDS.format(name=name)}yield passed("x")')
    assert ended("check", folder, "--config", config, "--only", "fax") == "auditor: interrupted\n"
    assert [path.name for path in folder.iterdir()] == ["snapshot.sqlite"]


@pytest.mark.assault("signals and stages")
@pytest.mark.parametrize("name", SIGNALS)
def test_during_the_report(name: str, config: Path, judged: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(judged, tmp_path / "run")
    write(tmp_path / "ours", "renderer", "slides", "path.write", f"path.touch(); {ENDS.format(name=name)}path.write")
    assert ended("report", folder, "--config", config, "--format", "slides") == "auditor: interrupted\n"
    assert not (folder / "report.slides.txt").exists()


def test_what_nohup_ignores_stays_ignored(folder: Path) -> None:
    code = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {EARLY.format(name='SIGHUP')}"
    command = [sys.executable, "-c", code, "check", str(folder), "--only", "dead-media-page"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert signal.getsignal(signal.SIGHUP) is not None
