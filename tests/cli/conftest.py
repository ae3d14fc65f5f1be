"""What every test of a command shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def _no_patience() -> Iterator[None]:
    """Retries keep their number and lose their pauses: with them, a site that answers nothing takes ten seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("auditor.collect.crawl.crawler.Pace.__init__.__defaults__", (3, (0.01, 0.02), 0.01, 32))
        yield
