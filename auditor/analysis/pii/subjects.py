"""Whether a subject, or a line, has the form of a person's name, in scripts with capitals and in those without. Pure."""

from __future__ import annotations

import re
from functools import cache
from itertools import dropwhile, pairwise, takewhile

from auditor.analysis.pii.written_dates import folded_in_place
from auditor.resources import facts
from auditor.text.fold import fold, is_unspaced
from auditor.text.people import lexicon

_CASED = re.compile(r"[a-z\u00c0-\u04ff]", re.IGNORECASE)
"""Letters of the scripts whose names are known by their capitals."""
_TITLES = "\u957f\u7406\u5458\u5e08\u58eb\u4eba\u88c1\u4e8b\u751f\u9577\u59d0"
"""Signs in which Chinese titles end: `\u8463\u4e8b\u957f\u674e\u56fd\u5f3a`."""
_KOREAN_TITLES = "\uc7a5\uc0ac\uc6d0\uc790\uad00\uc778\uac00"
"""Signs in which Korean titles end: `\uacf5\uc7a5\uc7a5`."""
_LONGEST_TITLE = 6
_SIGNS = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff\u3005]+")
_LONGEST_JAPANESE = 6
_LONGEST_SUBJECT = 8
"""Words of a subject that is a name with what somebody is. Our default."""
_OF_THE_FIRM = 3
"""Words from what somebody is to the word for the firm. Our default."""
_FOUR = 4
_LONG_ROLE = 6
"""Letters of a role from which longer words that end with it are roles too. Our default."""
_ADDRESSED = 4
"""Words among which a form of address is looked for. Our default."""
_LENGTHS = (3, 2)
"""Signs of a Chinese name behind a title."""
TRIM = " \t\u00a0,.:;()\uff08\uff09\u3001\uff0c*\u2013\u2014|-\"\u201c\u201d'"


def is_called(own: tuple[str, ...], subject: str) -> bool:
    """Return whether a subject has the form of a person's name and begins, or in Hungarian ends, with a given one."""
    first = re.split(r"[,\uff0c\u3001(\uff08]", subject)[0].strip()
    if _is_eastern_name(first) or any(
        first[-n - 1 : -n] in _TITLES and _is_eastern_name(first[-n:]) for n in _LENGTHS if first[:-n]
    ):
        return True
    said = [word for word in re.split(r"[\s-]+", first) if word]
    if (
        _is_titled(first)
        or _is_korean(said)
        or _is_japanese(first)
        or _is_mister(said)
        or (said and (_is_addressed(said) or _is_uncased_role(subject)))
    ):
        return True
    if has_thing(said):
        return False
    told, said = said, _without_place(_without_roles(_without_place(said)))
    if not said and (rest := subject[len(first) :].strip(TRIM)):
        return is_called(own, rest)  # `Igazgat\u00f3nk, Szab\u00f3 P\u00e9ter`
    first = " ".join(said)
    if not 2 <= len(said) <= 4 or not all(word[0].isupper() for word in said) or fold(first) in map(fold, own):
        return False
    if len(said) < _FOUR and any(
        map(_is_telling, told[: len(told) - len(said)] if told[-len(said) :] == said else told[len(said) :])
    ):
        return True  # `juhatuse liige Liis Kask`: whoever is a director is a person, whatever the name
    known = lexicon.given() | lexicon.weak_given() | lexicon.given_abroad()
    folded = lexicon.folded(said)
    return (
        folded[0] in known or folded[-1] in known or (all(map(lexicon.is_family, folded[-1:])) and not first.isascii())
    )


def holds_name(own: tuple[str, ...], subject: str) -> bool:
    """Return whether a common given name with another word in capitals stands among words that no list has: `Kapten Mart Tamm`."""
    said = re.findall(r"[^\W\d_]+", subject)
    if len(said) > _LONGEST_SUBJECT or has_thing(said) or fold(subject) in map(fold, own):
        return False
    folded = lexicon.folded(said)
    return any(
        first in lexicon.given() and one[0].isupper() and other[0].isupper() and not _is_role(other) and len(other) > 1
        for first, (one, other) in zip(folded, pairwise(said), strict=False)
    )


def is_only_role(between: str) -> bool:
    """Return whether nothing but what somebody is, and a town, stands behind a name: `kereskedelmi igazgat\u00f3 Gy\u0151rben`."""
    said = _without_place(["", "", *re.findall(r"[^\W\d_]+", between)])[2:]
    relatives = facts("analysis/pii/births.toml")["deaths"]["relatives"]
    return (
        0 < len(said) <= _OF_THE_FIRM + 1
        and _is_role(said[-1])
        and not any(word[0].isupper() or word in relatives for word in said)
        and not has_thing(said)
    )


