"""Drawings in SVG as pixels: only those made of plain shapes, and in a process of its own, since a drawing can be made to break what draws it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_ELEMENTS = 2_000
DEEPEST = 24
"""Elements inside one another. Our defaults: more than logos have; a thousand inside one another end the process that draws them."""
SECONDS = 20
"""To draw it; a logo takes a tenth of one."""

_SVG = "{http://www.w3.org/2000/svg}"
_HARMLESS = frozenset({
    "svg", "g", "defs", "title", "desc", "style", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "linearGradient", "radialGradient", "stop", "clipPath",
})  # fmt: skip
_SAID_ONLY = frozenset({"title", "desc", "metadata"})
"""What no one sees is dropped, as is whatever an editor keeps under names of its own."""
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?(?![\s'\"#])", re.IGNORECASE)
_LENGTH = re.compile(
    r"\s{0,20}((?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:e[+-]?[0-9]{1,5})?)\s{0,20}(?:px|pt|pc|mm|cm|in)?\s{0,20}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:e[+-]?[0-9]{1,5})?", re.IGNORECASE)
_AS_PNG = "save it as plain SVG, texts as paths, or as PNG"
_DRAW = (
    "import sys, resvg_py; svg = sys.stdin.buffer.read().decode(); "
    "sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))"
)


class SvgProblem(Exception):
    """A drawing that can't be used; a clause that says why and what to do."""


def is_svg(data: bytes) -> bool:
    """Return whether a file is meant to be a drawing: it begins as XML does."""
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<"))


def drawn(data: bytes, longest: int) -> bytes:
    """Return a drawing as PNG, its longer side of `longest` pixels.

    Raises:
        SvgProblem: it is no SVG, holds more than plain shapes, or can't be drawn.
    """
    root = _parsed(data)
    _require_plain(root)
    width, height = _size(root)
    scale = longest / max(width, height)
    root.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))
    return _pixels(tostring(root))


def _parsed(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise SvgProblem(f"is an SVG that defines entities or refers to other files; {_AS_PNG}") from None
    except (ParseError, ValueError, LookupError) as error:
        raise SvgProblem(f"is no PNG, JPEG or SVG that can be read ({error}); save it anew") from None
    if root.tag != f"{_SVG}svg":
        raise SvgProblem("is no PNG, JPEG or SVG; save it as one of these")
    return root


def _require_plain(root: Element) -> None:
    """Drop what is not drawn, and see that nothing is left but plain shapes.

    Raises:
        SvgProblem: there is more.
    """
    for count, (element, depth, in_clip) in enumerate(_all(root), 1):
        if count > MOST_ELEMENTS or depth > DEEPEST:
            raise SvgProblem("is an SVG of too many parts for a logo; save it as PNG")
        name = element.tag.removeprefix(_SVG)
        if name not in _HARMLESS:
            raise SvgProblem(f"is an SVG with <{name[:40]}> in it, which a logo may not have; {_AS_PNG}")
        if name == "style" and ("@" in (text := element.text or "") or _OUTSIDE.search(text)):
            raise SvgProblem(f"is an SVG whose style refers to something outside; {_AS_PNG}")
        _require_plain_attributes(element.attrib, in_clip=in_clip)


def _all(element: Element, depth: int = 1, *, in_clip: bool = False) -> Iterator[tuple[Element, int, bool]]:
    """Yield (element, how deep, whether inside a clipping path), outer ones first."""
    in_clip = in_clip or element.tag == f"{_SVG}clipPath"
    yield element, depth, in_clip
    for child in list(element):
        name = child.tag if isinstance(child.tag, str) else ""
        if not name.startswith(_SVG) or name.removeprefix(_SVG) in _SAID_ONLY:
            element.remove(child)
        else:
            yield from _all(child, depth + 1, in_clip=in_clip)


def _require_plain_attributes(attributes: Mapping[str, Any], *, in_clip: bool) -> None:
    for key, value in attributes.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            raise SvgProblem(f"is an SVG with a script in it ({name[:40]}); {_AS_PNG}")
        if (name == "href" and not value.startswith("#")) or _OUTSIDE.search(value):
            raise SvgProblem(f"is an SVG that refers to something outside ({name[:40]}); {_AS_PNG}")
        if in_clip and (name == "clip-path" or "clip-path" in value):
            raise SvgProblem(f"is an SVG whose clipping paths are clipped themselves; {_AS_PNG}")


def _size(root: Element) -> tuple[float, float]:
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    width, height = box[2:] if len(box) == 4 else [_length(root.get("width", "")), _length(root.get("height", ""))]
    if not (0 < width < 1e7 and 0 < height < 1e7):
        raise SvgProblem("is an SVG that does not say how large it is (viewBox, or width and height); save it anew")
    return width, height


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) if found else 0.0


def _pixels(drawing: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own line of code; the drawing is its input
            [sys.executable, "-P", "-c", _DRAW], input=drawing, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise SvgProblem(f"is an SVG that takes more than {SECONDS} seconds to draw; save it as PNG") from None
    if done.returncode or not done.stdout:
        raise SvgProblem("is an SVG that cannot be drawn; save it as PNG")
    return done.stdout
