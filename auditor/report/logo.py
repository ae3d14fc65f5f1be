"""From somebody's picture file to a logo: drawn anew, so that nothing of the file reaches a report but its pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NoReturn

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from auditor import disk
from auditor.report import svg
from auditor.report.branding import Logo
from auditor.report.presentation import PresentationError

MOST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
"""What unpacks to more is refused before it is unpacked. Our default: a photograph, ten times what a logo takes."""
LONGEST_SIDE = 1_200
"""Pixels kept: 10 cm at 300 dots an inch."""
SLENDEREST = 20
"""Times that one side may be as long as the other."""

_KINDS = ("PNG", "JPEG")
_SEE = "(report.logo in auditor.toml)"


def read(path: Path) -> Logo:
    """Return the logo in a file.

    Raises:
        PresentationError: it is not there, no PNG, JPEG or plain SVG, too large, or damaged; one line says which and what to do.
    """
    data = _bytes(path)
    if svg.is_svg(data):
        try:
            data = svg.drawn(data, LONGEST_SIDE)
        except svg.SvgProblem as problem:
            _refuse(path, str(problem))
    return _drawn_anew(path, data)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        _refuse(path, "is a folder; name a PNG, JPEG or SVG file")
    try:
        return disk.content(path, MOST_BYTES)
    except disk.TooLarge:
        _refuse(path, f"is larger than {MOST_BYTES // 1_000_000} MB; save a smaller one, {LONGEST_SIDE} pixels wide")
    except (OSError, ValueError) as error:
        _refuse(path, f"cannot be read ({getattr(error, 'strerror', None) or error}); name a PNG, JPEG or SVG file")


def _drawn_anew(path: Path, data: bytes) -> Logo:
    try:
        with warnings.catch_warnings(), _whole_pictures():
            warnings.simplefilter("ignore")  # of odd metadata, which is not kept
            picture = Image.open(io.BytesIO(data), formats=_KINDS)
            _require_size(path, *picture.size)
            return _encoded(ImageOps.exif_transpose(picture), "jpeg" if picture.format == "JPEG" else "png")
    except Image.DecompressionBombError:
        _refuse(path, f"has too many pixels; save a smaller one, {LONGEST_SIDE} pixels wide")
    except UnidentifiedImageError:
        _refuse(path, "is no PNG, JPEG or SVG; save it as one of these")
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        _refuse(path, f"is damaged ({str(error) or type(error).__name__}); save it anew")


@contextmanager
def _whole_pictures() -> Iterator[None]:
    """Have a picture that is cut short be an error: WeasyPrint, once imported, lets all of the process read such."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _require_size(path: Path, width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        _refuse(path, f"has {width:,} by {height:,} pixels; save a smaller one, {LONGEST_SIDE} pixels wide")
    if max(width, height) > SLENDEREST * min(width, height):
        _refuse(
            path,
            f"is {width:,} by {height:,} pixels, one side more than {SLENDEREST} times the other; crop it or choose another",
        )


def _encoded(picture: Image.Image, kind: Literal["png", "jpeg"]) -> Logo:
    plain = picture.convert("RGB" if kind == "jpeg" else "RGBA")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(plain.mode, plain.size)  # without what the file said besides its pixels
    fresh.paste(plain)
    out = io.BytesIO()
    fresh.save(out, kind.upper(), optimize=True, **({"quality": 90} if kind == "jpeg" else {}))
    return Logo(kind, out.getvalue(), *fresh.size)


def _refuse(path: Path, why: str) -> NoReturn:
    raise PresentationError(f"{path}: {' '.join(why.split())} {_SEE}") from None