def has_thing(said: list[str]) -> bool:
    """Return whether words name what no person is: a ship, a brand, a firm but for the one somebody runs: `director of the firm`."""
    folded = [folded_in_place(word) for word in said]
    return any(
        word in words("things")
        and not (word in words("firms") and any(map(_is_role, folded[max(0, at - _OF_THE_FIRM) : at + _OF_THE_FIRM])))
        for at, word in enumerate(folded)
    )


def begins_with_name(own: tuple[str, ...], text: str) -> bool:
    """Return whether a text begins with words in capitals that have the form of a name: `Nagy P\u00e9ter vezeti a c\u00e9get`."""
    head = re.match(r"[ \u00a0]{0,2}((?:[^\W\d_]+\.?[ \u00a0-]){0,4}[^\W\d_]+)", text)
    said = list(takewhile(lambda word: word[0].isupper(), re.split(r"[ \u00a0]", head[1]))) if head else []
    return is_called(own, " ".join(said))


def _without_roles(said: list[str]) -> list[str]:
    """Return words without what somebody is, before and behind them: `Nagy \u00c9va kereskedelmi igazgat\u00f3`."""
    name = len(said) - sum(1 for _ in takewhile(lambda word: not word[0].isupper(), reversed(said)))
    if any(map(_is_role, said[name:])):
        said = said[:name]
    while said and _is_role(said[-1]):
        said = said[:-1]
    begin = max((at + 1 for at, word in enumerate(said) if _is_role(word)), default=0)
    return list(dropwhile(lambda word: not word[0].isupper(), said[begin:])) if begin else said


def _without_place(said: list[str]) -> list[str]:
    """Return words without a Hungarian town behind them: `Szab\u00f3 P\u00e9ter Gy\u0151rben`."""
    return said[:-1] if len(said) > 2 and re.search(r"\wb[ae]n$", said[-1]) else said


def _is_role(word: str) -> bool:
    bare = folded_in_place(word).rstrip(".")
    return (
        bare in words("roles")
        or bare in words("uncased")
        or _compound().search(bare) is not None
        or lexicon.is_role_word(fold(word))
    )


def _is_telling(word: str) -> bool:
    """Return whether a word alone says that somebody is a person: no article, and none that stands beside such words."""
    return len(word) >= _FOUR and _is_role(word) and folded_in_place(word) not in words("weak")


@cache
def _compound() -> re.Pattern[str]:
    """Return the pattern of words that end with a role: `gy\u00e1rigazgat\u00f3`, `myyntijohtaja`."""
    long = sorted(word for word in words("roles") if len(word) >= _LONG_ROLE)
    return re.compile(rf"\w(?:{'|'.join(map(re.escape, long))})$")


def _is_uncased_role(subject: str) -> bool:
    """Return whether a subject in a script without capitals tells what somebody is, and more: `\u0645\u062f\u064a\u0631 ...`."""
    said = subject.split()
    if not 1 < len(said) <= _LONGEST_SUBJECT or _CASED.search(subject) or has_thing(said):
        return False
    told = {folded_in_place(word).strip(TRIM) for word in said}
    thai = "\u0e00" <= said[0][0] <= "\u0e7f" and any(role in subject for role in words("uncased") if role > "\u0e00")
    return thai or (not told.isdisjoint(words("uncased")) and not told <= words("uncased"))


def _is_titled(text: str) -> bool:
    """Return whether a text is a Chinese name with a title or a form of address behind it: `\u5f20\u4f1f \u603b\u7ecf\u7406`."""
    for length in _LENGTHS:
        name, title = text[:length], text[length:].strip()
        if _is_eastern_name(name) and 1 < len(title) <= _LONGEST_TITLE and title[-1] in _TITLES:
            return all("\u4e00" <= sign <= "\u9fff" for sign in title)
    return False


def _is_korean(said: list[str]) -> bool:
    """Return whether words are a Korean name of three signs, with particles, and nothing but titles beside: `\ub300\ud45c \uae40\ubbfc\uc218\ub294`."""
    said = [word for word in said if word[0].isalnum()]
    rest = [word for word in said if words("titles").isdisjoint(_without_particle(word))]
    if len(rest) > 1:  # titles that no list has
        rest = [word for word in rest if _without_particle(word)[-1][-1] not in _KOREAN_TITLES] or rest
    if len(rest) != 1 or len(said) > 5:
        return False
    # A name may end like a particle or a title: \uc774\uc9c0\uc740.
    names = [
        *_without_particle(rest[0]),
        *(name[: -len(one)] for name in _without_particle(rest[0]) for one in words("titles") if name.endswith(one)),
    ]
    return any(
        len(name) == 3 and "\uac00" <= name[0] <= "\ud7a3" and _is_eastern_name(name) and name not in words("things")
        for name in names
    )


