"""Names of companies, in domains and in texts: whether two are alike, and whether a text holds one. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import idna

from auditor import urls
from auditor.resources import facts
from auditor.text.fold import fold, title_parts, words

SHORTEST = 3
"""Letters below which a word is no name to look for. Our default."""
TELLING = 5
"""Letters below which a name in another, such as `cab` in `cabinets`, says nothing. Our default."""
_LONGEST_TEXT = 60_000
"""Characters looked at; hostile pages are longer."""
_LONGEST_NAME, _MOST_WORDS, _MOST_SAID = 300, 6, 400
_SHORTCODE = re.compile(r":(?=[\w+-]*[^\W\d])[\w+-]{2,40}:")
"""An emoji of a server's own, as it stands in names where nobody draws it: `:verified:`."""
_SIGNS = re.compile("[\u00a9\u00ae\u2117\u2120\u2122\U0001f12b\U0001f12c\U0001f16a-\U0001f16c]+")
"""Signs of registered names, which would be letters once they are folded."""
_PRONOUNS = re.compile(r"[(\[]\s{0,3}[^\W\d]{1,8}(?:\s{0,3}/\s{0,3}[^\W\d]{1,8}){1,3}\s{0,3}[)\]]")
_LETTER_BY_LETTER = re.compile(r"(?<!\w)[^\W\d](?:[ .][^\W\d]){2,}(?!\w)")
_ORNAMENTED = re.compile(r"[:/]|(?<!\w)\w[ .]\w(?!\w)")
_FANCY = re.compile(
    "[\u0262\u026a\u0274\u0276\u0280\u028f\u0299\u029c\u029f\u02b0-\u02b8\u1d00-\u1d7f\ua730-\ua731\U0001f150-\U0001f189]"
)
_DRAWN = re.compile(
    r"(?:LATIN LETTER SMALL CAPITAL|NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER) ([A-Z])|MODIFIER LETTER (?:SMALL|CAPITAL) ([A-Z])"
)
"""How Unicode calls letters that only look like ornaments."""
_AROUND = "\"'.,:;|!?()[]<>-\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u00b7\u2022"
"""Signs around a name in a title."""
_DOMAIN = re.compile(r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])")


@lru_cache(maxsize=8_192)
def label(url: str) -> str:
    """Return the name in a URL's registrable domain: `acme` of `www.acme.co.uk`; of an IP address all of it.

    International names are decoded.
    """
    if urls.is_address(urls.host(url)):
        return urls.host(url)
    return decoded(urls.site_of(url).split(".")[0])


def decoded(label: str) -> str:
    """Return a label of a host in its own letters; as it is where it cannot be read."""
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        pass
    try:  # letters of several scripts are none that IDNA allows, and browsers look them up all the same
        found = label[4:].encode("ascii").decode("punycode")
        found.encode()  # halves of letters, which nobody can write
    except UnicodeError:
        return label
    return found


def spelled(url: str, title: str) -> str:
    """Return the name in a URL's domain as a title writes it: `Deutsche Bank` for deutsche-bank.example and `Home | Deutsche Bank`.

    Empty where the title does not hold it.
    """
    wanted, written = plain(label(url)), title[:_LONGEST_NAME].split()
    for start in range(len(written)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(written)) + 1):
            said = " ".join(written[start:end]).strip(_AROUND + " ")
            if len(wanted) >= SHORTEST and plain(said) == wanted:
                return said
    return ""


def plain(text: str) -> str:
    """Return the letters and digits of a text, in lower case and without accents, and nothing between them."""
    return "".join(words(fold(bare(text)))).replace("_", "")


def bare(text: str) -> str:
    """Return a name without what people put around and between its letters; as written where nothing else is left.

    That is emoji of a server's own, signs of registered names, pronouns, letters drawn as ornaments or one by one.
    """
    if text.isascii() and not _ORNAMENTED.search(text):
        return text
    plainer = _PRONOUNS.sub(" ", _SIGNS.sub("", _SHORTCODE.sub(" ", text)))
    plainer = _FANCY.sub(_drawn, plainer)
    plainer = _LETTER_BY_LETTER.sub(lambda run: re.sub("[ .]", "", run[0]), plainer)
    return plainer.strip() if any(map(str.isalnum, plainer)) else text


