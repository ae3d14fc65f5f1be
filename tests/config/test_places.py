"""At which line of auditor.toml an address stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import places

TOML = """\
# see https://www.acme.example/press
[target]
site = "www.acme.example"

[pages]
media = [
    "/press",
    'https://www.acme.example/newsroom',
]
[[accept]]
pattern = "https://www.acme.example/old"
[[profile]]
url = "https://x.com/acme"
"""
SITE = "https://www.acme.example/"


def written(folder: Path) -> places.Places:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "auditor.toml"
    path.write_text(TOML, encoding="utf-8")
    return places.read(path, SITE)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (SITE, 3),
        (f"{SITE}press", 7),
        (f"{SITE}newsroom", 8),
        ("https://x.com/acme", 13),
        (f"{SITE}old", 3),
        ("press@acme.example", 3),
        ("https://partner.example/", 1),
    ],
)
def test_an_address_stands_where_its_entry_does(tmp_path: Path, address: str, line: int) -> None:
    assert written(tmp_path).line_of(address, SITE) == line


def test_the_path_is_relative_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert written(tmp_path / "repo" / "sites" / "acme").path == "sites/acme/auditor.toml"
    monkeypatch.chdir(tmp_path)
    assert written(tmp_path / "client").path == "client/auditor.toml"
    monkeypatch.chdir(tmp_path / "repo")
    assert written(tmp_path / "client").path == "auditor.toml"
