"""Takes docs/report.png again, with Chromium.

python scripts/report_picture.py report.html

Run it with the Python of the virtual environment.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "report.png"
_WIDE, _HIGH = 1280, 1250
"""Pixels of the picture: the head of the report."""


def take_picture(report: Path) -> None:
    """Write the top of a report as a picture small enough for a page."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("no Chromium here")
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        flags = "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"
        profile, size = f"--user-data-dir={folder}/profile", f"--window-size={_WIDE},{2 * _HIGH}"
        command = (browser, *flags, profile, size, f"--screenshot={shot}", report.resolve().as_uri())
        subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 - our own browser and report
        picture = Image.open(shot).convert("RGB").crop((0, 0, _WIDE, _HIGH))
        picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    take_picture(Path(sys.argv[1]))
