"""Spikes of mentions found and alarms for nothing, on five brands whose unusual days people have marked.

    python -m benchmarks.spikes [--data FOLDER] [--write] [--verbose]

Mentions are counted by hour of the clock as the files tell it. A marked window is found if an hour that stands out begins in it. Hours
that stand out outside all windows of their brand are false; those that follow one another within 24 hours are one false alarm. A month
has 30.4 days, and false alarms are given per brand and month. Data: numenta/NAB (MIT), `realTweets`, a folder with
`Twitter_volume_NAME.csv` and `anomaly_windows.json`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from auditor.analysis.listening import spikes
from auditor.analysis.listening.spikes import HOUR, Hourly, Rule, Spike

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data")) / "mention_volume"
BEGIN, END = "<!-- spikes:begin -->", "<!-- spikes:end -->"
MONTH = timedelta(days=30.4)
MERGED = timedelta(hours=24)
RULES = {"audit: the whole quarter is known": spikes.AUDIT, "watch: only the past is known": spikes.WATCH}


@dataclass(frozen=True, slots=True)
class Brand:
    """What was said of one company, and what people marked as unusual."""

    name: str
    mentions: Hourly
    windows: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What a rule found."""

    windows: int
    found: int
    false: int
    months: float
    """Of all brands together."""

    @property
    def per_month(self) -> float:
        """False alarms per brand and month."""
        return self.false / self.months

    def __add__(self, other: Score) -> Score:
        return Score(
            self.windows + other.windows, self.found + other.found, self.false + other.false, self.months + other.months
        )


def brands(folder: Path = DATA) -> list[Brand]:
    """Return the brands of a folder, by name."""
    marked = json.loads((folder / "anomaly_windows.json").read_text(encoding="utf-8"))
    return [_brand(folder, name, marked[name]) for name in sorted(marked)]


def _brand(folder: Path, name: str, marked: list[list[str]]) -> Brand:
    by_hour: dict[datetime, int] = {}
    with (folder / f"Twitter_volume_{name}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            hour = _moment(row["timestamp"]).replace(minute=0, second=0)
            by_hour[hour] = by_hour.get(hour, 0) + int(row["value"])
    start, hours = min(by_hour), (max(by_hour) - min(by_hour)) // HOUR + 1
    counts = tuple(by_hour.get(start + index * HOUR, 0) for index in range(hours))
    return Brand(name, Hourly(start, counts), tuple((_moment(begin), _moment(end)) for begin, end in marked))


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def score(brand: Brand, rule: Rule) -> Score:
    """Return what a rule finds of a brand, and how often it is wrong."""
    alarms = [hour for spike in spikes.find(brand.mentions, rule).found for hour in spike.hours]
    found = sum(any(begin <= alarm <= end for alarm in alarms) for begin, end in brand.windows)
    outside = [hour for hour in alarms if not any(begin <= hour <= end for begin, end in brand.windows)]
    false = sum(not place or hour - outside[place - 1] > MERGED for place, hour in enumerate(outside))
    return Score(len(brand.windows), found, false, len(brand.mentions.counts) * HOUR / MONTH)


def total(read: list[Brand], rule: Rule) -> Score:
    """Return what a rule finds of all brands."""
    return sum((score(brand, rule) for brand in read), Score(0, 0, 0, 0.0))


def table(read: list[Brand]) -> str:
    """Return the figures as a Markdown table."""
    lines = [
        "| rule | brand | marked windows | found | false alarms | per brand and month |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for name, rule in RULES.items():
        rows = [(brand.name, score(brand, rule)) for brand in read]
        lines += [_row(name, brand, each) for brand, each in (*rows, ("**all**", total(read, rule)))]
    return "\n".join(lines)


def _row(rule: str, brand: str, found: Score) -> str:
    return f"| {rule} | {brand} | {found.windows} | {found.found} | {found.false} | {found.per_month:.2f} |"


def _told(read: list[Brand]) -> Iterator[str]:
    for rule in RULES.values():
        for brand in read:
            yield from (f"{brand.name} {_line(brand, spike)}" for spike in spikes.find(brand.mentions, rule).found)


def _line(brand: Brand, spike: Spike) -> str:
    right = any(begin <= hour <= end for begin, end in brand.windows for hour in spike.hours)
    return f"{spike.first:%Y-%m-%d %H}h to {spike.last:%m-%d %H}h, {spike.most} (usual {spike.usual}) {'' if right else 'FALSE'}"


def main() -> None:
    """Measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--verbose", action="store_true", help="name every spike")
    parser.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    options = parser.parse_args()
    read = brands(options.data)
    text = table(read)
    print(text)
    if options.verbose:
        print("\n".join(_told(read)))
    if options.write:
        path = ROOT / "docs" / "accuracy.md"
        head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        path.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
