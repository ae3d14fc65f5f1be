"""Contact pages whose routes hang on one platform."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Role
from tests.snapshots import FILLER, SITE, Site, run

CHECK = "single-platform-contact"
MAIL = "<a href=mailto:hello@acme.example>Mail</a>"


def facebook(n: int) -> str:
    return "".join(f"<a href=https://www.facebook.com/acme{number}>Page {number}</a> " for number in range(n))


@pytest.mark.parametrize(
    ("html", "outcome", "variant"),
    [
        (MAIL, Outcome.NOT_APPLICABLE, ""),
        (f"{MAIL}<a href=https://x.com/acme>X</a>", Outcome.PASS, ""),
        (f"{MAIL}{facebook(4)}", Outcome.FAIL, "Facebook"),
        ("<a href=https://x.com/acme>X</a>", Outcome.FAIL, "no-own"),
        ("<a href='https://x.com/intent/post?text=a'>Share</a>", Outcome.NOT_APPLICABLE, ""),
    ],
)
def test_routes_on_one_platform(html: str, outcome: Outcome, variant: str) -> None:
    site = Site().page("/contact", FILLER + html, Role.CONTACT).dns("acme.example", MX="10 mx.acme.example")
    result = run(CHECK, site.snapshot())
    assert result.outcome is outcome
    assert {finding.variant for finding in result.findings} <= {variant}
    assert {finding.subject for finding in result.findings} <= {SITE}


@pytest.mark.parametrize(("there", "outcome"), [(3, Outcome.PASS), (4, Outcome.FAIL)])
def test_three_in_five_are_not_too_many(there: int, outcome: Outcome) -> None:
    html = f"{MAIL}<a href=mailto:help@acme.example>Help</a>{facebook(there)}"
    site = Site().page("/contact", FILLER + html, Role.CONTACT).dns("acme.example", MX="10 mx.acme.example")
    assert run(CHECK, site.snapshot()).outcome is outcome
