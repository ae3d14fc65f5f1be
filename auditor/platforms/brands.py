"""Brands whose pages are imitated again and again, and the domains that are theirs. Facts are in `brands.toml` and `national_brands.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from auditor import urls
from auditor.resources import facts

_COUNTRY = 2
"""Letters of an ending that is a country's (ISO 3166)."""


@dataclass(frozen=True, slots=True)
class Brand:
    """A name that somebody may imitate."""

    names: tuple[str, ...]
    """As pages write them, the usual one first."""
    domains: tuple[str, ...]
    """Its own, registrable; every host under them is."""
    labels: tuple[str, ...]
    """What stands for it in domains, lower case."""
    ordinary: frozenset[str] = frozenset()
    """Those of its labels that others carry in their domains too."""
    everywhere: bool = False
    """Whether it has its name under the endings of many countries."""
    own: bool = False
    """Whether it is the company's that is looked at."""

    @property
    def name(self) -> str:
        """What readers call it."""
        return self.names[0]

    def holds(self, domain: str) -> bool:
        """Return whether a host or registrable domain is the brand's own."""
        if any(domain == one or domain.endswith(f".{one}") for one in self.domains):
            return True
        label, _, ending = urls.registrable(domain).partition(".")
        return self.everywhere and label in self.labels and len(ending.rpartition(".")[2]) == _COUNTRY


@cache
def known() -> tuple[Brand, ...]:
    """Return the brands that are known."""
    return tuple(
        Brand(
            tuple(one["names"]),
            tuple(one["domains"]),
            tuple(one["labels"]),
            frozenset(one.get("ordinary", ())),
            one.get("everywhere", False),
        )
        for name in ("brands", "national_brands")
        for one in facts(f"platforms/{name}.toml")["brand"]
    )


@lru_cache(maxsize=8_192)
def holder(domain: str) -> Brand | None:
    """Return the known brand whose own a domain is; None for any other. Of several, the first that is listed."""
    held, everywhere = _listed()
    labels = domain.split(".")
    above = (".".join(labels[number:]) for number in range(len(labels)))
    found = [held[one] for one in above if one in held]
    label, _, ending = urls.registrable(domain).partition(".")
    if label in everywhere and len(ending.rpartition(".")[2]) == _COUNTRY:
        found.append(everywhere[label])
    return known()[min(found)] if found else None


@cache
def _listed() -> tuple[dict[str, int], dict[str, int]]:
    """Return the place of the first brand with a domain, and of the first that has a label under the endings of many countries."""
    held: dict[str, int] = {}
    everywhere: dict[str, int] = {}
    for place, brand in enumerate(known()):
        for domain in brand.domains:
            held.setdefault(domain, place)
        for label in brand.labels if brand.everywhere else ():
            everywhere.setdefault(label, place)
    return held, everywhere
