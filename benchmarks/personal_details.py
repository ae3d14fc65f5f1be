"""Precision and recall of the personal details found on real pages whose details people have marked.

    python -m benchmarks.personal_details [--data DIR] [--verbose] [--write]

`DIR` holds `labels.json` (page → list of [label, text]) and `pages/`, as for contact_details.py, whose figures for e-mail
addresses and numbers are told beside those for persons' names and street addresses. Made-up pages (`tests/analysis/pii/pages`, half of
them written and then looked at for their figures only) are measured as well. `--verbose` lists misses and extras on
the terminal, names included; nothing else ever prints or writes one. `--write` puts the table into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from auditor.analysis.pii.addresses import addresses
from auditor.analysis.pii.names import layout_of, people
from auditor.collect.http.decode import encoding_of
from auditor.text.fold import fold, words
from benchmarks import contact_details

ROOT = Path(__file__).resolve().parent.parent
MADE_UP = ROOT / "tests" / "analysis" / "pii" / "pages"
BEGIN, END = "<!-- personal-details:begin -->", "<!-- personal-details:end -->"
LABELS = ("PER", "STREET")
CONFIRMED = {"PER": {"86.html": 3, "102.html": 1}, "STREET": {"50.html": 2}}
"""Extras that a reader of the page confirms: three customers who are quoted with their names, a mayor in a menu, and the address of
a shop on page 50, whose marks belong to another company's page."""
_LANG = re.compile(r"<html[^>]{0,300}?\blang=[\"']?([\w-]{2,12})", re.IGNORECASE)
_SPAN = re.compile(r"\{([PS]):(.*?)\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ASIDE = re.compile(r"\(.*?\)")
_ADDRESSED = frozenset({"mr", "mrs", "ms", "dr"})
_BARE = re.compile(r"[\W_]")


@dataclass(frozen=True)
class Page:
    """A page with what people marked in it."""

    name: str
    html: str
    marked: tuple[tuple[str, str], ...]

    language: str = ""
    """Language of a made-up page."""

    @property
    def lang(self) -> str:
        """Language the page declares."""
        if self.language:
            return self.language
        found = _LANG.search(self.html[:5_000])
        return found[1] if found else ""

    @property
    def tuning(self) -> bool:
        """Whether it belongs to the half that rules were tuned on: an odd number of pairs in its file name."""
        return int(self.name.removesuffix(".html")) // 2 % 2 == 1


@dataclass
class Tally:
    """What was marked and found of one kind."""

    marked: int = 0
    recalled: int = 0
    found: int = 0
    right: int = 0
    confirmed: int = 0

    def row(self, kind: str, pages: str) -> str:
        """Return the figures as a row of the table."""
        recall = self.recalled / self.marked if self.marked else 1.0
        precision = self.right / self.found if self.found else 1.0
        read = (self.right + self.confirmed) / self.found if self.found else 1.0
        shares = (f"{100 * share:.1f} %" for share in (recall, precision, read))
        first, second, third = shares
        return f"| {kind} | {pages} | {self.marked} | {self.recalled} | {first} | {self.found} | {self.right} | {second} | {third} |"


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a data set in the order of their names."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for name, spans in sorted(labels.items()):
        body = (folder / "pages" / name).read_bytes()
        html = body.decode(encoding_of(body), "replace")
        yield Page(name, html, tuple((kind, text) for kind, text in spans if kind in LABELS))


def made_up(half: str) -> Iterator[Page]:
    """Yield the made-up pages of a half, `tuning` or `blind`, with what their text marks as {P:person} and {S:street}."""
    text = (MADE_UP / f"{half}.txt").read_text(encoding="utf-8")
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, body = part.split("\n", maxsplit=1)
        name, lang = head.split()
        marked = [
            ("PER" if kind == "P" else "STREET", " ".join(_TAG.sub(" ", unescape(span)).split()))
            for kind, span in _SPAN.findall(body)
        ]
        yield Page(name, _SPAN.sub(r"\2", body), tuple(marked), lang)


def found_on(page: Page) -> dict[str, tuple[str, ...]]:
    """Return what the product finds on a page, each value once."""
    streets = {
        address.key: f"{address.text} {address.unit}".strip() for address in addresses(layout_of(page.html).text)
    }
    return {
        "PER": tuple(person.name for person in people(page.html, page.lang)),
        "STREET": tuple(streets.values()),
    }


def same_person(one: str, other: str) -> bool:
    """Return whether a marked name and one found are the same person's: all words of the one are among the other's."""
    mine, theirs = (set(words(fold(_ASIDE.sub("", text)))) - _ADDRESSED for text in (one, other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def same_street(one: str, other: str) -> bool:
    """Return whether one address is written in the other, signs and spaces aside."""
    mine, theirs = (_BARE.sub("", fold(text)) for text in (one, other))
    return mine in theirs or theirs in mine


SAME: dict[str, Callable[[str, str], bool]] = {"PER": same_person, "STREET": same_street}


def tally(kind: str, data: Iterable[Page], *, verbose: bool = False) -> Tally:
    """Compare what is found with what is marked."""
    result = Tally()
    for page in data:
        marked = [text for label, text in page.marked if label == kind]
        found = found_on(page)[kind]
        misses = [text for text in marked if not any(SAME[kind](text, one) for one in found)]
        extras = [one for one in found if not any(SAME[kind](one, text) for text in marked)]
        result.marked += len(marked)
        result.recalled += len(marked) - len(misses)
        result.found += len(found)
        result.right += len(found) - len(extras)
        result.confirmed += min(len(extras), CONFIRMED[kind].get(page.name, 0))
        if verbose:
            print(
                *(f"  {page.name} missed {text}" for text in misses),
                *(f"  {page.name} extra {one}" for one in extras),
                sep="\n",
            )
    return result


def table(data: list[Page], beside: list[str]) -> str:
    """Return the measurements as a Markdown table: counts and shares only."""
    heads = ("detail", "pages", "spans", "found", "recall", "values found", "marked", "precision", "after reading")
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *beside]
    halves = {
        "all": data,
        "tuning half": [one for one in data if one.tuning],
        "other half": [one for one in data if not one.tuning],
    }
    lines += [tally("PER", part).row("PER", name) for name, part in halves.items()]
    lines.append(tally("STREET", data).row("STREET", "all"))
    for half in ("tuning", "blind"):
        written = list(made_up(half))
        lines += [tally(kind, written).row(kind, f"made up, {half}") for kind in LABELS]
    return "\n".join(lines)


def contact_rows(folder: Path) -> list[str]:
    """Return the rows for addresses and numbers, as contact_details.py measures them."""
    data = list(contact_details.pages(folder))
    found = contact_details.ours(data)
    rows = []
    for kind in ("EMAIL", "TEL"):
        told = contact_details.tally(found, data, (kind,), confirmed=True)
        rows.append(Tally(told.marked, told.recalled, told.found, told.right, told.confirmed).row(kind, "all"))
    return rows


def main() -> None:
    """Measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=contact_details.DATA)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = list(pages(options.data))
    text = table(data, contact_rows(options.data))
    print(text)
    begin = time.perf_counter()
    for page in data:
        people(page.html, page.lang)
    print(
        f"\n{len(data)} pages, {1000 * (time.perf_counter() - begin) / len(data):.1f} ms a page for names, its parse included"
    )
    if options.verbose:
        for kind in LABELS:
            print(kind)
            tally(kind, data, verbose=True)
    if options.write:
        path = ROOT / "docs" / "accuracy.md"
        head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        path.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
