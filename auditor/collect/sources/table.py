"""Every source there is. A new one is a file beside this and an entry here."""

from __future__ import annotations

from auditor.collect.sources import bluesky, mastodon
from auditor.collect.sources.base import Source

SOURCES: tuple[Source, ...] = (bluesky.SOURCE, mastodon.SOURCE)


def source_for(platform: str) -> Source | None:
    """Return what looks up profiles of a platform and gathers their posts; None where nothing does."""
    return next((source for source in SOURCES if platform in source.platforms), None)
