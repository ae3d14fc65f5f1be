"""Hosts that imitate a brand's domain: what is found, and what honest hosts are taken for it.

    python -m benchmarks.lookalikes [--sites FILE] [--lists FILE]

Imitations are our own: made by six generators, each counted apart, of known brands and of companies that are none, and some
thought up by hand (`data/imitations.tsv`). Honest hosts are domains of real companies, which are no part of this repository:

    npm pack name-suggestion-index && tar xzf name-suggestion-index-*.tgz     (BSD licence; data from Wikidata, CC0)
    npm pack eth-phishing-detect && tar xzf eth-phishing-detect-*.tgz

`--sites` names `package/dist/wikidata/wikidata.json` of the first, `--lists` `package/src/config.json` of the second.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from auditor import urls
from auditor.analysis.lookalikes.likeness import Way, is_ordinary, of_host
from auditor.platforms.brands import Brand, known
from auditor.text.confusable import folded
from auditor.text.edits import edits

HERE = Path(__file__).parent
BY_HAND = HERE / "data" / "imitations.tsv"
OF_OTHERS = (
    "quillnet",
    "brightwater",
    "nordhavn",
    "kestrelcargo",
    "lumenta",
    "veltrio",
    "ostrava-glas",
    "marunda",
    "tessaro",
    "fennwick",
)
"""Made-up companies that are on no list, as most are whom Auditor looks at."""
WORDS = ("login", "secure", "support", "account", "verify", "kundenservice", "billing", "update", "online", "help")
KEYS = {"a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "g": "h", "i": "o", "k": "l", "l": "k", "m": "n", "n": "m", "o": "p", "r": "t", "s": "a", "t": "r", "u": "i", "v": "c"}  # fmt: skip
CYRILLIC = {
    "a": "\u0430",
    "c": "\u0441",
    "e": "\u0435",
    "i": "\u0456",
    "o": "\u043e",
    "p": "\u0440",
    "s": "\u0455",
    "x": "\u0445",
}
SEED = 16
NEAR = 5
"""Letters from which two names are near by a letter or two."""
SAMPLE = 700
"""Honest near names that the precision is told on: about as many as there are imitations."""
EACH = 100
"""Imitations of each generator."""


class Imitation(NamedTuple):
    """A host made to look like a brand's."""

    host: str
    brand: Brand
    made: str


def others() -> list[Brand]:
    """Return companies that are on no list."""
    return [Brand((name.title(),), (f"{name}.example",), (name,), own=True) for name in OF_OTHERS]


def imitations() -> Iterator[Imitation]:
    """Yield our own imitations, the same on every run."""
    chance = random.Random(SEED)
    makers = {
        "domain inside": _inside,
        "other script": _script,
        "same to the eye": _eye,
        "word": _word,
        "one letter": _letter,
        "part": _part,
    }
    brands = [*known(), *others()]
    for made, make in makers.items():
        seen: set[str] = set()
        for _ in range(EACH * 40):
            brand = chance.choice(brands)
            host = make(brand, chance) if brand.labels else ""
            if host and host not in seen and len(seen) < EACH:
                seen.add(host)
                yield Imitation(_ascii(host), brand, made)
    yield from by_hand()


def by_hand() -> Iterator[Imitation]:
    """Yield the imitations thought up by hand."""
    for line in BY_HAND.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        host, domain, made = line.split("\t")
        yield Imitation(
            _ascii(host), next(brand for brand in known() if brand.holds(domain)), f"by hand: {made.partition(',')[0]}"
        )


def _ascii(host: str) -> str:
    return urls.host(urls.normalise(host) or "") or ".".join(
        one if one.isascii() else "xn--" + one.encode("punycode").decode() for one in host.split(".")
    )


def _inside(brand: Brand, chance: random.Random) -> str:
    front = chance.choice(("", "www.", "login."))
    return f"{front}{chance.choice(brand.domains)}.{chance.choice(WORDS)}-{chance.randrange(99)}.test"


