"""What a company's reply does: answers, sends elsewhere, promises, apologises, asks for data, insults. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from auditor.resources import facts
from auditor.text.posts.clean import MAIL, NAME, NUMBER, URL, Clean
from auditor.text.posts.phrases import VOWS, Hit, Hits
from auditor.text.posts.vows import clause, vows

WAYS = ("dm", "phone", "email", "form")
"""Where replies send people."""
_KINDS = ("address", "order", "phone", "email", "location", "account", "birth")
_HOSTILE = ("insult", "threat", "boast")
_SHOUTED_WORDS, _SHOUTED_SHARE = 4, 0.6
"""Words in capitals that make a shout, and their share of the words of two letters or more. Our default."""
_FEWEST_WORDS = 4
"""Words of a sentence that can say something; "On it" and signatures are shorter."""
_TELLS = ("instruct", *sorted(VOWS))
"""Phrases that are of use to a reader."""
_LATER = ("later", "vow-tell", "vow-they", "vow-reach")
"""Phrases by which somebody will answer, and nothing else will be done."""
_LABELS = frozenset({"form", "instruct", "courtesy"})
"""Phrases that stand in quotation marks as names of buttons and pages: select "Contact us"."""
_NEAR = 60
"""Characters after a request in which the second and third thing asked for may stand."""
_LEADS_ON = re.compile(r"[ -]?(?:moi|nous|me)?\s{0,2}[,?]")
"""What stands behind a word of regret that leads to a question."""
_CAPITALS = re.compile("[^\\W\\d_a-z]{3,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TOLD = re.compile(r"[^\W\d_]{2,}|\d{1,5}")
"""Words, and numbers: "on platform 4" tells something."""
_SIGNED = re.compile(r"(?:[\^~*/_-]|- )\s?\w{1,20}(?: \w{1,20})?\.?\s*$")
_INITIALS = re.compile(r"[\^~*/]\s?[A-Z]\w{0,20}\.?\s*$")
"""How people sign: `^AB`."""
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
    promises_privately: bool = False
    promises_vaguely: bool = False
    apologises: bool = False
    hostile: tuple[str, ...] = ()
    requests_data: tuple[str, ...] = ()
    requests_privately: tuple[str, ...] = ()
    automated: bool = False
    risky_advice: bool = False
    acknowledges: bool = False


def read_reply(post: Clean, hits: Hits) -> Reply:
    """Return what a reply does, from the phrases found in it."""
    hits = _own(post, hits)
    ways = _ways(post, hits)
    public, private = _requested(post, hits, ways)
    promised = vows(post, hits)
    return Reply(
        deflects=ways,
        deflects_only=bool(ways) and not _has_substance(post, hits),
        promises=promised.public,
        promises_privately=promised.private,
        promises_vaguely=promised.vague,
        apologises=any(not _is_excuse(post, hit) for hit in hits.get("sorry", ())),
        hostile=_hostile(post, hits),
        requests_data=public,
        requests_privately=private,
        automated="automated" in hits or _is_receipt(post, hits),
        risky_advice="risky" in hits and not post.urls and "warning" not in hits,
        acknowledges="acknowledge" in hits,
    )


def _is_excuse(post: Clean, hit: Hit) -> bool:
    """Return whether a word of regret only leads to a question, as "excuse me" does: "Sorry, which model is it?"."""
    sentence = post.sentences[hit.sentence]
    return sentence.asks and hit.start - sentence.start < 2 and _LEADS_ON.match(post.text, hit.end) is not None


def _own(post: Clean, hits: Hits) -> Hits:
    """Return the phrases that are the company's own words, not those it quotes."""
    if not post.quoted:
        return hits
    kept = {
        kind: [hit for hit in listed if not any(left <= hit.start < right for left, right in post.quoted)]
        for kind, listed in hits.items()
        if kind not in _LABELS
    }
    return {kind: listed for kind, listed in kept.items() if listed} | {k: hits[k] for k in _LABELS if k in hits}


def _ways(post: Clean, hits: Hits) -> tuple[str, ...]:
    found = {way for way in WAYS if way in hits}
    if not post.urls and not any(_somewhere(post, hit) for hit in hits.get("form", ())):
        found.discard("form")
    for url in post.urls:
        if _DM_URL.search(url):
            found.add("dm")
        elif _is_form(url):
            found.add("form")
    return tuple(way for way in WAYS if way in found)