def _without_particle(word: str) -> tuple[str, ...]:
    """Return a Korean word as it is, and without the particle and the form of address that it may end with."""
    bare = re.sub(r"(?<=.)(?:\uc740|\ub294|\uc774|\uac00)$", "", word)
    return word, bare, re.sub(r"(?<=\w{3})(?:\uc528|\ub2d8)$", "", bare)


def _is_japanese(text: str) -> bool:
    """Return whether a subject ends with a Japanese family name and a given one: `\u793e\u9577\u306e\u5c71\u7530\u592a\u90ce\u306f`."""
    bare = re.sub(r"[\u306f\u304c\u3082]$", "", text).rpartition("\u306e")[2]
    families: list[str] = facts("text/people/words.toml")["japanese"]["families"]
    return (
        len(bare) <= _LONGEST_JAPANESE
        and any(bare.startswith(name) and 0 < len(bare) - len(name) <= 3 for name in families if len(name) > 1)
        and _SIGNS.fullmatch(bare) is not None
    )


def _is_mister(said: list[str]) -> bool:
    """Return whether a form of address and a family name stand among words: `\u039f \u03ba. \u039d\u03b9\u03ba\u03bf\u03bb\u03ac\u03bf\u03c5`."""
    return any(
        folded_in_place(one).rstrip(".") in words("addressed")
        and other[0].isupper()
        and _CASED.search(other) is not None
        for one, other in pairwise(said)
    ) and not has_thing(said)


def _is_addressed(said: list[str]) -> bool:
    """Return whether words begin with a form of address, in a script without capitals: `\u0e04\u0e38\u0e13\u0e2a\u0e21\u0e0a\u0e32\u0e22`."""
    if len(said) > _LONGEST_SUBJECT or _CASED.search(said[0]) or has_thing(said):
        return False
    first = [folded_in_place(word) for word in said[:_ADDRESSED]]
    thai = "\u0e00" <= first[0][0] <= "\u0e7f"
    addressed = {word for word in words("addressed") if thai and len(word) > 2}
    return not words("addressed").isdisjoint(first) or any(one.startswith(word) for one in first for word in addressed)


def is_name(line: str) -> bool:
    """Return whether a line has the form of a name and of nothing else."""
    line = line.strip()
    bare = re.split(r"[:\uff1a\t]", line)[-1].strip()
    if _is_eastern_name(bare) or _is_titled(bare) or _is_korean(bare.split()):
        return True
    said = re.findall(r"[^\W\d_]+", line)
    folded = [lexicon.folded([word])[0] for word in said]
    if not 2 <= len(said) <= 4 or len(line) > 45 or any(map(str.isdigit, line)) or line[-1:] in ".!?:":
        return False
    if lexicon.is_family(folded[0]) and not line.isascii() and len(said) == 3:
        return True  # Nguy\u1ec5n V\u0103n An
    common = any(word in lexicon.never() or word in words("things") or lexicon.is_role_word(word) for word in folded)
    return all(word[0].isupper() and not word.isupper() for word in said) and not common and "\n" not in line


def is_uncased_name(line: str) -> bool:
    """Return whether a heading of two or three words, in a script without capitals, may be a name."""
    said = line.split()
    if not 2 <= len(said) <= 4 or any(map(str.isdigit, line)):
        return False
    return (
        not _CASED.search(line)
        and words("things").isdisjoint(map(folded_in_place, said))
        and not is_unspaced(said[0][:1])
    ) or (_is_addressed(said) or _is_thai_name(said))


def may_be_name(subject: str) -> bool:
    """Return whether a subject of two or three words, in a script without capitals, may be a name that no list has."""
    said = [word for word in subject.split() if word not in {"\u0915\u093e", "\u0915\u0940", "\u0915\u0947"}]
    if _CASED.search(subject) or not 2 <= len(said) <= 3 or is_unspaced(subject) or any(map(str.isdigit, subject)):
        return False
    return all(len(word) > 1 for word in said) and words("things").isdisjoint(map(folded_in_place, said))


def _is_thai_name(said: list[str]) -> bool:
    return len(said) == 2 and all("\u0e00" <= word[0] <= "\u0e7f" for word in said) and words("things").isdisjoint(said)


def _is_eastern_name(text: str) -> bool:
    """Return whether a text is a Chinese or Korean name: a family name of one sign and one or two more."""
    names = facts("analysis/pii/births.toml")["eastern"]["families"]
    return 2 <= len(text) <= 4 and text[0] in names and all("\u4e00" <= sign <= "\ud7a3" for sign in text)


@cache
def words(name: str) -> frozenset[str]:
    """Return words that stand around births, folded; `name` is their key in births.toml."""
    return frozenset(map(folded_in_place, facts("analysis/pii/births.toml")["around"][name]))
