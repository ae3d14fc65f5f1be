"""Elements that say what a number or a name in the text is, though no word does: icons, and links to accounts elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from auditor.collect.extract.labels import Says
from auditor.text.visible import Layout, Mark, attributes_of

_ICON = (
    r' (?:class|alt|title|aria-label|data-icon)="[^"]{0,60}?(?<![a-z])'
    r"(?:(?P<fax>fax|print)(?:er)?|phone|telephone|mobile|call)(?![a-df-z])"
)
"""What icons for numbers are called; a printer is a fax to those who draw them."""
_ACCOUNT = (
    r' href="(?:https?:)?//[^"/]{3,100}/(?:(?:web/)?@|users/|u/|profile/|channel/|c/)(?P<name>[\w.-]{1,60})'
    r'| (?:class|title|aria-label|alt)="[^"]{0,60}?(?P<icon>mastodon|fediverse|pixelfed|xmpp|jabber)'
)
"""Where accounts of the Fediverse stand, and how their icons are called."""
_ICONS, _ACCOUNTS = re.compile(_ICON, re.IGNORECASE), re.compile(_ACCOUNT, re.IGNORECASE)
_FAX_ICONS = tuple((word, re.compile(word + r"[\w -]{0,40}[\"'>]")) for word in ("fax", "Fax", "-print"))
"""Without one of these on a page, icons tell nothing that the words do not: a number is a phone's where nothing is said."""
_ACCOUNT_SIGNS = ("/@", "astodon", "ediverse", "/users/")
_LONGEST_ICON = 24
"""Characters of what an icon's element spans: none, or the number itself."""
_MOST = 5_000
_WORD = re.compile(r"\w")


@cache
def _with(pattern: re.Pattern[str], icons: bool, accounts: bool) -> re.Pattern[str]:
    named = (_ICON if icons else "", _ACCOUNT if accounts else "")
    return re.compile("|".join((pattern.pattern, *(f"(?i:{one})" for one in named if one))), pattern.flags)


def asking(pattern: re.Pattern[str], html: str) -> re.Pattern[str]:
    """Return `pattern` with what finds hints, as far as a page holds any."""
    icons = any(word in html and icon.search(html) for word, icon in _FAX_ICONS)
    return _with(pattern, icons, any(sign in html for sign in _ACCOUNT_SIGNS))


def icons(layout: Layout) -> Iterator[tuple[int, Says]]:
    """Yield where icons and the like stand, and what they say of the number behind them."""
    for mark in layout.marks[:_MOST]:
        if mark.end - mark.start <= _LONGEST_ICON and (icon := _ICONS.search(mark.attributes)) is not None:
            yield mark.start, Says.FAX if icon["fax"] else Says.PHONE


class Accounts:
    """The links to accounts on a page, and the icons that announce one."""

    def __init__(self, layout: Layout) -> None:
        self._text = layout.text
        found = ((mark, _ACCOUNTS.search(mark.attributes)) for mark in layout.marks[:_MOST])
        self._marks = [(mark, match) for mark, match in found if match is not None]

    def names(self, start: int, end: int, address: str) -> bool:
        """Return whether what looks like an address names an account: a link to one shows it, or an icon announces it."""
        local = address.partition("@")[0].lower()
        return any(self._tells(mark, match, start, end, local) for mark, match in self._marks)

    def _tells(self, mark: Mark, match: re.Match[str], start: int, end: int, local: str) -> bool:
        if match["name"] and mark.start <= start and end <= mark.end:
            return match["name"].lower() == local
        if match["name"] and "me" in attributes_of(mark.attributes).get("rel", "").lower().split():
            return mark.start <= start and end <= mark.end
        if not match["icon"]:
            return False
        return mark.start <= start <= mark.end or (
            mark.end <= start
            and not _WORD.search(self._text[mark.end : start])
            and "\n" not in self._text[mark.end : start]
        )
