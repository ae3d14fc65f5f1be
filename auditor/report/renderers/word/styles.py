"""The looks of a Word file: styles that a reader can change in one place, the paper, and what stands on every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from auditor.report.branding import Branding

FONT = "Calibri"
TABLE, CELL, NOTE, LINK, CODE, LEAD = "Report Table", "Table Text", "Note", "Hyperlink", "Code", "Lead"
"""Styles of ours, beside those that Word knows."""
TEXT_WIDTH = 170
"""Millimetres between the margins of a sheet of A4."""

_SOFT = RGBColor(0x4D, 0x5A, 0x66)
_SIZES = {
    "Title": 28,
    "Heading 1": 18,
    "Heading 2": 13,
    "Heading 3": 11,
    "Heading 4": 10.5,
    "Heading 5": 10.5,
    "Heading 6": 10.5,
}
_TERRITORIES = {
    "en": "en-GB",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "it": "it-IT",
    "nl": "nl-NL",
    "pt": "pt-PT",
    "pl": "pl-PL",
}
"""Word checks the spelling of a language as some country writes it."""


def apply(document: Document, branding: Branding, language: str) -> None:
    """Give a new document its styles, its paper and its language."""
    _paper(document)
    _language(document, _TERRITORIES.get(language, language))
    colour = RGBColor.from_string(branding.colour[1:])
    _text_styles(document)
    for name, size in _SIZES.items():
        _heading(document.styles[name], size, colour)
    _own_styles(document, branding)
    document.styles.element.append(_table_style(branding))


def _paper(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)


def _language(document: Document, code: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in defaults.iter(qn("w:lang")):
        element.set(qn("w:val"), code)
    document.core_properties.language = code


def _text_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _font(normal, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for name, size in (("Caption", 9), ("Header", 8.5), ("Footer", 8.5), ("Subtitle", 11)):
        style = document.styles[name]
        _font(style, size)
        style.font.color.rgb = _SOFT
        style.font.bold, style.font.italic = name == "Caption", False
    stops = document.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Caption"].paragraph_format.space_before = Pt(6)
    document.styles["Caption"].paragraph_format.space_after = Pt(3)


def _heading(style: Any, size: float, colour: RGBColor) -> None:
    _font(style, size)
    style.font.color.rgb = colour
    style.font.bold, style.font.italic = True, False
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_before = Pt(0 if style.name == "Title" else size)
    style.paragraph_format.space_after = Pt(4)


def _font(style: Any, size: float) -> None:
    """Name the font itself: a style of Word's says where in a theme it stands, and that would win."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _own_styles(document: Document, branding: Branding) -> None:
    accent = RGBColor.from_string(branding.accent[1:])
    note = _paragraph_style(document, NOTE)
    note.element.get_or_add_pPr().append(_left_rule(branding.accent))
    note.element.get_or_add_pPr().append(_ground(branding.wash))
    note.paragraph_format.left_indent = Mm(3)
    cell = _paragraph_style(document, CELL)
    cell.font.size = Pt(9)
    cell.paragraph_format.space_after, cell.paragraph_format.line_spacing = Pt(0), 1.0
    code = _paragraph_style(document, CODE)
    code.font.name, code.font.size = "Consolas", Pt(9)
    lead = _paragraph_style(document, LEAD)
    lead.font.size = Pt(12.5)
    link = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = accent, True


def _paragraph_style(document: Document, name: str) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return style


def _left_rule(colour: str) -> Any:
    return parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="6" w:color="{colour[1:]}"/></w:pBdr>'
    )


def _ground(colour: str) -> Any:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>')


def _table_style(branding: Branding) -> Any:
    """Return a table style: lines between rows, a coloured head."""
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="C5CED6"/>'
    borders = "".join(line.format(side) for side in ("top", "bottom", "insideH"))
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{branding.colour[1:]}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field of Word's, such as the number of the page, with what it shows until Word works it out.

    Args:
        paragraph: Where it goes.
        code: One of ours, such as `PAGE`; never anybody else's words.
        shown: A number.
    """
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    element.append(run)
    paragraph._p.append(element)  # noqa: SLF001 - python-docx knows no fields
