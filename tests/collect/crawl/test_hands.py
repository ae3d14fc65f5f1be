"""What one answer of a host tells of all its addresses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auditor.collect.crawl.hands import Standing, standing_of
from auditor.model import Cause, Fetch, Reach

LONG = "<p>" + "What is new here, told at some length so that nobody takes it for a sign. " * 10


def fetched(
    url: str = "https://other.example/a",
    landed: str = "",
    status: int | None = 200,
    reach: Reach = Reach.RESPONDED,
    type: str = "text/html",
    cause: Cause = Cause.UNSAID,
) -> Fetch:
    return Fetch(url, landed or url, reach, datetime.now(UTC), status, content_type=type, cause=cause)


@pytest.mark.parametrize(
    ("fetch", "html", "standing"),
    [
        (fetched(), LONG, Standing.PLAIN),
        (fetched(type="image/png"), "", Standing.PLAIN),
        (fetched(landed="https://www.other.example/a"), LONG, Standing.PLAIN),
        (fetched(landed="https://third.example/a"), LONG, Standing.DOUBTFUL),
        (fetched(landed="https://third.example/a", status=403), "", Standing.DOUBTFUL),
        (fetched(), "<script src=app.js></script>", Standing.PLAIN),
        (fetched(), "<script src=https://www.parkingcrew.net/x.js></script>", Standing.DOUBTFUL),
        (fetched(), "<title>other.example is for sale</title><p>This domain is for sale." + LONG, Standing.DOUBTFUL),
        (fetched(status=404), LONG, Standing.MUTE),
        (fetched(status=None, reach=Reach.TIMED_OUT), "", Standing.MUTE),
        (fetched(status=None, reach=Reach.DNS_FAILED, cause=Cause.NO_SUCH_HOST), "", Standing.PLAIN),
        (fetched("https://www.facebook.com/acme", "https://www.facebook.com/login"), "", Standing.PLAIN),
    ],
)
def test_what_an_answer_tells_of_its_host(fetch: Fetch, html: str, standing: Standing) -> None:
    assert standing_of(fetch, html) is standing
