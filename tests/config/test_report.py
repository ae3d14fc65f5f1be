"""What auditor.toml says of reports: read as meant, or refused in one line that says what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import colours, load
from auditor.config.load import ConfigError
from auditor.config.report import PARTS

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def written(folder: Path, text: str) -> Path:
    path = folder / "auditor.toml"
    path.write_text(f'[target]\nsite = "https://www.company.example"\n[report]\n{text}\n', encoding="utf-8")
    return path


def test_they_are_read_and_files_lie_beside(tmp_path: Path) -> None:
    text = (
        'prepared_for = "The  board\\nof Acme"\nprepared_by = "Jo Doe, Doe & Co"\nlogo = "pictures/logo.svg"\n'
        'colour = "#7A1F5C"\nfooter = "Doe & Co"\nconfidentiality = "Confidential"\nsections = ["findings", "plan"]\ncredit = true'
    )
    said = load.read(written(tmp_path, text)).report
    assert said.prepared_for == "The board of Acme"
    assert (said.prepared_by, said.footer, said.confidentiality) == ("Jo Doe, Doe & Co", "Doe & Co", "Confidential")
    assert (said.colour, said.accent, said.sections, said.credit) == ("#7a1f5c", "", ("findings", "plan"), True)
    assert Path(said.logo) == tmp_path / "pictures" / "logo.svg"


def test_without_them_all_is_as_ever(tmp_path: Path) -> None:
    said = load.read(written(tmp_path, "")).report
    assert (said.logo, said.colour, said.sections, said.credit) == ("", "", PARTS, False)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('colour = "red"', r"report\.colour: 'red' is not a colour; write it like #124e6e"),
        ('colour = "#12"', r"report\.colour: '#12' is not a colour"),
        (
            'accent = "#ffcc00"',
            r"report\.accent: #ffcc00 has a contrast of 1\.4 .* asks for 4\.5\. .* is #[0-9a-f]{6}$",
        ),
        ('colour = "#757575"', r"report\.colour: #757575 has a contrast of 4\.\d .* is #[67][0-9a-f]{5}$"),
        ('colour = "#124e6e\\n"', ""),
        ('sections = ["plan", "plan"]', r"report\.sections: 'plan' is named twice$"),
        ('sections = ["plam"]', r"report\.sections \(entry 1\): Input should be 'introduction', 'plan'"),
        ('footer = "' + "x" * 301 + '"', r"report\.footer: String should have at most 300 characters"),
        ('prepared = "x"', r"unknown key report\.prepared; did you mean prepared_\w+\?"),
        ("credit = 1.5", r"report\.credit: "),
    ],
)
def test_what_cannot_be_is_one_line(text: str, line: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    if not line:
        load.read(path)
        return
    with pytest.raises(ConfigError) as caught:
        load.read(path)
    assert re.search(line, str(caught.value))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_contrast_is_that_of_the_standard() -> None:
    """The figures that the standard's own pages give for these pairs."""
    assert colours.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert colours.contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


@given(COLOURS, st.sampled_from((colours.WHITE, colours.NIGHT)))
def test_the_nearest_colour_passes_and_a_colour_that_passes_stays(colour: str, ground: str) -> None:
    found = colours.nearest_legible(colour, ground)
    assert colours.is_legible(found, ground)
    assert colours.contrast(found, ground) >= colours.ENOUGH_CONTRAST
    assert found == colour or not colours.is_legible(colour, ground)


def test_the_nearest_keeps_its_hue() -> None:
    found = colours.nearest_legible("#ffcc00")
    red, green, blue = (int(found[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > 40 > blue
