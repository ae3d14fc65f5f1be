"""A run folder → the three files of a case. Opens no socket."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from auditor import disk, urls
from auditor.casebook import markup
from auditor.casebook.fictional import Fictional
from auditor.model import Cause, DnsOutcome, DnsRecord, Fetch, Reach, Snapshot
from auditor.snapshot import reader
from auditor.snapshot.bodies import Bodies
from auditor.text.mailboxes import mailbox_kind

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_KEPT_HEADERS = frozenset(
    {"content-type", "refresh", "server", "x-robots-tag", "retry-after", "content-language", "x-frame-options"}
)
_IMPORTANT = 60
"""Pages kept whole besides those with a role; of a larger site the rest says next to nothing."""
_ANOTHER_PAGE = (
    "<!doctype html><title>Another page</title><h1>Another page</h1><p>" + "Something else stands here. " * 40
)
_UNREACHABLE = "127.0.0.2"
"""Nothing listens there when a case is served."""


class Written(NamedTuple):
    """What became of a case."""

    folder: Path
    answers: int
    """Addresses that are served."""
    left: tuple[str, ...]
    """What still stands in the files of what the company is called by; for a person to take out."""


def write(run: Path, folder: Path, complaints: Sequence[str] = (), salt: bytes | None = None) -> Written:
    """Write a visit as a case: README, index.json and want.json.

    Args:
        run: The run folder.
        folder: Where to; made where it is not there.
        complaints: Ids of the checks that said what they should not have.
        salt: Of the made-up words; another one each time where left out.

    Raises:
        SnapshotError: there is no snapshot that can be read.
    """
    seen = reader.load(run)
    made_up = Fictional(seen.target.site, salt or secrets.token_bytes(16))
    index = _index(run, seen, made_up)
    folder.mkdir(parents=True, exist_ok=True)
    want = {"never": [[check, "fail", ""] for check in complaints], "some": []}
    files = {
        "index.json": json.dumps(index, ensure_ascii=False, indent=1),
        "want.json": json.dumps(want, indent=1),
        "README": _README,
    }
    for name, text in files.items():
        with disk.named(folder / name):
            (folder / name).write_text(text + "\n", encoding="utf-8")
    answers = sum(len(routes) for routes in index["hosts"].values())
    return Written(folder, answers, tuple(_left(seen, files["index.json"])))


_README = """Say in one line what a visitor meets, and what is wrongly said of it.
Source: where it was seen (tracker#number, or "own shape")
Kind: alive"""


def _index(run: Path, seen: Snapshot, made_up: Fictional) -> dict[str, Any]:
    hosts: dict[str, dict[str, Any]] = {}
    whole = _whole(seen)
    for answer in _answers(run):
        for url, page in _pages(answer, seen, whole, made_up):
            hosts.setdefault(made_up.host(urls.host(url)), {}).setdefault(_key(url, made_up), page)
    zone = dict(_zone(seen, made_up))
    for host, cause in _unreached(seen):
        zone.setdefault(f"{made_up.host(host)} A", [_UNREACHABLE] if cause is not Cause.NO_SUCH_HOST else [])
    return {
        "site": made_up.url(seen.target.site),
        "day": f"{seen.taken_at:%Y-%m-%d}",
        "hosts": hosts,
        "dns": {name: records for name, records in zone.items() if records},
    }


class _Answer(NamedTuple):
    fetch: Fetch
    headers: Mapping[str, str]
    body: bytes
    control_of: str


def _answers(run: Path) -> Iterator[_Answer]:
    """Yield what was answered, each address once, controls last: they stand for whatever else is asked."""
    db = reader.open_read_only(run)
    bodies = Bodies(db)
    rows = db.execute("SELECT * FROM fetch WHERE method = 'GET' ORDER BY control_of, url").fetchall()
    for row in rows:
        fetch = reader.fetch_of(row)
        body = bodies.raw(fetch.body_sha256) if fetch.body_sha256 else b""
        yield _Answer(fetch, json.loads(row[13]), body, row[14])


def _whole(seen: Snapshot) -> frozenset[str]:
    """Return the addresses of pages to keep word by word."""
    important = [page.url for page in seen.pages if page.roles]
    others = [page.url for page in seen.pages if not page.roles]
    return frozenset(important + others[:_IMPORTANT])


def _pages(
    answer: _Answer, seen: Snapshot, whole: frozenset[str], made_up: Fictional
) -> Iterator[tuple[str, str | dict[str, Any]]]:
    """Yield (address, what is served there): redirects hop by hop, then what they end at."""
    fetch = answer.fetch
    at = fetch.url
    for hop in fetch.redirects:
        if _strip_scheme(at) != _strip_scheme(hop.url):  # from http to https goes whoever serves the case, unasked
            yield at, {"status": hop.status, "headers": {"Location": made_up.url(hop.url)}}
        at = hop.url.partition("#")[0]
    if fetch.reach is Reach.TIMED_OUT:
        yield at, {"delay": 60, "body": ""}
    elif fetch.status is not None:
        page = _page(answer, whole, made_up, own=urls.same_site(at, seen.target.site))
        yield (f"{answer.control_of}/*" if answer.control_of else at), page


def _strip_scheme(url: str) -> str:
    return url.partition(":")[2]


def _page(answer: _Answer, whole: frozenset[str], made_up: Fictional, *, own: bool) -> str | dict[str, Any]:
    fetch = answer.fetch
    body: str | None = None
    if fetch.encoding and answer.body:
        text = answer.body.decode(fetch.encoding, "replace")
        keep = not own or fetch.final_url in whole or answer.control_of or fetch.status != 200
        body = _body(text, fetch, made_up) if keep else _ANOTHER_PAGE
    headers = {name: value for name, value in answer.headers.items() if name in _KEPT_HEADERS}
    if "refresh" in headers:
        headers["refresh"] = made_up.text(headers["refresh"])
    if fetch.status == 200 and headers.get("content-type", "").replace(" ", "").lower() == "text/html;charset=utf-8":
        return body or ""
    named = {name.title(): value for name, value in headers.items()}
    enc = {"enc": fetch.encoding} if fetch.encoding and fetch.encoding.lower() not in {"utf-8", "ascii"} else {}
    return {"status": fetch.status, "headers": {"Content-Type": None, **named}, "body": body or "", **enc}


def _body(text: str, fetch: Fetch, made_up: Fictional) -> str:
    return markup.page(text, made_up) if fetch.content_type in _HTML else made_up.text(text)


def _key(url: str, made_up: Fictional) -> str:
    parts = urlsplit(made_up.url(url))
    path = parts.path or "/"
    if path.endswith("/*"):
        return "*"
    return f"{path}?{parts.query}" if parts.query else path


def _unreached(seen: Snapshot) -> Iterator[tuple[str, Cause]]:
    for fetch in seen.fetches.values():
        if fetch.reach in {Reach.CONNECT_FAILED, Reach.DNS_FAILED, Reach.REFUSED_ADDRESS, Reach.TLS_FAILED}:
            yield urls.host(fetch.final_url), fetch.cause


def _zone(seen: Snapshot, made_up: Fictional) -> Iterator[tuple[str, list[str]]]:
    for (name, kind), record in sorted(seen.dns.items()):
        if name.endswith(_EXAMPLES):  # the runner's own
            continue
        if record.outcome is DnsOutcome.FOUND and kind in {"MX", "TXT", "NS", "CNAME"}:
            yield f"{made_up.host(name)} {kind}", list(_records(record, made_up))
        elif record.outcome is DnsOutcome.FOUND and kind == "A":
            yield f"{made_up.host(name)} A", ["127.0.0.1"]


def _records(record: DnsRecord, made_up: Fictional) -> Iterator[str]:
    for value in record.values:
        if record.type == "TXT":
            if value.lower().startswith("v="):  # others say which services a company uses, and nothing that is judged
                yield json.dumps(made_up.policy(value))
        else:
            *head, host = value.split()
            yield " ".join((*head, f"{made_up.host(host.lower().rstrip('.'))}."))


def _left(seen: Snapshot, index: str) -> Iterator[str]:
    """Yield what names the company or somebody in it and still stands in the case."""
    lowered = index.lower()
    names = {seen.target.name.lower(), urls.site_of(seen.target.site).partition(".")[0]}
    details = {text.lower() for detail in seen.contacts for text in (detail.value, detail.shown)}
    for text in sorted(names | {text for text in details if _names_somebody(text)}):
        if len(text) >= _TELLING and text in lowered:
            yield text


def _names_somebody(text: str) -> bool:
    """Return whether a detail as it is shown is a long number or an address that nobody shares."""
    if "@" in text:
        return mailbox_kind(text) != "role" and not text.endswith(_EXAMPLES)
    return sum(map(str.isdecimal, text)) > _SHORT_NUMBER


_TELLING = 5
"""Characters from which on a text names somebody."""
_SHORT_NUMBER = 6
"""Digits of a number that many may share, such as a freephone number's."""
_EXAMPLES = ("example.com", "example.org", "example.net")
