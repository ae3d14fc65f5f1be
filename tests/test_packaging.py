"""What users get: the wheel, an editable install and a bare clone find the same checks, templates and example."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from auditor.audit import registry
from tests.conftest import ROOT

PARTS = {
    "auditor": "auditor",
    "checks": "auditor/checks",
    "templates": "auditor/templates",
    "examples": "auditor/examples",
}
"""Folders of the checkout, and where the wheel puts them."""
WHERE = "from auditor.resources import shipped; print(*map(shipped, ('checks', 'templates', 'examples')), sep='\\n')"


def run(*command: object, cwd: Path, good: bool = True) -> str:
    """Run a command that knows nothing of this checkout; return what it prints."""
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode == 0) is good, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout if good else done.stderr


def build(source: Path, kind: str, folder: Path) -> Path:
    """Build a wheel or an sdist, with the build backend of this environment where it has one."""
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    run(sys.executable, "-m", "build", source, f"--{kind}", "--outdir", folder, *isolation, cwd=folder)
    (made,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


def contents(wheel: Path) -> set[str]:
    """Return the files of a wheel, those that describe it left out."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def python_in(folder: Path) -> Path:
    """Make a virtual environment that sees what is installed here, but not this checkout; return its interpreter."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    # A path in a .pth file is put behind the environment's own, and .pth files in that place are not read.
    Path(site, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    run(python, "-c", "import click, jinja2", cwd=folder)
    assert "ModuleNotFoundError" in run(python, "-c", "import auditor", cwd=folder, good=False)
    return python


def install(python: Path, *what: object) -> None:
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", *what, cwd=python.parent)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "auditor"
    run("git", "clone", "--quiet", ROOT, folder, cwd=folder.parent)
    return folder


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment with the wheel installed."""
    python = python_in(tmp_path_factory.mktemp("installed"))
    install(python, "--no-index", wheel)
    return python


def check_ids(folder: Path) -> set[str]:
    return {path.stem.replace("_", "-") for path in (folder / "checks").rglob("[!_]*.md") if path.name.count(".") == 1}


def listed(*command: object, cwd: Path) -> set[str]:
    """Return the ids that `auditor checks` lists."""
    return {line.partition("\t")[0] for line in run(*command, "checks", cwd=cwd).splitlines()}


@pytest.mark.slow
def test_the_wheel_holds_every_file_in_its_place_and_nothing_else(wheel: Path) -> None:
    known = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PARTS, cwd=ROOT).splitlines()
    paths = [Path(name) for name in known if (ROOT / name).is_file()]
    wanted = {(Path(PARTS[path.parts[0]]) / Path(*path.parts[1:])).as_posix() for path in paths}
    assert contents(wheel) == wanted
    assert {name.partition("/")[0] for name in contents(wheel)} == {"auditor"}
    assert {"auditor/py.typed", "auditor/audit/categories.toml", "auditor/templates/report.html.j2"} <= wanted
    assert {"auditor/checks/contact/dead_media_page.md", "auditor/examples/quillnet/demo.toml"} <= wanted


@pytest.mark.slow
def test_the_wheel_says_what_it_needs_and_starts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        described = {
            name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name
        }
    assert "auditor = auditor.cli.start:main" in described["entry_points.txt"]
    assert "Requires-Python: >=3.11" in described["METADATA"]
    assert "License-Expression: MIT" in described["METADATA"]
    assert "Requires-Dist: weasyprint" in described["METADATA"]
    assert "MIT" in described["LICENSE"]


@pytest.mark.slow
def test_the_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build(ROOT, "sdist", tmp_path)
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    (tmp_path / "source").mkdir()
    run("tar", "-xzf", sdist, "-C", tmp_path / "source", cwd=tmp_path)
    assert {"pyproject.toml", "README.md", "LICENSE", "tests/conftest.py"} <= names
    assert not [name for name in names if name.startswith((".venv/", "tests/servers/state/"))]
    (source,) = (tmp_path / "source").iterdir()
    (tmp_path / "made").mkdir()
    assert contents(build(source, "wheel", tmp_path / "made")) == contents(wheel)


