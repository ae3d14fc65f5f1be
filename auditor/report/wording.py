"""Small rules about sentences, shared by everything that tells a reader something. Pure."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from auditor.audit.results import ScoreOut
from auditor.model import Thresholds

LOOK_YOURSELF = "Look for yourself, as a visitor would, and note what you see."
GATHER_AGAIN = "Put right what kept it from being gathered, and run the audit again."
OUR_FAULT = (
    "The check itself broke. That is our fault, not the site's: please report it. The other checks are not affected."
)

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zß-öø-ÿ])")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number a rule turns on, with where it comes from."""

    name: str
    """As in auditor.toml."""
    value: str
    default: str
    """The shipped value; differs from `value` where the audit was told otherwise."""
    source: str
    """What it means and where it comes from, in words."""


def score_line(score: ScoreOut) -> str:
    """Return a score as it is always told: `72, on 61 % verified (44-83)`, with a dash between."""
    if score.value is None:
        return "No score: nothing could be verified"
    return f"{score.value:.0f}, on {score.verified} % verified ({score.low:.0f}\u2013{score.high:.0f})"


def name_checks(text: str, titles: Mapping[str, str]) -> str:
    """Return `text` with the ids of checks replaced by their titles: a reader of the report knows no ids."""
    if not titles:
        return text
    ids = "|".join(re.escape(name) for name in sorted(titles, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{ids})(?![\w-])", lambda match: f"“{titles[match.group()]}”", text)


def first_paragraph(text: str) -> str:
    """Return the text up to the first empty line."""
    return text.strip().split("\n\n", 1)[0]


def first_sentence(text: str) -> str:
    """Return the first sentence of the first paragraph, on one line."""
    return _SENTENCE_END.split(" ".join(first_paragraph(text).split()), maxsplit=1)[0]


def language_tag(text: str) -> str:
    """Return `text` if it has the shape of a language tag, else nothing."""
    return text if _LANGUAGE_TAG.fullmatch(text) else ""


def thresholds(used: Thresholds) -> tuple[Threshold, ...]:
    """Return the thresholds of an audit in the order they are declared, each with its documentation."""
    shipped, said = Thresholds(), _documented()
    return tuple(
        Threshold(
            name=field.name,
            value=str(getattr(used, field.name)),
            default=str(getattr(shipped, field.name)),
            source=said.get(field.name, ""),
        )
        for field in fields(Thresholds)
    )


@cache
def _documented() -> dict[str, str]:
    """Return the docstrings under the fields of `Thresholds`: the one place that says where each comes from."""
    try:
        body = ast.parse(inspect.getsource(Thresholds)).body[0]
    except OSError:  # an installation without sources
        return {}
    assert isinstance(body, ast.ClassDef)
    said: dict[str, str] = {}
    for declared, doc in zip(body.body, body.body[1:], strict=False):
        if isinstance(declared, ast.AnnAssign) and isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            assert isinstance(declared.target, ast.Name)
            said[declared.target.id] = " ".join(str(doc.value.value).split())
    return said
