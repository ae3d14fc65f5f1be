"""What a company's reply does: answers, sends elsewhere, promises, apologises, asks for data, insults. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from auditor.text.posts.clean import MAIL, NAME, NUMBER, URL, Clean
from auditor.text.posts.phrases import Hits

WAYS = ("dm", "phone", "email", "form")
"""Where replies send people."""
_KINDS = ("address", "order", "phone", "email", "location", "account", "birth")
_HOSTILE = ("insult", "threat", "boast")
_SHOUTED_WORDS, _SHOUTED_SHARE = 4, 0.6
"""Words in capitals that make a shout, and their share of the words of two letters or more. Our default."""
_FEWEST_WORDS = 4
"""Words of a sentence that can say something; "On it" and signatures are shorter."""
_NEAR = 60
"""Characters after a request in which the second and third thing asked for may stand."""
_CAPITALS = re.compile("[^\\W\\d_a-z]{3,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNED = re.compile(r"(?:[\^~*/_-]|- )\s?\w{1,20}(?: \w{1,20})?\.?\s*$")
_FORM_URL = re.compile(
    r"contact|kontakt|contatt|contat|ticket|request|complaint|reclam|feedback|uservoice|/chat|livechat|support/?$|/forms?\b|formular|"
    r"/messages?/compose|m\.me/|wa\.me/|messenger\.com|/case\b",
    re.IGNORECASE,
)
_DM_URL = re.compile(r"/messages?/compose|m\.me/|messenger\.com|(?:twitter|x)\.com/messages|wa\.me/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply does."""

    deflects: tuple[str, ...] = ()
    deflects_only: bool = False
    promises: bool = False
    apologises: bool = False
    hostile: tuple[str, ...] = ()
    requests_data: tuple[str, ...] = ()
    automated: bool = False
    risky_advice: bool = False
    acknowledges: bool = False


def read_reply(post: Clean, hits: Hits) -> Reply:
    """Return what a reply does, from the phrases found in it."""
    ways = _ways(post, hits)
    return Reply(
        deflects=ways,
        deflects_only=bool(ways) and not _has_substance(post, hits),
        promises=_promises(post, hits, ways),
        apologises="sorry" in hits,
        hostile=_hostile(post, hits),
        requests_data=_requested(post, hits),
        automated="automated" in hits,
        risky_advice="risky" in hits and not post.urls and "warning" not in hits,
        acknowledges="acknowledge" in hits,
    )


def _ways(post: Clean, hits: Hits) -> tuple[str, ...]:
    found = {way for way in WAYS if way in hits}
    for url in post.urls:
        if _DM_URL.search(url):
            found.add("dm")
        elif _is_form(url):
            found.add("form")
    return tuple(way for way in WAYS if way in found)


@lru_cache(maxsize=4_096)
def _is_form(url: str) -> bool:
    """Return whether an address is of a form, a ticket or a contact page by its path; not of an article about one."""
    parts = _parts(url)
    return _FORM_URL.search(parts[0] + parts[1]) is not None and not _is_article(parts[1])


def _is_article(path: str) -> bool:
    return (
        re.search(r"/(?:articles?|answer|kb|faq|guide|hilfe|aide|news|blog|announcements?)/", path, re.IGNORECASE)
        is not None
    )


def _parts(url: str) -> tuple[str, str]:
    """Return (host, path); of an address in a web archive, those of the page it keeps."""
    inner = url.rfind("http")
    try:
        split = urlsplit(url[inner:] if inner > 0 and "/web/" in url[:inner] else url)
    except ValueError:
        return "", ""
    return split.netloc, split.path


def _has_substance(post: Clean, hits: Hits) -> bool:
    """Return whether a reply that sends people elsewhere holds anything else of use."""
    elsewhere = {hit.sentence for way in WAYS for hit in hits.get(way, ())}
    courteous = {hit.sentence for hit in hits.get("courtesy", ())} | {hit.sentence for hit in hits.get("sorry", ())}
    told = {hit.sentence for kind in ("instruct", "promise") for hit in hits.get(kind, ())}
    if told - elsewhere:
        return True
    for number, sentence in enumerate(post.sentences):
        said = post.text[sentence.start : sentence.end]
        if number in elsewhere:
            if number in told and _instructs_besides(number, hits):
                return True
            continue
        words = len(_WORD.findall(_SIGNED.sub("", said).replace(URL, "").replace("zname", "")))
        if words >= _FEWEST_WORDS and (sentence.asks or number not in courteous):
            return True
    return False


def _instructs_besides(number: int, hits: Hits) -> bool:
    """Return whether an instruction in a sentence stands well before the place it sends to: "restart it, and if not, call us"."""
    told = [hit.start for kind in ("instruct", "promise") for hit in hits.get(kind, ()) if hit.sentence == number]
    sent = [hit.start for way in WAYS for hit in hits.get(way, ()) if hit.sentence == number]
    return min(told) + 12 < min(sent)


def _promises(post: Clean, hits: Hits, ways: tuple[str, ...]) -> bool:
    sent = {hit.sentence for way in WAYS for hit in hits.get(way, ())}
    asked = {hit.sentence for kind in ("ask", "demand") for hit in hits.get(kind, ())}
    asked |= {number for number, sentence in enumerate(post.sentences) if sentence.asks}
    thanked = hits.get("acknowledge", ())
    for hit in hits.get("promise", ()):
        passed_on = any(hit.start < each.end and each.start < hit.end for each in thanked)
        if hit.sentence not in sent | asked and not passed_on:
            return True
    return not ways and not asked and not thanked and "maybe" in hits


def _hostile(post: Clean, hits: Hits) -> tuple[str, ...]:
    found = [kind for kind in _HOSTILE if kind in hits]
    if len(_CAPITALS.findall(post.plain)) < _SHOUTED_WORDS:
        return tuple(found)
    words = [word for word in _WORD.findall(post.plain) if word not in {URL, NAME, MAIL, NUMBER}]
    loud = [word for word in words if word.isupper() and len(word) > 2]
    shouted = [word for word in words if word.isupper()]
    if len(loud) >= _SHOUTED_WORDS and len(shouted) >= _SHOUTED_SHARE * len(words):
        found.append("shouting")
    return tuple(found)


def _requested(post: Clean, hits: Hits) -> tuple[str, ...]:
    """Return what a reply asks for where everybody reads the answer."""
    if "private" in hits or "dm" in hits or any(map(_DM_URL.search, post.urls)):
        return ()
    hidden = {hit.sentence for way in ("email", "form", "phone") for hit in hits.get(way, ())}
    found = {"location"} if any(hit.sentence not in hidden for hit in hits.get("place", ())) else set()
    for demand in hits.get("demand", ()):
        sentence = post.sentences[demand.sentence]
        if demand.sentence in hidden or URL in post.text[sentence.start : sentence.end]:
            continue
        for kind in _KINDS:
            if any(
                demand.start < hit.start < min(demand.end + _NEAR, sentence.end) for hit in hits.get(f"data-{kind}", ())
            ):
                found.add(kind)
    return tuple(kind for kind in _KINDS if kind in found)
