"""The interview as a form: a PDF with fields, to fill in on a screen or by hand."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from auditor.interview.questions import sections
from auditor.model.messages import voice
from auditor.report import wording
from auditor.report.renderers import pdf, templates, texts, typeface

_TEMPLATE = "interview.html.j2"


def write(path: Path, name: str = "") -> None:
    """Write the form; `name` is the company's.

    Raises:
        PdfUnavailable: WeasyPrint's libraries are missing.
        OSError: the file can't be written.
    """
    path.write_bytes(pdf.of_html(_html(name), forms=True))


def _html(name: str) -> str:
    environment = Environment(
        loader=templates.loader(None), autoescape=True, undefined=StrictUndefined, finalize=texts.seen
    )
    templates.translatable(environment)
    return environment.get_template(_TEMPLATE).render(
        name=name,
        lang=voice().code,
        sections=sections(),
        choices=tuple(wording.answer_words().items()),
        fonts=Markup(typeface.style_sheet(paper=True)),  # noqa: S704 - our own style sheet
    )
