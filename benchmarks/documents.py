"""Recall and precision of what photos tell about places, owners and cameras, on real photos whose details are listed.

    python benchmarks/documents.py [--data DIR] [--verbose] [--write]

`DIR` holds photos and `truth.csv` (`file`, `gps_latitude`, `gps_longitude` in degrees, minutes and seconds, `has_owner_name`,
`has_serial`, `has_artist_or_byline`). `--verbose` names the files that come out wrong; no detail is ever printed or written.
`--write` puts the table into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.collect.documents import read
from auditor.collect.documents.xmp import packets

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("AUDITOR_SHARED_DATA", ROOT.parent / "shared" / "data")) / "photos"
BEGIN, END = "<!-- documents:begin -->", "<!-- documents:end -->"
NEAR = 0.0005
"""Degrees within which a place is the one listed."""
DETAILS = {"place": "gps", "owner": "owner", "serial number": "serial", "artist": "artist"}
"""What the table calls a detail → its fact."""
_LISTED = {"owner": "has_owner_name", "serial": "has_serial", "artist": "has_artist_or_byline"}
_DEGREES = re.compile(r"\s*(-?)(\d+)°\s*(\d+)'\s*(\d+(?:\.\d+)?)\"\s*")

Place = tuple[float, float]


@dataclass(frozen=True)
class Photo:
    """A photo, and what is listed of it."""

    name: str
    body: bytes
    listed: frozenset[str]
    """Facts it is said to tell."""
    place: Place | None
    """In degrees; None where none is listed, or just 0/0, which a receiver writes that found no place."""


@dataclass
class Tally:
    """What came of one detail."""

    listed: int = 0
    recalled: int = 0
    found: int = 0
    right: int = 0
    in_xmp: int = 0
    """Of the others, those that stand in the file's XMP: the list was made from EXIF, IPTC and makers' notes alone."""
    wrong: list[str] = field(default_factory=list)
    """Names of files: `-` before what was missed, `+` before what was found beyond the list."""

    @property
    def recall(self) -> float:
        """Share of photos listed whose detail was found."""
        return self.recalled / self.listed if self.listed else 1.0

    @property
    def precision(self) -> float:
        """Share of photos found that are listed."""
        return self.right / self.found if self.found else 1.0

    @property
    def precision_read(self) -> float:
        """Share of photos found that are listed, or whose detail stands in XMP."""
        return (self.right + self.in_xmp) / self.found if self.found else 1.0


def photos(folder: Path = DATA) -> Iterator[Photo]:
    """Yield the photos of a data set with what is listed of them."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = _place(row["gps_latitude"], row["gps_longitude"])
            listed = {fact for fact, column in _LISTED.items() if row[column] == "True"}
            body = (folder / row["file"]).read_bytes()
            yield Photo(row["file"], body, frozenset(listed | ({"gps"} if place else set())), place)


def _place(latitude: str, longitude: str) -> Place | None:
    found = _degrees(latitude), _degrees(longitude)
    return found if any(found) else None


def _degrees(text: str) -> float:
    match = _DEGREES.fullmatch(text)
    if match is None:
        return 0.0
    value = int(match[2]) + int(match[3]) / 60 + float(match[4]) / 3600
    return -value if match[1] else value


def tallies(folder: Path = DATA) -> dict[str, Tally]:
    """Compare what the photos tell with what is listed, by detail."""
    result = {name: Tally() for name in DETAILS}
    for photo in photos(folder):
        said = read(photo.body, "image/jpeg", photo.name).facts
        for name, fact in DETAILS.items():
            _count(result[name], photo, fact, said.get(fact, ()))
    return result


def _count(tally: Tally, photo: Photo, fact: str, values: tuple[str, ...]) -> None:
    is_listed = fact in photo.listed
    hit = bool(values) and is_listed and (fact != "gps" or any(_is_near(value, photo.place) for value in values))
    tally.listed += is_listed
    tally.recalled += hit
    tally.found += bool(values)
    tally.right += hit
    if is_listed and not hit:
        tally.wrong.append(f"-{photo.name}")
    if values and not hit:
        packed = b"".join(packets(photo.body)).decode("utf-8", "replace")
        in_xmp = not is_listed and all(value in packed for value in values)
        tally.in_xmp += in_xmp
        tally.wrong += [] if in_xmp else [f"+{photo.name}"]


def _is_near(value: str, place: Place | None) -> bool:
    latitude, _, longitude = value.partition(",")
    return place is not None and max(abs(float(latitude) - place[0]), abs(float(longitude) - place[1])) < NEAR


def table(folder: Path = DATA) -> str:
    """Return the measurements as a Markdown table: counts and shares only."""
    heads = (
        "detail",
        "photos listed",
        "found",
        "recall",
        "photos found with it",
        "listed",
        "precision",
        "with those in XMP",
    )
    lines = [_row(*heads), "|---" * len(heads) + "|"]
    for name, one in tallies(folder).items():
        shares = share(one.recall), one.found, one.right, share(one.precision), share(one.precision_read)
        lines.append(_row(name, one.listed, one.recalled, *shares))
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
    text = table(options.data)
    print(text)
    bodies = [photo.body for photo in photos(options.data)]
    began = time.perf_counter()
    for body in bodies:
        read(body, "image/jpeg", "")
    print(f"\n{len(bodies)} photos, {1000 * (time.perf_counter() - began) / len(bodies):.1f} ms each")
    if options.verbose:
        print(
            *(f"{name}: {', '.join(one.wrong)}" for name, one in tallies(options.data).items() if one.wrong), sep="\n"
        )
    if options.write:
        write(text)


if __name__ == "__main__":
    main()
