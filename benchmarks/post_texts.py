"""What is read out of posts, against what people labelled: questions, deflections, promises, tone; and how fast it is.

    python -m benchmarks.post_texts [--data DIR] [--tweets FILE] [--verbose] [--write]

`DIR` holds `support_threads/dev.json` and `politeness/wikipedia_even.csv`; `FILE` is `twcs.csv` of Customer Support on Twitter, whose
posts are left out without it. The labels lie in benchmarks/data; docs/developing/labelling-posts.md says how they were given.
`--verbose` names the posts that come out wrong, by key, in the half that rules were written from; no text is ever printed or
written. `--write` puts the tables into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.text.posts.intents import COMPLAINT, PRAISE, SUGGESTION, THANKS, WANTS_ANSWER, Reading, read
from auditor.text.posts.language import language
from auditor.text.posts.tone import CURT, curtness

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data"))
KEPT = ROOT / "benchmarks" / "data"
LABELS, OWN, BEFORE = KEPT / "post_labels.csv", KEPT / "own_posts.tsv", KEPT / "posts_before.csv"
SENTENCES = ROOT / "tests" / "text" / "posts" / "sentences.toml"
BEGIN, END = "<!-- posts:begin -->", "<!-- posts:end -->"
SOURCES = {"support_threads": "conversations", "twcs": "tweets", "own": "own words", "all": "**all**"}
"""Where posts are from, and what the table calls it."""
TOLD = (
    "wants-answer",
    "complaint",
    "thanks",
    "praise",
    "suggestion",
    "dm",
    "phone",
    "email",
    "form",
    "deflects-only",
    "promise",
    "private-promise",
    "apology",
    "asks-data",
    "asks-data-privately",
    "hostile",
    "automated",
    "risky-advice",
    "acknowledges",
)
"""Labels, in the order of the table."""
_OF_BRANDS = frozenset(TOLD[TOLD.index("dm") :])
RUDE, POLITE = -0.5, 0.5
"""Scores of the politeness data below and above which a request is rude or polite."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post and what a person read in it."""

    key: str
    source: str
    half: str
    text: str
    by_brand: bool
    labels: frozenset[str]
    language: str = ""
    """Where it is known; otherwise it is told from the words."""


@dataclass
class Tally:
    """How a label came out."""

    both: int = 0
    missed: int = 0
    wrong: int = 0
    keys: list[str] = field(default_factory=list)

    def put(self, key: str, *, labelled: bool, found: bool) -> None:
        """Count a post."""
        self.both += labelled and found
        self.missed += labelled and not found
        self.wrong += found and not labelled
        if labelled != found:
            self.keys.append(f"{'-' if labelled else '+'}{key}")


Tallies = dict[tuple[str, str, str], Tally]
"""By label, half and source."""


def labels_of(reading: Reading) -> frozenset[str]:
    """Return what was read of a post in the words of the labels."""
    said = {
        "wants-answer": reading.wants_answer >= WANTS_ANSWER,
        "thanks": reading.thanks >= THANKS,
        "praise": reading.praise >= PRAISE,
        "suggestion": reading.suggestion >= SUGGESTION,
        "complaint": reading.complaint >= COMPLAINT,
        "deflects-only": reading.deflects_only,
        "promise": reading.promises,
        "private-promise": reading.promises_privately,
        "apology": reading.apologises,
        "hostile": bool(reading.hostile),
        "asks-data": bool(reading.requests_data),
        "asks-data-privately": bool(reading.requests_privately),
        "automated": reading.automated,
        "risky-advice": reading.risky_advice,
        "acknowledges": reading.acknowledges,
        **dict.fromkeys(reading.deflects, True),
    }
    return frozenset(name for name, holds in said.items() if holds)


def labelled(data: Path, tweets: Path | None = None) -> Iterator[Labelled]:
    """Yield the labelled posts whose texts are at hand."""
    talks = {
        one["dialogHeader"]["sessionID"]: one
        for one in json.loads((data / "support_threads" / "dev.json").read_text(encoding="utf-8"))
    }
    tweeted = dict(_tweets(tweets)) if tweets else {}
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source, named = row["source"], row["conversation"]
            text = tweeted.get(named) if source == "twcs" else _text(talks[named], row["turn"])
            if text is not None:
                key, labels = f"{named}/{row['turn']}", frozenset(row["labels"].split())
                yield Labelled(key, source, row["half"], text, row["side"] == "brand", labels)
    yield from own()


def own() -> Iterator[Labelled]:
    """Yield the posts written for this, which lie in the repository with their texts."""
    with OWN.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            labels = frozenset(row["labels"].split())
            by_brand = row["side"] == "brand"
            yield Labelled(f"own/{number}", "own", row["half"], row["text"], by_brand, labels, row["language"])


