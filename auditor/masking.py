"""Hide personal details before anything is stored in results.

A role mailbox (press@, support@) belongs to the company and stays readable. Any other mailbox and every phone number
keeps just enough to be recognised by who already knows it: `j•••e@example.com`, `+1 555 ••• ••09`. One value always masks
to one text, so that two findings about it can be told to be about the same.
"""

from __future__ import annotations

import re
from dataclasses import replace

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from auditor.model import Finding
from auditor.text.mailboxes import mailbox_kind

DOTS = "•••"

_URL = re.compile(r"(\bhttps?://[^\s<>\"]+)")
_EMAIL = re.compile(r"[^\s@<>()\[\]{}\"',;:|/?&=]{1,64}@[^\s@<>()\[\]{}\"',;:|/?&=]{1,253}")
_PHONE = re.compile(r"(?<![\w•])\+?\(?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){6,14}(?!\w)")
_NOT_A_PHONE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,3}(?:\.\d{1,3}){3}\Z")  # ISO dates and IPv4 addresses


def mask_email(address: str) -> str:
    """Return `address` with its local part hidden, unless it is a role mailbox."""
    local, _, domain = address.rpartition("@")
    if not local or DOTS in local or mailbox_kind(address) == "role":
        return address
    return f"{local[0]}{DOTS}{local[-1] if len(local) > 1 else ''}@{domain}"


def mask_phone(number: str) -> str:
    """Return `number` with its middle hidden: enough is left to tell which line it is, not to ring it.

    Kept are a country code, three more digits where at least eight follow it, and the last two.
    """
    digits = re.sub(r"\D", "", number)
    if len(digits) < 7:  # too short to ring anybody
        return number
    country, rest = _country(digits) if number.strip().startswith("+") else ("", digits)
    area = f"{rest[:3]} " if len(rest) >= 8 else ""
    return f"{country}{area}{DOTS} {DOTS[0] * 2}{rest[-2:]}"


def _country(digits: str) -> tuple[str, str]:
    """Return (`+CC `, the rest) of an international number's digits."""
    length = next((length for length in (1, 2, 3) if int(digits[:length]) in COUNTRY_CODE_TO_REGION_CODE), 2)
    return f"+{digits[:length]} ", digits[length:]


def mask_text(text: str) -> str:
    """Return `text` with every e-mail address and phone number in it masked; web addresses are left as they are."""
    # Web addresses are what a reader needs in order to verify; digits in them are ids, not numbers to ring.
    parts = _URL.split(text)
    return "".join(part if index % 2 else _mask_plain(part) for index, part in enumerate(parts))


def _mask_plain(text: str) -> str:
    text = _EMAIL.sub(lambda match: mask_email(match.group()), text)
    return _PHONE.sub(lambda match: _unless_other(match.group()), text)


def _unless_other(number: str) -> str:
    return number if _NOT_A_PHONE.match(number) else mask_phone(number)


def mask_finding(finding: Finding) -> Finding:
    """Return the finding fit to be shown to anybody."""
    evidence = tuple(replace(item, excerpt=mask_text(item.excerpt)) for item in finding.evidence)
    return replace(finding, subject=mask_text(finding.subject), message=mask_text(finding.message), evidence=evidence)
