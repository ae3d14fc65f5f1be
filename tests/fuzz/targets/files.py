"""Files that people hand in: exports of conversations, settings, approvals, interviews; and what published files tell of their authors."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from auditor.cli import terminal
from auditor.cli import trial as told_trial
from auditor.collect.documents import read as read_document
from auditor.collect.importers import trial
from auditor.collect.importers.base import ImportProblem
from auditor.collect.importers.recognise import importer_for
from auditor.collect.importers.table import IMPORTERS
from auditor.config import approved, load, notes, places
from auditor.config.schema import ConversationSettings, Settings, TargetSettings
from auditor.interview import answers
from auditor.interview.readiness import readiness
from auditor.model import Post
from tests import files
from tests.collect.documents.test_pdf_text import written as pdf_with_text
from tests.collect.importers.imported import stored
from tests.collect.importers.test_recognise import ALL
from tests.conftest import ROOT
from tests.fuzz.case import Case
from tests.fuzz.target import Target, require, require_line, require_storable, words

PERSON = "zoe.quartermain-planted@freemail.example"
_SOUND = TypeAdapter(Post)


def _laid_out(case: Case, folder: Path) -> Path:
    """Lay the files of an export down as it was, a folder or one file."""
    top = folder / case.fixed("path")
    for name, body in case.files:
        path = top / name if name else top
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return top


def _import(case: Case) -> object:
    """Read an export: something comes of it or one line says why not; private words are not kept; nothing raises."""
    form = case.fixed("format")
    importer = IMPORTERS[form]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = _laid_out(case, folder)
        if not path.exists():
            return False
        said: dict[str, Any] = {"path": str(path), "format": form, "private": importer.private, "account": "acme"}
        posts, channels, problems = stored(folder, said)
        require(bool(posts) == bool(channels), "posts without a channel, or a channel without posts")
        require(bool(posts) or problems, "nothing was read, and nothing says why")
        for post in posts:
            require_storable(post)
            _SOUND.validate_python(post)
            require(post.created_at.tzinfo is not None, "a time without a zone")
            require(not (importer.private and post.text), "private words are kept")
        for line in problems:
            require_line(line, most=4_000)
        settings = ConversationSettings(**said)
        for one in trial.trials(Settings(target=TargetSettings(site="acme.example"), conversations=(settings,))):
            for line in told_trial._lines(one):
                require_line(terminal.safe(line) or "-", most=20_000)
        try:
            importer_for(path, settings.model_copy(update={"format": ""}), IMPORTERS)
        except ImportProblem as problem:
            require_storable(problem.said)
        return posts


def _exports() -> Iterator[Case]:
    for path in ALL:
        fixed = ("=format", path.parent.name.encode()), ("=path", path.name.encode())
        inner = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        parts = [("" if one == path else one.relative_to(path).as_posix(), one.read_bytes()) for one in inner]
        if sum(len(body) for _, body in parts) < 100_000:
            yield Case((*fixed, *parts))


def _document(case: Case) -> object:
    body = _zipped(case) if case.fixed("zip") else case.body
    said = read_document(body, "application/octet-stream", "https://www.acme.example/a", contents=True)
    require_storable(said)
    for name, found in said.facts.items():
        require(len(found) <= 100, f"{len(found)} facts called {name}")
        for value in found:
            require_line(value, most=400)
    return said.facts or said.text


def _zipped(case: Case) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, body in case.files:
            archive.writestr(name or "x", body)
    return sink.getvalue()


def _documents() -> Iterator[Case]:
    gps, image = files.PLACE, {0x013B: "Jane Doe", 0x0131: "Camera 1", 0x010F: "Acme"}
    made = files.exif(image, {0x9003: "2026:02:03 04:05:06", 0xA431: "SN-12345"}, gps)
    packet = files.xmp(
        "<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li></rdf:Seq></dc:creator>",
        'xmp:CreatorTool="Pen" exif:GPSLatitude="48,51.5N"',
    )
    for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
        yield Case.of(files.picture(kind, made))
    yield Case.of(files.segment(files.picture(), 0xED, files.iptc(a=(80, "Jane Doe"), b=(116, "Acme"))))
    yield Case.of(files.chunk(files.picture("PNG"), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet))
    yield Case.of(
        files.pdf(packet, Author="Jane Doe", Title=r"C:\Users\jdoe\x.docx", CreationDate="D:20260203040506+01'00'")
    )
    yield Case.of(pdf_with_text("Press office, ring 030 123456", "page two", link="mailto:press@acme.example"))
    yield Case.of(files.old_office({"author": "Jane Doe", "editor": "Jo"}))
    yield Case.of(files.old_word(("Jane Doe",), ("Jo",), ("jdoe", r"C:\Users\jdoe\x.doc")))
    yield Case.of(
        rb"{\rtf1\ansi{\info{\author Jane \'e9 Doe}{\operator Jo}{\creatim\yr2026\mo2\dy3}{\*\company Acme}}text \u8364?\par}"
    )
    for kind in ("docx", "xlsx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(files.office(kind, "Jane Doe", "Jo"))) as archive:
            yield Case((("=zip", b"1"), *((name, archive.read(name)) for name in archive.namelist())))
        yield Case.of(files.office(kind, "Jane Doe", "Jo"))


PDF = words("documents")


def _toml(name: str, read: Callable[[Path], object], error: type[Exception]) -> Callable[[Case], object]:
    def check(case: Case) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(case.body)
            try:
                found = read(path)
            except error as problem:
                require_line(terminal.line(str(problem)))
                return False
        require_storable(found)
        return found

    return check


def _settings(path: Path) -> object:
    """Read auditor.toml, and take from it all that a visit and a report take."""
    settings = load.read(path)
    require(settings.target.site, "a target without an address")
    if len(path.read_bytes()) < 20_000:
        again = Settings.model_validate(settings.model_dump(exclude_unset=True, mode="json"))
        require(again.target == settings.target, "what was read reads as something else")
    return [
        settings.model_dump(mode="json"), load.thresholds(settings), load.excludes(settings), load.accepts(settings), load.company_profile(settings),
        load.listening(settings), load.terms(settings, settings.target.site), places.read(path, settings.target.site),
    ]  # fmt: skip


def _interview(path: Path) -> object:
    declared = answers.read(path)
    if declared:
        answers.write(path, declared[0])
        require(answers.read(path) == declared, "writing an answer changed another")
    return declared, readiness(declared, date(2026, 11, 21))


def _note(path: Path) -> object:
    folder = path.parent / notes.FOLDER
    folder.mkdir()
    path.rename(folder / "findings.md")
    found = notes.read(path)
    from auditor.report.renderers import notes as shown  # noqa: PLC0415 - slow to import, for this alone

    for text in found.values():
        for paper in (False, True):
            require_storable(str(shown.note(text, 2, paper)))
        require_storable(shown.words(text))
    return found


def _example(*names: str) -> Callable[[], Iterable[Case]]:
    return lambda: [Case.of((ROOT / "examples" / name).read_bytes()) for name in names]


KEYS = words("settings")
MARKDOWN = words("markdown")
_COST: dict[str, Any] = {"slowest": 1.5, "per_byte": 50e-6}

TARGETS = (
    Target("importers", _import, _exports, (b",", b";", b"\t", b'"', b"\n", b"2026-11-20 10:00", b"11/20/26, 10:00 PM", b"acme", b"true", b"[", b"{", b"From: ", b"\nFrom x\n", b"=?utf-8?B?", b"base64", b"<p>"), weight=5, slowest=3.0, per_byte=150e-6),
    Target("documents", _document, _documents, PDF, weight=4, slowest=4.0, per_byte=200e-6),
    Target("settings", _toml("auditor.toml", _settings, load.ConfigError), _example("quillnet/auditor.toml", "quillnet/auditor-after.toml", "handover/auditor.toml", "imports/auditor.toml"), KEYS, weight=2, **_COST),
    Target("approved", _toml("approved.toml", approved.read, approved.ApprovedError), _example("quillnet/approved.toml"), KEYS, **_COST),
    Target("interview", _toml("interview.toml", _interview, answers.InterviewError), _example("quillnet/interview.toml"), KEYS, **_COST),
    Target("findings", _toml("findings.toml", lambda path: load.findings(path.with_name("auditor.toml")), load.ConfigError), _example("handover/findings.toml"), KEYS, weight=0.5, **_COST),
    Target("notes", _toml("note.md", _note, load.ConfigError), lambda: [Case.of(b"# Findings\n\n- **one** [link](https://a.example)\n\n> quote\n\n|a|b|\n|-|-|\n|1|2|\n\n1. x\n   - y\n\n```\ncode\n```\n")], MARKDOWN, weight=0.5, slowest=2.0, per_byte=200e-6),
)  # fmt: skip
