"""Keeps what the documentation takes from the code as it is: tables and help texts between markers.

python scripts/docs.py            says which are out of date
python scripts/docs.py --write    writes them anew

Run it with the Python of the virtual environment.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

import click

from auditor.analysis.links.status import LinkState, judge
from auditor.audit import registry
from auditor.audit.summary import counted
from auditor.cli.commands import main as commands
from auditor.collect.importers.table import IMPORTERS
from auditor.collect.sources.table import source_for
from auditor.model import Cause, Fetch, Post, PostKind, Reach, Snapshot, Target
from auditor.platforms.catalogue import Platform, catalogue
from auditor.resources import facts
from scripts import api_docs, interview_docs, settings_docs
from scripts.tables import table

ROOT = Path(__file__).resolve().parent.parent

WIDTH = 100
"""Columns of the help texts."""

_OWN, _OTHER = "https://www.company.example/page", "https://www.other.example/page"
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_LIFE = {LinkState.ALIVE: "alive", LinkState.DEAD: "**dead**", LinkState.UNKNOWN: "unknown"}


def stale() -> list[str]:
    """Return which blocks differ from the code, as `file: block`."""
    return [f"{path}: {name}" for path, name, text in _blocks() if _between(_read(path), name) != text]


def write() -> None:
    """Put every block into its file."""
    for path, name, text in _blocks():
        before, _, after = _parts(_read(path), name)
        (ROOT / path).write_text(f"{before}\n{text}\n{after}", encoding="utf-8", newline="\n")


def _blocks() -> Iterator[tuple[str, str, str]]:
    for (path, name), make in _MAKERS.items():
        yield path, name, make()


def _read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def _between(text: str, name: str) -> str:
    return _parts(text, name)[1].strip("\n")


def _parts(text: str, name: str) -> tuple[str, str, str]:
    """Return what stands before, between and after the markers of a block, markers outside."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise SystemExit(f"one {begin} and one {end} are needed")
    before, _, rest = text.partition(begin)
    inside, _, after = rest.partition(end)
    return before + begin, inside, end + after


def checks() -> str:
    """Return the table of shipped checks, category by category, worst first."""
    categories = {entry["id"]: entry for entry in facts("audit/categories.toml")["category"]}
    known = list(registry.load(installed=False).values())
    known.sort(key=lambda entry: (list(categories).index(entry.check.category), -entry.check.severity, entry.check.id))
    rows = [
        (
            f"[{entry.check.id}](../checks/{entry.check.category}/{entry.path.name})",
            categories[entry.check.category]["title"],
            entry.check.severity.label,
            entry.check.title,
        )
        for entry in known
    ]
    return table(("check", "category", "severity", "true when it passes"), rows)


def help_text(*names: str) -> str:
    """Return what `auditor NAMES --help` prints, as a code block."""
    context = _context("auditor", commands, None)
    for name in names:
        context = _context(name, commands.every()[name], context)
    return f"```\n{context.get_help()}\n```"


def _context(name: str, command: click.Command, outer: click.Context | None) -> click.Context:
    settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    return click.Context(command, outer, name, **settings)


_SHAPES = {
    "str": "text",
    "datetime": "text, as in ISO 8601, with zone",
    "bool": "true or false",
    "PostKind": "text",
    "tuple[str, ...]": "list of texts",
    "int": "whole number",
    "float": "number",
}


def post_fields() -> str:
    """Return the table of the fields of a post, as JSON Lines have them."""
    said = docstrings(Post) | {
        "kind": "; ".join(f"`{kind}`: {docstrings(PostKind).get(kind.name, '')}".rstrip(": .") for kind in PostKind)
    }
    rows = []
    for field in fields(Post):
        if field.name == "marks":  # made by the import, never read from a file
            continue
        shape = _SHAPES[str(field.type).removesuffix(" | None")]
        default = "must be given" if field.default is MISSING else f"`{json.dumps(field.default, default=str)}`"
        rows.append((f"`{field.name}`", shape, default, said.get(field.name, "")))
    return table(("field", "value", "default", "meaning"), rows)


