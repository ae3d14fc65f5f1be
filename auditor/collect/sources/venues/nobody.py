"""The other half of sources that only search: they look up no profile."""

from __future__ import annotations

from auditor.collect.sources.session import SourceSession
from auditor.model import Profile


def nobody(session: SourceSession, asked: Profile) -> Profile:
    """Return the profile as it was asked for: of profiles this source knows nothing."""
    del session
    return asked
