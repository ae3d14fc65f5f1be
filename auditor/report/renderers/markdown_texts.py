"""Text of strangers as Markdown that means nothing but the text: for GitHub, GitLab and whatever else reads Markdown."""

from __future__ import annotations

import re

from auditor.report.renderers.texts import is_web, plain

_MARKS = re.compile(r"([\\`*_\[\]|~])")
_AT_THE_START = re.compile(r"^(\d*)([#+\-.=)>])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "$": "&#36;"})
"""An `@` would make links of addresses, a dollar mathematics."""
_MENTION = re.compile(r"(?<![\w.])&#64;(?=\w)")
_SCHEME = re.compile(r"(?i):(?=//)|(?<=mailto):|(?<=xmpp):")
_WWW = re.compile(r"(?i)\b(www)\.")


def inert(text: str) -> str:
    """Return `text` in one line of Markdown that shows it and does nothing: no link, no picture, no HTML, no mention, no cell's end."""
    line = " ".join(plain(text).split())
    escaped = _AT_THE_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line)).translate(_ENTITIES)
    return _MENTION.sub(
        "&#64;<!-- -->", _WWW.sub(r"\1&#46;", _SCHEME.sub("&#58;", escaped))
    )  # GitHub looks for names after it has rendered


def linked(url: str, text: str = "") -> str:
    """Return a link that says where it goes; the mere text for anything but a web address that shows honestly where it goes."""
    shown = inert(text or url)
    return f"[{shown}](<{url}>)" if is_web(url) else shown