def _tweets(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["tweet_id"], row["text"]


def _text(talk: dict[str, object], turn: str) -> str:
    if turn == "answer":
        return str(talk["agentURL"]["url_utterance"])  # type: ignore[index]  # JSON of a known shape
    return str(talk["dialogContent"][int(turn)]["message"])  # type: ignore[index]  # as above


def judge(posts: Iterable[Labelled]) -> Tallies:
    """Return how each label came out in each half of each source, and in all together."""
    tallies: Tallies = {}
    for post in posts:
        found = labels_of(read(post.text, post.language or language(post.text), by_brand=post.by_brand))
        for name in TOLD:
            if (name in _OF_BRANDS) == post.by_brand:
                for source in (post.source, "all"):
                    tally = tallies.setdefault((name, post.half, source), Tally())
                    tally.put(post.key, labelled=name in post.labels, found=name in found)
    return tallies


def before() -> Tallies:
    """Return how the labels came out in the held-out half before the rules were last rewritten, as measured then."""
    with BEFORE.open(encoding="utf-8", newline="") as file:
        return {
            (row["label"], "held-out", row["source"]): Tally(int(row["both"]), int(row["missed"]), int(row["wrong"]))
            for row in csv.DictReader(file)
        }


def rows(tallies: Tallies, past: Mapping[tuple[str, str, str], Tally]) -> list[str]:
    """Return the table of precision and recall in the held-out half, before and now."""
    told = [
        "| label | in | labelled | found | precision: before | now | recall: before | now | F1: before | now |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in TOLD:
        for source, called in SOURCES.items():
            one = tallies.get((name, "held-out", source), Tally())
            was = past.get((name, "held-out", source), Tally())
            if one.both + one.missed + one.wrong:
                figures = " | ".join(f"{a} | {b}" for a, b in zip(_figures(was), _figures(one), strict=True))
                told.append(f"| {name} | {called} | {one.both + one.missed} | {one.both + one.wrong} | {figures} |")
    return told


def _figures(one: Tally) -> tuple[str, str, str]:
    n, found = one.both + one.missed, one.both + one.wrong
    return _share(one.both, found), _share(one.both, n), _share(2 * one.both, n + found)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "\N{EN DASH}"


def tone(path: Path) -> list[str]:
    """Return how requests of Wikipedia editors that people found rude or polite come out."""
    found: dict[str, list[tuple[float, bool]]] = {"rude": [], "polite": []}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            score = float(row["score"])
            kind = "rude" if score <= RUDE else "polite" if score >= POLITE else ""
            if kind:
                hostile = bool(read(row["request"], "en", by_brand=True).hostile)
                found[kind].append((curtness(row["request"], "en") or 0.0, hostile))
    rude, polite = ([value for value, _ in found[kind]] for kind in ("rude", "polite"))
    told = ["| requests of Wikipedia editors | number | curt | insult or threat |", "|---|---:|---:|---:|"]
    for kind, values in found.items():
        curt, insults = sum(value >= CURT for value, _ in values), sum(one for _, one in values)
        told.append(
            f"| {kind} | {len(values)} | {curt} ({_share(curt, len(values))}) | {insults} ({_share(insults, len(values))}) |"
        )
    right = sum((one > other) + 0.5 * (one == other) for one in rude for other in polite)
    return [
        *told,
        "",
        f"A rude request sounds curter than a polite one in {_share(int(right), len(rude) * len(polite))} of all pairs.",
    ]


def invented() -> list[str]:
    """Return how the invented sentences of each language come out, and their languages."""
    told = ["| language | sentences | wants-answer right | language right |", "|---|---:|---:|---:|"]
    for lang, sides in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        customers = sides.get("customer", [])
        right = sum(
            ("wants-answer" in said.split()) == ("wants-answer" in labels_of(read(text, lang)))
            for said, text in customers
        )
        every = [text for side in sides.values() for _, text in side]
        known = sum(language(text) == lang for text in every)
        told.append(f"| {lang} | {len(every)} | {right} of {len(customers)} | {known} of {len(every)} |")
    return told


def speed(posts: list[Labelled]) -> str:
    """Return how many posts a second are read, and how many with their language found out first; the best of five runs."""
    known = [(post.text, post.language or language(post.text), post.by_brand) for post in posts]
    reading, both = 0.0, 0.0
    for _ in range(5):
        start = time.process_time()
        for text, lang, by_brand in known:
            read(text, lang, by_brand=by_brand)
        reading = max(reading, len(known) / (time.process_time() - start))
        for text, _lang, _by_brand in known:
            language(text)
        both = max(both, len(known) / (time.process_time() - start))
    return f"{reading:,.0f} posts a second on one core for reading alone, {both:,.0f} with their languages."


def write(said: str, path: Path = ROOT / "docs" / "accuracy.md") -> None:
    """Put the tables between their marks."""
    page = path.read_text(encoding="utf-8")
    head, tail = page.partition(BEGIN)[0], page.partition(END)[2]
    path.write_text(f"{head}{BEGIN}\n{said}\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Print the tables; write them down where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--tweets", type=Path)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if asked.write and not asked.tweets:
        parser.error("--write needs --tweets: the tables tell their figures too")
    posts = list(labelled(asked.data, asked.tweets))
    tallies = judge(posts)
    parts = [rows(tallies, before()), tone(asked.data / "politeness" / "wikipedia_even.csv"), invented()]
    said = "\n\n".join("\n".join(part) for part in parts)
    print(said)
    print(f"\n{speed(posts)}")
    if asked.verbose:
        for (name, half, source), tally in tallies.items():
            if half == "tune" and source != "all" and tally.keys:
                print(name, *tally.keys)
    if asked.write:
        write(said)


if __name__ == "__main__":
    main()
