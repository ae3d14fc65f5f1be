"""A logo is drawn anew or refused in one line: nothing of a file reaches a report but its pixels."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from auditor.report import logo, svg
from auditor.report.presentation import PresentationError

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PLAIN = (
    f'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    f'<svg {NS} xmlns:ink="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 300 100"><title>Secret name</title>'
    '<metadata><x/></metadata><ink:grid onload="x()"/><style>.a{fill:url(#g)}</style>'
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient><linearGradient id="h" xlink:href="#g"/></defs>'
    '<rect class="a" width="300" height="100"/></svg>'
)
RECT = '<rect width="9" height="9"/>'


def png(width: int = 30, height: int = 20, **said: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for key, value in said.items():
        info.add_text(key, value)
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (255, 0, 0, 128)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "Secret name"
    exif[0x0112] = 6  # turned by a quarter
    out = io.BytesIO()
    Image.new("CMYK", (60, 30)).save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def boast(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be of that size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def drawing(inside: str, attributes: str = 'viewBox="0 0 9 9"') -> bytes:
    return f"<svg {NS} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("name", "data", "kind", "size"),
    [
        ("a.png", png(Comment="Secret name"), "png", (30, 20)),
        ("wide.png", png(2_400, 600), "png", (1_200, 300)),
        ("a.jpg", jpeg(), "jpeg", (30, 60)),
        ("wrong-name.svg", png(), "png", (30, 20)),
        ("a.svg", PLAIN.encode(), "png", (1_200, 400)),
        ("mark.svg", b"\xef\xbb\xbf  " + PLAIN.partition(">")[2].encode(), "png", (1_200, 400)),
        ("sixteen.svg", PLAIN.replace("1.0", '1.0" encoding="utf-16', 1).encode("utf-16"), "png", (1_200, 400)),
        ("mm.svg", drawing(RECT, 'width="20mm" height="40mm"'), "png", (600, 1_200)),
    ],
)
def test_pixels_are_all_that_is_kept(name: str, data: bytes, kind: str, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = logo.read(path)
    assert (found.kind, (found.width, found.height)) == (kind, size)
    assert found == logo.read(path)
    again = Image.open(io.BytesIO(found.data))
    assert (again.format, again.size) == (kind.upper(), size)
    assert not {"exif", "icc_profile", "Comment", "xmp"} & again.info.keys()
    assert b"Secret" not in found.data
    assert found.uri.startswith(f"data:image/{kind};base64,")


def test_a_drawing_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(PLAIN.encode())
    shown = Image.open(io.BytesIO(logo.read(tmp_path / "a.svg").data))
    assert shown.getpixel((600, 200)) == (255, 0, 0, 255)


BAD = {
    "not there": (None, "cannot be read (No such file or directory)"),
    "empty": (b"", "is no PNG, JPEG or SVG"),
    "a text": (b"not a picture", "is no PNG, JPEG or SVG"),
    "another kind": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "is no PNG, JPEG or SVG"),
    "many bytes": (b"\x89PNG\r\n\x1a\n" + b"x" * 5_000_000, "is larger than 5 MB"),
    "many pixels": (boast(60_000, 60_000), "has too many pixels"),
    "more pixels than we take": (boast(6_500, 6_500), "has 6,500 by 6,500 pixels"),
    "more pixels than a number holds": (boast(2**31 - 1, 2**31 - 1), "save"),
    "no pixel": (boast(0, 10), "save"),
    "a line": (png(900, 3), "one side more than 20 times the other"),
    "cut short": (png(300, 300)[:200], "is damaged"),
    "a page": (b"<!doctype html><html><body>", "is no PNG, JPEG or SVG"),
    "not a drawing": (b"<a/>", "is no PNG, JPEG or SVG"),
    "broken XML": (f"<svg {NS}><g>".encode(), "can be read"),
    "a script": (drawing("<script>alert(1)</script>"), "with <script> in it"),
    "an event": (drawing('<rect onload="alert(1)"/>'), "with a script in it (onload)"),
    "an event on the root": (drawing(RECT, 'onload="x()" viewBox="0 0 9 9"'), "with a script in it"),
    "another document": (drawing("<foreignObject><p>x</p></foreignObject>"), "with <foreignObject> in it"),
    "a picture": (drawing('<image href="file:///etc/passwd"/>'), "with <image> in it"),
    "a use of another file": (drawing('<use href="http://x.example/a.svg#b"/>'), "with <use> in it"),
    "a text to draw": (drawing("<text>Acme</text>"), "with <text> in it"),
    "a link": (drawing('<a href="javascript:alert(1)"><rect/></a>'), "with <a> in it"),
    "a reference outside": (drawing('<linearGradient xlink:href="http://x.example/#a"/>'), "refers to something outside (href)"),
    "a fill from outside": (drawing('<rect fill="url( \'http://x.example/#a\')"/>'), "refers to something outside (fill)"),
    "an import": (drawing("<style>@import 'http://x.example/a.css';</style>"), "style refers to something outside"),
    "a style from outside": (drawing("<style>rect{fill:url(http://x.example)}</style>"), "style refers to something outside"),
    "entities": (
        f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><svg {NS}><desc>&b;</desc></svg>'.encode(),
        "defines entities",
    ),
    "an outer entity": (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {NS}><desc>&x;</desc></svg>'.encode(),
        "defines entities",
    ),
    "no size": (drawing(RECT, ""), "does not say how large it is"),
    "no size to speak of": (drawing(RECT, 'viewBox="0 0 0 9"'), "does not say how large it is"),
    "a vast size": (drawing(RECT, 'viewBox="0 0 1e300 1"'), "does not say how large it is"),
    "a depth": (drawing("<g>" * 5_000 + "</g>" * 5_000), "of too many parts"),
    "a crowd": (drawing(RECT * 2_001), "of too many parts"),
    "clips in clips": (
        drawing('<clipPath id="a"><rect clip-path="url(#b)" width="9" height="9"/></clipPath>'),
        "clipping paths are clipped",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_anything_else_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    data, line = BAD[kind]
    path = tmp_path / "logo.svg"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(PresentationError) as caught:
        logo.read(path)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    assert said.endswith("(report.logo in auditor.toml)")
    assert line in said
    assert "\n" not in said
    assert len(said) < 400


def test_a_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(PresentationError, match="is a folder; name a PNG"):
        logo.read(tmp_path)


def test_a_name_with_a_zero_byte_is_none(tmp_path: Path) -> None:
    with pytest.raises(PresentationError, match="cannot be read"):
        logo.read(tmp_path / "a\0b")


def test_a_drawing_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "SECONDS", 0.5)
    monkeypatch.setattr(svg, "_DRAW", "import time; time.sleep(60)")
    with pytest.raises(svg.SvgProblem, match="takes more than"):
        svg.drawn(PLAIN.encode(), 100)


def test_a_drawing_that_breaks_what_draws_it_breaks_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "_DRAW", "import os; os.abort()")
    with pytest.raises(svg.SvgProblem, match="cannot be drawn"):
        svg.drawn(PLAIN.encode(), 100)


def test_a_picture_that_is_cut_short_is_refused_after_a_pdf_was_made_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    path = tmp_path / "logo.png"
    path.write_bytes(png(300, 300)[:200])
    with pytest.raises(PresentationError, match="is damaged"):
        logo.read(path)
