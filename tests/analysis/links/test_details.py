"""What kept a page from being read, in the report's language."""

from __future__ import annotations

import re
import tomllib

import pytest

from auditor.analysis.links import details
from auditor.model.messages import speaking
from auditor.report.languages import voice_of
from auditor.report.presentation import Presentation
from tests.conftest import ROOT

WALLS = (ROOT / "auditor/collect/http/bot_walls.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("detail", sorted({*re.findall(r'^reason = "(.+)"$', WALLS, re.MULTILINE), "answers 429"}))
def test_every_wall_has_german_words(detail: str) -> None:
    assert tomllib.loads(WALLS)
    told = details.told(detail)
    assert told.text == detail
    with speaking(voice_of(Presentation(language="de"))):
        assert told.text != detail or detail == "captcha"


@pytest.mark.parametrize("detail", ["takes more memory to read than a page may", "more than 5,000,000 bytes"])
def test_what_is_too_large_has_german_words(detail: str) -> None:
    told = details.told(detail)
    assert told.text == detail
    with speaking(voice_of(Presentation(language="de"))):
        assert told.text != detail


def test_other_words_stand_as_they_are() -> None:
    assert details.told("connection reset {x}").text == "connection reset {x}"
