"""What photos tell: made with Pillow, by hand where Pillow can't, and broken in every way."""

from __future__ import annotations

import random
import struct
import zlib

import pytest

from auditor.collect.documents import read
from auditor.model.messages import NOTHING
from tests.effort import ends, most_bytes
from tests.files import PLACE, chunk, exif, iptc, picture, segment, xmp

GPS = ("48.858370,2.294481",)
PHOTO = {0xA430: "Wanda Kowalski", 0xA431: "20345677", 0xA435: "0000991", 0x9003: "2026:02:03 04:05:06"}
IMAGE = {0x010F: "Canon", 0x013B: "Wanda Kowalski", 0x8298: "Acme 2026", 0x0131: "Editor 1.0"}


def facts(body: bytes) -> dict[str, tuple[str, ...]]:
    return dict(read(body, "image/jpeg", "https://www.acme.example/a").facts)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_every_container_tells_the_same(kind: str) -> None:
    said = read(picture(kind, exif(IMAGE, PHOTO, PLACE)), "", "")
    assert (said.kind, said.problem) == (kind.lower(), NOTHING)
    assert said.facts["gps"] == GPS
    assert said.facts["owner"] == ("Wanda Kowalski",)
    assert said.facts["serial"] == ("20345677", "0000991")
    assert said.facts["artist"] == ("Wanda Kowalski",)
    assert said.facts["copyright"] == ("Acme 2026",)
    assert said.facts["created"] == ("2026-02-03T04:05:06",)
    assert said.facts["creator"] == ("Editor 1.0",)


@pytest.mark.parametrize("prefix", [b"\0\0\0\x06Exif\0\0", b"\0\0\0\0"])
def test_heic_is_searched(prefix: bytes) -> None:
    block = exif(IMAGE, PHOTO, PLACE).tobytes().removeprefix(b"Exif\0\0")
    body = struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x20meta" + b"\0" * 24 + prefix + block
    said = read(body, "image/heic", "")
    assert (said.kind, said.facts["gps"], said.facts["owner"]) == ("heic", GPS, ("Wanda Kowalski",))


@pytest.mark.parametrize(
    ("gps", "place"),
    [
        ({1: "S", 2: (33.0, 51.0, 24.42), 3: "W", 4: (151.0, 12.0, 55.07)}, ("-33.856783,-151.215297",)),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (9.0, 30.0, 0.0)}, ("0.000000,9.500000",)),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, None),
        ({1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (2.0, 0.0, 0.0)}, None),
        ({2: (48.0, 51.0, 30.0), 4: (2.0, 17.0, 40.0)}, None),
        ({1: "X", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)}, None),
        ({1: "N", 2: (48.0, 51.0, 30.0)}, None),
        ({5: b"\0", 6: 320.5}, None),
        ({1: "n", 2: (48.5, 0.0, 0.0), 3: "e", 4: (2.5, 0.0, 0.0)}, ("48.500000,2.500000",)),
    ],
)
def test_what_is_a_place(gps: dict[int, object], place: tuple[str, ...] | None) -> None:
    assert facts(picture(made=exif(gps=gps))).get("gps") == place


def tiff(order: str, *directories: list[tuple[int, int, int, bytes]]) -> bytes:
    """Return a TIFF block; the value `DIR n` of a field points to the directory of that number."""
    mark = {"<": b"II", ">": b"MM"}[order]
    starts, place = [], 8
    for fields in directories:
        starts.append(place)
        place += 2 + 12 * len(fields) + 4 + sum(len(value) for _, _, _, value in fields if len(value) > 4)
    body = mark + struct.pack(f"{order}HI", 42, 8)
    for start, fields in zip(starts, directories, strict=True):
        behind, held = start + 2 + 12 * len(fields) + 4, b""
        body += struct.pack(f"{order}H", len(fields))
        for tag, type_, count, value in fields:
            if value.startswith(b"DIR"):
                body += struct.pack(f"{order}HHII", tag, type_, count, starts[value[3]])
            elif len(value) > 4:
                body += struct.pack(f"{order}HHII", tag, type_, count, behind + len(held))
                held += value
            else:
                body += struct.pack(f"{order}HHI", tag, type_, count) + value.ljust(4, b"\0")
        body += b"\0\0\0\0" + held
    return body


