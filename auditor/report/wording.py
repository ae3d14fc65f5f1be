"""Small rules about sentences, shared by everything that tells a reader something. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from auditor.audit.results import AcceptedOut, ScoreOut
from auditor.model import Message, message, phrase, quoted
from auditor.model.declarations import Said
from auditor.model.messages import as_sentence

LOOK_YOURSELF = message("Check it yourself, as a visitor would.")
GATHER_AGAIN = message("Fix what kept it from being gathered, then run the audit again.")
OUR_FAULT = message(
    "The check itself broke. That is our fault, not the site's: please report it. The other checks are not affected."
)

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zß-öø-ÿ])")


_REASONS: Mapping[str, Callable[[], Message]] = {
    "false alarm": lambda: phrase("false alarm"),
    "accepted risk": lambda: phrase("accepted risk"),
    "fix planned": lambda: phrase("fix planned"),
    "third party": lambda: phrase("third party"),
    "not ours": lambda: phrase("not ours"),
}


def accepted(by: AcceptedOut) -> Message:
    """Return by what a finding is accepted, in sentences."""
    reason = _REASONS[by.reason]() if by.reason in _REASONS else quoted(by.reason.rstrip("."))
    said = message("Accepted: {reason}.", reason=reason).then(as_sentence(by.note))
    if by.who:
        said = said.then(message("Decided by {who}.", who=by.who))
    return said.then(message("Until {until}.", until=date.fromisoformat(by.until))) if by.until else said


def answer_words() -> dict[str, str]:
    """Return what each answer of the interview is called, by its value."""
    return {
        Said.YES: phrase("yes").text,
        Said.PARTLY: phrase("partly").text,
        Said.NO: phrase("no").text,
        Said.NOT_APPLICABLE: phrase("n.a.").text,
    }


def score_line(score: ScoreOut) -> str:
    """Return a score as it is always told: `72, on 61 % verified (44-83)`, with a dash between."""
    if score.value is None:
        return phrase("No score: nothing could be verified").text
    return phrase(
        "{value:.0f}, on {share} % verified ({low:.0f}\u2013{high:.0f})",
        value=score.value,
        share=score.verified,
        low=score.low,
        high=score.high,
    ).text


def name_checks(text: str, titles: Mapping[str, str]) -> str:
    """Return `text` with the ids of checks replaced by their titles: a reader of the report knows no ids."""
    if not titles:
        return text
    ids = "|".join(re.escape(name) for name in sorted(titles, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{ids})(?![\w-])", lambda match: quote(titles[match.group()]), text)


def quote(title: str) -> str:
    """Return a title in quotation marks."""
    return phrase("“{title}”", title=title).text


def first_paragraph(text: str) -> str:
    """Return the text up to the first empty line."""
    return text.strip().split("\n\n", 1)[0]


def first_sentence(text: str) -> str:
    """Return the first sentence of the first paragraph, on one line."""
    line = " ".join(first_paragraph(text).split())
    begun = (line[: end.start()] for end in _SENTENCE_END.finditer(line))
    return next((said for said in begun if not _is_in_quotes(said)), line)


def _is_in_quotes(said: str) -> bool:
    """Return whether a text ends inside a quotation, in English or in German quotation marks."""
    if said.count('"') % 2:
        return True
    begins, ends = ("„", "“") if "„" in said else ("“", "”")
    return said.count(begins) > said.count(ends)
