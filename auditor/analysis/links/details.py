"""What kept a page from being read, in words that can be translated: `Fetch.detail` holds it in English. Pure."""

from __future__ import annotations

import re

from auditor.model import Message, phrase
from auditor.model.messages import quoted

_KNOWN = {
    known.text: known
    for known in (
        phrase("login wall"),
        phrase("captcha"),
        phrase("consent page"),
        phrase("page for other countries only"),
        phrase("waiting room"),
        phrase("bot check by the host"),
        phrase("told to wait before trying again"),
        phrase("request denied to robots (status 999)"),
        phrase("access denied"),
        phrase("access denied by the site's network security"),
        phrase("access denied by the server's firewall"),
        phrase("takes more memory to read than a page may"),
    )
}
_BOT_CHECK = re.compile(r"bot check by ([\w .-]{1,40})")
_FIREWALL = re.compile(r"access denied by the server's firewall \(([\w .-]{1,40})\)")
_SIZE = re.compile(r"more than ([\d,]{1,20}) bytes")
_STATUS = re.compile(r"answers (\d{3})")


def told(detail: str) -> Message:
    """Return a detail of `Fetch.detail` as a phrase; what is known in no other language as it stands."""
    if known := _KNOWN.get(detail):
        return known
    if found := _BOT_CHECK.fullmatch(detail):
        return phrase("bot check by {name}", name=found[1])
    if found := _FIREWALL.fullmatch(detail):
        return phrase("access denied by the server's firewall ({name})", name=found[1])
    if found := _SIZE.fullmatch(detail):
        return phrase("more than {count:,} bytes", count=int(found[1].replace(",", "")))
    if found := _STATUS.fullmatch(detail):
        return phrase("answers {status}", status=found[1])
    return quoted(detail)
