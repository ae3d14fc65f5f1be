"""What auditor.toml says of reports: what they hold, for whom and by whom they are, and how they look. And findings.toml."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from pydantic import Field, field_validator

from auditor.config import colours
from auditor.config.section import Section, plain_date

Length = Literal["summary", "report", "full"]
LENGTHS: tuple[Length, ...] = get_args(Length)
"""Two pages to read, the report to work with, or everything."""

Part = Literal[
    "introduction",
    "plan",
    "changes",
    "findings",
    "readiness",
    "conversations",
    "not-verified",
    "looked-at",
    "method",
    "closing",
    "appendix",
]  # fmt: skip
PARTS: tuple[Part, ...] = get_args(Part)
"""What stands behind page one, in the order of a report that says nothing else."""

MOST_WORDS = 300
"""Characters of a line on every page, such as the footer. Our default: a line is no paragraph."""


LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""A tag of BCP 47, as far as catalogues are named by it: `de`, `pt-BR`."""


class ReportSettings(Section):
    """What the reports hold, and how they are told."""

    length: Length = Field(
        default="report", description="`summary`: two pages; `report`: what needs doing; `full`: everything"
    )
    language: str = Field(
        default="en",
        pattern=rf"^{LANGUAGE}(\s*,\s*{LANGUAGE})*$",
        description="language of the report, such as de; several with commas between make an edition each",
    )
    prepared_for: str = Field(default="", max_length=MOST_WORDS, description="for whom, printed on page one")
    prepared_by: str = Field(
        default="", max_length=MOST_WORDS, description="by whom: the analyst, the firm; also the author of the files"
    )
    logo: str = Field(default="", description="PNG, JPEG or SVG for page one, relative to auditor.toml")
    colour: str = Field(
        default="", description="of headings and of the head of page one, such as #124e6e; dark enough to be read"
    )
    accent: str = Field(default="", description="of links, rules and boxes; `colour` by default")
    footer: str = Field(default="", max_length=MOST_WORDS, description="a line at the foot of every page")
    confidentiality: str = Field(
        default="", max_length=MOST_WORDS, description="a line at the head of every page, such as Confidential"
    )
    sections: tuple[Part, ...] = Field(
        default=PARTS, description="what stands behind page one, in this order; the rest is left out"
    )
    credit: bool = Field(default=False, description="true to name Auditor as the tool it was made with")
    locales: str = Field(
        default="", description="folder of catalogues (de.po, de.mo) that go before ours, relative to auditor.toml"
    )
    templates: str = Field(default="", description="folder of templates that go before ours, relative to auditor.toml")

    @field_validator("prepared_for", "prepared_by", "footer", "confidentiality")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @field_validator("colour", "accent")
    @classmethod
    def _is_legible(cls, value: str) -> str:
        if not value:
            return value
        colour = colours.parse(value)
        if not colours.is_legible(colour):
            boxes = colours.mixed(colour, colours.WHITE, colours.WASH)
            raise ValueError(
                f"{colour} has a contrast of {colours.contrast(colour, boxes):.1f} with the light boxes it stands in; "
                f"WCAG AA asks for {colours.ENOUGH_CONTRAST}. The nearest that passes is {colours.nearest_legible(colour)}"
            )
        return colour

    @field_validator("sections")
    @classmethod
    def _are_named_once(cls, value: tuple[Part, ...]) -> tuple[Part, ...]:
        for part in value:
            if value.count(part) > 1:
                raise ValueError(f"{part!r} is named twice")
        return value


class FindingSettings(Section):
    """What is being done about one finding; a table of findings.toml."""

    status: Literal["open", "in progress", "done"] = Field(
        default="open", description="`open`, `in progress` or `done`"
    )
    responsible: str = Field(default="", description="who sees to it")
    due: date | None = Field(default=None, description="by when, such as 2026-12-31")
    note: str = Field(default="", description="anything a reader should know; the report prints it")

    @field_validator("due", mode="before")
    @classmethod
    def _is_date(cls, value: object) -> object:
        return plain_date(value)

    @field_validator("responsible", "note")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        return " ".join(value.split())