def _drawn(sign: re.Match[str]) -> str:
    match = _DRAWN.fullmatch(unicodedata.name(sign[0], ""))
    return (match[1] or match[2]).lower() if match else sign[0]


@lru_cache(maxsize=8_192)
def key(text: str) -> str:
    """Return a name as it is compared across spellings: `Müller Möbel`, `mueller-moebel` and `mullermobel` are one.

    Greek and Cyrillic letters become Latin ones as most people write them, `ß` is `ss`, and umlauts spelled out are the bare vowels.
    """
    letters = facts("text/company_names.toml")["letters"]
    written = "".join(letters.get(sign, sign) for sign in plain(text[:_LONGEST_NAME]))
    for spelled, short in facts("text/company_names.toml")["spellings"].items():
        written = written.replace(spelled, short)
    return written


def initials(name: str) -> str:
    """Return the first letters of a name's words, legal forms left out: `bmw` of `Bayerische Motoren Werke AG`; empty for one word."""
    found = [word for word in words(fold(name[:_LONGEST_NAME])) if word not in _legal_forms()]
    return "".join(word[0] for word in found) if len(found) > 1 else ""


def alike(one: str, other: str) -> bool:
    """Return whether two names are the same, or one begins or ends with the other: `acme` and `acme-group`."""
    return any(_alike(*sorted((of(one), of(other)), key=len)) for of in (plain, key))


def _alike(short: str, long: str) -> bool:
    return short == long or (len(short) >= TELLING and (long.startswith(short) or long.endswith(short)))


def abbreviates(short: str, name: str) -> bool:
    """Return whether a text is a name's first letters: `BMW` of `Bayerische Motoren Werke`, alone or with an affix behind."""
    first = initials(name)
    if len(first) < SHORTEST:
        return False
    rest = plain(short).removeprefix(first) if plain(short).startswith(first) else None
    return rest == "" or (rest is not None and rest in affixes())


def fits(handle: str, name: str) -> bool:
    """Return whether a handle carries a name: all of it, with an affix such as `support`, `jobs` or `uk`, or shortened."""
    if plain(handle).endswith(_strangers()) or plain(handle).startswith(_strangers()):
        return plain(handle) == plain(name)
    return abbreviates(handle, name) or any(_carries(handle, one) for one in _spoken(name))


def _carries(handle: str, name: str) -> bool:
    for of in (plain, key):
        said, wanted = of(handle), of(name)
        if len(wanted) < SHORTEST:
            continue
        if said == wanted or _is_affixed(said, wanted) or _holds_name(said, wanted):
            return True
    return False


@lru_cache(maxsize=1_024)
def _spoken(name: str) -> tuple[str, ...]:
    """Return the ways to say a name that has an "&" or an "and" in it: `Kestrel & Sons` is `kestrelandsons` in a handle."""
    parts = bare(name[:_LONGEST_NAME]).split()
    inner = [at for at in range(1, len(parts) - 1) if parts[at] in "&+" or fold(parts[at]) in _conjunctions()]
    if len(inner) != 1:
        return (name,)
    before, after = " ".join(parts[: inner[0]]), " ".join(parts[inner[0] + 1 :])
    return tuple(dict.fromkeys((name, f"{before} {after}", *(f"{before} {one} {after}" for one in _conjunctions()))))


def _is_affixed(said: str, wanted: str) -> bool:
    if wanted not in said:
        return False
    before, _, after = said.partition(wanted)
    return all(not part or part.isdigit() or part in affixes() for part in (before, after))


def _holds_name(said: str, wanted: str) -> bool:
    """Return whether one begins with the other, or the handle ends with the name; short ones say nothing."""
    if min(len(said), len(wanted)) < TELLING:
        return False
    return said.startswith(wanted) or said.endswith(wanted) or wanted.startswith(said)


