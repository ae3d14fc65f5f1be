"""Fits the weights by which customers' posts are read: `auditor/text/posts/weights.toml`.

    python -m benchmarks.train_posts [--data DIR] [--write]

Logistic regression over the marks of `auditor.text.posts.weighed`, on the labelled posts of customers in the half that rules were
written from ("tune") and on the sentences of the tests; the other half is only measured (`benchmarks.post_texts`). Gradient descent from zero, so that the same
posts give the same weights on every machine, to the last digit kept. No library is needed.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from auditor.text.posts.clean import clean
from auditor.text.posts.language import SUPPORTED, language
from auditor.text.posts.phrases import phrases
from auditor.text.posts.weighed import marks
from benchmarks.post_texts import DATA, ROOT, SENTENCES, Labelled, labelled

WEIGHTS = ROOT / "auditor" / "text" / "posts" / "weights.toml"
STRENGTH = {"complaint": 0.03, "wants-answer": 0.30}
"""By label: what a post counts against the size of the weights (scikit-learn's C). By cross-validation on the posts fitted to."""
TAKEN = {"complaint": 0.45, "wants-answer": 0.45}
"""By label: the chance from which it is taken for true: the middle of those with about the best F1 in the same cross-validation. The weights are moved so
that it comes out as 0.5."""
UNUSED = {"complaint": frozenset({"named", "named first", "named 2"}), "wants-answer": frozenset[str]()}
"""By label: marks that made it no better in the same cross-validation. A post complains alike to the company and about it."""
ROUNDS = 1_500
_LEAST = 0.02
"""Weights smaller than this are left out."""
_HEAD = """\
# How much each mark of a customer's post says for a label: weighed.py. Fitted by `python -m benchmarks.train_posts`; not written by hand.
"""


class Example(NamedTuple):
    """A post by its marks."""

    marks: tuple[str, ...]
    holds: bool


def tested() -> Iterator[Labelled]:
    """Yield what customers write in the sentences of the tests."""
    for lang, sides in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        for labels, text in sides["customer"]:
            yield Labelled(text, "tests", "tune", text, by_brand=False, labels=frozenset(labels.split()), language=lang)


def examples(posts: Iterable[Labelled], label: str) -> list[Example]:
    """Return the customers' posts of the tune half."""
    found = []
    for post in posts:
        lang = post.language or language(post.text)
        if post.by_brand or post.half != "tune" or lang not in SUPPORTED:
            continue
        text = clean(post.text)
        seen = marks(text, phrases(lang, by_brand=False).hits(text), lang) - UNUSED[label]
        found.append(Example((*sorted(seen), "always"), label in post.labels))
    return found


def fit(told: list[Example], taken: float, strength: float) -> dict[str, float]:
    """Return the weights with the least loss, moved by the chance from which they count; "always" is not held small."""
    weights = dict.fromkeys(sorted({mark for one in told for mark in one.marks}), 0.0)
    ahead, momentum = dict(weights), 1.0
    step = 1 / (1 + strength * len(told) * max(len(one.marks) for one in told) / 4)
    for _ in range(ROUNDS):
        slope = _slope(told, ahead, strength)
        new = {mark: ahead[mark] - step * slope[mark] for mark in weights}
        longer = (
            1 + math.sqrt(1 + 4 * momentum**2)
        ) / 2  # Nesterov, "A method of solving a convex programming problem", 1983
        ahead = {mark: new[mark] + (momentum - 1) / longer * (new[mark] - weights[mark]) for mark in weights}
        weights, momentum = new, longer
    return weights | {"always": weights["always"] + math.log((1 - taken) / taken)}


def _slope(told: list[Example], weights: Mapping[str, float], strength: float) -> dict[str, float]:
    slope = {mark: 0.0 if mark == "always" else weight for mark, weight in weights.items()}
    for one in told:
        off = strength * (1 / (1 + math.exp(-sum(weights[mark] for mark in one.marks))) - one.holds)
        for mark in one.marks:
            slope[mark] += off
    return slope


def written(weights: Mapping[str, Mapping[str, float]]) -> str:
    """Return the file of weights."""
    lines = [_HEAD]
    for label, listed in weights.items():
        kept = {mark: round(weight, 2) for mark, weight in listed.items() if abs(weight) >= _LEAST or mark == "always"}
        lines += [f"\n[{label}]\n", *(f'"{mark}" = {weight}\n' for mark, weight in sorted(kept.items()))]
    return "".join(lines)


def main() -> None:
    """Fit the weights; print them, or write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    posts = [*labelled(asked.data), *tested()]
    said = written({label: fit(examples(posts, label), TAKEN[label], strength) for label, strength in STRENGTH.items()})
    if asked.write:
        WEIGHTS.write_text(said, encoding="utf-8")
    else:
        print(said)


if __name__ == "__main__":
    main()
