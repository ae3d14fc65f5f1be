"""The notes that people write for a report: Markdown files in the folder `notes` beside auditor.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from auditor.config.load import ConfigError

FOLDER = "notes"
MOST_BYTES = 50_000
"""Of one note. Our default: ten printed pages, and still read in no time."""
MOST_NOTES = 1_000

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


def read(beside: Path) -> Mapping[str, str]:
    """Return the notes that lie beside the auditor.toml at `beside`: Markdown by the name of the file without its ending, in the order of the names.

    Empty ones are left out, and so is whatever is not called `.md`.

    Raises:
        ConfigError: one is no text in UTF-8, too long, or no file.
    """
    folder = beside.with_name(FOLDER)
    if not folder.exists() and not folder.is_symlink():  # a link to nothing is a mistake
        return {}
    if not folder.is_dir():
        raise ConfigError(f"{folder}: is not a folder; move it, or make it one with a file for each note")
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".md" and path.stem)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be read ({error.strerror})") from None
    if len(paths) > MOST_NOTES:
        raise ConfigError(f"{folder}: holds {len(paths):,} notes; at most {MOST_NOTES:,} are read")
    found = {path.stem.lower(): _text(path) for path in paths}
    return {name: text for name, text in found.items() if text.strip()}


def _text(path: Path) -> str:
    if path.is_dir():
        raise ConfigError(f"{path}: is a folder; a note is a file in Markdown")
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ConfigError(f"{path}: is no file; a note is a file in Markdown")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    if len(data) > MOST_BYTES:
        raise ConfigError(f"{path}: is longer than {MOST_BYTES // 1_000} KB; shorten the note")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    if _NO_TEXT.search(text):
        raise ConfigError(f"{path}: is no text, since it holds control characters; a note is a file in Markdown")
    return text
