"""Status pages among the links of a site: found wherever they are kept, and no page is read that links none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from auditor.collect.sources.status_pages import found
from auditor.model import Link, LinkKind
from auditor.resources import facts
from auditor.snapshot import link_codec

HOME = "https://www.acme.example/"


class Links:
    """The links of one page, as the store hands them out."""

    def __init__(self, *addresses: str) -> None:
        self._text = link_codec.write(Link(HOME, url, LinkKind.ANCHOR, "Status, outages") for url in addresses)
        self.read = 0

    def __call__(self, wanted: Callable[[str, str], bool]) -> Iterator[Link]:
        if wanted(HOME, self._text):
            self.read += 1
            yield from link_codec.read(HOME, self._text)


def among(links: Callable[[Callable[[str, str], bool]], Iterable[Link]]) -> list[str]:
    return list(found.among(links, HOME))


@pytest.mark.parametrize("service", sorted(facts("collect/sources/status_pages/services.toml")["hosted"]))
def test_a_page_below_the_companys_name_at_a_service_is_found(service: str) -> None:
    assert among(Links(HOME, f"https://acme.{service}/history")) == [f"https://acme.{service}/"]


@pytest.mark.parametrize("label", ["status", "system-status2", "stoerungen", "storing", "outage", "incidents"])
def test_a_host_of_its_own_is_found_by_how_it_begins(label: str) -> None:
    assert among(Links(HOME, f"https://{label}.acme.example/now")) == [f"https://{label}.acme.example/"]


@pytest.mark.parametrize("url", [f"{HOME}status/", "https://www.other.example/outage", "https://facts.other.example/?at=status.acme.example"])  # fmt: skip
def test_links_are_not_taken_apart_where_no_host_speaks_of_a_status(url: str) -> None:
    links = Links(HOME, url)
    assert among(links) == []
    assert links.read == 0
