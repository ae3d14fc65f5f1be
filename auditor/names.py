"""Names of companies, in domains and in texts: whether two are alike, and whether a text holds one. Pure functions."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from auditor import urls
from auditor.resources import facts
from auditor.text.fold import fold, words

SHORTEST = 3
"""Letters below which a word is no name to look for. House rule."""
TELLING = 5
"""Letters below which a name in another, such as `cab` in `cabinets`, says nothing. House rule."""
_LONGEST_TEXT = 60_000
"""Characters looked at; hostile pages are longer."""
_DOMAIN = re.compile(r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])")


@lru_cache(maxsize=8_192)
def label(url: str) -> str:
    """Return the name in a URL's registrable domain: `acme` of `www.acme.co.uk`; of an IP address all of it.

    International names are decoded.
    """
    if urls.is_address(urls.host(url)):
        return urls.host(url)
    first = urls.site_of(url).split(".")[0]
    try:
        return first.encode("ascii").decode("idna") if first.startswith("xn--") else first
    except UnicodeError:
        return first


def plain(text: str) -> str:
    """Return the letters and digits of a text, in lower case and without accents, and nothing between them."""
    return "".join(words(fold(text))).replace("_", "")


def alike(one: str, other: str) -> bool:
    """Return whether two names are the same, or one begins or ends with the other: `acme` and `acme-group`."""
    short, long = sorted((plain(one), plain(other)), key=len)
    return short == long or (len(short) >= TELLING and (long.startswith(short) or long.endswith(short)))


def holds(text: str, name: str) -> bool:
    """Return whether a text holds a name as whole words, written apart, joined or with dashes.

    Legal forms in the name don't matter. Domains in the text don't count: any page may name the domain it stands on.
    """
    folded = fold(_DOMAIN.sub(" ", text[:_LONGEST_TEXT]))
    parts = [word for word in words(fold(_DOMAIN.sub(_bare, name))) if word not in _legal_forms()]
    joined = "".join(parts)
    if len(joined) < SHORTEST:
        return len(joined) > 1 and not joined.isascii() and joined in folded
    said = words(folded)
    if f" {' '.join(parts)} " in f" {' '.join(said)} " or joined in said:
        return True
    return not joined.isascii() and joined in folded.replace(" ", "")


def _bare(domain: re.Match[str]) -> str:
    return domain[0].removeprefix("www.").split(".")[0]


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(map(fold, facts("names.toml")["legal_forms"]))
