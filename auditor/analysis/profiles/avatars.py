"""Profile pictures as they are compared: by a difference hash, which bears other sizes, formats and mild crops. Pure.

The hash is of 8x8 bits: the picture in grey, 64x64 at first, turned as its EXIF says, transparency on white, then 9x8; a bit says
whether a pixel is brighter than the one to its left. It is taken of the whole picture and of the middle 70 % of it, because platforms
cut frames and corners off.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError

from auditor.model import Profile, Snapshot

_MOST_PIXELS = 16_000_000
"""Pixels of a picture that is opened at most: profile pictures have a quarter of a million. Our default."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_FIRST, _WIDTH, _HEIGHT, _MIDDLE = 64, 9, 8, 0.7
_FEWEST = 4
"""Bits that have to be set, and not to be set, in a hash: a picture of one colour has nothing to compare. Our default."""
BITS = _HEIGHT * (_WIDTH - 1)


def of_profile(snapshot: Snapshot, profile: Profile) -> str:
    """Return the hash of a profile's picture; empty where there is none, or it tells nothing."""
    return picture_hash(snapshot.raw(profile.avatar_sha256)) if profile.avatar_sha256 else ""


@lru_cache(maxsize=256)
def picture_hash(body: bytes) -> str:
    """Return the hash of a picture, as `whole-middle` in hexadecimal; empty for what is no picture, or one without any shape."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            grey = _grey(body)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombWarning, MemoryError):
        return ""
    if grey is None:
        return ""
    cut = round(_FIRST * (1 - _MIDDLE) / 2)
    parts = (_bits(grey), _bits(grey.crop((cut, cut, _FIRST - cut, _FIRST - cut))))
    if not _FEWEST <= parts[0].bit_count() <= BITS - _FEWEST:
        return ""
    return "-".join(f"{part:016x}" for part in parts)


def difference(one: str, other: str) -> int:
    """Return in how many of 64 bits two pictures differ, the middle of one held against the whole of the other too."""
    left, right = ([int(part, 16) for part in each.split("-")] for each in (one, other))
    pairs = ((left[0], right[0]), (left[1], right[1]), (left[0], right[1]), (left[1], right[0]))
    return min((a ^ b).bit_count() for a, b in pairs)


def _grey(body: bytes) -> Image.Image | None:
    """Return a picture in grey, 64x64; None where it is too large."""
    with Image.open(io.BytesIO(body), formats=_FORMATS) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            return None
        opened.draft("L", (_FIRST * 4, _FIRST * 4))  # a JPEG need not be unpacked whole
        turned = ImageOps.exif_transpose(opened).convert("RGBA")
    white = Image.new("RGBA", turned.size, "white")
    white.alpha_composite(turned)
    return white.convert("L").resize((_FIRST, _FIRST), Image.Resampling.LANCZOS)


def _bits(grey: Image.Image) -> int:
    small = grey.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)
    pixels = small.tobytes()
    found = 0
    for row in range(_HEIGHT):
        for column in range(1, _WIDTH):
            left, right = pixels[row * _WIDTH + column - 1], pixels[row * _WIDTH + column]
            found = found << 1 | (right > left)
    return found
