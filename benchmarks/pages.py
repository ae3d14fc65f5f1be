"""What reading and checking one page costs, as so many times a bare parse of it: both change alike with the machine.

    python -m benchmarks.pages [--data DIR] [--beside FOLDER] [--write]

Three kinds of pages: real contact pages (`DIR`, as for contact_details.py; left out where there are none), the pages of the crawl's
benchmark, and real contact pages as `check` meets them, all of them pages with a role. Pages are read as a visit reads them, again and
again: menus that a site repeats are known then, as are numbers. `new` reads them with all of that forgotten, so that nothing in a page
was met before; a page of a site costs something between the two. `--beside` measures another clone as well, in turn with this one.
`--write` puts the table into docs/speed.md.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from time import process_time

from selectolax.lexbor import LexborHTMLParser

from auditor.api import testing
from auditor.audit import registry, runner
from auditor.collect.crawl.parse_page import Text, read
from auditor.collect.extract import html as extract
from auditor.collect.extract.contacts import find_contacts
from auditor.collect.extract.forms import forms
from auditor.collect.extract.html import Document
from auditor.model import ContactDetail, Form, Link, Page, Role, Snapshot

ROOT = Path(__file__).resolve().parent.parent
if (
    __name__ == "__main__" and not __package__
):  # run by path, beside another clone: the pages are ours, the program theirs
    sys.path.append(str(ROOT))
from benchmarks import contact_details  # noqa: E402 - as above
from benchmarks.site import Plan  # noqa: E402 - as above

BEGIN, END = "<!-- pages:begin -->", "<!-- pages:end -->"
_TIMES = 7
"""Times that everything is measured; the least counts."""
_ROLES = (Role.CONTACT, Role.MEDIA, Role.SUPPORT, Role.LEGAL)
_HOME = testing.SITE
Figures = dict[str, float]


def least(works: dict[str, Callable[[], object]], times: int = _TIMES) -> Figures:
    """Return the least CPU seconds each work takes, all of them done in turn; for `new` everything is forgotten first."""
    found: Figures = {}
    for _ in range(times):
        for name, work in works.items():
            if name == "new":
                _forget()
            gc.collect()
            begin = process_time()
            work()
            found[name] = min(process_time() - begin, found.get(name, float("inf")))
    return found


def _forget() -> None:
    """Empty what keeps answers by what was asked; lists of words and patterns, kept without bound, are there from the first page on."""
    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and kept.cache_parameters()["maxsize"] is not None:
            kept.cache_clear()


def reading(pages: Sequence[str]) -> Figures:
    """Return what a page costs: `parse` in seconds, all else as times of that."""
    named = [(html, f"{_HOME}contact/{number}") for number, html in enumerate(pages)]
    documents = [Document(html, url) for html, url in named]
    for document in documents:
        _ = document.tree  # parsed before anything is measured
    trees = [(one, LexborHTMLParser(one.html)) for one in documents]
    works: dict[str, Callable[[], object]] = {
        "parse": lambda: [LexborHTMLParser(html) for html in pages],
        "read": lambda: [read(_answer(html, url)) for html, url in named],
        "new": lambda: [read(_answer(html, url)) for html, url in named],
        "links": lambda: [extract.links(one) for one in documents],
        "forms": lambda: [forms(one) for one in documents],
        "contacts": lambda: [find_contacts(one.html, url=one.url, tree=tree) for one, tree in trees],
    }
    seconds = least(works)
    ratios = {name: took / seconds["parse"] for name, took in seconds.items()}
    return {**ratios, "parse": seconds["parse"] / len(pages), "bytes": sum(map(len, pages)) / len(pages)}


def _answer(html: str, url: str) -> Text:
    return Text(html.encode(), "utf-8", "text/html", 200, {}, url, _HOME, region="", whole=True)


def checking(pages: Sequence[str]) -> Figures:
    """Return the CPU seconds that all checks take over a page with a role, and as times of a bare parse."""
    checks = [known.check for known in registry.load(installed=False).values()]
    runner.run_all(checks, _visit(pages[:2]))  # patterns are made ready
    visits = iter([_visit(pages) for _ in range(3)])  # each anew: what was worked out of a visit stays with it
    works: dict[str, Callable[[], object]] = {
        "parse": lambda: [LexborHTMLParser(html) for html in pages],
        "check": lambda: runner.run_all(checks, next(visits)),
    }
    seconds = least(works, 3)
    return {"check": seconds["check"] / len(pages), "check/parse": seconds["check"] / seconds["parse"]}


def _visit(pages: Iterable[str]) -> Snapshot:
    met: list[Page] = []
    links: list[Link] = []
    found: list[ContactDetail] = []
    asked: list[Form] = []
    for number, html in enumerate(pages):
        page = testing.page(f"contact/{number}", html, _ROLES[number % len(_ROLES)])
        document = Document(html, page.url)
        met.append(page)
        links += extract.links(document)
        found += find_contacts(html, url=page.url)
        asked += forms(document)
    return testing.visit(met, links=tuple(links), contacts=tuple(found), forms=tuple(asked))


def measured(folder: Path) -> dict[str, Figures]:
    """Return the figures by kind of page."""
    made = [Plan().page(number).decode() for number in range(50)]
    figures = {"benchmark": reading(made)}
    if (folder / "labels.json").exists():
        real = [page.html for page in contact_details.pages(folder)]
        figures = {"real": {**reading(real), **checking(real)}, **figures}
    return figures


def beside(other: Path, folder: Path) -> list[dict[str, Figures]]:
    """Return the figures of another clone and of this one, measured in turn, of each the least."""
    found: list[list[dict[str, Figures]]] = [[], []]
    for _ in range(2):
        for place, clone in enumerate((other, ROOT)):
            command = [sys.executable, str(Path(__file__).resolve()), "--json", "--data", str(folder)]
            told = subprocess.run(
                command, env={**os.environ, "PYTHONPATH": str(clone)}, capture_output=True, check=True
            )
            found[place].append(json.loads(told.stdout))
    return [{kind: _least_of([run[kind] for run in runs]) for kind in runs[0]} for runs in found]


def _least_of(runs: list[Figures]) -> Figures:
    return {name: min(run[name] for run in runs) for name in runs[0]}


def table(told: dict[str, dict[str, Figures]]) -> str:
    """Return the figures as a table, by what was measured and kind of page."""
    names = {"real": "real contact pages", "benchmark": "the crawl benchmark's pages"}
    rows = [
        "| version | pages | KB each | bare parse ms | read ÷ parse | new | links | forms | contacts | all checks: s per page | ÷ parse |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for version, kinds in told.items():
        for kind, one in kinds.items():
            checked = f"{one['check']:.3f} | {one['check/parse']:.0f}" if "check" in one else " | "
            parts = " | ".join(f"{one[name]:.1f}" for name in ("read", "new", "links", "forms", "contacts"))
            rows.append(
                f"| {version} | {names[kind]} | {one['bytes'] / 1_000:.0f} | {one['parse'] * 1_000:.2f} | {parts} | {checked} |"
            )
    cores = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."
    return "\n".join([*rows, "", cores])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=contact_details.DATA)
    parser.add_argument("--beside", type=Path, help="another clone, measured as well")
    parser.add_argument("--json", action="store_true", help="print figures for programs")
    parser.add_argument("--write", action="store_true", help="put the table into docs/speed.md")
    options = parser.parse_args()
    if options.json:
        print(json.dumps(measured(options.data)))
        return
    if options.beside:
        told = dict(zip(("before", "now"), beside(options.beside.resolve(), options.data.resolve()), strict=True))
    else:
        told = {"now": measured(options.data)}
    said = table(told)
    print(said)
    if options.write:
        page = ROOT / "docs" / "speed.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        page.write_text(f"{before}{BEGIN}\n{said}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
