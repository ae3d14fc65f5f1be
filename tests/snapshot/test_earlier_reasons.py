"""Snapshots that keep in words whose a profile is."""

from __future__ import annotations

import json
import sqlite3

import pytest

from auditor.model import Beside, Owner, OwnerEvidence, OwnerSign, Profile
from auditor.snapshot import records
from auditor.snapshot.reader import Held


def stored(*why: str) -> Profile:
    """Return a profile that was stored with reasons as clauses."""
    db = sqlite3.connect(":memory:", factory=Held)
    db.executescript(records.SCHEMA)
    said = {"platform": "x", "handle": "acme", "url": "https://x.com/acme", "owner": "likely", "why": list(why)}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    db.execute("INSERT INTO profile VALUES (?, ?, ?)", ("x", "acme", text))
    (found,) = records.profiles(db)
    return found


@pytest.mark.parametrize(
    ("clause", "evidence"),
    [
        ("the site warns of it, and leads visitors to it as its own", OwnerEvidence(OwnerSign.CONTESTED)),
        ("its handle is the site's own domain", OwnerEvidence(OwnerSign.OWN_DOMAIN)),
        ("the site warns of it", OwnerEvidence(OwnerSign.BESIDE, beside=Beside.WARNING)),
        (
            "linked from the footer of 3 pages",
            OwnerEvidence(OwnerSign.EARLIER_WORDS, words="Linked from the footer of 3 pages."),
        ),
    ],
)
def test_clauses_are_read_as_evidence(clause: str, evidence: OwnerEvidence) -> None:
    found = stored(clause)
    assert (found.owner, found.why) == (Owner.LIKELY, (evidence,))
    assert found.contested is (evidence.sign is OwnerSign.CONTESTED)


def test_evidence_comes_back_as_it_was_kept() -> None:
    db = sqlite3.connect(":memory:", factory=Held)
    db.executescript(records.SCHEMA)
    why = (
        OwnerEvidence(OwnerSign.REPEATED, 3, 4),
        OwnerEvidence(OwnerSign.BESIDE, beside=Beside.PERSON, words="by Jane"),
    )
    one = Profile("x", "acme", "https://x.com/acme", why=why)
    records.put_profiles(db, [one])
    assert records.profiles(db) == (one,)
