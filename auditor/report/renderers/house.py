"""The looks of whoever hands a report over: their colours and lines, as style sheets and as shades for charts. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.config import colours
from auditor.report.branding import COLOUR, Branding
from auditor.report.renderers.texts import plain, xml_legal


@dataclass(frozen=True, slots=True)
class Tints:
    """Shades of one colour, for charts on white."""

    sure: str = "#3f7fa3"
    """Of what was measured."""
    range: str = "#a9c9db"
    """Of what may be."""
    heat: tuple[str, ...] = ("#f4f7f9", "#dcebf3", "#b3d2e3", "#7fb2cf", "#2f7196", "#124e6e")
    """From none to most; dark words can be read on the first four, white ones on the others."""


def tints(branding: Branding) -> Tints:
    """Return the shades of charts."""
    accent = branding.accent
    if accent == COLOUR:
        return Tints()
    light = tuple(colours.mixed(accent, colours.WHITE, share) for share in (0.04, 0.14, 0.27, 0.42))
    return Tints(
        colours.mixed(accent, colours.WHITE, 0.8),
        colours.mixed(accent, colours.WHITE, 0.35),
        (*light, accent, colours.mixed(accent, "#000000", 0.75)),
    )


def style_sheet(branding: Branding, *, paper: bool) -> str:
    """Return what goes behind our style sheet; nothing where all is as ever."""
    if paper:
        return "\n".join([*_on_paper(branding), *_lines(branding)])
    return "\n".join(_on_screen(branding))


def _on_paper(branding: Branding) -> list[str]:
    colour, accent, wash = branding.colour, branding.accent, branding.wash
    if colour == accent == COLOUR:
        return []
    return [
        f".cover-head {{ background: {colour}; }}",
        ".kicker, .where { color: #ffffff; }",
        f".part > h2 {{ color: {colour}; border-bottom-color: {accent}; }}",
        f".verdict, .answered {{ border-top-color: {accent}; }}",
        f"a, .remedy .lead {{ color: {accent}; }}",
        ".cover-head a { color: #ffffff; }",
        f".this-week, .remedy, .note, .turn-brand .said {{ background: {wash}; border-left-color: {accent}; }}",
    ]


def _lines(branding: Branding) -> list[str]:
    rules = []
    if branding.footer:
        foot = f"@bottom-left {{ content: {quoted(branding.footer)}; width: 80%; }}"
        rules += [f"@page {{ {foot} }}", f"@page :first {{ {foot} }}"]
    if branding.confidentiality:
        line = quoted(branding.confidentiality)
        rules.append(f'@page {{ @top-left {{ content: string(company) " · " {line}; }} }}')
    return rules


def _on_screen(branding: Branding) -> list[str]:
    colour, accent, wash = branding.colour, branding.accent, branding.wash
    if colour == accent == COLOUR:
        return []
    night = colours.nearest_legible(accent, colours.NIGHT)
    night_colour = colours.nearest_legible(colour, colours.NIGHT)
    night_wash = colours.mixed(night, colours.NIGHT, colours.WASH)
    return [
        f":root {{ --accent: {accent}; --accent-wash: {wash}; --house: {colour}; }}",
        "@media (prefers-color-scheme: dark) {",
        f":root {{ --accent: {night}; --accent-wash: {night_wash}; --house: {night_colour}; }}",
        *_charts_at_night(night),
        "}",
        "body { border-top-color: var(--house); } .kicker, h1, .part > h2 { color: var(--house); }",
    ]


def _charts_at_night(night: str) -> list[str]:
    sure, may_be = (colours.mixed(night, colours.NIGHT, share) for share in (0.8, 0.4))
    dim = [colours.mixed(night, colours.NIGHT, share) for share in (0.06, 0.15, 0.27, 0.42)]
    heat = [*dim, night, colours.mixed(night, colours.WHITE, 0.6)]
    return [
        f".c-sure {{ fill: {sure}; }} .gauge .c-sure {{ fill: none; stroke: {sure}; }}",
        f".c-range {{ fill: {may_be}; }} path.c-range {{ fill: none; stroke: {may_be}; }}",
        *(f".h{step} {{ fill: {shade}; }}" for step, shade in enumerate(heat)),
        ".n1, .n2, .n3 { fill: #ffffff; } .n4, .n5 { fill: #12181e; }",
    ]


def quoted(text: str) -> str:
    """Return text as a string of a style sheet: all but plain letters, digits and spaces as their numbers."""
    told = " ".join(xml_legal(plain(text)).split())
    return (
        '"'
        + "".join(one if one.isascii() and (one.isalnum() or one == " ") else f"\\{ord(one):x} " for one in told)
        + '"'
    )
