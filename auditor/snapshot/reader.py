"""Snapshot ⇄ run folder: typed facts and bodies in one SQLite file.

Facts are rows; bodies lie zstd-compressed under the SHA-256 of what was received, each once. `store` writes it while the
visit goes on; `load` turns it into the frozen `Snapshot` that checks see, be the visit finished or not.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from auditor import urls
from auditor.model import (
    Accept,
    Cause,
    Certificate,
    ContactDetail,
    ContactKind,
    ContactSource,
    DnsOutcome,
    DnsRecord,
    Fetch,
    Form,
    FormField,
    Link,
    LinkKind,
    Page,
    Reach,
    Redirect,
    Role,
    Snapshot,
    Target,
    Thresholds,
)
from auditor.model.messages import NOTHING, from_json, from_text
from auditor.snapshot import configured, gaps, integrity, link_codec, older, records
from auditor.snapshot.bodies import Bodies
from auditor.snapshot.damage import CannotWrite, SnapshotError, UnreadableBodies, told
from auditor.snapshot.schema import SCHEMA

__all__ = ["CannotWrite", "SnapshotError", "UnreadableBodies"]  # what else is here is defined here

FORMAT = 1
"""Raised when an older auditor could misread the file."""

NAME = "snapshot.sqlite"

_READ_ROW_BY_ROW = (*records.POSTS, "body")
"""Tables that may be very large: whoever reads them looks at each row."""

_SAME_PHRASE_PAGES = 5
"""A link text that leads to more pages than this is a label in a list ("Contact" beside every agent), not a signpost."""


def require_known_format(path: Path, found: str) -> None:
    """Raise SnapshotError for a format that is newer than ours."""
    if found and not found.isdecimal():
        raise SnapshotError(f"{path}: damaged (its format is {found[:40]!r}); gather it again with `auditor collect`")
    if found and (len(found) > 9 or int(found) > FORMAT):
        raise SnapshotError(
            f"{path}: written by a newer auditor (format {found[:40]}, this one knows {FORMAT}); update auditor"
        )


class Held(sqlite3.Connection):
    """A connection that closes when nobody holds on to it any more: posts are read for as long as somebody asks for them."""

    def __del__(self) -> None:
        """Close it; in another thread than its own it is let go as it is."""
        with suppress(sqlite3.ProgrammingError):
            self.close()


def open_read_only(folder: Path) -> sqlite3.Connection:
    """Open the snapshot of a run folder for reading.

    Raises:
        SnapshotError: there is none, it is damaged, or a newer auditor wrote it.
    """
    path = folder / NAME
    if not path.is_file():
        raise SnapshotError(f"{path}: not found; `auditor collect SITE --output {folder}` makes it")
    try:
        db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Held)
        db.execute("PRAGMA query_only=1")
        row = db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise SnapshotError(
            f"{path}: not a snapshot of ours ({error}); gather it again with `auditor collect`"
        ) from None
    if row is None:
        raise SnapshotError(f"{path}: holds no visit yet; gather it again with `auditor collect`")
    require_known_format(path, str(row[0]))
    return db


def load(folder: Path, thresholds: Thresholds | None = None, accepts: tuple[Accept, ...] | None = None) -> Snapshot:
    """Return the snapshot of a run folder.

    Args:
        folder: The run folder.
        thresholds: Those to judge by; the ones it was gathered under where left out.
        accepts: Faults to bear; those it was gathered under where left out.

    Raises:
        SnapshotError: see `open_read_only`; UnreadableBodies where no answer can be read.
    """
    db = open_read_only(folder)
    with told(folder / NAME):
        integrity.require_whole(db, folder / NAME, SCHEMA, left_out=_READ_ROW_BY_ROW)
        _require_bodies(db, folder / NAME)
        return _assemble(db, folder / NAME, thresholds or _thresholds(db), accepts)


def _require_bodies(db: sqlite3.Connection, path: Path) -> None:
    """Raise UnreadableBodies where answers were kept and none can be read."""
    rows = db.execute("SELECT DISTINCT body_sha256 FROM fetch WHERE body_sha256 != '' AND encoding != ''").fetchall()
    bodies = Bodies(db)
    if rows and not any(bodies.readable(sha256) for (sha256,) in rows):
        raise UnreadableBodies(
            f"{path}: none of the {len(rows)} answers kept can be read; gather them again with `auditor collect`"
        )


def _thresholds(db: sqlite3.Connection) -> Thresholds:
    row = db.execute("SELECT value FROM meta WHERE key = 'thresholds'").fetchone()
    known = {field.name for field in fields(Thresholds)}
    said = {key: value for key, value in json.loads(row[0] if row else "{}").items() if key in known}
    for key, value in said.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(f"the threshold {key} is {value!r}")
    return Thresholds(**said)


def _assemble(
    db: sqlite3.Connection, path: Path, thresholds: Thresholds, accepts: tuple[Accept, ...] | None
) -> Snapshot:
    meta = dict(db.execute("SELECT key, value FROM meta"))
    bodies, renderings = Bodies(db), _renderings(db)
    fetches, origins = _fetches(db, renderings, bodies)
    links = tuple(links_of(db))
    pages = tuple(_shown(_pages(db, fetches, links, meta["site"], bodies), renderings, bodies))
    return Snapshot(
        target=Target(meta["name"], meta["site"]),
        taken_at=datetime.fromisoformat(meta["taken_at"]),
        pages=pages,
        links=links,
        contacts=tuple(_contacts(db)),
        forms=tuple(forms_of(db)),
        fetches=MappingProxyType(fetches),
        controls=MappingProxyType({origin: _control(fetch, bodies) for origin, fetch in origins.items()}),
        dns=MappingProxyType(_dns(db)),
        certificates=MappingProxyType(_certificates(db)),
        documents=records.documents(db),
        profiles=records.profiles(db),
        profile_controls=MappingProxyType(records.controls(db)),
        channels=records.channels(db),
        posts=records.posts(db, path),
        landings=MappingProxyType(records.landings(db)),
        account_searches=records.account_searches(db),
        **records.elsewhere(db, path),
        **_said(meta),
        missing=MappingProxyType(gaps.missing(db)),
        notes=(*gaps.notes(db), *configured.excludes_in_words(meta)),
        unimported=tuple(map(from_json, json.loads(meta.get("unimported", "[]")))),
        partial=NOTHING if meta.get("finished") else gaps.cut_short(len(pages)),
        thresholds=thresholds,
        accepts=configured.accepts(meta) if accepts is None else accepts,
        read=bodies.text,
        raw=bodies.raw,
    )


def _said(meta: Mapping[str, str]) -> dict[str, Any]:
    """Return what was said of the visit before it began."""
    return {
        "approved": configured.approved(meta),
        "company_profile": records.brief_from_text(meta.get("brief", "")),
        "excludes": configured.excludes(meta),
        "watching": bool(meta.get("watching")),
    }


class _RenderingRow(NamedTuple):
    body_sha256: str
    size: int
    picture_sha256: str
    problem: str


def _renderings(db: sqlite3.Connection) -> dict[str, _RenderingRow]:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'rendering'").fetchone():
        return {}  # gathered before there were any
    rows = db.execute("SELECT url, body_sha256, size, picture_sha256, problem FROM rendering")
    return {url: _RenderingRow(*row) for url, *row in rows}


def _shown(pages: Iterable[Page], renderings: Mapping[str, _RenderingRow], bodies: Bodies) -> Iterator[Page]:
    """Yield the pages, with what a browser made of them where one was asked."""
    for page in pages:
        row = renderings.get(page.url)
        if row is None:
            yield page
            continue
        picture = partial(bodies.raw, row.picture_sha256)
        yield replace(page, rendered=bool(row.body_sha256), not_rendered=from_text(row.problem), picture=picture)


_FETCH = "SELECT url, method, final_url, reach, at, status, redirects, content_type, body_sha256, encoding, size, tries, detail, headers, control_of FROM fetch LIMIT 0"


def _fetches(
    db: sqlite3.Connection, renderings: Mapping[str, _RenderingRow], bodies: Bodies
) -> tuple[dict[str, Fetch], dict[str, Fetch]]:
    """Return fetches by key, and the control answers by origin; a rendered document is named in place of the one received."""
    fetches: dict[str, Fetch] = {}
    controls: dict[str, Fetch] = {}
    db.execute(_FETCH)  # fails where one is missing, which would move the others
    for row in db.execute("SELECT * FROM fetch ORDER BY url, method"):
        fetch = fetch_of(row)
        shown = renderings.get(fetch.final_url)
        if shown is not None and shown.body_sha256 and fetch.method == "GET":
            fetch = replace(fetch, body_sha256=shown.body_sha256, encoding="utf-8", size=shown.size)
        fetch = bodies.weighed(fetch)
        fetches[fetch.url if fetch.method == "GET" else f"{fetch.method} {fetch.url}"] = fetch
        if row[14]:
            controls[row[14]] = fetch
    return fetches, controls


def fetch_of(row: tuple[Any, ...]) -> Fetch:
    """Return a row of the table `fetch` as what it says."""
    url, method, final_url, reach, at, status, redirects, content_type, sha, encoding, size, tries, detail = row[:13]
    hops = tuple(_redirects(redirects))
    moment = datetime.fromisoformat(at)
    cause = Cause(row[15]) if len(row) > 15 else older.of_fetch(Reach(reach), detail)
    known = content_type, sha, encoding, size, tries, detail, method, cause
    return Fetch(url, final_url, Reach(reach), moment, status, hops, *known)


def _redirects(text: str) -> Iterator[Redirect]:
    for code, where in json.loads(text):
        integrity.require_texts((where,), "a redirect")
        yield Redirect(int(code), where)


def links_of(db: sqlite3.Connection, wanted: Callable[[str, str], bool] | None = None) -> Iterator[Link]:
    """Yield the links stored, by page; of those pages that are wanted, which is told the page and its links as they are stored."""
    for page, listed in db.execute("SELECT page, links FROM links ORDER BY page"):
        if wanted is None or wanted(page, listed):
            yield from link_codec.read(page, listed)


def _pages(
    db: sqlite3.Connection, fetches: Mapping[str, Fetch], links: Iterable[Link], home: str, bodies: Bodies
) -> Iterator[Page]:
    facts = {row[0]: row[1:] for row in db.execute("SELECT * FROM page")}
    roles, found = roles_of(db), _found(db)
    for alias in [url for url in roles.keys() | found.keys() if _moved(fetches.get(url), facts)]:
        _move(alias, fetches[alias].final_url, roles, found)
    depths = _depths(home, links, fetches)
    for url in sorted(facts.keys() | (roles.keys() & fetches.keys())):
        title, heading, lang, length, script = facts.get(url, ("", "", "", 0, 0))
        reasons = roles.get(url, {})
        yield Page(
            url=url,
            fetch=fetches[url],
            roles=tuple(sorted(reasons)),
            role_reasons=tuple(dict.fromkeys(reason for role in sorted(reasons) for reason in reasons[role])),
            found_by=tuple(sorted(found.get(url, ()))),
            depth=depths.get(url),
            title=title,
            heading=heading,
            lang=lang,
            text_length=length,
            needs_script=bool(script),
            read=_Reader(bodies, fetches[url]),
        )


def _moved(fetch: Fetch | None, facts: Mapping[str, object]) -> bool:
    """Return whether an address leads, by redirects, to another page of the site that is known by itself.

    What ends at the front door stays a page of its own: what it promised is not there.
    """
    if fetch is None or not fetch.redirects or fetch.final_url == fetch.url:
        return False
    return fetch.final_url in facts and (urls.is_home(fetch.url) or not urls.is_home(fetch.final_url))


def _move(alias: str, landed: str, roles: dict[str, dict[Role, list[str]]], found: dict[str, set[str]]) -> None:
    """Let the page where an address leads have what was promised of the address."""
    found.setdefault(landed, set()).update(found.pop(alias, ()))
    for role, reasons in roles.pop(alias, {}).items():
        roles.setdefault(landed, {}).setdefault(role, []).extend(reasons)


def _found(db: sqlite3.Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for url, by in db.execute("SELECT url, by FROM found"):
        found.setdefault(url, set()).add(by)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    bodies: Bodies
    fetch: Fetch

    def __call__(self) -> str:
        return self.bodies.text(self.fetch)


def roles_of(db: sqlite3.Connection) -> dict[str, dict[Role, list[str]]]:
    """Return each address's roles with their reasons, leaving out labels that are repeated over a list."""
    rows = older.role_rows(db)
    spread: dict[str, set[str]] = {}
    for url, _, reason, _ in rows:
        spread.setdefault(reason, set()).add(url)
    roles: dict[str, dict[Role, list[str]]] = {}
    for url, role, reason, is_link_text in rows:
        if is_link_text and len(spread[reason]) > _SAME_PHRASE_PAGES:
            continue
        roles.setdefault(url, {}).setdefault(Role(role), []).append(reason)
    return roles


