"""The report as a PDF/UA-1 document, by WeasyPrint. Nothing is fetched, the same report the same bytes."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import importlib
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.report import Report
from auditor.report.renderer import Renderer, RenderProblem
from auditor.report.renderers import html

_INSTALL = (
    "Debian/Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core; "
    "macOS: brew install weasyprint; Windows: install MSYS2 and in it pango"
)

_LIBRARY = re.compile(r"cannot load library '([^'\n]{1,100})'")


class PdfUnavailable(RenderProblem):
    """PDFs cannot be made on this machine; the message is one line that says what to install."""


def render(report: Report) -> bytes:
    """Return the PDF.

    Raises:
        PdfUnavailable: WeasyPrint's libraries are missing.
    """
    _weasyprint()  # before the document is made for nothing
    return of_html(html.document(report, paper=True), identifier=bytes.fromhex(report.identifier)[:16])


def of_html(text: str, *, identifier: bytes = b"", forms: bool = False) -> bytes:
    """Return a document of ours as a PDF; with `forms` its fields can be filled in.

    Raises:
        PdfUnavailable: WeasyPrint's libraries are missing.
    """
    weasyprint = _weasyprint()
    # Crawled text must not make us read a file or call a host.
    nothing_outside = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    with _no_collector():
        document = weasyprint.HTML(string=text, base_url="about:blank", url_fetcher=nothing_outside)
        made: bytes = document.write_pdf(
            pdf_variant=None if forms else "pdf/ua-1",
            pdf_tags=True,
            pdf_identifier=identifier or hashlib.sha256(text.encode()).digest()[:16],
            pdf_forms=forms,
            finisher=_join_choices if forms else _give_scope,
        )
    return made


def _write(report: Report, path: Path) -> None:
    path.write_bytes(render(report))


RENDERER = Renderer(interface=1, name="pdf", title="Accessible PDF (PDF/UA-1)", file="report.pdf", render=_write)


def _give_scope(_: object, pdf: Any) -> None:
    """Say of each table heading whether it heads its column or its row: PDF/UA asks, WeasyPrint drops it."""
    parts = {part.reference: part for part in pdf.objects if hasattr(part, "get")}
    for part in parts.values():
        if part.get("S") != "/TH":
            continue
        row = parts.get(part["P"], {})
        in_head = parts.get(row.get("P"), {}).get("S") == "/THead"
        part["A"]["Scope"] = "/Column" if in_head else "/Row"


def _join_choices(_: object, pdf: Any) -> None:
    """Make the circles of a choice one field: WeasyPrint gives each a name, and with that a field of its own."""
    parts = {part.reference: part for part in pdf.objects if hasattr(part, "get")}
    for part in parts.values():
        if part.get("FT") == "/Btn" and parts.get(part.get("Parent"), {}).get("FT") == "/Btn":
            del part["T"], part["FT"]


def available() -> str:
    """Return why PDFs cannot be made here, as one line that says what to install; empty where they can."""
    try:
        _weasyprint()
    except PdfUnavailable as error:
        return str(error)
    return ""


@cache
def _weasyprint() -> ModuleType:
    # Imported late and quietly: without Pango it raises OSError and prints a banner on the way.
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise PdfUnavailable(f"no PDF: WeasyPrint's libraries are missing ({_lacking(error)}). {_INSTALL}") from None


def _lacking(error: Exception) -> str:
    """Return what is not there: of a library its name, since what the loader says besides helps nobody."""
    if library := _LIBRARY.search(str(error)):
        return library[1]
    return str(error).splitlines()[0] if str(error) else type(error).__name__


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    # A document is millions of small objects that all live to its end: looking for garbage costs a third of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
