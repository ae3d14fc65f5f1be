from __future__ import annotations

import pytest

from auditor.text.patterns import is_boundless, matches
from tests.effort import ends


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("https://acme.example/archive/*", "https://acme.example/archive/", True),
        ("https://acme.example/archive/*", "https://acme.example/archive/2019/a?b=c", True),
        ("https://acme.example/archive/*", "https://acme.example/archive", False),
        ("https://acme.example/archive/*", "https://acme.example/Archive/2019", False),
        ("https://acme.example/archive/*", "http://acme.example/archive/2019", False),
        ("https://*.acme.example/*", "https://shop.acme.example/x", True),
        ("https://*.acme.example/*", "https://acme.example/x", False),
        ("https://acme.example/page-?", "https://acme.example/page-1", True),
        ("https://acme.example/page-?", "https://acme.example/page-12", False),
        ("https://acme.example/[ab]", "https://acme.example/b", True),
        ("https://acme.example/[!ab]", "https://acme.example/b", False),
        ("https://acme.example/x", "https://acme.example/x", True),
        ("https://acme.example/x", "https://acme.example/xy", False),
        ("https://acme.example/x", "https://acme.example/", False),
        ("https://acmeXexample/x", "https://acme.example/x", False),
        ("*@acme.example", "press@acme.example", True),
        ("*@acme.example", "press@acme.example.org", False),
        ("*/a\nb", "https://acme.example/a\nb", True),
    ],
)
def test_wildcards(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    "address", ["https://acme.example/?id[0]=1&x=2", "https://[::1]/x", "https://acme.example/a*b", "tel:+4930123"]
)
def test_an_address_pasted_as_a_pattern_matches_itself(address: str) -> None:
    assert matches(address, address)


def test_a_mean_pattern_takes_no_time() -> None:
    with ends():
        assert not matches("*a" * 40 + "b", "a" * 5_000)


@pytest.mark.parametrize("pattern", ["*", "**", "?*", "*?*", "*.*", "https://*", "http://*", "http*", "*://*", "[!x]*", "h[a-z]*", "*[/]*", "h*", "*/*", "https://*.*/*"])  # fmt: skip
def test_patterns_that_name_nothing(pattern: str) -> None:
    assert is_boundless(pattern)


@pytest.mark.parametrize(
    "pattern", ["https://acme.example/*", "*@*", "*.pdf", "https://*.example/*", "tel:*", "[ab]cme@*"]
)
def test_patterns_that_name_something(pattern: str) -> None:
    assert not is_boundless(pattern)
