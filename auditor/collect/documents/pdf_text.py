"""PDF → the text that stands in it, for files that take the place of a page: an imprint, a press kit.

Bounded in pages, in the size of one page and in time; what lies past that is said to be missing. Pages that are pictures have no text.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from pypdf import PageObject, PdfReader

from auditor.collect.documents.pdf import BROKEN

_PAGES = 5
"""Pages read from the beginning, and as many from the end: a release ends with whom to ask."""
_SECONDS = 4.0
_LONGEST = 20_000
"""Characters kept."""
_CONTENTS = 3_000_000
"""Bytes of drawing instructions of a page above which it is a map or a plan."""
_LINKS = 50


class Text(NamedTuple):
    """What was read."""

    text: str
    """Empty where the file has no text: a scan, a drawing."""
    whole: bool
    """Whether that is all there is."""


def read_text(body: bytes) -> Text | None:
    """Return the text of a PDF; None where it can't be read."""
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return None
        return _read(reader)
    except BROKEN:
        return None


def _read(reader: PdfReader) -> Text:
    count = len(reader.pages)
    numbers = sorted({*range(min(count, _PAGES)), *range(max(0, count - _PAGES), count)})
    ends, parts, whole = time.monotonic() + _SECONDS, [], len(numbers) == count
    for number in numbers:
        if time.monotonic() > ends:
            whole = False
            break
        said = _of_page(reader.pages[number])
        whole = whole and said is not None
        parts.append(said or "")
    text = "\n".join(filter(None, parts))
    return Text(text[:_LONGEST], whole and len(text) <= _LONGEST)


def _of_page(page: PageObject) -> str | None:
    """Return what a page says and which addresses it links; None where that can't be told."""
    try:
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _CONTENTS:
            return None
        said = page.extract_text().strip()
        return "\n".join(filter(None, (said, *islice(_linked(page, said), _LINKS))))
    except BROKEN:
        return None


def _linked(page: PageObject, said: str) -> Iterator[str]:
    """Yield the mailboxes and numbers that a page links without writing them out."""
    annotations: Iterable[object] = page.get("/Annots") or ()
    for one in annotations:
        action = one.get_object().get("/A") if hasattr(one, "get_object") else None
        uri = str(action.get_object().get("/URI") or "") if action is not None else ""
        scheme, _, rest = uri.partition(":")
        if scheme.lower() in {"mailto", "tel"} and (rest := rest.partition("?")[0]) and rest not in said:
            yield f"E-mail: {rest}" if scheme.lower() == "mailto" else f"Tel.: {rest}"
