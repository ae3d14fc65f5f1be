"""The documentation as a site: built strictly, and nothing of it is fetched from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import site

ROOT = Path(__file__).resolve().parent.parent


def test_links_are_told_as_they_are_on_the_site(tmp_path: Path) -> None:
    site.write(tmp_path)
    front = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert "](docs/interview.md)" in front
    deep = (tmp_path / "checks/consistency/contradicted_declaration.md").read_text(encoding="utf-8")
    assert deep.startswith("# contradicted-declaration\n")
    assert "](../index.md" in (tmp_path / "docs/tutorial.md").read_text(encoding="utf-8")


def test_every_page_for_readers_comes_along(tmp_path: Path) -> None:
    site.write(tmp_path)
    for path in [*(ROOT / "docs").rglob("*.md"), *(ROOT / "checks").rglob("*.md")]:
        assert (tmp_path / path.relative_to(ROOT)).exists() == (path.name.count(".") == 1), path


def test_what_tests_install_is_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tests/servers/README.md", "tests/servers/state/axe/README.md", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A page\n", encoding="utf-8")
    monkeypatch.setattr(site, "ROOT", tmp_path)
    found = {path.as_posix() for path in site.pages()}
    assert "tests/servers/README.md" in found
    assert not any("state" in path for path in found)


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    site.write()
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        fetched = re.findall(r'<(?:script|img|iframe)[^>]+src="(https?:[^"]+)"', page.read_text(encoding="utf-8"))
        assert not fetched, page
