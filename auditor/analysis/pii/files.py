"""What published files give away about persons: names, log-ins, folders, places, cameras; and what of it is in order. Pure.

Whoever is named for the purpose is not given away: the company itself, a department, a program, somebody who speaks for the
company, and whom the very page names that links the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from auditor.analysis.pii.firm import called, is_firm
from auditor.analysis.pii.teams import names_team
from auditor.analysis.pii.view import spokespeople, view
from auditor.model import Document, Page, Snapshot
from auditor.model.remembering import remembered
from auditor.resources import facts
from auditor.text.fold import fold, is_unspaced
from auditor.text.mailboxes import mailbox_kind
from auditor.text.people import lexicon

NAMING = ("author", "last-editor", "manager", "reviewer")
"""Facts that name who made a file."""
PICTURES = frozenset({"jpeg", "png", "tiff", "webp", "heic"})
_SEVERAL = re.compile(r"\s{0,99}[;|&\n]\s*|\s{1,99}(?:and|und|et|y|e|en)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*")
_LOG_IN = re.compile(r"[A-Za-z][A-Za-z0-9._-]{1,30}")
_DRIVE = re.compile(r"(?:file:)?/{0,5}(?:[a-z]:)?/+", re.IGNORECASE)
_MOST_PEOPLE = 12
_LONGEST_NAME = 80


class Who(StrEnum):
    """Whom a name in a file's metadata stands for."""

    PERSON = "person"
    PERHAPS = "perhaps"
    """It looks like a person's name or log-in; somebody must judge."""
    NOBODY = "nobody"
    """A firm, a department, a program, or nothing."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a file gives away."""

    fact: str
    """Name of the fact, as in `Document.facts`."""
    value: str
    """As it stands there."""
    who: Who


@lru_cache(maxsize=4_096)
def who(text: str, own: tuple[str, ...]) -> Who:
    """Return whom `text`, an author's or owner's entry, stands for; `own` are names of the company."""
    text = text.rpartition("\\")[2].strip(" .,;\u2026")
    folded = fold(text)
    if not any(map(str.isalpha, text)) or _is_default(folded) or any(is_firm(text, name) for name in own):
        return Who.NOBODY
    if names_team(text):
        return Who.NOBODY
    if "@" in text:
        return {"role": Who.NOBODY, "unknown": Who.PERHAPS}.get(mailbox_kind(text), Who.PERSON)
    said = _WORD.findall(text)
    if _LOG_IN.fullmatch(text) and (len(said) != 1 or text.islower() or any(map(str.isdigit, text))):
        return _log_in(text)
    if len(text) > _LONGEST_NAME or not said or any(map(str.isdigit, text)):
        return Who.NOBODY
    return _name(text, said)


@cache
def _nobody() -> frozenset[str]:
    return frozenset(map(fold, facts("analysis/pii/files.toml")["nobody"]))


def _is_default(folded: str) -> bool:
    """Return whether an entry is what systems and devices write by themselves: `DESKTOP-4F2K`, `Windows 用户`, `user1`."""
    if folded in _nobody() or any(sign in folded for sign in facts("analysis/pii/files.toml")["signs"]):
        return True
    return _machines().fullmatch(folded) is not None


@cache
def _machines() -> re.Pattern[str]:
    return re.compile("|".join(facts("analysis/pii/files.toml")["machines"]))


@cache
def _things() -> frozenset[str]:
    return frozenset(map(fold, facts("analysis/pii/files.toml")["words"])) - lexicon.given()


def _log_in(text: str) -> Who:
    """Return whom a name in one piece stands for, such as `jdoe`, `jane.doe` or `marketing2`."""
    parts = [part for part in re.split(r"[\W\d_]+", fold(text)) if part]
    if any(part in _things() or part in lexicon.departments() for part in parts):
        return Who.NOBODY
    kind = mailbox_kind(f"{text}@company.example")
    return {"role": Who.NOBODY, "personal": Who.PERSON}.get(kind, Who.PERHAPS)


