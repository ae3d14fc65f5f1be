"""requirements/: everything that is installed here, at one version and held against hashes, in step with pyproject.toml."""

from __future__ import annotations

import hashlib
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

FOLDER = ROOT / "requirements"
TOGETHER = ("run", "browser", "build", "docs", "test")
"""Locks that are installed into one environment."""
LOCKS = (*TOGETHER, "lowest", "tools")
PROJECT: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHONS = ("3.11.2", "3.11.13", "3.12.0", "3.13.0", "3.14.0")
"""The first is Debian 12's, which some packages leave out and others don't."""
WORKFLOWS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / ".github" / "workflows").glob("*.yml"))
SYSTEMS = ("linux", "darwin", "win32")
_ENTRY = re.compile(r"(?P<what>[^#\s\\][^\\]*?) \\\n(?P<hashes>(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")
_NOTE = re.compile(r"#[^\n/\\:]*:?\n#    make lock\n")


@dataclass(frozen=True)
class Pin:
    """A version that a lock names."""

    name: str
    version: Version
    marker: Marker | None
    hashes: tuple[str, ...]


def pins(text: str) -> tuple[Pin, ...]:
    """Read a lock; whatever is neither its note nor a pinned and hashed version is an error."""
    left, found = _NOTE.sub("", text, count=1), []
    while left:
        entry = _ENTRY.match(left)
        if entry is None:
            raise ValueError(left.splitlines()[0])
        left = left[entry.end() :]
        wanted = Requirement(entry["what"])
        (pin,) = wanted.specifier
        if wanted.url or wanted.extras or pin.operator != "==" or "*" in pin.version:
            raise ValueError(entry["what"])
        hashes = tuple(re.findall(r"[0-9a-f]{64}", entry["hashes"]))
        found.append(Pin(canonicalize_name(wanted.name), Version(pin.version), wanted.marker, hashes))
    return tuple(found)


def lock(name: str) -> tuple[Pin, ...]:
    return pins((FOLDER / f"{name}.txt").read_text("utf-8"))


def environments() -> Iterator[dict[str, str]]:
    """Yield what markers are judged by, for every Python and system that is supported."""
    for python, system in itertools.product(PYTHONS, SYSTEMS):
        yield {
            **{name: str(value) for name, value in default_environment().items()},
            "python_version": python.rpartition(".")[0],
            "python_full_version": python,
            "sys_platform": system,
            "platform_python_implementation": "CPython",
            "implementation_name": "cpython",
        }


def installed(found: tuple[Pin, ...], environment: dict[str, str]) -> dict[str, Version]:
    """Return what a lock installs somewhere; a package twice is an error."""
    here = [pin for pin in found if pin.marker is None or pin.marker.evaluate(environment)]
    assert len({pin.name for pin in here}) == len(here), environment
    return {pin.name: pin.version for pin in here}


def group(name: str) -> list[Requirement]:
    """Return the requirements of a dependency group, those of groups it includes too."""
    found: list[Requirement] = []
    for one in PROJECT["dependency-groups"][name]:
        found += group(one["include-group"]) if isinstance(one, dict) else [Requirement(one)]
    return found


def wanted(name: str) -> list[Requirement]:
    """Return what pyproject.toml asks of a lock."""
    extra = [Requirement(one) for one in PROJECT["project"]["optional-dependencies"]["browser"]]
    program = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
    own = {"run": program, "browser": extra}
    return [*program, *extra, *group("test")] if name == "lowest" else own[name] if name in own else group(name)


def test_these_are_all_locks() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(LOCKS)


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_version_with_its_hashes(name: str) -> None:
    found = lock(name)
    assert len(found) >= len(wanted(name))
    assert [pin.name for pin in found] == sorted(pin.name for pin in found)
    assert all(pin.hashes for pin in found)


@pytest.mark.parametrize(
    "bad",
    [
        "attrs==26.1.0\n",
        "attrs>=26.1.0 \\\n    --hash=sha256:{hash}\n",
        "attrs==26.* \\\n    --hash=sha256:{hash}\n",
        "attrs==26.1.0 \\\n    --hash=md5:{hash}\n",
        "attrs @ file:///attrs.whl \\\n    --hash=sha256:{hash}\n",
        "--index-url https://index.example/simple\n",
        "--find-links /wheels\n",
        "-e .\n",
        "# via /home/somebody/pyproject.toml\n",
        "# https://index.example/simple\n",
    ],
)
def test_anything_else_in_a_lock_is_noticed(bad: str) -> None:
    good = "attrs==26.1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    assert len(pins(good)) == 1
    for text in (bad, good + bad, bad + good):
        with pytest.raises(ValueError, match=r"\S"):
            pins(text.replace("{hash}", "0" * 64))


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_in_step_with_pyproject(name: str) -> None:
    for environment in environments():
        here = installed(lock(name), environment)
        for one in wanted(name):
            if one.marker is None or one.marker.evaluate(environment):
                assert here[canonicalize_name(one.name)] in one.specifier, (one, environment)