def _depths(home: str, links: Iterable[Link], fetches: Mapping[str, Fetch]) -> dict[str, int]:
    """Return clicks from the home page, breadth first; a redirect costs no click."""
    onward: dict[str, list[str]] = {}
    for link in links:
        if link.kind in {LinkKind.ANCHOR, LinkKind.FRAME, LinkKind.REFRESH} and urls.same_site(link.url, home):
            onward.setdefault(link.page, []).append(link.url)
    depths = {home: 0}
    queue = deque([home])
    while queue:
        url = queue.popleft()
        fetch = fetches.get(url)
        landed = fetch.final_url if fetch is not None else url
        depths.setdefault(landed, depths[url])
        for page in {url, landed}:
            for following in onward.get(page, ()):
                if following not in depths:
                    depths[following] = depths[url] + 1
                    queue.append(following)
    return depths


def _control(fetch: Fetch, bodies: Bodies) -> Page:
    return Page(url=fetch.url, fetch=fetch, read=_Reader(bodies, fetch))


def _contacts(db: sqlite3.Connection) -> Iterator[ContactDetail]:
    query = "SELECT page, kind, value, source, shown, href, context, region FROM contact ORDER BY page, n"
    for page, kind, value, source, *rest in db.execute(query):
        yield ContactDetail(page, ContactKind(kind), value, ContactSource(source), *rest)


