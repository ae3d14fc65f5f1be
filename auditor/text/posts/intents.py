"""What a post is after: an answer, thanks, a change; and of a company's replies, what they do.

Rules over phrases (the TOML files beside this module, one a language). Each kind of evidence has a confidence of its own;
evidences that agree are joined as if they were independent, and what speaks against takes away. The figures were set by
hand on labelled posts; docs/accuracy.md says how right they are. Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass

from auditor.text.posts.clean import Clean, Sentence, clean
from auditor.text.posts.language import SUPPORTED
from auditor.text.posts.phrases import Hits, phrases
from auditor.text.posts.replies import Reply, read_reply

WANTS_ANSWER = 0.5
"""Confidence from which a post wants an answer. Our default, measured in docs/accuracy.md."""
THANKS = PRAISE = SUGGESTION = COMPLAINT = 0.5
"""Confidences from which the others count. Our defaults."""
_NONE = Reply()

_ASKS = 0.75
"""A sentence that ends in a question mark and is not turned to others or asked for effect."""
_EFFECT = 0.15
"""A question asked for effect."""
_OTHERS = 0.3
"""A question to other people, and one in form of a question to nobody in particular."""
_BUILT = 0.6
"""Built like a question, without a mark."""
_REQUEST = 0.65
_FAULT = 0.55
_ONLY_BLAME = 0.25
"""Something negative with nothing that could be mended."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a post says."""

    understood: bool
    """Whether its language can be read; if not, nothing else here means anything."""
    wants_answer: float = 0.0
    """Confidence, 0 to 1, that the writer waits for an answer: a question, a request, a fault reported."""
    thanks: float = 0.0
    """Confidence that something is thanked for."""
    praise: float = 0.0
    """Confidence that something is called good, and meant."""
    suggestion: float = 0.0
    """Confidence that a change is proposed."""
    complaint: float = 0.0
    """Confidence that something is said to fail or to disappoint."""
    deflects: tuple[str, ...] = ()
    """Where a reply sends people: `dm`, `phone`, `email`, `form`."""
    deflects_only: bool = False
    """Whether it does so and holds nothing else of use."""
    promises: bool = False
    """Whether the company says that it will do something later about the matter."""
    apologises: bool = False
    hostile: tuple[str, ...] = ()
    """`insult`, `threat`, `boast`, `shouting`: marks only, for a person to judge."""
    requests_data: tuple[str, ...] = ()
    """Personal data asked for in public: `address`, `order`, `phone`, `email`, `location`, `account`, `birth`."""
    automated: bool = False
    """Whether it says that nobody wrote it."""
    risky_advice: bool = False
    """Whether it tells people to erase, reset or reinstall, without a warning or a link."""
    acknowledges: bool = False
    """Whether it takes up a suggestion or a tip."""
    settled: bool = False
    """Whether it says that what was wrong is right again."""


def read(text: str, lang: str, *, by_brand: bool = False) -> Reading:
    """Return what a post says.

    Args:
        text: The post as written.
        lang: Two-letter code of its language, as `language.language` returns it. Of languages without phrases nothing is
            understood.
        by_brand: Whether the company wrote it; what only replies do is looked for in its posts alone.
    """
    if lang not in SUPPORTED:
        return Reading(understood=False)
    post = clean(text)
    hits = phrases(lang, by_brand).hits(post)
    reply = read_reply(post, hits) if by_brand else _NONE
    complaint = _complaint(hits)
    wants = _wants_answer(post, hits)
    return Reading(
        understood=True,
        wants_answer=wants,
        thanks=_thanks(post, hits, wants),
        praise=_praise(hits, complaint),
        suggestion=_joined(*[0.6] * min(2, len(hits.get("suggestion", ())))),
        complaint=complaint,
        deflects=reply.deflects,
        deflects_only=reply.deflects_only,
        promises=reply.promises,
        apologises=reply.apologises,
        hostile=reply.hostile,
        requests_data=reply.requests_data,
        automated=reply.automated,
        risky_advice=reply.risky_advice,
        acknowledges=reply.acknowledges,
        settled="solved" in hits,
    )


def _joined(*confidences: float) -> float:
    """Return the confidence of several evidences that agree."""
    doubt = 1.0
    for each in confidences:
        doubt *= 1 - each
    return round(1 - doubt, 3)


def _wants_answer(post: Clean, hits: Hits) -> float:
    effect = {hit.sentence for hit in hits.get("rhetorical", ())}
    rhetorical = {number for number in effect if post.sentences[number].asks}
    others = {hit.sentence for hit in hits.get("others", ())}
    asked = max((_asked(number, each, rhetorical, others) for number, each in enumerate(post.sentences)), default=0.0)
    silent = {hit.sentence for hit in hits.get("question", ())} - effect - others
    built = _BUILT if any(not post.sentences[number].asks for number in silent) else 0.0
    request = _REQUEST if any(hit.sentence not in rhetorical | others for hit in hits.get("request", ())) else 0.0
    fault = _FAULT if "fault" in hits and "others" not in hits else 0.0
    if "solved" in hits and not request:
        fault, asked = 0.0, asked if asked == _ASKS else 0.0
    if "irony" in hits and not request:
        fault *= 0.7
    waits = request or asked == _ASKS or (fault and "irony" not in hits)
    blame = _ONLY_BLAME if waits and "negative" in hits else 0.0
    return _joined(asked, built, request, fault, blame)


def _asked(number: int, sentence: Sentence, rhetorical: set[int], others: set[int]) -> float:
    if not sentence.asks:
        return 0.0
    if number in rhetorical:
        return _EFFECT
    return _OTHERS if number in others else _ASKS


def _complaint(hits: Hits) -> float:
    negative = min(2, len(hits.get("negative", ())))
    fault = min(2, len(hits.get("fault", ())))
    irony = 0.7 if "irony" in hits else 0.0
    value = _joined(*[0.55] * negative, *[0.6] * fault, irony)
    return round(value * 0.3, 3) if "solved" in hits and not negative else value


def _thanks(post: Clean, hits: Hits, wants: float) -> float:
    """Return the confidence that something is thanked for: a bare "thanks" at the end of a request is mere form."""
    found = [hit for hit in hits.get("thanks", ()) if "irony" not in hits]
    if not found:
        return 0.0
    closing = all(len(post.text) - hit.end < 25 and hit.start > 40 for hit in found)
    return 0.2 if closing and wants >= WANTS_ANSWER else 0.8


def _praise(hits: Hits, complaint: float) -> float:
    if "praise" not in hits or "irony" in hits:
        return 0.0
    value = _joined(*[0.65] * min(2, len(hits["praise"])))
    return round(value * (0.6 if complaint >= COMPLAINT else 1.0), 3)
