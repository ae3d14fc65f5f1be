"""One platform and one account, however they are spelled."""

from __future__ import annotations

import pytest

from auditor.platforms.spelling import account_key, platform_id


@pytest.mark.parametrize(
    "written", ["x", "X", "twitter", "Twitter", "x.com", "twitter.com", "x-archive", "X (Twitter)", " x "]
)
def test_all_these_are_x(written: str) -> None:
    assert platform_id(written) == "x"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Facebook", "facebook"),
        ("LinkedIn", "linkedin"),
        ("local-reviews", "local-reviews"),
        ("xing-shop", "xing-shop"),
    ],
)
def test_others(written: str, found: str) -> None:
    assert platform_id(written) == found


def test_handles_compare_without_case_and_at() -> None:
    assert account_key("Twitter", "@AcmeHelp") == account_key("x", "acmehelp")
    assert account_key("x", "acmehelp") != account_key("x", "acme")
    assert account_key("x", "acme") != account_key("mastodon", "acme")
