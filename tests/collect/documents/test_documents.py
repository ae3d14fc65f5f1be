"""What PDF and Office files tell, whole, locked, broken and hostile."""

from __future__ import annotations

import asyncio
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.collect.documents import Said, read
from auditor.collect.documents.helper import Helper
from auditor.collect.documents.told import Told, account_in
from auditor.model.messages import NOTHING
from tests.effort import ends, most_bytes
from tests.files import PLACE, exif, office, old_office, old_word, pdf, picture, xmp


def said(body: bytes) -> Said:
    return read(body, "application/octet-stream", "https://www.acme.example/a")


def test_a_pdf_tells_its_information() -> None:
    found = said(
        pdf(
            Author="Wanda Kowalski",
            Title="Release",
            Creator="Word",
            Producer="Printer",
            Company="Acme",
            CreationDate="D:20260203040506+01'00'",
        )
    )
    assert (found.kind, found.problem) == ("pdf", NOTHING)
    assert dict(found.facts) == {
        "author": ("Wanda Kowalski",), "title": ("Release",), "creator": ("Word",), "producer": ("Printer",), "company": ("Acme",),
        "created": ("2026-02-03T04:05:06",),
    }  # fmt: skip


def test_a_pdf_tells_its_xmp() -> None:
    packet = xmp("<dc:creator><rdf:Seq><rdf:li>Wanda Kowalski</rdf:li></rdf:Seq></dc:creator>", 'xmp:CreatorTool="Pen"')
    found = said(pdf(packet)).facts
    assert (found["author"], found["creator"]) == (("Wanda Kowalski",), ("Pen",))


def test_a_title_that_is_a_path_tells_an_account() -> None:
    found = said(pdf(Title=r"Microsoft Word - C:\Users\wkowalski\Documents\release.docx")).facts
    assert (found["path"], found["account"]) == ((r"C:\Users\wkowalski\Documents\release.docx",), ("wkowalski",))


def test_passwords() -> None:
    assert said(pdf(password="", Author="Wanda Kowalski")).facts["author"] == ("Wanda Kowalski",)
    locked = said(pdf(password="secret", Author="Wanda Kowalski"))
    assert (locked.kind, locked.problem.text, dict(locked.facts)) == ("pdf", "It is locked with a password.", {})


def test_a_pdf_that_was_cut_off_still_tells() -> None:
    body = (
        b"%PDF-1.4\n1 0 obj<</Author(Wanda \\(W.\\) Kowalski)/Title<FEFF00C4>/Producer 5 0 R>>endobj\n" + b"x" * 1_000
    )
    found = said(body + xmp(attributes='xmp:CreatorTool="Pen"'))
    assert found.problem.text == "It is damaged or cut off."
    assert dict(found.facts) == {"author": ("Wanda (W.) Kowalski",), "title": ("Ä",), "creator": ("Pen",)}


def test_a_backslash_before_a_digit_that_is_none_of_eight_stands_for_nothing() -> None:
    found = said(b"%PDF-1.4\n1 0 obj<</Author(Wanda \\101 \\9)>>endobj\n")
    assert dict(found.facts) == {"author": ("Wanda A 9",)}


