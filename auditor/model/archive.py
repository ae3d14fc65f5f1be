"""What a public web archive holds of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Capture:
    """The newest copy of an address that a web archive took while it answered 200."""

    url: str
    """As asked for: a page or file of the site."""
    at: datetime
    """When it was taken, UTC."""
    copy: str
    """Where anybody can read it."""
