"""Pictures are the same in other sizes, formats and mild crops, and others are others."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw

from auditor.analysis.profiles import avatars
from auditor.model import Thresholds


def logo(*boxes: tuple[int, int, int, int], mode: str = "RGB", ground: Any = "navy") -> Image.Image:
    """Return a picture of white boxes."""
    made = Image.new(mode, (400, 400), ground)
    for box in boxes:
        ImageDraw.Draw(made).rectangle(box, fill="white")
    return made


def body(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **how)
    return kept.getvalue()


ANVIL = logo((60, 120, 340, 190), (150, 190, 250, 260), (100, 260, 300, 320))
ROCKET = logo((170, 40, 230, 300), (120, 240, 280, 300), (150, 310, 170, 370), (230, 310, 250, 370))


@pytest.mark.parametrize(
    "other",
    [
        body(ANVIL.resize((96, 96)), "JPEG", quality=60),
        body(ANVIL.resize((1_000, 1_000)), "WEBP"),
        body(ANVIL.convert("P"), "GIF"),
        body(
            ANVIL.rotate(90, expand=True),
            "JPEG",
            exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
        ),
    ],
    ids=["small", "large", "gif", "turned by exif"],
)
def test_the_same_picture_is_the_same(other: bytes) -> None:
    bits = avatars.difference(avatars.picture_hash(body(ANVIL)), avatars.picture_hash(other))
    assert bits <= Thresholds().same_picture_bits


def test_the_middle_of_a_picture_is_no_other_picture() -> None:
    middle = ANVIL.crop((60, 60, 340, 340))
    bits = avatars.difference(avatars.picture_hash(body(ANVIL)), avatars.picture_hash(body(middle)))
    assert bits <= Thresholds().same_picture_bits


def test_another_picture_is_another() -> None:
    bits = avatars.difference(avatars.picture_hash(body(ANVIL)), avatars.picture_hash(body(ROCKET)))
    assert bits >= Thresholds().other_picture_bits


def test_what_is_transparent_is_white() -> None:
    clear = logo((60, 120, 340, 190), mode="RGBA", ground=(0, 0, 0, 0))
    assert avatars.picture_hash(body(clear)) == ""  # white on white
    dark = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(dark).rectangle((60, 120, 340, 190), fill="black")
    assert avatars.picture_hash(body(dark)) != ""


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"<svg/>",
        body(ANVIL)[:200],
        body(Image.new("RGB", (64, 64), "red")),
        body(Image.new("1", (9_000, 9_000))),
    ],
    ids=["nothing", "svg", "cut", "flat", "huge"],
)
def test_what_cannot_be_compared_has_no_hash(kept: bytes) -> None:
    assert avatars.picture_hash(kept) == ""