def import_formats() -> str:
    """Return the table of the formats that posts are imported from."""
    rows = [
        (
            f"`{one.name}`",
            one.title,
            "yes" if one.by_path else "no: name `format`",
            "yes" if one.private else "",
            ", ".join(f"`{word}`" for word in one.cannot_see) or "what you say in `cannot_see`",
            "real files" if one.seen else "documentation",
            one.basis,
        )
        for one in IMPORTERS.values()
    ]
    return table(
        ("`format`", "what", "recognised by `path`", "private", "never shows", "shape seen in", "built from"), rows
    )


_TAKEN = {"yes": "anybody", "no": "nobody", "unknown": "not known"}
"""Who may take a handle that was given up."""


def asked_platforms() -> str:
    """Return the table of platforms that profiles are looked up at."""
    rows = []
    for one in open_platforms():
        source = source_for(one.id)
        if source is not None:
            posts = "yes" if source.posts is not None else "no"
            unseen = "; ".join((*one.blind, *(f"`{word}`" for word in source.cannot_see if source.posts is not None)))
            rows.append((one.name, _looked_up_by(one), posts, unseen, one.hint("it").text, one.standing))
    return table(("platform", "looked up by", "posts", "never shown", "by hand", "rule"), rows)


def _looked_up_by(one: Platform) -> str:
    return {"page": "its page", "oembed": "its oEmbed answer"}.get(one.existence.by, "its interface")


def unasked_platforms() -> str:
    """Return the table of platforms whose profiles always come out as unknown, and why."""
    rows = [
        (one.name, one.silence.text or "Nothing here asks it yet.", "; ".join(one.blind), one.hint("it").text)
        for one in open_platforms()
        if source_for(one.id) is None
    ]
    return table(("platform", "why it is not asked", "never shown", "by hand"), rows)


def freed_handles() -> str:
    """Return the table of what becomes of handles that were given up."""
    rows = [
        (one.name, _TAKEN[one.freed.registrable], one.freed.sure, one.freed.source)
        for one in open_platforms()
        if one.freed.source
    ]
    return table(("platform", "who may take it", "how sure", "source"), rows)


def closed_platforms() -> str:
    """Return the table of services that have shut down."""
    closed = [one for one in catalogue().platforms.values() if one.closed_on is not None]
    rows = [
        (one.name, str(one.closed_on), one.closed_source) for one in sorted(closed, key=lambda one: one.name.lower())
    ]
    return table(("service", "closed on", "source"), rows)


def open_platforms() -> list[Platform]:
    """Return the platforms that are still there, in the order of platforms.toml."""
    return [one for one in catalogue().platforms.values() if one.closed_on is None]


def shares() -> str:
    """Return the table of the shares in posts.csv."""
    return table(
        ("`rate`", "share", "`counted_as`: hits", "all others"),
        [(f"`{one.id}`", one.title.text, one.hit.text, one.miss.text) for one in counted.KINDS],
    )


def reaches() -> str:
    """Return what each way of not getting an answer means, by asking the judge itself."""
    said = docstrings(Reach)
    rows = []
    for reach in Reach:
        if reach is Reach.RESPONDED:
            continue
        meaning = said[reach.name]
        if reach is Reach.DNS_FAILED:
            rows.append(_reach_row(f"`{reach}`", "The host name does not exist.", reach, Cause.NO_SUCH_HOST))
            meaning = "The look-up of the host name failed."
        rows.append(_reach_row(f"`{reach}`", meaning, reach))
    return table(("what happened", "in words", "on the site itself", "elsewhere"), rows)


def _reach_row(name: str, meaning: str, reach: Reach, cause: Cause = Cause.UNSAID) -> tuple[str, ...]:
    status = 200 if reach is Reach.TOO_LARGE else None
    return name, meaning, *(_verdict(url, reach, status, 3, cause) for url in (_OWN, _OTHER))


_STATUSES = (
    ("2xx with anything but a web page", (200, 206), 1),
    ("3xx that leads nowhere", (300, 304), 1),
    ("401, 403, 407, 451", (401, 403, 407, 451), 1),
    ("404, 410", (404, 410), 2),
    ("any other 4xx", (400, 402, 405, 406, 418, 429), 1),
    ("5xx, in each of three tries", (500, 502, 503, 504), 3),
    ("5xx, asked less often", (500, 502, 503, 504), 2),
)


