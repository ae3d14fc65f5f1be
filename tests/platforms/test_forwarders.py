"""Services that send visitors elsewhere."""

from __future__ import annotations

import pytest

from auditor.platforms.forwarders import forwards, target_of


@pytest.mark.parametrize(
    "url",
    ["https://bit.ly/x", "https://www.google.com/url?q=http://a.example/", "https://click.mail.example/ls/click?u=1"],
)
def test_a_service_that_sends_on_is_known(url: str) -> None:
    assert forwards(url)


@pytest.mark.parametrize("url", ["https://www.google.com/maps", "https://notbit.ly.example/", "https://a.example/url"])
def test_others_are_not(url: str) -> None:
    assert not forwards(url)


def test_an_address_carried_along_is_read_whole_and_nothing_else() -> None:
    assert (
        target_of("https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2Fb%3Fc%3D1&ved=x")
        == "https://a.example/b?c=1"
    )
    assert target_of("https://www.youtube.com/redirect?q=https://a.example/") == "https://a.example/"
    assert target_of("https://www.google.com/url?q=javascript:alert(1)") == ""
    assert target_of("https://www.google.com/url?sa=t") == ""
    assert target_of("https://shop.example/?url=https://a.example/") == ""
