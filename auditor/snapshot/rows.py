"""What an answer brought as rows of the snapshot's tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from auditor.model import ContactDetail, Fetch, Form, LinkText, Role


def role_row(found: tuple[str, Role, str]) -> tuple[str, Role, str, bool]:
    """Return a role of an address as a row."""
    return *found, isinstance(found[2], LinkText)


def iso(moment: datetime) -> str:
    """Return a time as snapshots keep it."""
    return moment.astimezone(UTC).isoformat()


def fetch_row(f: Fetch, headers: Mapping[str, str], control_of: str) -> tuple[object, ...]:
    """Return an answer as a row."""
    redirects = json.dumps([(hop.status, hop.url) for hop in f.redirects]) if f.redirects else "[]"
    head = (f.url, f.method, f.final_url, f.reach, iso(f.at), f.status, redirects, f.content_type, f.body_sha256)
    return (*head, f.encoding, f.size, f.tries, f.detail, json.dumps(dict(headers)), control_of, f.cause)


def contact_rows(details: Iterable[ContactDetail]) -> Iterator[tuple[object, ...]]:
    """Yield contact details as rows."""
    for n, d in enumerate(details):
        yield d.page, n, d.kind, d.value, d.source, d.shown, d.href, d.context, d.region


def form_rows(forms: Iterable[Form]) -> Iterator[tuple[object, ...]]:
    """Yield forms as rows."""
    for n, form in enumerate(forms):
        fields = json.dumps([(f.name, f.type, f.label) for f in form.fields])
        yield form.page, n, form.action, form.method, fields, form.submittable, form.scripted, form.purpose
