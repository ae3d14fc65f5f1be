"""Whose report it is: for whom, by whom, and in whose colours. Plain data."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal

from auditor.config import colours
from auditor.config.report import PARTS, Part

COLOUR = "#124e6e"
"""Where auditor.toml names none."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture made anew from somebody's file: of a known kind and size, with nothing in it but its pixels."""

    kind: Literal["png", "jpeg"]
    data: bytes
    width: int
    """In pixels, as is the height."""
    height: int

    @property
    def uri(self) -> str:
        """Return it as an address that holds all of it."""
        return f"data:image/{self.kind};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True, slots=True)
class Branding:
    """What auditor.toml says under [report] of people and looks."""

    prepared_for: str = ""
    prepared_by: str = ""
    logo: Logo | None = None
    colour: str = COLOUR
    """As `#rrggbb`, legible on white."""
    accent: str = COLOUR
    """The same."""
    footer: str = ""
    confidentiality: str = ""
    sections: tuple[Part, ...] = PARTS
    """What stands behind page one, in this order."""
    credit: bool = False
    """Whether the tool is named."""

    @property
    def wash(self) -> str:
        """Return the tint behind boxes on white."""
        return colours.mixed(self.accent, colours.WHITE, colours.WASH)
