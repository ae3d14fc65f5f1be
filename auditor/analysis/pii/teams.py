"""Whether a user of a content system is several people: a team, a department, the editors. Pure."""

from __future__ import annotations

import re
from functools import cache

from auditor.resources import facts
from auditor.text import company_names
from auditor.text.fold import fold, words
from auditor.text.mailboxes import mailbox_kind
from auditor.text.people import lexicon

_BETWEEN = re.compile(r"[\W\d_]+")


def is_team(log_in: str) -> bool:
    """Return whether a user's name is a team's or a task's: `redaktion-hamburg`, `zespol`, `press-office`; no `anna-redaktion`."""
    said = _words(log_in)
    if not said or fold(log_in) in facts("analysis/pii/teams.toml")["known_log_ins"]:
        return False
    if _team_words(said) or _has_sign(log_in):
        return names_team(log_in)
    return mailbox_kind(f"{'.'.join(said)}@company.example") == "role"


def names_team(text: str) -> bool:
    """Return whether a word for a team or a department stands in a short text, and no given name: `Redakcja portalu`."""
    said = _words(text)
    teams = _team_words(said)
    return _has_sign(text) or (bool(teams) and lexicon.our_given().isdisjoint(set(said) - {*teams, "tim"}))


def _words(text: str) -> tuple[str, ...]:
    return words(fold(_BETWEEN.sub(" ", text)))


def _has_sign(text: str) -> bool:
    return any(sign in text for sign in facts("analysis/pii/teams.toml")["signs"])


def _team_words(said: tuple[str, ...]) -> set[str]:
    return {word for word in (*said, "".join(said)) if _teams().fullmatch(company_names.key(word) or word)}


@cache
def _teams() -> re.Pattern[str]:
    listed = (_pattern(word) for word in facts("analysis/pii/teams.toml")["words"])
    return re.compile("|".join(sorted(set(listed))))


def _pattern(word: str) -> str:
    return re.escape(company_names.key(word) or word).join(
        [".{0,20}" if word.startswith("*") else "", ".{0,20}" if word.endswith("*") else ""]
    )