def objects(*bodies: bytes, trailer: bytes) -> bytes:
    """Return a PDF put together by hand; SELF in the trailer is where its table lies."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    return (
        out + table + b"trailer\n" + trailer.replace(b"SELF", b"%d" % len(out)) + b"\nstartxref\n%d\n%%%%EOF" % len(out)
    )


CATALOG, PAGES, INFO = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
    b"<</Author(Wanda Kowalski)>>",
)
BOMB = zlib.compress(b"<x:xmpmeta>" + b"a" * 300_000_000, 9)
PLAIN = b"<</Size 4/Root 1 0 R/Info 3 0 R>>"


@pytest.mark.parametrize(
    "body",
    [
        objects(CATALOG, PAGES, INFO, trailer=b"<</Size 4/Root 1 0 R/Info 3 0 R/Prev SELF>>"),
        objects(CATALOG, PAGES, INFO, b"[" * 50_000 + b"]" * 50_000, trailer=PLAIN),
        objects(CATALOG, PAGES, b"<</Author(Wanda Kowalski)/X" + b"[" * 50_000 + b"]" * 50_000 + b">>", trailer=PLAIN),
        objects(CATALOG, PAGES, b"<</Author 4 0 R/Title(Wanda Kowalski)>>", b"4 0 R", trailer=PLAIN),
        objects(CATALOG, PAGES, INFO, trailer=b"<</Size 2147483647/Root 1 0 R/Info 3 0 R>>"),
        objects(CATALOG, PAGES, INFO, trailer=PLAIN).replace(b"xref\n0 4", b"xref\n0 999999999"),
        objects(
            b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>",
            PAGES,
            INFO,
            b"<</Type/Metadata/Filter/FlateDecode/Length %d>>stream\n" % len(BOMB) + BOMB + b"\nendstream",
            trailer=PLAIN,
        ),
    ],
    ids=[
        "table in a circle",
        "deep",
        "deep information",
        "circle of references",
        "size",
        "table of a thousand million",
        "bomb",
    ],
)
def test_hostile_pdfs_end_soon_and_tell_what_they_tell(body: bytes) -> None:
    with ends():
        found = said(body)
    assert found.kind == "pdf"
    assert "Wanda Kowalski" in {*found.facts.get("author", ()), *found.facts.get("title", ())}


def test_broken_pdfs_never_break_the_reader() -> None:
    whole = pdf(xmp(attributes='xmp:CreatorTool="Pen"'), Author="Wanda Kowalski")
    dice = random.Random(5)
    kept = 0
    for _ in range(200):
        body = bytearray(whole)
        for _ in range(dice.randrange(1, 10)):
            body[dice.randrange(8, len(body))] = dice.randrange(256)
        if dice.random() < 0.3:
            del body[dice.randrange(len(body)) :]
        kept += "author" in said(bytes(body)).facts
    assert kept > 120


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_an_office_file_tells_its_properties(kind: str) -> None:
    app = '<Properties xmlns="http://x.example/"><Application>Pen</Application><Company>Acme</Company><Manager>Ana Müller</Manager></Properties>'
    found = said(office(kind, "Wanda Kowalski", "wkowalski", {"docProps/app.xml": app}))
    assert (found.kind, found.problem) == (kind, NOTHING)
    assert dict(found.facts) == {
        "author": ("Wanda Kowalski",), "last-editor": ("wkowalski",), "created": ("2026-02-03T04:05:06",), "title": ("Release",),
        "producer": ("Pen",), "company": ("Acme",), "manager": ("Ana Müller",),
    }  # fmt: skip


def test_an_office_file_tells_folders_reviewers_and_accounts() -> None:
    parts = {
        "xl/workbook.xml": r'<workbook xmlns:a="http://a.example/"><a:absPath url="C:\Users\wkowalski\Documents\"/></workbook>',
        "word/_rels/settings.xml.rels": '<Relationships><Relationship Target="file:///D:\\Vorlagen\\Presse.dotx"/></Relationships>',
        "word/comments.xml": '<w:comments xmlns:w="http://w.example/"><w:comment w:author="Ana Müller">x</w:comment></w:comments>',
        "xl/persons/person.xml": '<personList><person displayName="Kowalski, Wanda" userId="S::wanda.kowalski@acme.example::1-2"/></personList>',
    }
    found = said(office("docx", parts=parts)).facts
    assert found["path"] == ("C:\\Users\\wkowalski\\Documents\\", "D:\\Vorlagen\\Presse.dotx")
    assert found["account"] == ("wkowalski", "wanda.kowalski@acme.example")
    assert found["reviewer"] == ("Ana Müller", "Kowalski, Wanda")


def test_photos_inside_tell_their_place() -> None:
    photo = picture(made=exif({0x013B: "Ana Müller"}, {0xA431: "20345677"}, PLACE))
    found = said(office(parts={"word/media/image1.jpeg": photo})).facts
    assert (found["gps"], found["serial"]) == (("48.858370,2.294481",), ("20345677",))
    assert "artist" not in found


@pytest.mark.slow  # bombs have to be made first
def test_bombs_in_archives_are_not_unpacked() -> None:
    bomb = b"<a>" + b" " * 200_000_000
    body = office(author="Wanda Kowalski", parts={"docProps/app.xml": bomb, "word/media/image1.jpeg": bomb})
    assert said(body).facts["author"] == ("Wanda Kowalski",)
    assert most_bytes(lambda: said(body)) < len(bomb) / 4


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY e SYSTEM "file:///etc/passwd">{laughs}]><x><Company>&a9;&e;</Company></x>'
    assert "company" not in said(office(parts={"docProps/app.xml": xml})).facts


def test_xml_that_ends_early_tells_what_stands_before() -> None:
    assert said(office(parts={"docProps/app.xml": "<x><Company>Acme</Company><Manager>Wan"})).facts["company"] == (
        "Acme",
    )


def test_broken_archives() -> None:
    whole = office(author="Wanda Kowalski")
    assert said(whole[:200]).problem.text == "Its archive is damaged or cut off."
    dice = random.Random(3)
    for _ in range(200):
        body = bytearray(whole)
        for _ in range(6):
            body[dice.randrange(4, len(body))] = dice.randrange(256)
        assert said(bytes(body)).kind in {"", "docx"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "damaged or cut off"),
        (b"GIF89a" + b"\0" * 50, "Files of its kind are not read"),
        (b"", "Files of its kind are not read"),
        (b"<html>", "Files of its kind are not read"),
    ],
)
def test_other_files_are_named_for_what_they_are(body: bytes, words: str) -> None:
    found = said(body)
    assert (found.kind, dict(found.facts)) == ("", {})
    assert words in found.problem.text


def test_an_archive_that_is_no_office_file() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.txt", "x")
    assert said(sink.getvalue()).problem.text == "It is an archive, but no Office file."


@pytest.mark.parametrize(
    ("path", "account"),
    [
        (r"C:\Users\wkowalski\Desktop\a.docx", "wkowalski"),
        (r"c:\documents and settings\Wanda Kowalski\a.doc", "Wanda Kowalski"),
        ("/home/wanda/a.png", "wanda"),
        ("file:///Users/wanda.kowalski/Library/a.png", "wanda.kowalski"),
        ("file:///C:/Users/wanda%20k/a.png", "wanda k"),
        (r"C:\Users\Public\a.docx", ""),
        (r"D:\Projects\acme\a.indd", ""),
        ("/home/a.png", ""),
        ("/home", ""),
    ],
)
def test_accounts_in_paths(path: str, account: str) -> None:
    assert account_in(path) == account


@pytest.mark.parametrize(
    "text",
    ["https://www.acme.example/home/wanda", "and/or", "http://C:/", "a:b", "1/2", "see www.acme.example/Users/x"],
)
def test_what_is_no_path(text: str) -> None:
    told = Told()
    told.scan(text)
    assert not told.facts


def test_long_texts_are_searched_in_no_time() -> None:
    with ends():
        for text in ("C:\\" * 400_000, "\\\\a" * 400_000, "/home/" * 200_000, "file:" * 200_000):
            Told().scan(text)


# --------------------------------------------------------------------------------------------------- the process beside ours


def read_beside(*bodies: bytes, within: Callable[[float], asyncio.Timeout] = asyncio.timeout) -> list[Said]:
    async def work() -> list[Said]:
        helper = Helper(600.0, within)
        try:
            return [await helper.read(body, "x/y", "https://www.acme.example/a") for body in bodies]
        finally:
            await helper.close()

    return asyncio.run(work())


def test_files_are_read_beside() -> None:
    found = read_beside(pdf(Author="Wanda Kowalski"), b"nothing", office(author="Ana Müller"))
    assert [one.kind for one in found] == ["pdf", "", "docx"]
    assert (found[0].facts["author"], found[2].facts["author"]) == (("Wanda Kowalski",), ("Ana Müller",))


class Hangs:
    """A clock by which the time for a file is up as soon as the process hangs, however fast the machine is."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark
        self.watch: asyncio.Future[None] | None = None

    def within(self, _seconds: float) -> asyncio.Timeout:
        if self.watch is not None:
            self.watch.cancel()
        limit = asyncio.timeout(None)
        self.watch = asyncio.ensure_future(self._end(limit))
        return limit

    async def _end(self, limit: asyncio.Timeout) -> None:
        while not self.mark.exists():  # noqa: ASYNC110 -- another process makes it
            await asyncio.sleep(0.01)
        self.mark.unlink()
        limit.reschedule(0)


