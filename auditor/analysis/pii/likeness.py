"""How much words alone are like a person's name, before anybody asks what stands around them. Pure."""

from __future__ import annotations

import re

from auditor.analysis.pii.runs import Run, looks_common
from auditor.text.people import lexicon

SURE, LIKELY, OPEN, NONE = 3, 2, 1, 0
"""A common given name and a family name; half of that; nothing known of it; ordinary words or a place."""
_HYPHEN = re.compile(r"[-\u2010\u2011]")


def likeness(run: Run, small: frozenset[str], lang: str = "") -> int:
    """Return how much a run is like a name.

    Args:
        run: What may be a name.
        small: Words that the page also writes in small letters: ordinary ones.
        lang: The page's language, as far as known; where it is not, English is assumed.
    """
    core = [token.folded for token in run.core]
    if not core:
        return NONE
    first = _HYPHEN.split(core[0])[0]
    if len(core) == 1:
        return _single(run, first, small)
    abroad = lang[:2] not in {"", "en"}
    if first in lexicon.given() or (abroad and first in lexicon.given_abroad()):
        return _behind_given(run, core, small, abroad)
    if first in lexicon.weak_given() or first in lexicon.given_abroad():
        return _behind_weak(run, core, small)
    common = [word for word in core if word in small]
    ordinary = common or core[0] in lexicon.also_family() or looks_common(run)
    return OPEN if not ordinary or run.honorific else NONE


def _single(run: Run, word: str, small: frozenset[str]) -> int:
    """Judge one word with initials or a form of address: `Jane D.`, `Mr. Doe`, `R. J. Doe`."""
    if run.honorific and word not in small:
        return OPEN
    if len(run.words) < 2:
        return NONE
    ahead = run.words[0].is_initial
    if ahead:
        return LIKELY if word in lexicon.families() - lexicon.also_family() and word not in small else NONE
    return LIKELY if word in lexicon.given() else NONE


def _behind_given(run: Run, core: list[str], small: frozenset[str], abroad: bool) -> int:
    last = core[-1]
    common = _HYPHEN.split(core[0])[0] in lexicon.our_given()
    if not abroad and not common and not lexicon.is_family(last) and not has_initial(run):
        return LIKELY
    if looks_common(run) or run.words[-1].owns or " ".join(core) in lexicon.towns():
        return LIKELY
    if last in small or last in lexicon.place_words():
        return SURE if has_initial(run) and last not in small else LIKELY
    return SURE


def _behind_weak(run: Run, core: list[str], small: frozenset[str]) -> int:
    last = core[-1]
    if last in small or last in lexicon.also_family():
        thing = last in small or last in lexicon.place_words()
        return LIKELY if run.honorific else OPEN if has_initial(run) or not thing else NONE
    often = _HYPHEN.split(core[0])[0] in lexicon.given_often()
    if (often or has_initial(run)) and is_listed(run) and not run.words[-1].owns and core[0] not in small:
        return SURE
    return LIKELY


def is_plain(run: Run, small: frozenset[str]) -> bool:
    """Return whether nothing in the words speaks against a name: they are no town's, and the last none for a thing or a place."""
    core = [token.folded for token in run.core]
    last = core[-1]
    if len(core) < 2 or run.words[-1].owns or looks_common(run) or " ".join(core) in lexicon.towns():
        return False
    strong = _HYPHEN.split(core[0])[0] in lexicon.given() or has_initial(run)
    return last not in small and core[0] not in small and (strong or last not in lexicon.also_family())


def has_initial(run: Run) -> bool:
    """Return whether an initial stands among the names: `Jane Q. Doe`."""
    return any(token.is_initial and token.dotted for token in run.words[1:-1])


def begins_as_name(run: Run, small: frozenset[str]) -> bool:
    """Return whether a run of two names or more begins with a given one and ends with no word of the page and no place's."""
    core = [token.folded for token in run.core]
    if not 2 <= len(core) <= 3 or " ".join(core) in lexicon.towns() or looks_common(run):
        return False
    first, last = _HYPHEN.split(core[0])[0], core[-1]
    if last in small or core[0] in small or last in lexicon.place_words():
        return False
    return first in lexicon.given() or first in lexicon.weak_given() or first in lexicon.given_abroad()


def is_listed(run: Run) -> bool:
    """Return whether a run ends with a known family name that is no word for a thing, and begins with a given one."""
    core = [token.folded for token in run.core]
    if len(core) < 2 or " ".join(core) in lexicon.towns():
        return False
    first, last = _HYPHEN.split(core[0])[0], core[-1]
    named = first in lexicon.given() or first in lexicon.weak_given() or first in lexicon.given_abroad()
    return named and lexicon.is_family(last) and last not in lexicon.also_family()
