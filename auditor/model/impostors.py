"""Accounts that were found by searching platforms for the company's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auditor.model.messages import NOTHING, Message
from auditor.model.profiles import Profile


@dataclass(frozen=True, slots=True)
class AccountSearch:
    """One platform's own search, asked for the company's names. Only accounts whose name or handle comes near them are kept."""

    platform: str
    """Id in platforms.toml."""
    base: str
    """Origin of the interface that was asked."""
    asked: tuple[str, ...] = ()
    """What was searched for."""
    problem: Message = NOTHING
    """Why what it did not find proves nothing; nothing where it does."""
    found: tuple[Profile, ...] = ()
    """As the platform shows them, the company's own among them; sorted by handle. They are there, whatever the search is worth."""
    at: datetime | None = None
    """When it was asked, UTC."""
