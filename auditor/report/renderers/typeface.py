"""The typeface that ships with the report, so that it looks the same wherever it is opened: Source Sans 3, SIL Open Font License."""

from __future__ import annotations

import base64
from functools import cache
from typing import NamedTuple

from auditor.resources import shipped

_LATIN = "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212"


class _Face(NamedTuple):
    file: str
    weight: int
    style: str = "normal"
    letters: str = ""
    """The code points a browser takes from it; empty for all it has."""


_PAPER = (
    _Face("SourceSans3-Regular.ttf.woff2", 400),
    _Face("SourceSans3-It.ttf.woff2", 400, "italic"),
    _Face("SourceSans3-Semibold.ttf.woff2", 600),
)
_SCREEN = (
    _Face("source-sans-3-latin-400-normal.woff2", 400, letters=_LATIN),
    _Face("source-sans-3-latin-600-normal.woff2", 600, letters=_LATIN),
)
"""Latin letters alone, a tenth of the whole: a browser has others for the rest."""


@cache
def style_sheet(*, paper: bool) -> str:
    """Return the `@font-face` rules of `Source Sans 3`, the files inside them: nothing is fetched."""
    return "\n".join(map(_rule, _PAPER if paper else _SCREEN))


def _rule(face: _Face) -> str:
    kept = base64.b64encode((shipped("templates") / "fonts" / face.file).read_bytes()).decode()
    letters = f" unicode-range: {face.letters};" if face.letters else ""
    return (
        f'@font-face {{ font-family: "Source Sans 3"; font-weight: {face.weight}; font-style: {face.style}; font-display: swap;'
        f'{letters} src: url("data:font/woff2;base64,{kept}") format("woff2"); }}'
    )
