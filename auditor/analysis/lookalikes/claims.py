"""Does a page that asks for a password give itself out as somebody's? What it is about, mentions or offers besides is no claim. Pure.

Honest pages are full of other companies' names: "log in with Google", "we take PayPal", an article on Netflix above a forum's own
log-in. So a name counts only where a title, a heading or the words at the form itself say nothing else, and not on a page that
names its own domain too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.model import Message, Outcome, message
from auditor.platforms.brands import Brand
from auditor.resources import facts
from auditor.text import company_names
from auditor.text.confusable import is_disguised, skeleton
from auditor.text.fold import fold, title_parts, words
from auditor.text.shadow import opened

_PASSWORD = "input[type=password i], input[autocomplete~=current-password i]"  # noqa: S105 - a selector
_SITE_NAME = (
    "meta[property='og:site_name' i], meta[name='application-name' i], meta[name='apple-mobile-web-app-title' i]"
)
_PRESSED = frozenset({"a", "button", "select", "option", "script", "style", "template", "noscript", "svg"})
"""What a visitor presses or does not read: other companies' names stand there by right."""
_HEADINGS, _IMAGES, _NODES = 5, 12, 400
_DEEPEST = 6
"""Elements from a field up to what belongs to its form, where no form is around it."""
_LINE = 160
"""Characters of a title, heading or line at the form; in longer ones names are mentioned."""
_DISGUISED = 4
"""Letters of a name below which a foreign word may look like it by chance."""
_COPYRIGHT = ("\u00a9", "copyright", "(c)")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page gives itself out as."""

    brand: Brand
    said: str
    """The words that do."""
    disguised: bool = False
    """Whether the name is written with letters of other scripts that look the same."""
    installed: bool = False
    """Whether it is where, and sent where, a log-in is that companies run on servers of their own, under its maker's name or theirs."""
    standing: Outcome = Outcome.FAIL
    """What to make of it: REVIEW where the page may be the brand's own."""

    @property
    def words(self) -> Message:
        """What the page says, as a sentence."""
        if self.disguised:
            return message(
                "It writes the name with letters of another script that look the same: “{words}”.", words=self.said
            )
        return message("It says “{words}”.", words=self.said)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a page says of itself."""

    title: str
    names: tuple[str, ...]
    """What programs are told that the site is called."""
    headings: tuple[str, ...]
    at_form: tuple[str, ...]
    """Lines at the field for a password, without what is pressed."""
    logos: tuple[str, ...]
    """What pictures at the top or the form show."""
    copyright: tuple[str, ...]
    action: str
    """Where the form is sent, as written."""

    @property
    def lines(self) -> Iterator[str]:
        yield from (*title_parts(self.title), *self.names, *self.headings, *self.at_form)
        if not self.title or fold(self.title) in _generic():
            yield from self.logos


def claimed(html: str, url: str, brands: Iterable[Brand]) -> Claim | None:
    """Return whose a page that asks for a password gives itself out as; None for nobody's.

    Args:
        html: The page.
        url: Where it stands.
        brands: Those that may be imitated, none of which holds the domain of `url`.
    """
    tree = LexborHTMLParser(opened(html))
    field = tree.css_first(_PASSWORD)
    if field is None:
        return None
    brands = tuple(brands)
    said = _said(tree, field)
    if said is None:
        return None
    if found := next(_disguised(said, brands), None):
        return found
    for brand in brands:
        line = next((line for line in said.lines if _is_identity(line, brand)), "")
        if line and not _names_itself(said, url, brand) and not _sent_to(said, url, brand):
            return Claim(brand, line, installed=_is_installed(said, url, brand))
    return None


# ---------------------------------------------------------------------------------------------------------------- reading


def _said(tree: LexborHTMLParser, field: LexborNode) -> _Said | None:
    """Return what a page says of itself; None where its field for a password lies within something that is pressed.

    Takes what is pressed out of the tree.
    """
    pictures = [*tree.css("img[alt]")[:3], *_around(field).css("img[alt]")[:_IMAGES]]
    logos = tuple(alt for one in pictures if (alt := _attribute(one, "alt")) and not _is_pressed(one))
    headings = tuple(_text(one) for one in tree.css("h1, h2")[:_HEADINGS])
    for one in tree.css(", ".join((*_PRESSED, "[role=button]"))):
        one.decompose()
    left = tree.css_first(_PASSWORD)
    if left is None:
        return None
    names = (_attribute(one, "content") for one in tree.css(_SITE_NAME)[:3])
    lines = tuple(_lines(_around(left)))
    return _Said(
        _text(tree.css_first("title"))[:300],
        tuple(names),
        headings,
        lines,
        logos,
        tuple(_copyright(tree)),
        _action(left),
    )


def _action(field: LexborNode) -> str:
    form = _around(field)
    return (form.attributes.get("action") or "").strip() if form.tag == "form" else ""


def _around(field: LexborNode) -> LexborNode:
    """Return the form of a field, or what stands close around it."""
    node, parent = field, field.parent
    for _ in range(40):
        if parent is None or parent.tag in {"body", "html"}:
            break
        node, parent = parent, parent.parent
        if node.tag == "form":
            return node
    node = field
    for _ in range(_DEEPEST):
        if node.parent is None or node.parent.tag in {"body", "html", "-undef"}:
            break
        node = node.parent
    return node


def _lines(form: LexborNode) -> Iterator[str]:
    """Yield the short texts of a form that are not pressed: legends, labels, headings, the words above the fields."""
    before = form.prev
    for _ in range(6):  # what stands right above the form belongs to it
        if before is None:
            break
        if before.tag in {"h1", "h2", "h3", "p", "div", "legend"} and (text := _text(before)) and len(text) <= _LINE:
            yield text
        before = before.prev
    for node in form.css("legend, label, h1, h2, h3, h4, p, strong, span, div")[:_NODES]:
        if (text := _text(node)) and len(text) <= _LINE:
            yield text
    for node in form.css("input[placeholder], input[aria-label]")[:20]:
        yield from filter(None, (_attribute(node, "placeholder"), _attribute(node, "aria-label")))


def _is_pressed(node: LexborNode) -> bool:
    current: LexborNode | None = node
    for _ in range(8):
        if current is None:
            return False
        if current.tag in _PRESSED:
            return True
        current = current.parent
    return False


def _copyright(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("footer, small, p, div, span")[-120:]:
        text = _text(node)
        if len(text) <= _LINE * 2 and any(mark in text.lower() for mark in _COPYRIGHT):
            yield text


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text(deep=True, separator=" ").split()) if node is not None else ""


def _attribute(node: LexborNode, name: str) -> str:
    return " ".join((node.attributes.get(name) or "").split())[:_LINE]


# ---------------------------------------------------------------------------------------------------------------- judging


def _is_identity(line: str, brand: Brand) -> bool:
    """Return whether a line gives the page out as a brand's: it names the brand, and all its other words go with a log-in."""
    if len(line) > _LINE:
        return False
    run = _run(line)
    for name in brand.names:
        wanted = _run(name)
        if (
            len(wanted) > 3
            and wanted in run
            and not _is_used(run, wanted)
            and _beside(run.replace(wanted, " ").split(), brand)
        ):
            return True
    return False