def test_a_file_that_breaks_the_process_costs_only_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mark = tmp_path / "hangs"
    code = "import sys; sys.argv = ['x']; import auditor.collect.documents as d; r = d.read\n"
    code += "def read(b, t, u, **o):\n    if b == b'die': import os; os._exit(3)\n"
    code += f"    if b == b'hang': import time; open({str(mark)!r}, 'w').close(); time.sleep(600)\n    return r(b, t, u, **o)\n"
    code += "d.read = read\nimport runpy; runpy.run_module('auditor.collect.documents', run_name='__main__')"
    real = asyncio.create_subprocess_exec

    async def start(program: str, *_: str, **options: object) -> asyncio.subprocess.Process:
        return await real(program, "-c", code, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
    bodies = b"die", pdf(Author="Wanda Kowalski"), b"hang", pdf(Author="Ana Müller")
    found = read_beside(*bodies, within=Hangs(mark).within)
    assert [one.problem.text for one in found] == [
        "It breaks what reads it.",
        "",
        "Reading it took more than 600 seconds.",
        "",
    ]


def test_rtf() -> None:
    body = (
        rb"{\rtf1\ansi\ansicpg1252{\*\revtbl{Unknown;}{Anton Kr\'fcger;}}{\info{\author J\u228?ne M\'fcller}{\operator Rolf Quast}}"
        rb"{\*\atnauthor Rosa Quast}\pard Hello\par}"
    )
    found = said(body)
    assert found.kind == "rtf"
    assert found.facts["author"] == ("Jäne Müller",)
    assert found.facts["last-editor"] == ("Rolf Quast",)
    assert set(found.facts["reviewer"]) == {"Rosa Quast", "Unknown", "Anton Krüger"}


def test_open_document() -> None:
    meta = (
        '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        "<meta:initial-creator>Wanda Kowalski</meta:initial-creator><dc:creator>Ana Müller</dc:creator></office:meta></office:document-meta>"
    )
    content = "<text:tracked-changes><office:change-info><dc:creator>Otto Quast</dc:creator></office:change-info></text:tracked-changes>"
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("meta.xml", meta)
        archive.writestr("content.xml", content)
    found = said(sink.getvalue())
    assert found.kind == "ods"
    assert dict(found.facts) == {
        "author": ("Wanda Kowalski",),
        "last-editor": ("Ana Müller",),
        "reviewer": ("Otto Quast",),
    }


def test_changes_in_word_and_remarks_in_excel() -> None:
    parts = {
        "word/document.xml": '<w:p><w:ins w:id="1" w:author="Tilda &amp; Marrow" w:date="2026"><w:t>x</w:t></w:ins></w:p>'
    }
    assert said(office(parts=parts)).facts["reviewer"] == ("Tilda & Marrow",)
    parts = {"xl/comments1.xml": "<comments><authors><author>Wanda Kowalski</author></authors></comments>"}
    assert said(office("xlsx", parts=parts)).facts["reviewer"] == ("Wanda Kowalski",)


def test_who_changed_annotated_and_saved_an_old_word_file() -> None:
    saved = ("Ana Müller", r"C:\Users\amueller\Desktop\offer.doc", "Wanda Kowalski", r"A:\offer.doc")
    found = said(old_word(("Otto Quast", "佐藤 健一"), ("Jane Quill",), saved)).facts
    assert found["reviewer"] == ("Otto Quast", "佐藤 健一", "Jane Quill")
    assert found["last-editor"] == ("Ana Müller", "Wanda Kowalski")
    assert found["account"] == ("amueller",)
    assert said(old_word(("Otto Quast",), flags=0)).facts["reviewer"] == ("Otto Quast",)


def test_an_old_word_file_without_changes_or_under_lock_names_nobody() -> None:
    assert "reviewer" not in said(old_word()).facts
    assert "reviewer" not in said(old_word(("Otto Quast",), flags=0x0300)).facts


def test_broken_tables_of_old_word_files_are_survived() -> None:
    whole = old_word(("Otto Quast",), ("Jane Quill",), ("Ana Müller", "x"))
    dice = random.Random(5)
    for _ in range(200):
        body = bytearray(whole)
        for _ in range(9):
            body[dice.randrange(1_024, len(body))] = dice.randrange(256)
        assert said(bytes(body[: dice.randrange(600, len(body))])).kind in {"", "doc"}


def test_an_old_office_file_in_circles_costs_no_more_than_it_has() -> None:
    body = bytearray(old_office({"author": "Wanda Kowalski"}))
    struct.pack_into("<I", body, 512 + 4, 1)  # the folder goes on where it begins
    struct.pack_into("<I", body, 68, 0)  # and so does the table
    found: list[Said] = []
    assert most_bytes(lambda: found.append(said(bytes(body)))) < 1_000_000
    assert found[0].facts["author"] == ("Wanda Kowalski",)


def test_old_office_files() -> None:
    whole = old_office({"author": "Wanda Kowalski", "editor": "Ana Müller"})
    found = said(whole)
    assert (found.kind, found.problem) == ("doc", NOTHING)
    assert found.facts["author"] == ("Wanda Kowalski",)
    assert found.facts["last-editor"] == ("Ana Müller",)
    dice = random.Random(3)
    for _ in range(200):
        body = bytearray(whole)
        for _ in range(9):
            body[dice.randrange(8, len(body))] = dice.randrange(256)
        assert said(bytes(body[: dice.randrange(10, len(body))])).kind in {"", "doc"}
