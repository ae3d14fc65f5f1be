"""Runs of capitalised words in a line of text: what may be somebody's name, before anybody asked what speaks for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from auditor.text.fold import fold
from auditor.text.people import lexicon

_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019\u2010\u2011-][^\W\d_]+){0,4}+\.?")
_ADDRESS = re.compile(r"(?<!\S)\S{0,80}?(?:@|://|www\.)\S{0,200}")
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)
_COMMON_END = re.compile(
    r".{3,}(?:tions?|ments?|ness|ings|ware|tech|ities|ungen|keit|heit|schaft|idad|idades|mento|zione|zioni)"
)
"""Endings of words that name things; a name nobody knows is not taken from them."""
_WORD_END = re.compile(
    r".{3,}(?:ing|ed|ous|ful|less|able|ible|ism|ity|ies|ology|graphy|ance|ence|ship|hood|fest|mart|wear|works|iness)"
)
"""Endings of words that some family names have as well."""
_MOST_WORDS = 4
"""Words of a name, particles and initials aside."""
_LONGEST_GROUP = 1_000
"""Capitalised words in a row in which a name is looked for at the ends."""
_LONGEST_WORD = 24
_SHORT = 3
_OPENING, _CLOSING = frozenset("\"'(\u201c\u2018"), frozenset("\"')\u201d\u2019")
"""Signs around a nickname."""
_ARTICLES = frozenset({"der", "des", "den", "het", "al", "e", "i", "y"})
"""Particles that no family name begins with behind a form of address: `Herr der Ringe`."""
_SAINT = re.compile(
    r"(?P<street>\d\w{0,3} (?:[^\W\d_]{1,24} ){1,3})?(?<!\w)(?:St|Ste|Sta|Sto|Hl|Św|św|Sv|sv|Szt)\.[ \u00a0]?\Z"
)
"""In front of a saint's name, but for `12 Main St. Jane Doe`."""
_BEFORE = 60
"""Characters in front of a name in which that is looked for."""
_UNDOTTED = frozenset(
    {"Mr", "Mrs", "Ms", "Mx", "Dr", "Mme", "Sra", "Sr", "Hr", "Fru", "Pan", "Dhr", "dhr", "pan", "fru", "Sig"}
)
"""Short forms of address that are often written without their full stop."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands."""

    text: str
    """Without a closing full stop or possessive."""
    start: int
    end: int
    dotted: bool
    """A full stop follows."""
    owns: bool = False
    """A possessive ending follows, as in names of shops: `Jimmy Quill's`."""

    @property
    def folded(self) -> str:
        """As the lists hold it."""
        return _folded(self.text)

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter."""
        return len(self.text) == 1 and self.text.isupper()


@lru_cache(maxsize=16_384)
def _folded(word: str) -> str:
    """Return a word as the lists hold it; a page says most of its words again and again."""
    return fold(word)


@dataclass(frozen=True)
class Run:
    """Words that may be a name, with what was taken off their ends."""

    words: tuple[Token, ...]
    """The name itself, particles and initials included."""
    honorific: str = ""
    role: str = ""
    """Role words directly in front of it, as written."""
    role_behind: str = ""
    """Role words directly behind it, nothing between: `Jane Doe Managing Director`."""
    label: str = ""
    """A word directly in front that introduces people, folded."""
    weak_honorific: str = ""
    """A form of address that is much else, such as `Coach` or `Ing.`."""

    @property
    def start(self) -> int:
        """Offset of the name."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset behind the name."""
        return self.words[-1].end

    @cached_property
    def core(self) -> tuple[Token, ...]:
        """The words of the name without particles and initials."""
        small = lexicon.particles()
        return tuple(token for token in self.words if not token.is_initial and token.text not in small)


def runs_in(text: str, start: int, end: int, lang: str) -> Iterator[Run]:
    """Yield what may be names in one line or cell of `text`, in its order."""
    tokens = list(_tokens(text, start, end))
    for group in _groups(text, tokens, lang):
        if len(group) <= _LONGEST_GROUP and not _is_saints(text, start, group[0].start):
            yield from _trimmed(group, lang)


