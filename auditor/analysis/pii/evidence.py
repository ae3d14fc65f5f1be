"""What speaks for a listed name, though no role and no form of address does: a verb, a number or a mailbox beside it. Pure."""

from __future__ import annotations

import re
from functools import cache

from auditor.analysis.pii.context import Context, Place
from auditor.analysis.pii.runs import Run
from auditor.resources import facts
from auditor.text.people import lexicon

_NUMBER = r"(?:\(?\+?\d{1,3}\)?[\s().\u2011/-]{1,3}){1,4}\d{2,8}"
_DETAIL = re.compile(
    r"[\s,:;|()\u2013\u2014\u2022\u00b7*-]{0,6}(?:(?:at|on|phone|tel|telephone|ph|p|t|c|m|o|cell|mobile|direct|office|home|fax|e-?mail|extension|ext|x)\b[\s.:#(]{0,4}){0,3}"
    rf"(?:{_NUMBER}|[\w.+-]{{1,64}}@[\w-]{{1,63}}\.)|[\s,:;|()-]{{0,4}}(?:extension|ext|x)\.?\s?\d{{1,5}}\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"[\u201d\",]{0,2}\s+(?:said|says|added|adds|explained|explains|recalls|noted|notes|joined|joins|graduated|lives|grew up|studied|teaches|earned|who)\b"
)
_LINK = re.compile(
    r"[\s|(\[\u2022-]{0,3}(?:send )?(?:e-?mail|contact me|e-?mail me|view (?:bio|profile)|(?:read |full )?bio|v-?card)\b[^\n\w]*(?:\n|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:^|[\n\t])[ \u00a0]*([^\W\d_][\w &/,-]{2,40}):[ \u00a0]*$")
_DEPARTMENT = re.compile(r"[ \u00a0]*[,(\u2013\u2014|-][ \u00a0]*([^\W\d_][\w &/]{2,40}?)[)]?[ \u00a0]*(?:$|[\n\t,|])")
_SIGNED = re.compile(r"(?:^|\n)[ \u00a0]*[~\u2013\u2014-]{1,2}[ \u00a0]*$")
_REACH = 40


def is_introduced(context: Context, run: Run) -> bool:
    """Return whether small words in front introduce somebody, or a verb of speech is beside: `contact Jane Doe`, `Jane Doe says`."""
    before = context.text[max(0, run.start - _REACH) : run.start]
    if _introducers().search(before) is not None or _SIGNED.search(before) is not None:
        return True
    department = _LABEL.search(before) or _DEPARTMENT.match(context.text, run.end, run.end + _REACH + 20)
    if department is not None and lexicon.is_department(department[1].removesuffix(" Department")):
        return True
    return _SPEECH.match(context.text, run.end, run.end + 20) is not None


def detail_follows(text: str, start: int) -> bool:
    """Return whether a number or an address for mail stands at a place, signs and short labels aside."""
    return _DETAIL.match(text, start, start + _REACH) is not None


def is_beside_details(context: Context, place: Place, run: Run) -> bool:
    """Return whether a telephone number, an extension or an address for mail follows at once, or on the next line of a card."""
    if _DETAIL.match(context.text, run.end, min(place.end, run.end + _REACH)) is not None:
        return True
    if not context.is_whole(place, run):
        return False
    after = context.text[place.end + 1 : place.end + 1 + _REACH]
    return (_DETAIL.match(after) or _LINK.match(after)) is not None


@cache
def _introducers() -> re.Pattern[str]:
    spelled = "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in facts("text/people/words.toml")["introduces"]["words"]
    )
    return re.compile(rf"(?<!\w)(?:{spelled})[\s:,]{{1,2}}$", re.IGNORECASE)