def directory(start: int, order: str, **tags: tuple[int, bytes]) -> bytes:
    """Return a directory of text fields whose offsets count from `start` before it: name (of no meaning) → (tag, text)."""
    fields = sorted(tags.values())
    behind, held = start + 2 + 12 * len(fields) + 4, b""
    body = struct.pack(f"{order}H", len(fields))
    for tag, text in fields:
        body += struct.pack(f"{order}HHII", tag, 2, len(text), behind + len(held))
        held += text
    return body + b"\0\0\0\0" + held


def noted(make: bytes, note: bytes, order: str = "<") -> bytes:
    """Return a JPEG with a maker's note; it lies at offset 80 of the block, at most."""
    block = tiff(
        order, [(0x010F, 2, len(make) + 1, make + b"\0"), (0x8769, 4, 1, b"DIR\x01")], [(0x927C, 7, len(note), note)]
    )
    return segment(picture(), 0xE1, b"Exif\0\0" + block)


def place_of(make: bytes) -> int:
    return noted(make, b"#" * 40).index(b"#" * 40) - 12


SERIAL = b"20345677-XY\0"


@pytest.mark.parametrize(
    ("make", "head", "start", "tag", "order"),
    [
        (b"NIKON CORPORATION", b"Nikon\0\x02\x10\0\0MM\0*\0\0\0\x08", 8, 0x001D, ">"),
        (b"FUJIFILM", b"FUJIFILM\x0c\0\0\0", 12, 0x0010, "<"),
        (b"PENTAX", b"PENTAX \0MM", 10, 0x0229, ">"),
        (b"RICOH", b"RICOH\0II", 8, 0x0229, "<"),
        (b"OLYMPUS CORPORATION", b"OLYMPUS\0II\x03\0", 12, 0x0404, "<"),
        (b"OM Digital Solutions", b"OM SYSTEM\0\0\0II\x04\0", 16, 0x0404, "<"),
        (b"LEICA CAMERA AG", b"LEICA\0\x05\0", 8, 0x0305, "<"),
        (b"LEICA CAMERA AG", b"LEICA\0\x1a\0", 8, 0x0305, "<"),
    ],
)
def test_makers_notes_that_count_from_themselves(make: bytes, head: bytes, start: int, tag: int, order: str) -> None:
    note = head + directory(start, order, serial=(tag, SERIAL), other=(0x7001, b"nothing of interest\0"))
    assert facts(noted(make, note))["serial"] == ("20345677-XY",)


@pytest.mark.parametrize(
    ("make", "head", "tag"),
    [
        (b"Canon", b"", 0x0096),
        (b"NIKON", b"", 0x001D),
        (b"Panasonic", b"Panasonic\0\0\0", 0x0025),
        (b"Panasonic", b"Panasonic\0\0\0", 0x0052),
        (b"Panasonic", b"Panasonic\0\0\0", 0x0054),
        (b"LEICA", b"LEICA\0\0\0", 0x0025),
        (b"Leica Camera AG", b"LEICA\0\0\0", 0x0303),
        (b"SONY", b"SONY DSC \0\0\0", 0x2031),
        (b"SIGMA", b"SIGMA\0\0\0\x01\0", 0x0002),
        (b"Asahi", b"AOC\0II", 0x0229),
        (b"Motorola", b"MOT\0\0\0\0\0", 0x5501),
        (b"SAMSUNG", b"", 0xA002),
        (b"OLYMPUS", b"OLYMP\0\x01\0", 0x0404),
    ],
)
def test_makers_notes_that_count_from_the_file(make: bytes, head: bytes, tag: int) -> None:
    start = place_of(make) + len(head)
    assert facts(noted(make, head + directory(start, "<", serial=(tag, SERIAL))))["serial"] == ("20345677-XY",)


def test_the_owner_in_canons_note_and_a_number_as_serial() -> None:
    start = place_of(b"Canon")
    note = directory(start, "<", owner=(0x0009, b"Wanda Kowalski\0" + b"\0" * 17))
    assert facts(noted(b"Canon", note))["owner"] == ("Wanda Kowalski",)
    number = struct.pack("<HHHII", 1, 0x000C, 4, 1, 1230501234) + b"\0" * 4
    assert facts(noted(b"Canon", number))["serial"] == ("1230501234",)


def test_the_directory_inside_an_olympus_note() -> None:
    head = b"OLYMPUS\0II\x03\0"
    outer = struct.pack("<HHHII", 1, 0x2010, 13, 1, 12 + 18) + b"\0" * 4
    inner = directory(12 + 18, "<", serial=(0x0101, b"J12345678\0"), lens=(0x0202, b"ABC500001\0"))
    assert facts(noted(b"OLYMPUS", head + outer + inner))["serial"] == ("J12345678", "ABC500001")


