"""A company's profile on a platform, made up for checks of what profiles say."""

from __future__ import annotations

from typing import Any

from auditor.model import Existence
from tests.snapshots import SITE, Site

FULL = {"avatar": "https://b.example/a.png", "bio": "Anvils since 1949", "links": (SITE,), "name": "Acme"}
"""What a profile shows to which nothing is lacking."""
URL = "https://b.example/acme"


def profile(handle: str = "acme", platform: str = "mastodon", **fields: Any) -> Site:
    """Return a visit that met one profile; `fields` in place of what it shows when it is filled in."""
    return Site().profile(
        platform, handle, f"https://b.example/{handle}", existence=Existence.LIVE, **{**FULL, **fields}
    )
