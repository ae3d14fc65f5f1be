"""Small rules about sentences, shared by everything that tells a reader something. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.audit.results import ScoreOut

LOOK_YOURSELF = "Check it yourself, as a visitor would."
GATHER_AGAIN = "Fix what kept it from being gathered, then run the audit again."
OUR_FAULT = (
    "The check itself broke. That is our fault, not the site's: please report it. The other checks are not affected."
)

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zß-öø-ÿ])")


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