def script(text: str) -> str:
    """Return the one script that a text is written in, such as `LATIN` or `CJK`; empty for several or none."""
    found = {_script(sign) for sign in text[:_LONGEST_NAME] if sign.isalpha()}
    return found.pop() if len(found) == 1 else ""


def _script(sign: str) -> str:
    said = unicodedata.name(sign, "").partition(" ")[0]
    return "CJK" if said in {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL"} else said


def of_titles(home: str, titles: Iterable[str], site: str) -> tuple[str, ...]:
    """Return what a site calls itself in its titles.

    That is a part of the home page's title which is like the name in the domain or its first letters, or which other pages
    carry too.
    """
    others = [set(map(key, title_parts(title[:_LONGEST_NAME]))) for title in titles if title != home]
    domain = label(site)
    found = []
    for part in title_parts(home[:_LONGEST_NAME]):
        carried = len(others) > 1 and sum(key(part) in parts for parts in others) * 2 >= len(others)
        if plain(part) and len(words(fold(part))) <= _MOST_WORDS and (carried or _is_domain(part, domain)):
            found.append(part)
    return tuple(dict.fromkeys(found))


def _is_domain(part: str, domain: str) -> bool:
    return (
        key(part) == key(domain)
        or _alike(*sorted((key(part), key(domain)), key=len))
        or initials(part) == plain(domain)
    )


def holds(text: str, name: str) -> bool:
    """Return whether a text holds a name as whole words, written apart, joined or with dashes.

    Legal forms in the name don't matter. Domains in the text don't count: any page may name the domain it stands on.
    """
    folded = fold(_DOMAIN.sub(" ", bare(text[:_LONGEST_TEXT])))
    parts = [word for word in words(fold(_DOMAIN.sub(_bare, bare(name)))) if word not in _legal_forms()]
    joined = "".join(parts)
    if len(joined) < SHORTEST:
        return len(joined) > 1 and not joined.isascii() and joined in folded
    said = words(folded)
    if joined in said or _holds_run(said, parts) or _holds_key(said, parts):
        return True
    return not joined.isascii() and joined in folded.replace(" ", "")


def _holds_run(said: Sequence[str], parts: Sequence[str]) -> bool:
    """Return whether words stand in a text one after the other, whatever word for "and" is between them."""
    if f" {' '.join(parts)} " in f" {' '.join(said)} ":
        return True
    inner = [word for at, word in enumerate(parts) if not 0 < at < len(parts) - 1 or word not in _conjunctions()]
    apart = [word for at, word in enumerate(said) if not at or word not in _conjunctions()]
    return len(inner) > 1 and f" {' '.join(inner)} " in f" {' '.join(apart)} "


def _holds_key(said: Sequence[str], parts: Sequence[str]) -> bool:
    """Return whether a run of words is a name in another spelling: `Müller Möbel` of `mueller-moebel`, `Straße` of `strasse`."""
    wanted = key("".join(parts))
    if len(wanted) < TELLING:
        return False
    keys = [key(word) for word in said[:_MOST_SAID]]
    return any("".join(keys[at : at + size]) == wanted for size in range(1, _MOST_WORDS) for at in range(len(keys)))


def _bare(domain: re.Match[str]) -> str:
    return domain[0].removeprefix("www.").split(".")[0]


def without_legal_forms(name: str) -> tuple[str, ...]:
    """Return the folded words of a name but for its legal forms: (`acme`, `tools`) of `Acme Tools Ltd`."""
    return tuple(word for word in words(fold(name)) if word not in _legal_forms())


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(map(fold, facts("text/company_names.toml")["legal_forms"]))


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(map(fold, facts("text/company_names.toml")["conjunctions"]))


@cache
def affixes() -> frozenset[str]:
    """Return what may stand before or behind a company's name in a handle: `support`, `jobs`, `deutschland`."""
    return frozenset(map(plain, facts("text/company_names.toml")["affixes"]))


@cache
def _strangers() -> tuple[str, ...]:
    return tuple(map(plain, facts("text/company_names.toml")["strangers"]))
