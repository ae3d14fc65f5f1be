"""Recall and precision of the contact details found on real pages whose details people have marked.

    python benchmarks/contact_details.py [--data DIR] [--verbose] [--write]

`DIR` holds `labels.json` (page → list of [label, text]) and `pages/`. `--verbose` lists misses and extras on the
terminal, addresses and numbers included; nothing else ever prints or writes one. `--write` puts the table into
docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import phonenumbers
from selectolax.lexbor import LexborHTMLParser

from auditor.collect.extract.contacts import find_contacts
from auditor.collect.http.decode import encoding_of
from auditor.model import ContactKind

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data")) / "contact_pages"
BEGIN, END = "<!-- contact-details:begin -->", "<!-- contact-details:end -->"
KINDS = {"EMAIL": (ContactKind.EMAIL,), "TEL": (ContactKind.PHONE,), "FAX": (ContactKind.FAX,)}
ROWS = (("EMAIL",), ("TEL",), ("FAX",), ("TEL", "FAX"))

Found = dict[str, list[tuple[str, tuple[str, ...]]]]
"""Page → each detail's kind, and its value with what is shown."""

CONFIRMED = {
    "EMAIL": {"14.html": 1, "42.html": 1, "50.html": 1, "62.html": 5, "84.html": 1},
    "TEL": {"24.html": 1, "50.html": 2, "66.html": 1},
}
"""Extras that a reader of the page confirms as published details that nobody marked: links that show a name, an icon or
a word instead, text that was passed over, and page 50, whose marks belong to another company's page. Three more e-mail
links of page 62 have no content at all: they are in the page, but nobody can click them, and they count as wrong."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LETTER_NUMBER = re.compile(r"\b(?=[A-Z\d-]*[A-Z]{3})[A-Z\d-]{6,}")
_EXTENSION = re.compile(r"\s*(?:ext|extension|x)\.?\s*\d{1,6}$", re.IGNORECASE)
_AT, _DOT = (
    re.compile(r"\s*[\[(]?\bat\b[\])]?\s*", re.IGNORECASE),
    re.compile(r"\s*[\[(]?\bdot\b[\])]?\s*", re.IGNORECASE),
)


@dataclass
class Tally:
    """What was marked and found of one kind."""

    marked: int = 0
    recalled: int = 0
    found: int = 0
    right: int = 0
    confirmed: int = 0
    """Of the others, those that a reader confirmed."""
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of marked spans whose detail was found on their page."""
        return self.recalled / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """Share of found details that somebody marked on their page."""
        return self.right / self.found if self.found else 1.0

    @property
    def precision_read(self) -> float:
        """Share of found details that are marked, or confirmed by reading the page."""
        return (self.right + self.confirmed) / self.found if self.found else 1.0


@dataclass(frozen=True)
class Page:
    """A page with what people marked in it."""

    name: str
    html: str
    marked: tuple[tuple[str, str], ...]