def _is_saints(text: str, begin: int, start: int) -> bool:
    """Return whether words are a saint's name, by which churches, schools and hospitals are called: `St. Martin Norddorn`."""
    match = _SAINT.search(text, max(begin, start - _BEFORE), start)
    return match is not None and match["street"] is None


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the words of a part of the text, those of e-mail and web addresses left out."""
    holes = [match.span() for match in _ADDRESS.finditer(text, start, end)]
    hole = 0
    for match in _TOKEN.finditer(text, start, end):
        while hole < len(holes) and holes[hole][1] <= match.start():
            hole += 1
        if hole == len(holes) or match.end() <= holes[hole][0]:
            yield _token(match)


def _token(match: re.Match[str]) -> Token:
    word = match.group()
    dotted = word.endswith(".")
    bare = _POSSESSIVE.sub("", word.removesuffix("."))
    owns = len(bare) < len(word.removesuffix("."))
    return Token(bare, match.start(), match.start() + len(bare), dotted, owns)


def _groups(text: str, tokens: list[Token], lang: str) -> Iterator[list[Token]]:
    """Yield tokens that follow each other with nothing but a space between them, capitalised or particles."""
    group: list[Token] = []
    for token in tokens:
        if group and not _joins(text, group[-1], token, lang):
            yield group
            group = []
        if _is_capital(token) or (group and token.text in lexicon.particles()) or _is_small_honorific(token, lang):
            group.append(token)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _joins(text: str, last: Token, token: Token, lang: str) -> bool:
    gap = text[last.end : token.start]
    if gap in {" ", "\u00a0"} or _is_nickname(text, last, token):
        return True
    return gap in {". ", ".", ".\u00a0"} and (
        last.is_initial or last.folded in lexicon.honorifics(lang) or last.folded in lexicon.endings()
    )


def _is_nickname(text: str, last: Token, token: Token) -> bool:
    """Return whether one of two words is a nickname in quotes or brackets amid a name: `Ed "Buddy" Doe`, `Margaret (Peg) Doe`."""
    if token.start - last.end != 2:
        return False
    ahead = text[last.end] == " " and text[token.start - 1] in _OPENING
    if ahead:
        return (
            text[token.end : token.end + 1] in _CLOSING
            and text[token.end + 1 : token.end + 2] == " "
            and text[token.end + 2 : token.end + 3].isupper()
        )
    return text[last.end] in _CLOSING and text[last.end + 1] == " " and text[last.start - 1 : last.start] in _OPENING


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) <= _LONGEST_WORD


def _is_small_honorific(token: Token, lang: str) -> bool:
    """Return whether a word in small letters addresses a person: `dhr. Jansen`, `pan Nowak`, `señor Ruiz`."""
    return (
        len(token.text) > 1
        and token.folded in lexicon.honorifics(lang)
        and (token.dotted or token.text in _UNDOTTED or len(token.text) > _SHORT)
    )


def _trimmed(group: list[Token], lang: str) -> Iterator[Run]:
    """Take forms of address, roles and labels off the front, degrees and roles off the end."""
    words, honorific, weak, role, role_behind, label = list(group), "", "", "", "", ""
    while words:
        head = words[0].folded
        if _is_honorific(words, lang):
            word = words.pop(0)
            if word.folded in lexicon.weak_honorifics():
                weak = word.text
            else:
                honorific = word.text
        elif (size := _role_ahead(words)) > 0:
            role = " ".join(token.text for token in words[:size])
            del words[:size]
        elif head in lexicon.labels() and len(words) > 1:
            label = head
            del words[0]
        elif words[0].text in lexicon.particles() and (not honorific or words[0].text in _ARTICLES):
            honorific = ""
            del words[0]
        else:
            break
    words = _without_tail(words)
    behind = _roles_behind(words)
    if behind:
        role_behind = " ".join(token.text for token in words[-behind:])
        words = words[:-behind]
    run = Run(tuple(words), honorific, role, role_behind, label, weak)
    if words and 1 <= len(run.core) <= _MOST_WORDS:
        yield run


def _is_honorific(words: list[Token], lang: str) -> bool:
    word = words[0]
    if word.folded not in lexicon.honorifics(lang) or len(words) < 2:
        return False
    # A few letters with no full stop may be initials, a firm or anything else.
    return word.dotted or len(word.text) > _SHORT or word.text in _UNDOTTED


def _role_ahead(words: list[Token]) -> int:
    """Return how many words in front are a role that ends with a role word: 2 for `Vice Mayor Carol Garcia`."""
    size = 0
    for index, token in enumerate(words[:-1]):
        if lexicon.is_role_word(token.folded):
            size = index + 1
        elif token.folded not in lexicon.modifiers() and token.folded not in lexicon.departments():
            break
    return size


def _roles_behind(words: list[Token]) -> int:
    """Return how many words at the end are a role: `Jane Doe Managing Director`."""
    size = 0
    for count, token in enumerate(reversed(words[2:]), 1):
        if lexicon.is_role_word(token.folded) or token.folded in lexicon.modifiers():
            size = count
        else:
            break
    return size if size and lexicon.is_role_word(words[-1].folded) else 0


def _without_tail(words: list[Token]) -> list[Token]:
    """Take degrees, words of the line's next entry (`Jane Doe Phone`) and capitals behind a name (`Jane Doe MRICS`) off the end."""
    small = lexicon.particles()
    while len(words) > 1 and (
        words[-1].folded in lexicon.endings()
        or words[-1].text in small
        or (len(words) > 2 and (words[-1].folded in lexicon.next_entries() or _is_title(words)))
    ):
        words = words[:-1]
    return words