def _script(brand: Brand, chance: random.Random) -> str:
    label = chance.choice(brand.labels)
    places = [at for at, sign in enumerate(label) if sign in CYRILLIC]
    if not places:
        return ""
    at = chance.choice(places)
    return f"{label[:at]}{CYRILLIC[label[at]]}{label[at + 1 :]}.test"


def _eye(brand: Brand, chance: random.Random) -> str:
    label = chance.choice(brand.labels)
    swaps = [(like, looks) for looks, like in (("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w")) if like in label]
    if not swaps:
        return ""
    like, looks = chance.choice(swaps)
    return f"{label.replace(like, looks, 1)}.test"


def _word(brand: Brand, chance: random.Random) -> str:
    label, word = chance.choice(brand.labels), chance.choice(WORDS)
    if len(label.replace("-", "")) < 5 or label in brand.ordinary:
        return ""
    return f"{label}-{word}.test" if chance.random() < 0.5 else f"{word}-{label}.test"


def _letter(brand: Brand, chance: random.Random) -> str:
    label = chance.choice(brand.labels)
    at = chance.randrange(len(label))
    made = chance.choice(
        (
            label[:at] + label[at + 1 :],
            label[:at] + label[at] + label[at:],
            label[:at] + KEYS.get(label[at], "q") + label[at + 1 :],
        )
    )
    return f"{made}.test" if made != label and len(label) >= 8 and edits(made, label) == 1 else ""


def _part(brand: Brand, chance: random.Random) -> str:
    label = chance.choice(brand.labels)
    return f"{chance.choice(('my', 'get', 'the'))}{label}{chance.choice(WORDS)}.test" if len(label) >= 6 else ""


# ---------------------------------------------------------------------------------------------------------------- honest


def sites(path: Path) -> list[str]:
    """Return the registrable domains of real companies, sorted."""
    rows = json.loads(path.read_text(encoding="utf-8"))["wikidata"].values()
    said = ((row.get("identities") or {}).get("website") for row in rows)
    written = (one for value in said for one in ([value] if isinstance(value, str) else value or ()))
    found = {urls.site_of(url) for one in written if (url := urls.normalise(one)) is not None}
    return sorted(found)


def near(domains: Iterable[str]) -> list[tuple[Brand, str]]:
    """Return honest pairs: a company taken for the one that is looked at, and another one's domain that comes near its name.

    Near is what holds the name as a word or inside a longer one, looks like it, is it under another ending, or differs by up to two
    letters. Names shorter than five letters and those of many words are near to hundreds, and are left out but for the looks.
    """
    labels: dict[str, list[str]] = defaultdict(list)
    for domain in domains:
        labels[domain.partition(".")[0]].append(domain)
    alike: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        for key in {folded(label), *(_shorter(label) if len(label) >= NEAR else ())}:
            alike[key].add(label)
    pairs: set[tuple[str, str]] = set()
    for other in labels:
        keys = {*map(folded, _runs(other)), *_shorter(other), *_inner(other)}
        pairs |= {
            (label, other)
            for key in keys
            for label in alike.get(key, ())
            if label != other and len(label) > 2 and _is_near(label, other)
        }
    return [(_company(label, labels[label]), labels[other][0]) for label, other in sorted(pairs)]


def _is_near(label: str, other: str) -> bool:
    return (
        label in other
        or folded(label) == folded(other)
        or edits(label, other) <= 2
        or folded(label) in map(folded, _runs(other))
    )


