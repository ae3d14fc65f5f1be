"""Colours of a report, and whether people can read what is written in them and on them. Pure."""

from __future__ import annotations

import colorsys
import re

ENOUGH_CONTRAST = 4.5
"""Between text and what is behind it: WCAG 2.2, success criterion 1.4.3, level AA."""
WASH = 0.1
"""Share of a colour in the wash behind boxes; the rest is the ground."""
WHITE, NIGHT = "#ffffff", "#12181e"
"""The ground of sheets and screens, and of screens in the dark."""

_HEX = re.compile("#[0-9a-f]{6}")
_STEPS = 200
"""In which lightness is tried out; half a percent is finer than an eye."""


def parse(text: str) -> str:
    """Return a colour as `#rrggbb` in lower case.

    Raises:
        ValueError: it is not written so.
    """
    colour = text.strip().lower()
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{text!r} is not a colour; write it like #124e6e")
    return colour


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return `share` (0 to 1) of a colour over a ground."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _hex(*(share * over + (1 - share) * under for over, under in pairs))


def is_legible(colour: str, ground: str = WHITE) -> bool:
    """Return whether text of this colour can be read on the ground and on the wash, and text of the ground's colour on it."""
    return min(contrast(colour, ground), contrast(colour, mixed(colour, ground, WASH))) >= ENOUGH_CONTRAST


def nearest_legible(colour: str, ground: str = WHITE) -> str:
    """Return the colour itself, or the nearest of its hue that is legible: darker on a light ground, lighter on a dark one."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 0.0 if _luminance(ground) > _luminance("#808080") else 1.0
    for step in range(_STEPS + 1):
        there = lightness + (end - lightness) * step / _STEPS
        tried = colour if step == 0 else _hex(*colorsys.hls_to_rgb(hue, there, saturation))
        if is_legible(tried, ground):
            return tried
    return "#000000" if end == 0.0 else "#ffffff"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
