"""Whether a page is what its host shows for addresses that cannot exist. Part of link truth; pure."""

from __future__ import annotations

import re
from collections import Counter

from auditor import urls
from auditor.analysis.links.contents import content_of
from auditor.model import Fetch, Page, Reach, Snapshot
from auditor.text.lead import lead
from auditor.text.lost import lost_mark
from auditor.text.similarity import overlap

_GONE = frozenset({404, 410})
_GATE = re.compile(
    r"log-?in|log-?on|sign-?in|anmeld|auth|sso|account|konto|age|gate|consent|cookie|region|country|locale|language|welcome|verify|choose|select",
    re.IGNORECASE,
)
_FEW_WORDS = 12
"""Words of what is left of two pages below which each must be in both: three words in common prove nothing there."""


def like_control(fetch: Fetch, control: Page, snapshot: Snapshot) -> bool:
    """Return whether the host shows this page for impossible addresses too."""
    answer = control.fetch
    status = answer.status or 0
    # A host that answers impossible addresses with 404 has told that it knows the difference.
    if answer.reach is not Reach.RESPONDED or status in _GONE or not 200 <= status < 300:
        return False
    if (
        answer.final_url in {fetch.url, fetch.url.rstrip("/")} and not fetch.redirects
    ):  # the page they are all sent to is there
        return False
    if answer.redirects and fetch.redirects and _landed(answer) == _landed(fetch):
        return True
    return shows_the_same(fetch, answer, snapshot)


def shows_the_same(fetch: Fetch, answer: Fetch, snapshot: Snapshot) -> bool:
    """Return whether two answers of a host show the same page, whatever their status."""
    return (bool(answer.body_sha256) and answer.body_sha256 == fetch.body_sha256) or _alike(fetch, answer, snapshot)


def sent_to_a_gate(fetch: Fetch, control: Page, snapshot: Snapshot) -> bool:
    """Return whether known and unknown addresses alike lead to a log-in, an age check or a choice of region."""
    if not (fetch.redirects and control.fetch.redirects and _landed(control.fetch) == _landed(fetch)):
        return False
    home = snapshot.fetches.get(snapshot.target.site)
    own_door = home is not None and bool(home.redirects) and _landed(home) == _landed(fetch)
    return own_door or _GATE.search(urls.path(fetch.final_url)) is not None


def _landed(fetch: Fetch) -> str:
    """Return where an address led, without what a search or a log-in is told of it."""
    return fetch.final_url.partition("?")[0]


def _alike(fetch: Fetch, answer: Fetch, snapshot: Snapshot) -> bool:
    html, other_html = snapshot.read(fetch), snapshot.read(answer)
    if not html or not other_html:
        return False
    one, other = lead(html), lead(other_html)
    if one.forms > other.forms or one.contacts > other.contacts or one.frames > other.frames:
        return False
    home = _home_lines(answer, snapshot)
    left, right = _own_lines(one.text, home), _own_lines(other.text, home)
    if not left and not right:  # both are the home page's own text, or pictures only
        return bool(one.text) and overlap(one.text, other.text) >= snapshot.thresholds.soft_404_similarity
    if min(len(left.split()), len(right.split())) < _FEW_WORDS:
        return _words(left) == _words(right) and bool(left)
    return overlap(left, right) >= snapshot.thresholds.soft_404_similarity


def _home_lines(answer: Fetch, snapshot: Snapshot) -> frozenset[str]:
    """Return what the home page says: a menu that it shares with two pages says nothing of either."""
    home = snapshot.fetches.get(urls.origin(answer.final_url) + "/")
    if home is None or home.body_sha256 == answer.body_sha256:
        return frozenset()
    return frozenset(line.strip() for line in content_of(snapshot, home).text.splitlines())


def _own_lines(text: str, home: frozenset[str]) -> str:
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line and line not in home)


def _words(text: str) -> Counter[str]:
    """Return the words of a text, those with digits apart: error pages repeat ids and times."""
    return Counter(word for word in text.casefold().split() if word.isalpha())


def catches_all(control: Page | None, snapshot: Snapshot) -> bool:
    """Return whether the impossible address shows the home page's own content: then likeness proves nothing."""
    if control is None or not 200 <= (control.fetch.status or 0) < 300:
        return False
    home = snapshot.fetches.get(urls.origin(control.url) + "/")
    if home is None:
        return False
    if home.body_sha256 and home.body_sha256 == control.fetch.body_sha256:
        return True
    html, home_html = snapshot.read(control.fetch), snapshot.read(home)
    if not html or not home_html or lost_mark(html):
        return False
    return overlap(lead(html).text, lead(home_html).text) >= snapshot.thresholds.soft_404_similarity