def _runs(label: str) -> set[str]:
    words = label.split("-")
    return {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


def _shorter(label: str) -> set[str]:
    """Return a name with one letter left out, for each: two that share one of these differ by two letters at most."""
    return {label[:at] + label[at + 1 :] for at in range(len(label))} if len(label) >= NEAR else set()


def _inner(label: str) -> set[str]:
    return {label[start:end] for start in range(len(label)) for end in range(start + NEAR + 1, len(label) + 1)}


def _company(label: str, domains: list[str]) -> Brand:
    return Brand((label,), tuple(domains), (label,), frozenset([label] if is_ordinary(label) else ()), own=True)


# --------------------------------------------------------------------------------------------------------------- measured


def outcome(host: str, brand: Iterable[Brand]) -> str:
    """Return what becomes of a link to a host while nothing is known of its page."""
    like = of_host(host, brand)
    if like is None:
        return "nothing"
    if like.is_sure:
        return "fails"
    return "needs review" if like.way in {Way.ONE_LETTER, Way.WORD} else "only with a password field"


COLUMNS = ("fails", "needs review", "only with a password field", "nothing")


def own_table() -> list[str]:
    """Return the table of our own imitations."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for one in imitations():
        told[one.made][outcome(one.host, [one.brand])] += 1
    rows = [f"| made by | n | {' | '.join(COLUMNS)} |", "|---|---|---|---|---|---|"]
    rows += [_row(made, ways) for made, ways in told.items()]
    return [*rows, _row("**all**", sum(told.values(), Counter()))]


def _row(what: str, ways: Counter[str]) -> str:
    return f"| {what} | {sum(ways.values()):,} | {' | '.join(f'{ways[one]:,}' for one in COLUMNS)} |"


def honest_table(path: Path) -> list[str]:
    """Return the table of honest hosts, and the precision of what fails."""
    domains, brands = sites(path), known()
    pairs = near(domains)
    sample = random.Random(SEED).sample(pairs, min(len(pairs), SAMPLE))
    lines = {
        "real companies, against the known brands": Counter(outcome(one, brands) for one in domains),
        "real companies whose names come near another's, against it": Counter(
            outcome(one, [company]) for company, one in pairs
        ),
        f"{SAMPLE} of these, drawn by lot": Counter(outcome(one, [company]) for company, one in sample),
    }
    made = [one for one in imitations() if outcome(one.host, [one.brand]) == "fails"]
    wrong = lines[f"{SAMPLE} of these, drawn by lot"]["fails"]
    rows = [f"| honest hosts | n | {' | '.join(COLUMNS)} |", "|---|---|---|---|---|---|"]
    rows += [_row(what, ways) for what, ways in lines.items()]
    return [
        *rows,
        "",
        f"Precision of what fails, on {SAMPLE} honest near names: {len(made) / (len(made) + wrong):.3f} ({len(made)} right, {wrong} wrong).",
    ]


def lists_table(path: Path) -> list[str]:
    """Return the table of hosts that others have called bad and honest."""
    said = json.loads(path.read_text(encoding="utf-8"))
    brands = [
        _company(urls.site_of(f"https://{one}/").partition(".")[0], [urls.site_of(f"https://{one}/")])
        for one in said["fuzzylist"]
    ]
    rows = ["| way | bad | honest hit | precision |", "|---|---|---|---|"]
    bad, good = (_ways(said[name], brands) for name in ("blacklist", "whitelist"))
    for way in Way:
        hit, wrong = bad[way.value], good[way.value]
        rows.append(f"| {way.value} | {hit} | {wrong} | {hit / max(1, hit + wrong):.2f} |")
    return rows


def _ways(hosts: Iterable[str], brands: list[Brand]) -> Counter[str]:
    whole = (urls.host(url) for one in hosts if (url := urls.normalise(one)) is not None)
    return Counter(like.way.value for host in whole if (like := of_host(host, brands)) is not None)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=Path, help="wikidata.json of name-suggestion-index")
    parser.add_argument("--lists", type=Path, help="config.json of eth-phishing-detect")
    options = parser.parse_args(arguments)
    print("\n".join(own_table()))
    if options.sites is not None:
        print("\n" + "\n".join(honest_table(options.sites)))
    if options.lists is not None:
        print("\n" + "\n".join(lists_table(options.lists)))


if __name__ == "__main__":
    main()
