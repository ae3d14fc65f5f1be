"""What a post is after: an answer, thanks, a change; and of a company's replies, what they do.

What replies do, thanks, praise and suggestions are rules over phrases (the TOML files beside this module, one a language); complaints
and whether somebody waits for an answer are weighed from many marks (`weighed`). docs/accuracy.md says how right they are.
Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass

from auditor.text.posts.asking import joined
from auditor.text.posts.clean import Clean, clean
from auditor.text.posts.language import SUPPORTED
from auditor.text.posts.phrases import Hits, phrases
from auditor.text.posts.replies import Reply, read_reply
from auditor.text.posts.weighed import confidence, marks

WANTS_ANSWER = 0.5
"""Confidence from which a post wants an answer. Our default, measured in docs/accuracy.md."""
THANKS = PRAISE = SUGGESTION = COMPLAINT = 0.5
"""Confidences from which the others count. Our defaults."""
_NONE = Reply()


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
    """Whether the company says that it will do something later about the matter, where the post stands."""
    promises_privately: bool = False
    """Whether it says that it will do so in a message, a mail or a call: whether that was kept cannot be seen in public."""
    promises_vaguely: bool = False
    """Whether all it promises is that something is being worked on."""
    apologises: bool = False
    hostile: tuple[str, ...] = ()
    """`insult`, `threat`, `boast`, `shouting`: marks only, for a person to judge."""
    requests_data: tuple[str, ...] = ()
    """Personal data asked for in public: `address`, `order`, `phone`, `email`, `location`, `account`, `birth`."""
    requests_privately: tuple[str, ...] = ()
    """The same, asked for in a message, a mail, a form or a call."""
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
    found = marks(post, hits, lang)
    complaint, wants = confidence("complaint", found), confidence("wants-answer", found)
    return Reading(
        understood=True,
        wants_answer=wants,
        thanks=_thanks(post, hits, wants),
        praise=_praise(hits, complaint),
        suggestion=joined(*[0.6] * min(2, len(hits.get("suggestion", ())))),
        complaint=complaint,
        deflects=reply.deflects,
        deflects_only=reply.deflects_only,
        promises=reply.promises,
        promises_privately=reply.promises_privately,
        promises_vaguely=reply.promises_vaguely,
        apologises=reply.apologises,
        hostile=reply.hostile,
        requests_data=reply.requests_data,
        requests_privately=reply.requests_privately,
        automated=reply.automated,
        risky_advice=reply.risky_advice,
        acknowledges=reply.acknowledges,
        settled="solved" in hits,
    )


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
    value = joined(*[0.65] * min(2, len(hits["praise"])))
    return round(value * (0.6 if complaint >= COMPLAINT else 1.0), 3)