@pytest.mark.slow
def test_the_same_source_makes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever builds a release again, elsewhere and later, gets the file that was published."""
    digests = {}
    for kind, (when, umask) in itertools.product(
        ("wheel", "sdist"), (("1000000000", 0o022), ("1000000000", 0o077), ("1100000000", 0o022))
    ):
        folder = tmp_path / f"{kind}-{when}-{umask}"
        source = folder / "auditor"
        run("git", "clone", "--quiet", ROOT, source, cwd=tmp_path)
        for path in source.rglob("*.py"):
            path.touch()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", when)
        before = os.umask(umask)
        try:
            made = build(source, kind, folder)
        finally:
            os.umask(before)
        digests[kind, when, umask] = hashlib.sha256(made.read_bytes()).hexdigest()
    for kind in ("wheel", "sdist"):
        first, second, later = (found for (one, *_), found in digests.items() if one == kind)
        assert first == second
        assert later != first  # the time is in it: the test would notice if it were not set


@pytest.mark.slow
def test_an_installed_wheel_finds_what_ships_with_it(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("auditor")
    found = [Path(line) for line in run(installed, "-c", WHERE, cwd=tmp_path).splitlines()]
    assert [path.parts[-3:] for path in found] == [
        ("site-packages", "auditor", name) for name in ("checks", "templates", "examples")
    ]
    assert all(path.is_relative_to(installed.parent.parent) for path in found)
    assert listed(command, cwd=tmp_path) == check_ids(ROOT)
    assert "## How to fix" in run(command, "explain", "dead-media-page", cwd=tmp_path)
    run(command, "demo", "--fixed", "--output", tmp_path / "demo", "--format", "html,json,junit", cwd=tmp_path)
    assert "Quillnet Broadband" in (tmp_path / "demo" / "after" / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_checks_is_no_module_of_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    for name in ("checks", "templates", "examples"):
        assert "ModuleNotFoundError" in run(installed, "-c", f"import {name}", cwd=tmp_path, good=False)


@pytest.mark.slow
def test_a_stranger_s_checks_in_site_packages_are_left_alone(installed: Path, tmp_path: Path) -> None:
    site = Path(run(installed, "-c", WHERE, cwd=tmp_path).splitlines()[0]).parent.parent
    (site / "checks").mkdir()
    (site / "checks" / "fax_number.py").write_text("1 / 0\n", encoding="utf-8")
    try:
        assert listed(installed.with_name("auditor"), cwd=tmp_path) == check_ids(ROOT)
    finally:
        (site / "checks" / "fax_number.py").unlink()
        (site / "checks").rmdir()


@pytest.mark.slow
def test_an_editable_install_finds_what_lies_beside_it(clone: Path, tmp_path: Path) -> None:
    python = python_in(tmp_path / "editable")
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    install(python, *isolation, "--editable", clone)
    found = [Path(line) for line in run(python, "-c", WHERE, cwd=tmp_path).splitlines()]
    assert found == [clone / name for name in ("checks", "templates", "examples")]
    assert listed(python.with_name("auditor"), cwd=tmp_path) == check_ids(clone)


@pytest.mark.slow
def test_a_bare_clone_runs_where_it_lies(clone: Path, tmp_path: Path) -> None:
    python = python_in(tmp_path / "environment")
    assert listed(python, "-m", "auditor", cwd=clone) == check_ids(clone)
    run(python, "-m", "auditor", "demo", "--fixed", "--output", tmp_path, "--format", "html,json", cwd=clone)
    assert (tmp_path / "after" / "report.html").is_file()


def test_every_check_of_this_checkout_has_its_page() -> None:
    assert set(registry.load(installed=False)) == check_ids(ROOT)


def test_the_command_line_leaves_out_the_pdf_engine_until_it_is_needed(tmp_path: Path) -> None:
    told = run(sys.executable, "-c", "import sys, auditor.cli.commands; print(*sorted(sys.modules))", cwd=ROOT)
    loaded = {name.partition(".")[0] for name in told.split()}
    assert "click" in loaded
    assert not loaded & {"weasyprint", "pydyf", "tinycss2", "fontTools"}
