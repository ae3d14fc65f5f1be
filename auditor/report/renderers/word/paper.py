"""A Word file as it is written: headings, paragraphs, tables and pictures, each marked as what it is. Every text is taken for hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from auditor.model import phrase
from auditor.report.branding import Branding, Logo
from auditor.report.renderers.texts import is_web, plain, xml_legal
from auditor.report.renderers.word import styles

LONGEST_LINK = 2_000
"""Characters of an address that can be clicked; Word takes 2,083."""
LONGEST_PROPERTY = 255
"""Characters; the format takes no more."""
LOGO_WIDTH, LOGO_HEIGHT = 60, 22
"""Millimetres at most."""

_STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: the same report, the same bytes."""
_TWENTIETHS = 1440 / 25.4
"""Of a point, in a millimetre."""
_DEEPEST_LIST = 3
"""Levels that Word has list styles for."""


def safe(text: str) -> str:
    """Return text as a Word file holds it."""
    return xml_legal(plain(text))


@dataclass(frozen=True, slots=True)
class Words:
    """A few words of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    raised: int = 0
    """1 for above the line, -1 for below."""
    link: str = ""
    """An address that they lead to."""


Text = str | Sequence[Words]
"""What a paragraph or a cell says."""


class Paper:
    """A Word file, written from the top."""

    def __init__(self, branding: Branding, language: str) -> None:
        """Begin a file.

        Args:
            branding: How it looks.
            language: Of its text, as in BCP 47.
        """
        self.document = docx.Document()
        styles.apply(self.document, branding, language)
        self._tables = 0

    def properties(self, **said: Any) -> None:
        """Set what the file says of itself, such as its title and author; all else that the library says is emptied."""
        known = self.document.core_properties
        for name in ("author", "comments", "keywords", "last_modified_by", "subject", "category", "title", "version"):
            setattr(known, name, safe(str(said.pop(name, "")))[:LONGEST_PROPERTY])
        for name, value in said.items():
            setattr(known, name, value)
        known.revision = 1

    def heading(self, text: str, level: int) -> None:
        """Add a heading; 0 is the title."""
        self.fill(self.document.add_paragraph(style=f"Heading {level}" if level else "Title"), text)

    def paragraph(self, text: Text, style: str = "Normal") -> Paragraph:
        """Add a paragraph."""
        return self.fill(self.document.add_paragraph(style=style), text)

    def fill(self, paragraph: Paragraph, text: Text) -> Paragraph:
        """Write into a paragraph."""
        for words in [Words(text)] if isinstance(text, str) else text:
            if can_be_clicked(words.link):
                self._link(paragraph, words)
            else:
                _look(paragraph.add_run(safe(words.text)), words)
        return paragraph

    def _link(self, paragraph: Paragraph, words: Words) -> None:
        element = OxmlElement("w:hyperlink")
        element.set(qn("r:id"), paragraph.part.relate_to(words.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = paragraph.add_run(safe(words.text))
        run.style = styles.LINK
        _look(run, words)
        element.append(run._r)  # noqa: SLF001 - python-docx reads links, and writes none
        paragraph._p.append(element)  # noqa: SLF001 - as above

    def numbering(self) -> int:
        """Return the number of a new numbered list, which begins with 1."""
        numbered = self.document.part.numbering_part.element
        usual = self.document.styles["List Number"].element.pPr.numPr.numId.val
        number = numbered.add_num(numbered.num_having_numId(usual).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def item(self, text: Text, level: int, number: int | None) -> None:
        """Add an item of a list; `number` is that of a numbered one, None of one with bullets."""
        depth = min(level, _DEEPEST_LIST)
        name = "List Bullet" if number is None else "List Number"
        paragraph = self.paragraph(text, name if depth == 1 else f"{name} {depth}")
        if number is not None and depth == 1:
            paragraph_properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no lists
            properties = paragraph_properties.get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number

    def table(
        self, caption: str, heads: Sequence[str], rows: Sequence[Sequence[Text]], widths: Sequence[float]
    ) -> None:
        """Add a table with its caption; its head is marked as one and repeated on every page.

        Args:
            caption: What it shows, which readers for the blind say too.
            heads: One for each column.
            rows: Of as many cells.
            widths: Of the columns, in relation to one another.
        """
        self._tables += 1
        above = self.paragraph(f"{phrase('Table').text} ", "Caption")
        styles.field(above, "SEQ Table \\* ARABIC", str(self._tables))
        self.fill(above, f". {caption}")
        measures = [round(width / sum(widths) * styles.TEXT_WIDTH * _TWENTIETHS) for width in widths]
        table = self.document.add_table(rows=0, cols=len(heads), style=styles.TABLE)
        table.autofit = False
        for column, measure in zip(table._tbl.tblGrid.gridCol_lst, measures, strict=True):  # noqa: SLF001 - faster than by cell
            column.set(qn("w:w"), str(measure))
        _describe(table._tbl.tblPr, safe(caption))  # noqa: SLF001 - python-docx has no descriptions
        for row in (heads, *rows):
            self._row(table, row, measures)
        _mark_head(table._tbl.tr_lst[0])  # noqa: SLF001 - as above
        self.document.add_paragraph(style=styles.CELL)  # two tables without one between them would be one

    def _row(self, table: Any, cells: Sequence[Text], measures: Sequence[int]) -> None:
        row = table._tbl.add_tr()  # noqa: SLF001 - faster than by cell, which counts all that are there
        keep = OxmlElement("w:cantSplit")
        row.get_or_add_trPr().append(keep)
        for text, measure in zip(cells, measures, strict=True):
            cell = row.add_tc()
            cell.width = Mm(measure / _TWENTIETHS)
            paragraph = Paragraph(cell.p_lst[0], table)
            paragraph.style = styles.CELL
            self.fill(paragraph, text)

    def logo(self, logo: Logo, alternative: str) -> None:
        """Add a logo, with what is said where nobody sees it."""
        scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
        run = self.document.add_paragraph().add_run()
        picture = run.add_picture(io.BytesIO(logo.data), width=Mm(logo.width * scale))
        said = picture._inline.docPr  # noqa: SLF001 - python-docx has no alternative texts
        said.set("descr", safe(alternative))
        said.set("name", "Logo")

    def every_page(self, head: str, foot: str) -> None:
        """Say what stands at the head and the foot of every page, the number of the page beside it."""
        section = self.document.sections[0]
        self.fill(section.header.paragraphs[0], head)
        below = section.footer.paragraphs[0]
        self.fill(below, f"{foot}\t")
        styles.field(below, "PAGE", "1")
        self.fill(below, " / ")
        styles.field(below, "NUMPAGES", "1")

    def packed(self) -> bytes:
        """Return the file: the same document, the same bytes."""
        saved, still = io.BytesIO(), io.BytesIO()
        self.document.save(saved)
        with zipfile.ZipFile(saved) as before, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                after.writestr(zipfile.ZipInfo(name, _STILL), before.read(name), zipfile.ZIP_DEFLATED)
        return still.getvalue()


def can_be_clicked(address: str) -> bool:
    """Return whether an address may be one that a click leads to."""
    honest = is_web(address) or address.startswith(("mailto:", "tel:"))
    return honest and len(address) <= LONGEST_LINK and safe(address) == address


def _look(run: Any, words: Words) -> None:
    run.bold, run.italic = words.bold or None, words.italic or None
    if words.code:
        run.font.name = "Consolas"
    if words.strike:
        run.font.strike = True
    if words.raised:
        run.font.superscript, run.font.subscript = words.raised > 0 or None, words.raised < 0 or None


def _describe(properties: Any, text: str) -> None:
    for name, value in (("w:tblCaption", text), ("w:tblDescription", text)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value[:LONGEST_PROPERTY])
        properties.append(element)
    look = properties.find(qn("w:tblLook"))
    if look is not None:  # the schema wants it before the caption
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    for name, value in (
        ("firstRow", "1"),
        ("lastRow", "0"),
        ("firstColumn", "0"),
        ("lastColumn", "0"),
        ("noHBand", "1"),
        ("noVBand", "1"),
    ):
        look.set(qn(f"w:{name}"), value)
    properties.find(qn("w:tblCaption")).addprevious(look)


def _mark_head(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    row.get_or_add_trPr().append(head)