def _is_title(words: list[Token]) -> bool:
    """Return whether the last word is in capitals, unlike two before it: `Jane Doe MRICS`, `Jane Doe BSc`."""
    last = words[-1].text
    capitals = sum(sign.isupper() for sign in last)
    before = [token for token in words[:-1] if len(token.text) > 1 and not token.text.isupper()]
    return (
        len(last) < 7
        and len(before) > 1
        and ((last.isupper() and len(last) > 1) or (len(last) < 5 and capitals > 1 and last[1:2].isupper()))
    )


def is_possible(run: Run) -> bool:
    """Return whether nothing in the words themselves speaks against a name."""
    core = run.core
    folded = [token.folded for token in core]
    if any(_is_ordinary(word) or _is_role(word) for word in folded):
        return False
    if not all(_is_cased(token) for token in core) or _is_half_shouted(core):
        return False
    return len(core) > 1 or bool(run.honorific) or any(token.is_initial for token in run.words)


def _is_ordinary(word: str) -> bool:
    """Return whether a word, or what stands at its end behind a hyphen, is no part of a name: `Koch-Institut`."""
    return word in lexicon.never() or ("-" in word and word.rsplit("-", maxsplit=1)[-1] in lexicon.never())


def _is_role(word: str) -> bool:
    return lexicon.is_role_word(word) and word not in lexicon.also_family()


def _is_cased(token: Token) -> bool:
    text = token.text
    if len(text) < 2:
        return False
    return text[1:] != text[1:].upper() or text.isupper()


def _is_half_shouted(core: tuple[Token, ...]) -> bool:
    """Return whether some words are in capitals and others are not, but for family names: `Jewel LED`, not `Jean DUPONT`."""
    loud = [token.text.isupper() for token in core]
    return (
        any(loud)
        and not all(loud)
        and (loud[0] or any(len(token.text) <= _SHORT for token in core if token.text.isupper()))
    )


def is_shouted(run: Run) -> bool:
    """Return whether the name is in capitals only, as headings are."""
    return all(token.text.isupper() for token in run.core)


def looks_common(run: Run) -> bool:
    """Return whether a word ends as words for things do, or the last as other words do and is no known family name."""
    if any(_COMMON_END.fullmatch(token.folded) for token in run.core):
        return True
    last = run.core[-1].folded
    return _WORD_END.fullmatch(last) is not None and not lexicon.is_family(last)
