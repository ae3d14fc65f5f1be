"""The typeface that ships with the report."""

from __future__ import annotations

import base64
import re

import pytest

from auditor.report.renderers import typeface
from auditor.resources import shipped


@pytest.mark.parametrize("paper", [False, True])
def test_every_face_is_inside_the_style_sheet(paper: bool) -> None:
    sheet = typeface.style_sheet(paper=paper)
    files = [base64.b64decode(one) for one in re.findall(r'url\("data:font/woff2;base64,([^"]+)"\)', sheet)]
    assert len(files) == sheet.count("@font-face") == (3 if paper else 2)
    assert all(one.startswith(b"wOF2") for one in files)
    assert "400" in sheet
    assert "600" in sheet


def test_a_screen_gets_the_latin_letters_alone() -> None:
    assert len(typeface.style_sheet(paper=False)) < 50_000
    assert typeface.style_sheet(paper=False).count("unicode-range") == 2
    assert "unicode-range" not in typeface.style_sheet(paper=True)


def test_its_licence_ships_with_it() -> None:
    folder = shipped("templates") / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE.md").read_text(encoding="utf-8")
    told = {face.file for face in (*typeface._PAPER, *typeface._SCREEN)}
    assert {path.name for path in folder.iterdir() if path.suffix == ".woff2"} == told