@lru_cache(maxsize=8_192)
def _run(text: str) -> str:
    """Return the words of a text, folded, with a blank on both sides."""
    return f" {' '.join(words(fold(text)))} "


def _is_used(run: str, wanted: str) -> bool:
    """Return whether a line only offers a brand's log-in: "log in with Spotify"."""
    before = run.partition(wanted)[0].split()
    return bool(before) and before[-1] in facts("analysis/lookalikes/identity.toml")["used"]


def _beside(rest: list[str], brand: Brand) -> bool:
    own = {word for name in brand.names for word in words(fold(name))}
    return all(word in _words() or word in own or word.isdigit() for word in rest)


def _disguised(said: _Said, brands: tuple[Brand, ...]) -> Iterator[Claim]:
    """Yield the brands whose names are written with letters that only look like theirs."""
    latin = company_names.script(
        "".join(sign for line in said.lines for sign in line if sign.isascii() and sign.isalpha())
    )
    for line in (said.title, *said.lines, *said.copyright):
        for word in words(unicodedata.normalize("NFC", line)):
            if not is_disguised(word) or not (_is_mixed(word) or latin):
                continue
            for brand in brands:
                alike = [
                    label
                    for label in (*brand.labels, *map(company_names.plain, brand.names))
                    if len(label) >= _DISGUISED
                ]
                if any(skeleton(word) == skeleton(label) and word.lower() != label for label in alike):
                    yield Claim(brand, line[:_LINE], disguised=True)


def _is_mixed(word: str) -> bool:
    return len({unicodedata.name(sign, "").partition(" ")[0] for sign in word if sign.isalpha()}) > 1


def _names_itself(said: _Said, url: str, brand: Brand) -> bool:
    """Return whether a page says whose it is by the name of its own domain, and that is not the brand's."""
    label = company_names.label(url)
    if urls.is_address(urls.host(url)) or any(one in company_names.plain(label) for one in _plain_names(brand)):
        return False
    told = (*title_parts(said.title), *said.names, *said.headings, *said.logos, *said.copyright)
    return any(company_names.holds(line, label) or _holds_joined(line, label) for line in told)


def _plain_names(brand: Brand) -> set[str]:
    return {company_names.plain(one) for one in (*brand.labels, *brand.names)}


def _holds_joined(line: str, label: str) -> bool:
    plain = company_names.plain(label)
    return len(plain) >= company_names.TELLING and plain in company_names.plain(line)


def _sent_to(said: _Said, url: str, brand: Brand) -> bool:
    """Return whether what is typed is sent to the brand itself."""
    target = urls.resolve(said.action, url) if said.action else None
    return target is not None and not urls.same_site(target.url, url) and brand.holds(urls.host(target.url))


def _is_installed(said: _Said, url: str, brand: Brand) -> bool:
    """Return whether a page lies where a log-in of the brand's own making does on others' servers, and is sent to the same host."""
    target = urls.resolve(said.action, url) if said.action else None
    if target is None or urls.host(target.url) != urls.host(url):
        return False
    return any(
        (brand.own or one["brand"] == brand.name)  # such a log-in may bear the name of the house that runs it
        and re.fullmatch(one["page"], urls.path(url), re.IGNORECASE)
        and re.fullmatch(one["form"], urls.path(target.url), re.IGNORECASE)
        for one in facts("analysis/lookalikes/identity.toml")["installed"]
    )


@cache
def _words() -> frozenset[str]:
    return frozenset(map(fold, facts("analysis/lookalikes/identity.toml")["words"]))


@cache
def _generic() -> frozenset[str]:
    return frozenset(facts("analysis/lookalikes/identity.toml")["generic"])
