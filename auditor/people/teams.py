"""Whether a user of a content system is several people: a team, a department, the editors. Pure."""

from __future__ import annotations

import re
from functools import cache

from auditor import names
from auditor.people import lexicon
from auditor.resources import facts
from auditor.text.fold import fold, words
from auditor.text.mailboxes import mailbox_kind

_BETWEEN = re.compile(r"[\W\d_]+")


def is_team(log_in: str) -> bool:
    """Return whether a user's name is a team's or a task's: `redaktion-hamburg`, `zespol`, `press-office`; no `anna-redaktion`."""
    said = words(fold(_BETWEEN.sub(" ", log_in)))
    if not said or fold(log_in) in facts("people/teams.toml")["known_log_ins"]:
        return False
    if any(sign in log_in for sign in facts("people/teams.toml")["signs"]):
        return True
    teams = [word for word in (*said, "".join(said)) if _teams().fullmatch(names.key(word) or word)]
    if not teams:
        return mailbox_kind(f"{'.'.join(said)}@company.example") == "role"
    return lexicon.our_given().isdisjoint(set(said) - {*teams, "tim"})


@cache
def _teams() -> re.Pattern[str]:
    listed = (_pattern(word) for word in facts("people/teams.toml")["words"])
    return re.compile("|".join(sorted(set(listed))))


def _pattern(word: str) -> str:
    return re.escape(names.key(word) or word).join(
        [".{0,20}" if word.startswith("*") else "", ".{0,20}" if word.endswith("*") else ""]
    )
