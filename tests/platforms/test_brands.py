"""Whose own a domain is: by an index, which answers as asking brand by brand would."""

from __future__ import annotations

import pytest

from auditor.platforms import brands


def hosts() -> list[str]:
    found = ["", "com", "nobody.example", "co.uk"]
    for brand in brands.known():
        found += [
            host
            for domain in brand.domains
            for host in (domain, f"www.{domain}", f"not{domain}", f"{domain}.evil.example")
        ]
        found += [f"{label}.{ending}" for label in brand.labels for ending in ("de", "co.uk", "com", "shop", "com.br")]
    return found


@pytest.mark.slow
def test_the_index_answers_as_every_brand_asked_in_turn() -> None:
    every = hosts()
    assert len(every) > 2_000
    for host in every:
        assert brands.holder(host) is next((one for one in brands.known() if one.holds(host)), None), host


@pytest.mark.parametrize("asked", ["paypal.com", "www.paypal.com"])
def test_a_host_is_looked_up_without_asking_each_brand(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    brands.holder.cache_clear()
    monkeypatch.setattr(brands.Brand, "holds", lambda *_: pytest.fail("asked brand by brand"))
    found = brands.holder(asked)
    assert found is not None
    assert found.name == "PayPal"
