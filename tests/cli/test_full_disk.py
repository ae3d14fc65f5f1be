"""A disk that fills up, or is closed to us: one line, exit 3, and the visit can be gone on with."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli.commands import main
from auditor.model import Fetch, Reach
from auditor.snapshot import damage, reader
from auditor.snapshot.writer import Store, Visit
from tests.conftest import ROOT
from tests.local_web import LocalWeb
from tests.visits import collected

pytestmark = pytest.mark.slow  # disks of several sizes

PAGES = 20
"""Each takes 25,000 bytes, however well it is packed."""
SMALL_DISK = """
import resource, sys
sys.dont_write_bytecode = True  # Python itself would leave halves of modules, for whoever comes next
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from auditor.cli.start import main
main()
"""
"""The command line where no file may become larger than so many bytes."""


@pytest.mark.skipif(sys.platform == "win32", reason="files can be kept small by POSIX alone")
@pytest.mark.assault("disk sizes")
@pytest.mark.parametrize("size", [1, 4_096, 90_000, 200_000, 400_000])
def test_a_disk_that_fills_up_ends_in_one_line_and_the_visit_goes_on(tmp_path: Path, size: int) -> None:
    with LocalWeb() as web:
        links = "".join(f"<p><a href=/page-{n}>Page {n}</a></p>" for n in range(PAGES))
        web.html("/", f"<h1>Acme</h1>{links}")
        for n in range(PAGES):
            bulk = random.Random(n).randbytes(25_000).hex()  # a comment: it fills the disk, and nobody has to read it
            web.html(f"/page-{n}", f"<h1>Page {n}</h1><p>What there is to say of {n}.</p><!-- {bulk} -->")
        command = [sys.executable, "-c", SMALL_DISK, str(size), "collect", web.url, "--output", str(tmp_path / "run")]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        assert ended.returncode == 3, ended.stderr
        (line,) = ended.stderr.splitlines()
        assert line.startswith(f"auditor: {tmp_path / 'run' / 'snapshot.sqlite'}: cannot be written (")
        done = CliRunner().invoke(main, ["collect", web.url, "--output", str(tmp_path / "run"), "--resume"])
        assert done.exit_code == 0, done.output
        read = {page.url for page in reader.load(tmp_path / "run").pages}
        assert {f"{web.url}/", *(f"{web.url}/page-{n}" for n in range(PAGES))} <= read


WRITTEN = {
    "report.html": ("report", "run", "--format", "html"),
    "report.xlsx": ("report", "run", "--format", "xlsx"),
    "report.docx": ("report", "run", "--format", "docx"),
    "results.sarif": ("report", "run", "--format", "sarif"),
    "results.junit.xml": ("report", "run", "--format", "junit"),
    "results.json": ("check", "run", "--against", "none"),
    "snapshot.warc.gz": ("export", "run", "--warc"),
    "baseline.json": ("baseline", "run", "--output", "run/baseline.json"),
    "case/index.json": ("case", "run", "--output", "run/case"),
}
"""Files, each with a command that writes it."""


@pytest.mark.skipif(sys.platform == "win32", reason="files can be kept small by POSIX alone")
@pytest.mark.assault("disk sizes")
@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_for_which_there_is_no_room_is_named_and_what_was_there_stays(name: str, tmp_path: Path) -> None:
    judged = collected(tmp_path / "run")
    shutil.copy(ROOT / "tests" / "golden" / "results.json", judged)
    kept = {}
    for file in ("results.json", "snapshot.warc.gz"):
        if not (judged / file).exists():
            (judged / file).write_bytes(b"of an earlier export")
        kept[file] = (judged / file).read_bytes()
    command = [sys.executable, "-c", SMALL_DISK, "900", *WRITTEN[name]]
    ended = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "AUDITOR_CACHE": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 3, ended.stderr
    line = ended.stderr.splitlines()[-1]
    assert line.startswith("auditor: ")
    assert line.endswith("/" + name + ": File too large")
    assert "Traceback" not in ended.stderr
    assert {file: (judged / file).read_bytes() for file in kept} == kept
    assert not [path.name for path in judged.iterdir() if path.name.endswith((".new", ".part"))]


def test_a_folder_that_is_closed_to_us_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "run" / "snapshot.sqlite").mkdir(parents=True)  # as little to be opened as one without permission
    with LocalWeb() as web:
        web.html("/", "<h1>Acme</h1>")
        result = CliRunner().invoke(main, ["collect", web.url, "--output", str(tmp_path / "run")])
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert "snapshot.sqlite: cannot be written (unable to open database file)" in line


def test_what_could_not_be_written_is_not_passed_over(tmp_path: Path) -> None:
    """What waited when the disk was full is written once there is room, or told again; the visit never goes on without it."""
    store, url = Store(tmp_path), "https://acme.example/"
    store._db.execute("PRAGMA max_page_count = 1")
    store.put(
        Visit(
            Fetch(url, url, Reach.RESPONDED, datetime(2026, 11, 21, tzinfo=UTC), 200, body_sha256="x"),
            random.Random(1).randbytes(90_000),
        )
    )
    for _ in range(2):
        with pytest.raises(damage.CannotWrite, match="full"):
            store.flush()
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.flush()
    assert [url for _, url in store.fetched()] == [url]
    store.close()