def test_locks_that_are_installed_together_agree() -> None:
    for environment in environments():
        known: dict[str, Version] = {}
        for name in TOGETHER:
            for package, version in installed(lock(name), environment).items():
                assert known.setdefault(package, version) == version, (name, package)


def test_the_lowest_versions_are_the_lowest() -> None:
    """A bound of three parts may stand for the release that has two: 3.0 is what `>=3.0.0` asks for."""
    here = installed(lock("lowest"), next(environments()))
    for one in [*wanted("run"), *wanted("browser")]:
        (bound,) = one.specifier
        assert bound.operator == ">="
        version = here[canonicalize_name(one.name)]
        assert version.release[: len(Version(bound.version).release)] == Version(bound.version).release or (
            version == Version(bound.version)
        ), one


def test_the_group_that_builds_has_the_range_of_the_build_system() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= {str(one) for one in group("build")}


def test_supported_pythons_are_those_that_locks_are_read_for() -> None:
    assert all(Version(python) in SpecifierSet(PROJECT["project"]["requires-python"]) for python in PYTHONS)
    told = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    assert list(dict.fromkeys(python.rpartition(".")[0] for python in PYTHONS)) == told


@pytest.mark.parametrize("path", ["scripts/setup.sh", "scripts/install.sh", "Makefile", ".ci/run", "action.yml", "Containerfile", *WORKFLOWS])  # fmt: skip
def test_nothing_is_installed_past_the_locks(path: str) -> None:
    """Whatever runs pip asks for hashes, or takes Auditor itself and nothing that it needs."""
    lines = (ROOT / path).read_text("utf-8").replace("\\\n", " ").splitlines()
    commands = [part for line in lines if line.strip()[:1] != "#" for part in re.split(r"&&|;", line)]
    for command in commands:
        if re.search(r"\bpip3? (install|wheel|download)\b|\bpipx\b|\buvx\b|\buv (pip|tool|run|sync)\b", command):
            assert "--require-hashes" in command or "--no-deps" in command, command


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the script, a lock that is still to be written, and a wheel that it may name."""
    for folder in ("scripts", "requirements", "files"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "scripts" / "install.sh", tmp_path / "scripts")
    with zipfile.ZipFile(tmp_path / "files" / "tiny-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny.py", "")
        wheel.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n")
        wheel.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    settings = {"CONFIG_FILE": os.devnull, "NO_INDEX": "1", "FIND_LINKS": tmp_path / "files", "TARGET": tmp_path / "to"}
    for name, value in settings.items():
        monkeypatch.setenv(f"PIP_{name}", str(value))
    monkeypatch.delenv("PIP_ONLY_BINARY", raising=False)
    return tmp_path


def install(folder: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """Install by a lock that names a file's hash."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "requirements" / "one.txt").write_text(f"tiny==1 --hash=sha256:{digest}\n", encoding="utf-8")
    command = ["bash", str(folder / "scripts" / "install.sh"), sys.executable, "one"]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.slow  # installs
def test_a_file_with_its_hash_is_installed_and_another_is_not(locked: Path) -> None:
    wheel = locked / "files" / "tiny-1-py3-none-any.whl"
    other = locked / "other"
    other.write_bytes(b"what the lock was made from")
    refused = install(locked, other)
    assert refused.returncode != 0
    assert "HASHES" in refused.stderr
    assert not (locked / "to").exists()
    assert install(locked, wheel).returncode == 0
    assert (locked / "to" / "tiny.py").is_file()


def test_a_source_package_does_not_get_to_run_its_code(locked: Path) -> None:
    (locked / "files" / "tiny-1-py3-none-any.whl").unlink()
    source = locked / "files" / "tiny-1.tar.gz"
    with tarfile.open(source, "w:gz") as archive:
        script = f"open({str(locked / 'ran')!r}, 'w')".encode()
        entry = tarfile.TarInfo("tiny-1/setup.py")
        entry.size = len(script)
        archive.addfile(entry, io.BytesIO(script))
    assert install(locked, source).returncode != 0
    assert not (locked / "ran").exists()


@pytest.mark.parametrize("failing", ["", "docs.txt", "--strict"])
def test_every_lock_is_held_against_advisories_and_one_that_fails_fails_all(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tool = tmp_path / "pip-audit"
    failed = f'case "$*" in *{failing}*) exit 1;; esac' if failing else ""
    tool.write_text(
        f'#!/bin/sh\necho "$@" >>asked\ntest -f "$(echo "$@" | sed "s/.* //")" || exit 1\n{failed}\n', "utf-8"
    )
    tool.chmod(0o755)
    command = ["bash", str(ROOT / "scripts" / "advisories.sh"), "./pip-audit"]
    assert (subprocess.run(command, check=False, capture_output=True).returncode == 0) is (not failing)
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert {Path(line.split()[-1]).stem for line in asked} == set(LOCKS) - {"lowest"}
    assert all("--strict" in line.split() for line in asked)  # what could not be asked about fails