def test_the_lens_in_canons_note_is_told_in_figures() -> None:
    start = place_of(b"Canon")
    lens = directory(start, "<", lens=(0x4019, b"\x00\x00\x12\x34\xab" + b"\0" * 25))
    assert facts(noted(b"Canon", lens))["serial"] == ("00001234ab",)
    assert "serial" not in facts(noted(b"Canon", directory(start, "<", lens=(0x4019, b"\0" * 30))))


def test_the_kind_of_a_leicas_lens_is_no_serial_number() -> None:
    note = b"LEICA\0\x05\0" + directory(8, "<", lens=(0x0303, b"ELMARIT 1:2.8/24 ASPH.\0"))
    assert "serial" not in facts(noted(b"LEICA CAMERA AG", note))


def test_a_note_of_fixed_places() -> None:
    note = b"\x01\xf1".ljust(42, b"\0") + "H500HG07152374".encode("utf-16-le").ljust(30, b"\0")
    assert facts(noted(b"RECONYX", note))["serial"] == ("H500HG07152374",)


@pytest.mark.parametrize("text", [b"0000000000\0", b"          \0", b"\x01\x02\x03\x04\x05\x06\0", b"none at all\0"])
def test_what_is_no_serial_number(text: bytes) -> None:
    assert "serial" not in facts(noted(b"Canon", directory(place_of(b"Canon"), "<", serial=(0x0096, text))))


def test_a_part_of_a_coordinate_that_is_left_out_is_zero() -> None:
    rationals = struct.pack("<6I", 48, 1, 5332358, 100000, 0, 0)
    fields = [
        (1, 2, 2, b"N\0"),
        (2, 5, 3, rationals),
        (3, 2, 2, b"E\0"),
        (4, 5, 3, struct.pack("<6I", 21, 1, 259507, 100000, 0, 0)),
    ]
    body = segment(picture(), 0xE1, b"Exif\0\0" + tiff("<", [(0x8825, 4, 1, b"DIR\x01")], fields))
    assert facts(body)["gps"] == ("48.888726,21.043251",)
    nowhere = body.replace(rationals, struct.pack("<6I", 48, 0, 5332358, 100000, 0, 0))
    assert "gps" not in facts(nowhere)


def test_xmp_tells_places_owners_and_paths() -> None:
    packet = xmp(
        "<dc:creator><rdf:Seq><rdf:li>Wanda Kowalski</rdf:li></rdf:Seq></dc:creator>"
        r"<stRef:filePath>C:\Users\wkowalski\Pictures\team.psd</stRef:filePath>",
        'exif:GPSLatitude="48,51.50220N" exif:GPSLongitude="2,17.668860E" aux:SerialNumber="20345677" aux:OwnerName="Wanda"',
    )
    found = facts(segment(picture(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet))
    assert found["gps"] == GPS
    assert (found["artist"], found["serial"], found["owner"]) == (("Wanda Kowalski",), ("20345677",), ("Wanda",))
    assert (found["path"], found["account"]) == ((r"C:\Users\wkowalski\Pictures\team.psd",), ("wkowalski",))


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("48,51,30.132N", "2,17,40.1316E", GPS),
        ("48.858370", "2.294481", GPS),
        ("33,51.407S", "151,12.91783W", ("-33.856783,-151.215297",)),
        ("0,0.0N", "0,0.0E", None),
        ("north", "east", None),
    ],
)
def test_coordinates_in_xmp(latitude: str, longitude: str, place: tuple[str, ...] | None) -> None:
    packet = xmp(f"<exif:GPSLatitude>{latitude}</exif:GPSLatitude><exif:GPSLongitude>{longitude}</exif:GPSLongitude>")
    assert facts(picture() + packet).get("gps") == place


def test_a_place_written_into_the_caption_is_no_leak() -> None:
    inner = '<rdf:Bag><rdf:li rdf:parseType="Resource"><exif:GPSLatitude>48,51.5N</exif:GPSLatitude><exif:GPSLongitude>2,17.6E</exif:GPSLongitude></rdf:li></rdf:Bag>'
    assert "gps" not in facts(picture() + xmp(f"<Iptc4xmpExt:LocationShown>{inner}</Iptc4xmpExt:LocationShown>"))


def test_the_same_place_twice_is_one() -> None:
    packet = xmp(attributes='exif:GPSLatitude="48,51.5023N" exif:GPSLongitude="2,17.6688E"')
    assert facts(segment(picture(made=exif(gps=PLACE)), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet))["gps"] == GPS