def _somewhere(post: Clean, hit: Hit) -> bool:
    """Return whether a phrase that sends to a form names one: without an address, "send it here" means this very thread."""
    return _here().isdisjoint(_WORD.findall(post.text[hit.start : hit.end]))


@cache
def _here() -> frozenset[str]:
    return frozenset(facts("text/posts/replies.toml")["here"]["words"])


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
    told = {hit.sentence for kind in _TELLS for hit in hits.get(kind, ())}
    if told - elsewhere:
        return True
    for number, sentence in enumerate(post.sentences):
        said = post.text[sentence.start : sentence.end]
        if number in elsewhere:
            if number in told and _instructs_besides(number, hits):
                return True
            continue
        words = len(_TOLD.findall(_SIGNED.sub("", said).replace(URL, "").replace("zname", "")))
        if words >= _FEWEST_WORDS and (sentence.asks or number not in courteous):
            return True
    return False


def _instructs_besides(number: int, hits: Hits) -> bool:
    """Return whether an instruction in a sentence stands well before the place it sends to: "restart it, and if not, call us"."""
    told = [hit.start for kind in _TELLS for hit in hits.get(kind, ()) if hit.sentence == number]
    sent = [hit.start for way in WAYS for hit in hits.get(way, ()) if hit.sentence == number]
    return min(told) + 12 < min(sent)


def _is_receipt(post: Clean, hits: Hits) -> bool:
    """Return whether a reply only says that a message came and that somebody will answer: whoever signs it with a name wrote it."""
    if "receipt" not in hits or hits.keys().isdisjoint(_LATER) or post.urls or _INITIALS.search(post.plain):
        return False
    said = {hit.sentence for kind in ("receipt", "courtesy", *_LATER) for hit in hits.get(kind, ())}
    return all(
        number in said or len(_TOLD.findall(post.text[sentence.start : sentence.end])) < _FEWEST_WORDS - 1
        for number, sentence in enumerate(post.sentences)
    )


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


def _requested(post: Clean, hits: Hits, ways: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a reply asks for where everybody reads the answer, and what it asks for in private."""
    hidden = {hit.sentence for way in ways for hit in hits.get(way, ())}
    private = "dm" in ways
    public: set[str] = set()
    privately: set[str] = set()
    for sentence, kind in {*_demanded(post, hits), *_named_beside(hits)}:
        if private or sentence in hidden or _secure(post, sentence):
            privately.add(kind)
        elif "private" not in hits:
            (privately if set(ways) & {"email", "form"} and kind != "location" else public).add(kind)
    return tuple(kind for kind in _KINDS if kind in public), tuple(kind for kind in _KINDS if kind in privately)


def _demanded(post: Clean, hits: Hits) -> Iterator[tuple[int, str]]:
    """Yield (sentence, what) of everything asked for; not what the reader is told not to give."""
    for hit in hits.get("place", ()):
        left, _ = clause(post, hit.start, hit.end)
        if not any(left <= each.start < hit.start for each in hits.get("denied", ())):
            yield hit.sentence, "location"
    for demand in hits.get("demand", ()):
        sentence = post.sentences[demand.sentence]
        left, right = clause(post, demand.start, demand.end)
        if any(left <= each.start < right for each in hits.get("denied", ())):
            continue
        for kind in _KINDS:
            if any(
                demand.start < hit.start < min(demand.end + _NEAR, sentence.end) for hit in hits.get(f"data-{kind}", ())
            ):
                yield demand.sentence, kind


def _named_beside(hits: Hits) -> Iterator[tuple[int, str]]:
    """Yield (sentence, what) of what is named behind a way to send it: "DM your order number"."""
    denied = {hit.sentence for hit in hits.get("denied", ())}
    for way in ("dm", "email"):
        for sent in hits.get(way, ()):
            for kind in _KINDS:
                if sent.sentence not in denied and any(
                    hit.sentence == sent.sentence and sent.end - 1 <= hit.start for hit in hits.get(f"data-{kind}", ())
                ):
                    yield sent.sentence, kind


def _secure(post: Clean, number: int) -> bool:
    """Return whether a sentence holds an address, where what it asks for is to be entered."""
    sentence = post.sentences[number]
    return URL in post.text[sentence.start : sentence.end]
