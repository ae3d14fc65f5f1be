"""Files made up for tests: photos, PDFs and Office files that say of themselves what a test wants."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

PLACE = {1: "N", 2: (48.0, 51.0, 30.132), 3: "E", 4: (2.0, 17.0, 40.1316)}
"""GPS fields of 48.858370, 2.294481."""
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#" '
    "{attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)


def xmp(elements: str = "", attributes: str = "") -> bytes:
    """Return an XMP packet."""
    return XMP.format(elements=elements, attributes=attributes).encode()


def exif(
    image: Mapping[int, Any] | None = None, photo: Mapping[int, Any] | None = None, gps: Mapping[int, Any] | None = None
) -> Image.Exif:
    """Return EXIF with fields by tag."""
    made = Image.Exif()
    made.update(dict(image or {}))
    made.get_ifd(0x8769).update(dict(photo or {}))
    made.get_ifd(0x8825).update(dict(gps or {}))
    return made


def picture(kind: str = "JPEG", made: Image.Exif | None = None, **options: Any) -> bytes:
    """Return a small picture, `kind` as Pillow calls it."""
    sink = io.BytesIO()
    if kind == "TIFF" and made is not None:  # Pillow leaves most of it out there; the block itself is a TIFF file
        return made.tobytes().removeprefix(b"Exif\0\0")
    if made is not None:
        options["exif"] = made
    Image.new("RGB", (32, 24), (200, 120, 40)).save(sink, kind, **options)
    return sink.getvalue()


def segment(body: bytes, marker: int, data: bytes) -> bytes:
    """Return a JPEG with one more segment at its beginning."""
    return body[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data + body[2:]


def chunk(body: bytes, name: bytes, data: bytes) -> bytes:
    """Return a PNG with one more chunk behind its head."""
    return (
        body[:33] + struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) + body[33:]
    )


def iptc(**sets: tuple[int, str]) -> bytes:
    """Return Photoshop resources that hold IPTC datasets: name (of no meaning) → (dataset, text)."""
    records = b"".join(
        b"\x1c\x02" + bytes((number,)) + struct.pack(">H", len(text.encode())) + text.encode()
        for number, text in sets.values()
    )
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records


def pdf(packet: bytes = b"", password: str | None = None, **information: str) -> bytes:
    """Return a PDF of one page with document information, XMP and a password."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.metadata = None
    writer.add_metadata({f"/{name}": text for name, text in information.items()})
    if packet:
        stream = DecodedStreamObject()
        stream.set_data(packet)
        stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
        writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{editor}</cp:lastModifiedBy><dcterms:created>2026-02-03T04:05:06Z</dcterms:created><dc:title>Release</dc:title></cp:coreProperties>"
)


def office(
    kind: str = "docx", author: str = "", editor: str = "", parts: Mapping[str, bytes | str] | None = None
) -> bytes:
    """Return an Office file with properties and further parts by name."""
    folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[kind]
    held = {
        f"{folder}/document.xml": "<x/>",
        "docProps/core.xml": CORE.format(author=author, editor=editor),
        **(parts or {}),
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return sink.getvalue()


def _property_set(properties: Mapping[int, str]) -> bytes:
    """Return a set of text properties in UTF-8 ([MS-OLEPS])."""
    values = [(1, struct.pack("<II", 2, 65_001))]
    for number, text in properties.items():
        raw = text.encode() + b"\0"
        values.append((number, struct.pack("<II", 30, len(raw)) + raw + b"\0" * (-len(raw) % 4)))
    index, data = b"", b""
    for number, value in values:
        index += struct.pack("<II", number, 8 + 8 * len(values) + len(data))
        data += value
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48)
    return head + struct.pack("<II", 8 + len(index) + len(data), len(values)) + index + data


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0" if name else b""
    none = 0xFFFFFFFF
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII16sIQQIQ", len(raw), kind, 1, none, none, none, b"", 0, 0, 0, start, size
    )


def old_office(said: Mapping[str, str], stream: str = "WordDocument") -> bytes:
    """Return a file as Office wrote them before 2007 ([MS-CFB]), with an `author` and an `editor`; `stream` tells its kind."""
    summary = _property_set({4: said.get("author", ""), 8: said.get("editor", "")})
    blocks = -(-len(summary) // 64)
    small = summary.ljust(-(-len(summary) // 512) * 512, b"\0")
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    folder = _entry("Root Entry", 5, 3, len(small)) + _entry(stream, 2, end, 0)
    folder += _entry("\x05SummaryInformation", 2, 0, len(summary)) + b"\0" * 128
    sectors = len(small) // 512
    table = [0xFFFFFFFD, end, end, *(4 + index for index in range(sectors - 1)), end]
    chain = [*range(1, blocks), end]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6s9I", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 2, 1, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    tables = [struct.pack("<128I", *one, *[free] * (128 - len(one))) for one in (table, chain)]
    return head + tables[0] + folder + tables[1] + small


def old_word(
    reviewers: Sequence[str] = (), owners: Sequence[str] = (), saved: Sequence[str] = (), flags: int = 0x0200
) -> bytes:
    """Return a DOC file ([MS-DOC]) with authors of changes and of remarks, and names with paths of who `saved` it."""
    parts = {51: _string_table(("Unknown", *reviewers)), 71: _string_table(saved)}
    parts[36] = b"".join(struct.pack("<H", len(name)) + name.encode("utf-16-le") for name in owners)
    text, table = bytearray(4096), b""
    struct.pack_into("<H", text, 0, 0xA5EC)
    struct.pack_into("<H", text, 10, flags)
    for number, part in parts.items():
        struct.pack_into("<II", text, 154 + 8 * number, len(table), len(part))
        table += part
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    folder = _entry("Root Entry", 5, end, 0) + _entry("WordDocument", 2, 2, 4096)
    folder += _entry("1Table" if flags & 0x0200 else "0Table", 2, 10, 4096) + b"\0" * 128
    sectors = [0xFFFFFFFD, end, *range(3, 10), end, *range(11, 18), end]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6s9I", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    listed = struct.pack("<128I", *sectors, *[free] * (128 - len(sectors)))
    return head + listed + folder + bytes(text) + table.ljust(4096, b"\0")


def _string_table(texts: Sequence[str]) -> bytes:
    held = b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in texts)
    return struct.pack("<HHH", 0xFFFF, len(texts), 0) + held