def _name(text: str, said: list[str]) -> Who:
    words = [fold(word.rstrip(".")) for word in said]
    parts = {part for word in words for part in word.split("-")}
    if is_unspaced(text):
        return Who.PERHAPS if len(text) <= 12 else Who.NOBODY
    told = parts - lexicon.particles() - lexicon.endings() - lexicon.honorifics("")
    if told & _things() or lexicon.is_department(text) or lexicon.is_pure_role(text) or fold(text) in lexicon.known():
        return Who.NOBODY
    has_given = not told.isdisjoint(lexicon.given())
    if has_given and 1 <= len(told) <= 5:
        return Who.PERSON
    if told & lexicon.never() or not 1 <= len(told) <= 4:
        return Who.NOBODY
    if len(told) > 1 and not told.isdisjoint(lexicon.weak_given()):
        return Who.PERSON
    if len(told) > 1 and not text.isascii() and any(map(lexicon.is_family, told)):
        return Who.PERSON  # the lists hold given names in Latin letters only
    # A single word that nobody knows is an agency's name as often as a person's.
    capitals = [word for word in said if word[0].isupper()]
    return Who.PERHAPS if len(capitals) > 1 else Who.NOBODY


def people_in(text: str) -> Iterator[str]:
    """Yield the names in one entry: `Jane Doe; John Roe` names two, `Doe, Jane` one."""
    for piece in _SEVERAL.split(text)[:_MOST_PEOPLE]:
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        if len(parts) == 2 and all(" " not in part for part in parts):
            yield f"{parts[1]} {parts[0]}"
        else:
            yield from parts


@remembered(2_048)
def _named_on(snapshot: Snapshot, pages: tuple[str, ...]) -> frozenset[str]:
    """Return the folded names of persons whom pages name in their text."""
    known: dict[str, Page] = {page.url: page for page in snapshot.pages}
    found = [known[url] for url in pages if url in known and known[url].fetch.body_sha256]
    return frozenset(fold(person.name) for page in found for person in view(snapshot, page).people)


def _is_meant(snapshot: Snapshot, document: Document, name: str) -> bool:
    """Return whether somebody is named for the purpose: as who speaks for the company, or on the page that links the file."""
    return fold(name) in spokespeople(snapshot) or fold(name) in _named_on(snapshot, document.linked_from)


def makers(snapshot: Snapshot, document: Document) -> Iterator[Trace]:
    """Yield the persons whom a file names as who made it, and the log-ins in it, each once."""
    seen: set[str] = set()
    for fact in (*NAMING, "account"):
        for entry in document.facts.get(fact, ()):
            for name in people_in(entry) if fact != "account" else (entry,):
                meant = _is_meant(snapshot, document, name)
                judged = Who.NOBODY if meant else who(name, called(snapshot))
                if judged is not Who.NOBODY and fold(name) not in seen:
                    seen.add(fold(name))
                    yield Trace(fact, name, judged)


def folders(document: Document) -> tuple[str, ...]:
    """Return the paths that tell how things are named inside the company: none in which programs live on every machine."""
    ordinary = facts("analysis/pii/files.toml")["paths"]["ordinary"]
    return tuple(path for path in document.facts.get("path", ()) if not _bare(path).startswith(tuple(ordinary)))


def _bare(path: str) -> str:
    return _DRIVE.sub("", path.replace("\\", "/"), count=1).lower().replace("%20", " ")


def owners(snapshot: Snapshot, document: Document) -> tuple[str, ...]:
    """Return whom a picture names as its camera's owner, unless it is the company or who is credited with the picture."""
    credits_ = {fold(name) for entry in document.facts.get("artist", ()) for name in people_in(entry)}
    found = (name for entry in document.facts.get("owner", ()) for name in people_in(entry))
    return tuple(
        name
        for name in found
        if fold(name) not in credits_
        and not _is_meant(snapshot, document, name)
        and who(name, called(snapshot)) is not Who.NOBODY
    )


def hidden(snapshot: Snapshot) -> dict[str, str]:
    """Return what of the files has to be masked wherever it stands: text as written, and `name` or `account`."""
    found: dict[str, str] = {}
    for document in snapshot.documents:
        for trace in makers(snapshot, document):
            if len(trace.value) > 2:
                found[trace.value] = "account" if " " not in trace.value else "name"
        found |= {
            name: "account" if " " not in name else "name" for name in owners(snapshot, document) if len(name) > 2
        }
    return found