def pages(folder: Path = DATA) -> Iterator[Page]:
    """Yield the pages of a data set in the order of their names."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    for name, spans in sorted(labels.items()):
        body = (folder / "pages" / name).read_bytes()
        html = body.decode(encoding_of(body), "replace")
        yield Page(name, html, tuple((kind, text) for kind, text in spans if kind in KINDS))


def matches(kind: str, marked: str, values: Iterable[str]) -> bool:
    """Return whether one of `values`, as normalised or as shown, is what a person marked."""
    if kind == "EMAIL":
        wanted = _email(marked)
        return any(wanted == _email(value) for value in values)
    wanted_digits = list(_numbers(marked))
    return any(_same_number(digits, _digits(value)) for value in values for digits in wanted_digits)


def _email(text: str) -> str:
    return re.sub(r"\s", "", text if "@" in text else _DOT.sub(".", _AT.sub("@", text))).lower()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _numbers(marked: str) -> Iterator[str]:
    """Yield the digits a marked span may stand for: with and without extension, first of several, letters as digits."""
    yield _digits(marked)
    bare = _EXTENSION.sub("", marked)
    yield _digits(bare)
    yield _digits(re.split(r"[/;]|\bor\b", bare)[0])
    head = bare.split("(")[0] if not bare.startswith("(") else bare
    if _LETTER_NUMBER.search(head):
        yield _digits(phonenumbers.convert_alpha_characters_in_number(head))[:11]


def _same_number(one: str, other: str) -> bool:
    shorter, longer = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(shorter) >= 7 and longer.endswith(shorter)


def tally(found: Found, data: Iterable[Page], kinds: tuple[str, ...], confirmed: bool = False) -> Tally:
    """Compare details found with spans marked; `confirmed` adds what a reader said of the extras."""
    result = Tally()
    for page in data:
        marked = [(kind, text) for kind, text in page.marked if kind in kinds]
        details = [(kind, values) for kind, values in found[page.name] if kind in kinds]
        for kind, text in marked:
            result.marked += 1
            if any(matches(kind, text, values) for _, values in details):
                result.recalled += 1
            else:
                result.misses.append(f"{page.name}: {kind} {text}")
        extra = [values for _, values in details if not any(matches(kind, text, values) for kind, text in marked)]
        result.found += len(details)
        result.right += len(details) - len(extra)
        result.extras += [f"{page.name}: {' | '.join(values)}" for values in extra]
        if confirmed:
            known = max(CONFIRMED.get(kind, {}).get(page.name, 0) for kind in kinds)
            result.confirmed += min(len(extra), known)
    return result


def ours(data: Iterable[Page]) -> Found:
    """Return what the product finds, one entry for each kind and value."""
    names = {kind: name for name, kinds in KINDS.items() for kind in kinds}
    found: Found = {}
    for page in data:
        by_value: dict[tuple[str, str], list[str]] = {}
        for detail in find_contacts(page.html, url=f"https://www.{page.name.removesuffix('.html')}.com/"):
            by_value.setdefault((names[detail.kind], detail.value), [detail.value]).append(detail.shown)
        found[page.name] = [(kind, tuple(values)) for (kind, _), values in by_value.items()]
    return found


def baseline(data: Iterable[Page]) -> Found:
    """Return what a usual script finds: a plain e-mail pattern over the source, PhoneNumberMatcher over the text."""
    found: Found = {}
    for page in data:
        body = LexborHTMLParser(page.html).body
        text = body.text(separator="\n") if body is not None else ""
        emails = dict.fromkeys(_EMAIL.findall(page.html))
        numbers = dict.fromkeys(
            phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            for match in phonenumbers.PhoneNumberMatcher(text, "US")
        )
        found[page.name] = [*(("EMAIL", (email,)) for email in emails), *(("TEL", (number,)) for number in numbers)]
    return found


def speed(data: Iterable[Page]) -> tuple[float, float]:
    """Return the median milliseconds of a page, and how many times its parse that is."""
    spent, ratios = [], []
    for page in data:
        begin = time.perf_counter()
        tree = LexborHTMLParser(page.html)
        parsed = time.perf_counter()
        find_contacts("", url="https://www.example.com/", tree=tree)
        done = time.perf_counter()
        spent.append(1000 * (done - parsed))
        ratios.append((done - parsed) / (parsed - begin))
    return statistics.median(spent), statistics.median(ratios)


def table(data: list[Page]) -> str:
    """Return the measurements as a Markdown table: counts and shares only."""
    heads = ("marked as", "spans", "found", "recall", "details found", "marked", "precision", "with those confirmed")
    lines = [_row(*heads, "plain script: recall", "precision"), "|---" * 10 + "|"]
    found, plain = ours(data), baseline(data)
    for kinds in ROWS:
        mine, other = tally(found, data, kinds, confirmed=True), tally(plain, data, kinds)
        counts = (mine.marked, mine.recalled, share(mine.recall), mine.found, mine.right, share(mine.precision))
        theirs = (share(other.recall), share(other.precision)) if kinds != ("FAX",) else ("-", "-")
        lines.append(_row(" or ".join(kinds), *counts, share(mine.precision_read), *theirs))
    return "\n".join(lines)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def share(value: float) -> str:
    """Return a share as a percentage."""
    return f"{100 * value:.1f} %"


def write(text: str, path: Path = ROOT / "docs" / "accuracy.md") -> None:
    """Put `text` between the markers of the page."""
    page = path.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = list(pages(options.data))
    text = table(data)
    print(text)
    milliseconds, ratio = speed(data)
    print(f"\n{len(data)} pages, median {milliseconds:.1f} ms a page, {ratio:.1f} times the parse of the page")
    begin = time.perf_counter()
    baseline(data)
    print(f"plain script: {1000 * (time.perf_counter() - begin) / len(data):.0f} ms a page on average")
    found = ours(data)
    for kinds in ROWS[:3]:
        result = tally(found, data, kinds)
        pages_missed = sorted({miss.partition(":")[0] for miss in result.misses})
        print(f"{kinds[0]}: {len(result.misses)} missed on {', '.join(pages_missed) or 'no page'}")
        if options.verbose:
            print(
                *(f"  missed {miss}" for miss in result.misses),
                *(f"  extra {extra}" for extra in result.extras),
                sep="\n",
            )
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