def statuses() -> str:
    """Return what each status means, by asking the judge itself."""
    return table(
        ("status", "on the site itself", "elsewhere"),
        [(name, _common(_OWN, group, tries), _common(_OTHER, group, tries)) for name, group, tries in _STATUSES],
    )


def _common(url: str, group: Iterable[int], tries: int) -> str:
    said = {_verdict(url, Reach.RESPONDED, status, tries) for status in group}
    assert len(said) == 1, f"{group} are not judged alike"
    return said.pop()


def _verdict(url: str, reach: Reach, status: int | None, tries: int, cause: Cause = Cause.UNSAID) -> str:
    fetch = Fetch(url, url, reach, _AT, status, content_type="application/pdf", tries=tries, cause=cause)
    snapshot = Snapshot(Target("Company", _OWN), _AT, fetches=MappingProxyType({url: fetch}))
    return _LIFE[judge(snapshot, url).state]


def liars() -> str:
    """Return the hosts whose answers prove nothing."""
    words = {"present": "a page that loads", "absent": "an error"}
    rows = [
        (host["domain"], " and ".join(words[lie] for lie in host["lies"]), host["verify"])
        for host in facts("platforms/venues.toml")["host"]
    ]
    return table(("host", "what proves nothing", "how to find out"), rows)


def docstrings(declared: type) -> dict[str, str]:
    """Return the strings under the members of a class, by name."""
    body = ast.parse(inspect.getsource(declared)).body[0]
    assert isinstance(body, ast.ClassDef)
    said = {}
    for member, doc in zip(body.body, body.body[1:], strict=False):
        if not isinstance(doc, ast.Expr) or not isinstance(doc.value, ast.Constant):
            continue
        if isinstance(member, ast.Assign | ast.AnnAssign):
            target = member.target if isinstance(member, ast.AnnAssign) else member.targets[0]
            said[ast.unparse(target)] = " ".join(str(doc.value.value).split())
    return said


_MAKERS: Mapping[tuple[str, str], Callable[[], str]] = {
    ("docs/api.md", "nouns"): api_docs.nouns,
    ("docs/api.md", "questions"): api_docs.questions,
    ("docs/api.md", "declaring"): api_docs.declaring,
    ("docs/api.md", "conclusions"): api_docs.conclusions,
    ("docs/api.md", "answers"): api_docs.answers,
    ("docs/api.md", "trials"): api_docs.trials,
    ("docs/checks.md", "checks"): checks,
    ("docs/commands.md", "help"): help_text,
    ("docs/commands.md", "help-run"): lambda: help_text("run"),
    ("docs/configuration.md", "top"): settings_docs.keys,
    **{
        ("docs/configuration.md", name.replace(".", "-")): partial(settings_docs.keys, name)
        for name in settings_docs.SECTIONS
    },
    ("docs/approved.md", "keys"): settings_docs.approved_keys,
    ("docs/approved.md", "help"): lambda: help_text("approve"),
    ("docs/configuration.md", "findings"): settings_docs.finding_keys,
    ("docs/watch.md", "help"): lambda: help_text("watch"),
    ("docs/configuration.md", "thresholds"): settings_docs.thresholds,
    ("docs/conversations.md", "shares"): shares,
    ("docs/conversations.md", "post"): post_fields,
    ("docs/imports.md", "formats"): import_formats,
    ("docs/interview.md", "questions"): interview_docs.questions,
    ("docs/platforms.md", "asked"): asked_platforms,
    ("docs/platforms.md", "unasked"): unasked_platforms,
    ("docs/platforms.md", "freed"): freed_handles,
    ("docs/platforms.md", "closed"): closed_platforms,
    ("docs/link-truth.md", "reaches"): reaches,
    ("docs/link-truth.md", "statuses"): statuses,
    ("docs/link-truth.md", "liars"): liars,
}


def _main(arguments: Sequence[str]) -> None:
    if "--write" in arguments:
        write()
    elif found := stale():
        raise SystemExit("out of date, run python scripts/docs.py --write: " + "; ".join(found))


if __name__ == "__main__":
    _main(sys.argv[1:])
