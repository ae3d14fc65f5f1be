"""Every source there is. A new one is a file beside this and an entry here."""

from __future__ import annotations

from auditor.collect.sources import bluesky, discourse, fediverse, github, hackernews, mastodon, page, stackexchange
from auditor.collect.sources.base import Source

SOURCES: tuple[Source, ...] = (
    bluesky.SOURCE,
    mastodon.SOURCE,
    fediverse.SOURCE,
    discourse.SOURCE,
    github.SOURCE,
    hackernews.SOURCE,
    stackexchange.SOURCE,
    page.SOURCE,
    page.WITH_FEED,
)


def source_for(platform: str) -> Source | None:
    """Return what looks up profiles of a platform and gathers their posts; None where nothing does."""
    return next((source for source in SOURCES if platform in source.platforms), None)
