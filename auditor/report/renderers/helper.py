"""The script of the HTML report, which only helps: a filter, copying a finding, a link to each. All can be read without it."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from auditor.resources import shipped


class Script(NamedTuple):
    """A script that stands in the page, and by what a browser knows it for ours."""

    text: Markup
    hash: str
    """As in a Content-Security-Policy: nothing else may run."""


@cache
def script() -> Script:
    """Return the script; it is the same in every report, and holds nothing of the results."""
    text = "\n" + (shipped("templates") / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Script(Markup(text), f"sha256-{digest}")  # noqa: S704 - our own script