def forms_of(db: sqlite3.Connection) -> Iterator[Form]:
    """Yield every form stored, by page."""
    query = "SELECT page, action, method, fields, submittable, scripted, purpose FROM form ORDER BY page, n"
    for page, action, method, listed, submittable, scripted, purpose in db.execute(query):
        described = json.loads(listed)
        integrity.require_texts(chain.from_iterable(described), "a form")
        controls = tuple(FormField(*values) for values in described)
        yield Form(page, action, method, controls, bool(submittable), bool(scripted), purpose)


def _dns(db: sqlite3.Connection) -> dict[tuple[str, str], DnsRecord]:
    rows = db.execute("SELECT * FROM dns ORDER BY name, type").fetchall()
    return {(row[0], row[1]): _record(*row) for row in rows}


def _record(name: str, type_: str, outcome: str, values: str, detail: str, cause: str | None = None) -> DnsRecord:
    known = older.of_record(detail) if cause is None else Cause(cause)
    answers = tuple(json.loads(values))
    integrity.require_texts(answers, "a DNS record")
    return DnsRecord(name, type_, DnsOutcome(outcome), answers, detail, known)


def _certificates(db: sqlite3.Connection) -> dict[str, Certificate]:
    rows = db.execute("SELECT host, not_after, problem FROM certificate ORDER BY host")
    return {
        host: Certificate(host, datetime.fromisoformat(moment) if moment else None, problem)
        for host, moment, problem in rows
    }
