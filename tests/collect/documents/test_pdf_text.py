"""PDF → the text that stands in it, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from auditor.collect.documents import read
from auditor.collect.documents.pdf_text import read_text


def written(*pages: str, link: str = "", password: str | None = None) -> bytes:
    """Return a PDF with one line a page; one without a line shows nothing."""
    writer = PdfWriter()
    for line in pages:
        page = writer.add_blank_page(400, 400)
        font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Helvetica")}
        fonts = DictionaryObject({NameObject("/F1"): _dictionary(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 300 Td ({line}) Tj ET".encode("latin-1") if line else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
        if link:
            action = _dictionary({"/S": NameObject("/URI"), "/URI": TextStringObject(link)})
            box = ArrayObject(map(NumberObject, (0, 0, 9, 9)))
            annotation = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Link"), "/Rect": box, "/A": action}
            page[NameObject("/Annots")] = ArrayObject([writer._add_object(_dictionary(annotation))])
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionary(entries: Mapping[str, object]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in entries.items()})


def test_text_and_links_are_read() -> None:
    found = read_text(written("Press office", link="mailto:press@acme.example?subject=x"))
    assert found == ("Press office\nE-mail: press@acme.example", True)


def test_a_file_without_text_says_so() -> None:
    assert read_text(written("", "")) == ("", True)


def test_of_a_long_file_both_ends_are_read() -> None:
    found = read_text(written(*(f"page {number}." for number in range(40))))
    assert found is not None
    assert not found.whole
    assert "page 0." in found.text
    assert "page 39." in found.text
    assert "page 20." not in found.text


def test_a_file_locked_for_changes_is_read_and_one_locked_for_readers_is_not() -> None:
    found = read_text(written("Impressum", password=""))
    assert found is not None
    assert found.text == "Impressum"
    assert read_text(written("Impressum", password="secret")) is None


def test_what_is_no_pdf_has_no_text() -> None:
    for body in (b"", b"%PDF-1.7\n", b"%PDF-1.4 garbage" * 50, written("a")[:200]):
        found = read_text(body)
        assert found is None or found.text == ""


def test_text_is_read_only_where_it_is_asked_for() -> None:
    body = written("Impressum")
    assert read(body, "application/pdf", "").text is None
    assert read(body, "application/pdf", "", contents=True).text == "Impressum"
