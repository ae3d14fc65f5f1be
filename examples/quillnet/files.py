"""Makes the files of the press kit: before with names, folders, a place and a camera in them, after without.

usage: python examples/quillnet/files.py, with Pillow and pypdf at hand. Needed only when one of them is to change: what it writes
is kept beside it, under before/ and after/.
"""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfWriter

HERE = Path(__file__).parent
NEWS = "www.quillnet.example/newsroom"
STAMP = (2026, 3, 2, 9, 0, 0)
AT_SEA = {1: "N", 2: (54.0, 30.0, 12.5), 3: "E", 4: (3.0, 12.0, 44.2)}
"""GPS fields of a spot in the North Sea, far from any house."""


def landing_station(exif: Image.Exif | None = None) -> bytes:
    """Return a photo, or what may pass for one: a house on a shore, in grain."""
    rng = random.Random(7)  # noqa: S311 -- draws grain
    picture = Image.new("RGB", (320, 200), (186, 205, 214))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 130, 320, 200), fill=(96, 122, 110))
    draw.polygon([(110, 130), (110, 82), (160, 56), (210, 82), (210, 130)], fill=(122, 74, 58))
    draw.rectangle((148, 96, 172, 130), fill=(44, 40, 44))
    for _ in range(2_500):
        place, change = (rng.randrange(320), rng.randrange(200)), rng.randint(-14, 14)
        shade = picture.getpixel(place)
        assert isinstance(shade, tuple)
        picture.putpixel(place, tuple(max(0, min(255, int(part) + change)) for part in shade))
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=70, **({"exif": exif} if exif is not None else {}))
    return sink.getvalue()


def with_place_and_camera() -> Image.Exif:
    """Return what a camera writes into a photo."""
    exif = Image.Exif()
    exif.update({0x010F: "Lumen", 0x0110: "Lumen Field 3"})
    exif.get_ifd(0x8769).update({0xA430: "Hannah Ashdown", 0xA431: "LF3-0042-7719"})
    exif.get_ifd(0x8825).update(AT_SEA)
    return exif


def fact_sheet(plain: bytes, **said: str) -> bytes:
    """Return the fact sheet with what it says of itself."""
    writer = PdfWriter(clone_from=io.BytesIO(plain))
    writer.metadata = None
    writer.add_metadata({f"/{name}": text for name, text in said.items()})
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def portrait(author: str, editor: str, template: str) -> bytes:
    """Return “Quillnet in a hundred words” as a Word file."""
    core = (
        '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{editor}</cp:lastModifiedBy><dc:title>Quillnet in a hundred words</dc:title></cp:coreProperties>"
    )
    text = "Quillnet Broadband builds and runs the fibre network of five towns on the Tamewater."
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "word/document.xml": f'<?xml version="1.0"?><w:document {namespace}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        "docProps/core.xml": core,
    }
    if template:
        parts["word/_rels/settings.xml.rels"] = (
            f'<?xml version="1.0"?><Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{kind}" Target="file:///{template}" TargetMode="External"/></Relationships>'
        )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data)
    return sink.getvalue()


def main() -> None:
    """Write them all."""
    before, after = HERE / "before" / NEWS, HERE / "after" / NEWS
    sheet = (before / "quillnet-fact-sheet.pdf").read_bytes()
    template = "C:/Users/hannah.ashdown/Quillnet/Redesign 2027 SECRET/letter.dotx"
    (before / "landing-station.jpg").write_bytes(landing_station(with_place_and_camera()))
    (after / "landing-station.jpg").write_bytes(landing_station())
    (before / "quillnet-fact-sheet.pdf").write_bytes(
        fact_sheet(sheet, Author="Hannah Ashdown", Title="Quillnet fact sheet")
    )
    (after / "quillnet-fact-sheet.pdf").write_bytes(
        fact_sheet(sheet, Author="Quillnet Broadband", Title="Quillnet fact sheet")
    )
    (before / "quillnet-in-100-words.docx").write_bytes(
        portrait("Hannah Ashdown", "hannah.ashdown@quillnet.example", template)
    )
    (after / "quillnet-in-100-words.docx").write_bytes(portrait("Quillnet Broadband", "", ""))


if __name__ == "__main__":
    main()
