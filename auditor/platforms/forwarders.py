"""Services that send visitors elsewhere: short links, click counters, pages in between. Pure."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qs

from auditor import urls
from auditor.resources import facts

_FACTS = "platforms/forwarders.toml"


def forwards(url: str) -> bool:
    """Return whether an address is one of a service whose job it is to send visitors elsewhere."""
    return is_under(facts(_FACTS)["forwarders"], url) or _has_path(url)


def target_of(url: str) -> str:
    """Return the address that a forwarding address carries in its query; empty where it carries none."""
    if not _has_path(url):
        return ""
    said = parse_qs(url.partition("?")[2].partition("#")[0], max_num_fields=50)
    carried = (value for name in facts(_FACTS)["carried"] for value in said.get(name, [])[:1])
    whole = (value for value in carried if value.lower().startswith(("http://", "https://")))
    return next((found.url for value in whole if (found := urls.resolve(value, url)) is not None), "")


def is_under(domains: list[str], url: str) -> bool:
    """Return whether the host of an address is one of some domains, or below one."""
    labels = urls.host(url).split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))


def _has_path(url: str) -> bool:
    address = urls.host(url) + urls.path(url)
    return any(pattern.match(address) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in facts(_FACTS)["forwarding"])
