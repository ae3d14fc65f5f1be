"""Writing approved.toml: a first one as text with comments, and a later one by changing what stands in the file.

Order and layout are always the same, so that two versions can be compared line by line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from auditor import disk
from auditor.config import approved as reading
from auditor.model import Approved, ApprovedAccount
from auditor.platforms.spelling import account_key

_HEAD = """\
# What the company confirms as its own: audits hold its accounts against this, and tell what differs.
# Read it, correct it, and keep it beside auditor.toml under the name approved.toml. A key that is taken out is
# not compared. What each key means: docs/approved.md.
"""
_WITHHELD = (
    "# Left out: name, bio, links and avatar, because the account shows signs of a takeover. Write what is right."
)
_SEEN = ("name", "bio", "links", "avatar")
"""Keys that say what a profile shows: an update puts what is shown now in their place."""
_USUAL = ("languages", "domains", "clients")
"""Keys that list what is usual: an update adds to them."""
_KEYS = ("platform", "handle", "url", "name", "bio", "links", "avatar", "languages", "hours", "domains", "clients")


def text_of(
    approved: Approved,
    left_out: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    withheld: Collection[tuple[str, str]] = (),
) -> str:
    """Return a whole file.

    Args:
        approved: What it says.
        left_out: By (platform, handle), domains that were seen and look like a stranger's; a comment names them.
        withheld: (platform, handle) of accounts whose profile is not proposed; a comment says why.
    """
    lines = [_HEAD, f"site = {_value(approved.site)}"]
    lines += [f"approved_on = {approved.on.isoformat()}"] if approved.on else []
    lines += [f"timezone = {_value(approved.timezone)}"] if approved.timezone else []
    lines += [
        "# Domains of your own; a link to one of them is never suspicious.",
        f"domains = {_value(approved.domains)}",
    ]
    for account in approved.accounts:
        lines += ["", *_commented(account, left_out or {}, withheld)]
    return "\n".join(lines) + "\n"


def _commented(
    account: ApprovedAccount,
    left_out: Mapping[tuple[str, str], tuple[str, ...]],
    withheld: Collection[tuple[str, str]],
) -> Iterator[str]:
    """Yield the lines of an account, with what was left out of it and why."""
    names = account.platform, account.handle
    yield from _account(account, left_out.get(names, ()))
    if names in withheld:
        yield _WITHHELD


def _account(account: ApprovedAccount, strange: Iterable[str]) -> Iterator[str]:
    yield "[[account]]"
    for key, value in _said(account).items():
        yield f"{key} = {_value(value)}"
    for domain in strange:
        yield f"# Left out of domains, because its links look like a stranger's: {_plain(domain)}"


def _said(account: ApprovedAccount) -> dict[str, Any]:
    """Return the keys of an account in their order; those that say nothing left out."""
    every = {key: getattr(account, key) for key in _KEYS}
    return {
        key: value
        for key, value in every.items()
        if value not in ("", (), None) or (value in ("", ()) and _shows(key, value))
    }


def _shows(key: str, value: object) -> bool:
    """Return whether an empty value says that a profile shows nothing there."""
    return (key in {"name", "bio"} and value == "") or (key == "links" and value == ())


def _value(value: object) -> str:
    if isinstance(value, tuple):
        inner = [_value(one) for one in value]
        line = f"[{', '.join(inner)}]"
        return line if len(line) <= 100 or len(inner) < 2 else "[\n" + "".join(f"  {one},\n" for one in inner) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())[:200]


def updated(
    text: str,
    approved: Approved,
    today: date,
    left_out: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    withheld: Collection[tuple[str, str]] = (),
) -> str:
    """Return an approved.toml with what a visit saw put into it; comments, order and whatever else stands there stay.

    What a profile shows takes the place of what stands under keys that are there; keys that somebody took out stay out. Lists of
    what is usual only grow, accounts that are not there yet are added, and none is taken out.

    Args:
        text: Of the file.
        approved: What the visit saw.
        today: The day to write down.
        left_out: As for `text_of`; comments name them beside the accounts that are added.
        withheld: The same.
    """
    import tomlkit  # noqa: PLC0415 - only where a file is changed

    document = tomlkit.parse(text)
    known = {account_key(one.platform, one.handle): one for one in approved.accounts}
    before = document.as_string()
    for table in document.get("account", []):
        settings = reading.AccountSettings.model_validate(table.unwrap()).told()
        seen = known.pop(account_key(settings.platform, settings.handle), None)
        if seen is not None:
            _update(table, seen)
    _add_to(document, "domains", approved.domains)
    changed = document.as_string()
    new = (line for one in known.values() for line in ("", *_commented(one, left_out or {}, withheld)))
    added = "".join(f"\n{line}" for line in new)
    if changed == before and not added:
        return text
    document["approved_on"] = today
    return document.as_string().rstrip("\n") + "\n" + (f"{added[1:]}\n" if added else "")


def _update(table: Any, seen: ApprovedAccount) -> None:
    for key in _SEEN:
        value = getattr(seen, key)
        if key in table and value is not None and not (key == "avatar" and not value):
            new = list(value) if isinstance(value, tuple) else value
            if table[key].unwrap() != new:
                table[key] = new
    for key in _USUAL:
        _add_to(table, key, getattr(seen, key))


def _add_to(table: Any, key: str, values: Iterable[str]) -> None:
    """Add what is not there yet to a list; a list that is not there stays out."""
    if key in table:
        here = table[key]
        for value in values:
            if value not in here.unwrap():
                here.append(value)


def write(path: Path, text: str) -> None:
    """Write a file as a whole: it is never half written.

    Raises:
        OSError: the folder can't be written to.
    """
    beside = path.with_name(f".{path.name}.new")
    disk.make_way(beside)
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