def test_xmp_too_long_for_one_segment() -> None:
    packet = xmp("<dc:title>" + "x" * 70_000 + "</dc:title>", 'aux:SerialNumber="20345677"')
    body = picture()
    for number in (1, 0):
        part = packet[number * 60_000 : (number + 1) * 60_000]
        head = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", len(packet), number * 60_000)
        body = segment(body, 0xE1, head + part)
    assert facts(body)["serial"] == ("20345677",)


def test_iptc_tells_who_made_it() -> None:
    found = facts(segment(picture(), 0xED, iptc(by=(80, "Wanda Kowalski"), c=(116, "Acme"), w=(122, "Ana Müller"))))
    assert (found["artist"], found["copyright"], found["last-editor"]) == (
        ("Wanda Kowalski",),
        ("Acme",),
        ("Ana Müller",),
    )


def test_texts_in_png() -> None:
    body = chunk(picture("PNG"), b"tEXt", b"Author\0Wanda Kowalski")
    body = chunk(body, b"tEXt", b"Thumb::URI\0file:///home/wanda/Pictures/team.png")
    body = chunk(
        body, b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0" + zlib.compress(xmp(attributes='aux:SerialNumber="20345677"'))
    )
    raw = exif(gps=PLACE).tobytes()
    profile = b"\nexif\n%8d\n" % len(raw) + raw.hex().encode()
    body = chunk(body, b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(profile))
    found = facts(body)
    assert (found["artist"], found["account"], found["serial"], found["gps"]) == (
        ("Wanda Kowalski",),
        ("wanda",),
        ("20345677",),
        GPS,
    )


def test_hostile_signs_are_cleaned_away() -> None:
    elements = f"<dc:creator><rdf:Seq><rdf:li>W\u202ean\u200bda&#9; Kowalski{'x' * 900}</rdf:li></rdf:Seq></dc:creator>"
    (found,) = facts(picture() + xmp(elements))["artist"]
    assert found.startswith("W an da Kowalskix")
    assert len(found) == 240


@pytest.mark.slow  # a bomb has to be made first
def test_a_bomb_in_a_png_is_not_unpacked() -> None:
    bomb = 300_000_000
    body = chunk(picture("PNG"), b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"0" * bomb, 9))
    assert read(body, "", "").kind == "png"
    assert most_bytes(lambda: read(body, "", "")) < bomb / 5


def test_directories_that_point_at_each_other_end() -> None:
    block = tiff("<", [(0x8769, 4, 1, b"DIR\x00"), (0x8825, 4, 1, b"DIR\x00")])
    block = block[:-4] + struct.pack("<I", 8)
    assert read(segment(picture(), 0xE1, b"Exif\0\0" + block), "", "").kind == "jpeg"


def test_sizes_that_claim_too_much_are_passed_over() -> None:
    block = tiff(
        "<", [(0x013B, 2, 0xFFFFFFFF, b"\x08\0\0\0"), (0x8298, 2, 100_000_000, b"Acme"), (0x0131, 2, 4, b"Pen\0")]
    )
    assert facts(segment(picture(), 0xE1, b"Exif\0\0" + block)) == {"creator": ("Pen",)}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_broken_files_never_break_the_reader(kind: str) -> None:
    """What damage leaves is read; nothing raises, and nothing takes long."""
    packet = xmp(
        "<dc:creator><rdf:Seq><rdf:li>W</rdf:li></rdf:Seq></dc:creator>",
        'exif:GPSLatitude="48,51.5N" exif:GPSLongitude="2,17.6E"',
    )
    whole = picture(kind, exif(IMAGE, PHOTO, PLACE)) + packet
    dice = random.Random(kind)
    kept = 0
    for _ in range(300):
        body = bytearray(whole)
        for _ in range(dice.randrange(1, 12)):
            body[dice.randrange(len(body))] = dice.randrange(256)
        if dice.random() < 0.3:
            begin = dice.randrange(len(body))
            del body[begin : begin + dice.randrange(1, 40)]
        if dice.random() < 0.2:
            del body[dice.randrange(len(body)) :]
        with ends():
            said = read(bytes(body), "image/jpeg", "https://www.acme.example/a")
        kept += "gps" in said.facts
    assert kept > 150


def test_a_cut_jpeg_says_so() -> None:
    said = read(picture(made=exif(IMAGE, PHOTO, PLACE))[:700], "", "")
    assert (said.problem.text, said.facts["gps"]) == ("It is cut off.", GPS)
