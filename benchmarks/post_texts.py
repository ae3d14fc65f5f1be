"""What is read out of posts, against what people labelled: questions, deflections, promises, tone; and how fast it is.

    python benchmarks/post_texts.py [--data DIR] [--verbose] [--write]

`DIR` holds `support_threads/dev.json` and `politeness/wikipedia_even.csv`; the labels lie in benchmarks/data/post_labels.csv, and
docs/developing/labelling-posts.md says how they were given. `--verbose` names the posts that come out wrong, by key, in the half that rules were
written from; no text is ever printed or written. `--write` puts the tables into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.text.posts.intents import COMPLAINT, PRAISE, SUGGESTION, THANKS, WANTS_ANSWER, Reading, read
from auditor.text.posts.language import language
from auditor.text.posts.tone import CURT, curtness

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data"))
LABELS = ROOT / "benchmarks" / "data" / "post_labels.csv"
SENTENCES = ROOT / "tests" / "text" / "posts" / "sentences.toml"
BEGIN, END = "<!-- posts:begin -->", "<!-- posts:end -->"
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
    "apology",
    "asks-data",
    "hostile",
    "automated",
    "risky-advice",
    "acknowledges",
)
"""Labels, in the order of the table."""
RUDE, POLITE = -0.5, 0.5
"""Scores of the politeness data below and above which a request is rude or polite."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post and what a person read in it."""

    key: str
    half: str
    text: str
    by_brand: bool
    labels: frozenset[str]


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
        "apology": reading.apologises,
        "hostile": bool(reading.hostile),
        "asks-data": bool(reading.requests_data),
        "automated": reading.automated,
        "risky-advice": reading.risky_advice,
        "acknowledges": reading.acknowledges,
        **dict.fromkeys(reading.deflects, True),
    }
    return frozenset(name for name, holds in said.items() if holds)


def labelled(data: Path) -> Iterator[Labelled]:
    """Yield the labelled posts of the real conversations."""
    talks = {one["dialogHeader"]["sessionID"]: one for one in json.loads(data.read_text(encoding="utf-8"))}
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            talk = talks[row["conversation"]]
            text = _text(talk, row["turn"])
            key = f"{row['conversation']}/{row['turn']}"
            yield Labelled(key, row["half"], text, row["side"] == "brand", frozenset(row["labels"].split()))


def _text(talk: dict[str, object], turn: str) -> str:
    if turn == "answer":
        return str(talk["agentURL"]["url_utterance"])  # type: ignore[index]  # JSON of a known shape
    return str(talk["dialogContent"][int(turn)]["message"])  # type: ignore[index]  # as above


def judge(posts: Iterable[Labelled]) -> dict[tuple[str, str], Tally]:
    """Return how each label came out in each half."""
    tallies: dict[tuple[str, str], Tally] = {}
    for post in posts:
        found = labels_of(read(post.text, language(post.text), by_brand=post.by_brand))
        for name in TOLD:
            if (name in _OF_BRANDS) == post.by_brand:
                tally = tallies.setdefault((name, post.half), Tally())
                tally.put(post.key, labelled=name in post.labels, found=name in found)
    return tallies


_OF_BRANDS = frozenset(TOLD[TOLD.index("dm") :])


def rows(tallies: dict[tuple[str, str], Tally]) -> list[str]:
    """Return the table of precision and recall."""
    told = ["| label | half | labelled | recall | found | precision |", "|---|---|---:|---:|---:|---:|"]
    for name in TOLD:
        for half in ("dev", "held-out"):
            one = tallies.get((name, half), Tally())
            n, found = one.both + one.missed, one.both + one.wrong
            if n or found:
                told.append(f"| {name} | {half} | {n} | {_share(one.both, n)} | {found} | {_share(one.both, found)} |")
    return told


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
    """Return posts read a second on one core, language included."""
    start, count = time.process_time(), 0
    while time.process_time() - start < 2:
        for post in posts:
            read(post.text, language(post.text), by_brand=post.by_brand)
        count += len(posts)
    return f"{count / (time.process_time() - start):,.0f} posts a second on one core, language and all."


def write(said: str, path: Path = ROOT / "docs" / "accuracy.md") -> None:
    """Put the tables between their marks."""
    page = path.read_text(encoding="utf-8")
    head, tail = page.partition(BEGIN)[0], page.partition(END)[2]
    path.write_text(f"{head}{BEGIN}\n{said}\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Print the tables; write them down where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    posts = list(labelled(asked.data / "support_threads" / "dev.json"))
    tallies = judge(posts)
    parts = [rows(tallies), tone(asked.data / "politeness" / "wikipedia_even.csv"), invented()]
    said = "\n\n".join("\n".join(part) for part in parts)
    print(said)
    print(f"\n{speed(posts)}")
    if asked.verbose:
        for (name, half), tally in tallies.items():
            if half == "dev" and tally.keys:
                print(name, *tally.keys)
    if asked.write:
        write(said)


if __name__ == "__main__":
    main()
