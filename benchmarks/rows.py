"""What `auditor check` costs over a page with a table of thousands of rows.

    python -m benchmarks.rows [--rows N] [--tries N] [--beside FOLDER] [--write]

A made-up site of four pages, served on loopback and gathered once for each kind of table; what is measured is `auditor check` on what was
gathered, from its start to its end. `--beside` measures another clone as well, in turn with this one, on the same folders. The least of
all tries counts. `--write` puts the table into docs/speed.md.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.measure import measured
from benchmarks.tables import machine, row, write
from tests.local_web import LocalWeb

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- rows:begin -->", "<!-- rows:end -->"
_PATIENCE = 300.0
_GIVEN = [
    "Anna",
    "Ben",
    "Carla",
    "David",
    "Eva",
    "Frank",
    "Greta",
    "Hans",
    "Ida",
    "Jonas",
    "Karin",
    "Lukas",
    "Maria",
    "Nora",
    "Oskar",
    "Paula",
    "Simon",
    "Tina",
    "Vera",
    "Zoe",
]
_FAMILY = [
    "Ackermann",
    "Baker",
    "Carter",
    "Dietrich",
    "Evans",
    "Fischer",
    "Graham",
    "Hoffmann",
    "Johnson",
    "Keller",
    "Lehmann",
    "Meyer",
    "Novak",
    "Owens",
    "Peters",
    "Richter",
    "Schmidt",
    "Turner",
    "Vogel",
    "Wagner",
]
_ENDS = [f"{one}{other}er" for one, other in itertools.product("bcdfghklmnprstvwz", "aeiou")]
_TEAMS = ("Sales", "Support", "Finance", "Logistics", "Research", "Marketing", "Production", "Service")


def people() -> Iterator[tuple[str, str]]:
    """Yield given and family names, no two alike: 34,000 of them."""
    for end in ("", *_ENDS):
        for family, given in itertools.product(_FAMILY, _GIVEN):
            yield given, family + end


def _person(number: int, given: str, family: str, cell: str) -> str:
    return f"<tr><td>{given} {family}</td><td>{_TEAMS[number % len(_TEAMS)]}</td><td>{cell}</td></tr>"


def _address(given: str, family: str) -> str:
    return f"{given}.{family}@quillnet.example".lower()


Row = Callable[[int, str, str], str]
KINDS: Mapping[str, Row] = {
    "goods": lambda n, _given, family: f"<tr><td>A{n:05}</td><td>{family} lamp</td><td>{n % 900 + 3}.50 EUR</td></tr>",
    "people with numbers": lambda n, given, family: _person(n, given, family, f"+49 30 {2_000_000 + 37 * n}"),
    "people with mailboxes": lambda n, given, family: _person(n, given, family, _address(given, family)),
    "people with mailboxes of other names": lambda n, given, family: _person(n, given, family, _address("x", f"{n}y")),
    "people with links to mailboxes": lambda _, given, family: (
        f"<tr><td>{given} {family}</td><td><a href=mailto:{_address(given, family)}>Write</a></td></tr>"
    ),
}


def table(kind: str, rows: int) -> str:
    """Return a table of so many rows."""
    made = (KINDS[kind](number, *named) for number, named in enumerate(itertools.islice(people(), rows)))
    return "\n".join(["<table>", *made, "</table>"])


def serve(web: LocalWeb, kind: str, rows: int) -> None:
    """Put the site's pages into a web server."""
    menu = "<p><a href=/>Home</a> <a href=/contact>Contact</a> <a href=/team>Our list</a></p>"
    ways = "<p>Write to info@quillnet.example or call +49 30 1234567.</p>"
    web.html("/", f"{menu}<p>Nets of quills for writers and weavers everywhere.</p>", "Quillnet")
    web.html("/contact", f"{menu}{ways}", "Contact us - Quillnet")
    web.html("/team", f"{menu}{table(kind, rows)}", "Our list - Quillnet")


def _auditor(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "auditor", *map(str, arguments)]


def cost(clones: Mapping[str, Path], folder: Path, tries: int) -> dict[str, float]:
    """Return the least CPU seconds of `check` by each clone, tried in turn, the first one first and last."""
    found: dict[str, float] = {}
    for number in range(tries):
        for name in list(clones)[:: -1 if number % 2 else 1]:
            command = _auditor("check", folder, "--against", "none")  # `-m` takes the program of the folder it runs in
            done = measured(command, folder / "told", limit=_PATIENCE, folder=clones[name])
            if done.code:
                raise SystemExit(f"check of {folder} by {clones[name]} left with {done.code}")
            found[name] = min(done.cpu, found.get(name, _PATIENCE))
    return found


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description="What `auditor check` costs over a table of thousands of rows")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--beside", type=Path, help="another clone, measured as well")
    parser.add_argument("--write", action="store_true", help="put the table into docs/speed.md")
    options = parser.parse_args()
    clones = {"before": options.beside.resolve()} if options.beside else {}
    clones["now"] = ROOT
    lines = [row(["rows of", *clones]), "|---" + "|---:" * len(clones) + "|"]
    with tempfile.TemporaryDirectory(prefix="auditor-rows-") as made:
        for number, kind in enumerate(KINDS):
            folder = Path(made) / str(number)
            with LocalWeb() as web:
                serve(web, kind, options.rows)
                command = _auditor("collect", web.url, "--output", folder)
                gathered = measured(command, Path(made) / "told", limit=_PATIENCE, folder=ROOT)
            if gathered.code:
                raise SystemExit(f"{kind} left with {gathered.code}")
            found = cost(clones, folder, options.tries)
            lines.append(row([kind, *(f"{found[name]:.1f}" for name in clones)]))
    said = "\n".join([f"CPU seconds of `check` over {options.rows:,} rows, start included; {machine()}.", "", *lines])
    print(said)
    if options.write:
        write(said, between=(BEGIN, END))


if __name__ == "__main__":
    main()
