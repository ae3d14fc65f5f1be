"""Results written before all words were messages are still read; a file of somebody else's gets no further than its own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import results
from auditor.report.compose import build
from auditor.report.renderers import html
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden" / "results.json"


def bare(kept: Any) -> Any:
    """Return results with plain texts in place of messages."""
    if isinstance(kept, dict):
        return (
            kept["text"] if {"id", "values", "text"} <= kept.keys() else {key: bare(one) for key, one in kept.items()}
        )
    return [bare(one) for one in kept] if isinstance(kept, list) else kept


def read(tmp_path: Path, data: Any) -> results.Results:
    path = tmp_path / "results.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return results.read(path)


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert read(tmp_path, data).model_dump(mode="json") == data


def test_plain_texts_are_read_as_the_same_words(tmp_path: Path) -> None:
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    del data["interview"]  # results of that time held none
    assert bare(data) != data
    earlier = read(tmp_path, bare(data))
    assert bare(earlier.model_dump(mode="json")) == bare(data)
    told = html.render(build(earlier, {}))
    assert earlier.score.grade_reason.text in told
    assert earlier.limits
    assert all(limit.text.split(";")[0] in told for limit in earlier.limits)


@pytest.mark.parametrize(
    "template",
    ["{words.__class__}", "{words[0]}", "{words:>999999999}", "{words:{words}}", "{other}", "{0}", "{"],
)
def test_a_template_reaches_no_further_than_its_values(tmp_path: Path, template: str) -> None:
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    data["limits"] = [{"id": template, "values": {"words": "x"}, "text": "x"}]
    with pytest.raises(results.ResultsError, match="not a results file of ours"):
        read(tmp_path, data)
