"""Whether a text speaks of the company: by its names as whole words, without those who merely share a name. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from auditor import urls
from auditor.text.company_names import without_legal_forms
from auditor.text.fold import fold, is_unspaced, spaced, unspaced

UNRELATED, NAMESAKE = "unrelated", "namesake"
_TOGETHER = 5
"""Letters from which on a name of several words is looked for written together, as tags and handles write it. Our default."""
_READ = 20_000
"""Characters of a text that are searched. Our default."""


@dataclass(frozen=True)
class Terms:
    """What tells a mention from other texts."""

    names: tuple[str, ...] = ()
    """Names and misspellings, as searched for."""
    must: tuple[str, ...] = ()
    """Of these a mention holds one, where there are any."""
    never: tuple[str, ...] = ()
    """Of these it holds none."""
    hosts: tuple[str, ...] = ()
    """The company's own registrable domains: linking there is speaking of it."""

    def left_out(self, text: str, links: Iterable[str] = (), *, named: bool = False, part: bool = False) -> str:
        """Return why a text is no mention, `unrelated` or `namesake`; empty for one that is.

        Args:
            text: What was said.
            links: What it links.
            named: Whether whoever found it saw to it that it speaks of the company.
            part: Whether there is more of the text than this, in which the words may stand that it must hold.
        """
        said, run = spaced(text[:_READ]), unspaced(text[:_READ]) if is_unspaced(text) else ""
        if not named and not self.links_home(links) and not any(one.stands_in(said, run) for one in self._names):
            return UNRELATED
        if any(one.stands_in(said, run) for one in self._never):
            return NAMESAKE
        if self._must and not part and not any(one.stands_in(said, run) for one in self._must):
            return NAMESAKE
        return ""

    def links_home(self, links: Iterable[str]) -> bool:
        """Return whether any address lies on the company's own site."""
        return any(urls.site_of(link) in self.hosts for link in links)

    @cached_property
    def _names(self) -> tuple[_Term, ...]:
        found = (_term(" ".join(without_legal_forms(name)) or name) for name in self.names)
        return tuple(one for one in found if one.spaced.strip())

    @cached_property
    def _must(self) -> tuple[_Term, ...]:
        return tuple(map(_term, self.must))

    @cached_property
    def _never(self) -> tuple[_Term, ...]:
        return tuple(map(_term, self.never))


@dataclass(frozen=True)
class _Term:
    spaced: str
    """Folded, between spaces."""
    together: str
    """Its letters as one word; empty for one word, and where they are too few."""
    unspaced: str
    """For texts of scripts without spaces; empty for others."""

    def stands_in(self, said: str, run: str) -> bool:
        word = self.spaced
        found = word in said or f"{word[:-1]}s " in said  # a genitive: apostrophes are folded away
        return found or bool(self.together and self.together in said) or bool(self.unspaced and self.unspaced in run)


def _term(text: str) -> _Term:
    word = spaced(text)
    letters = word.replace(" ", "")
    together = f" {letters} " if word.strip() != letters and len(letters) >= _TOGETHER else ""
    return _Term(word, together, unspaced(text) if is_unspaced(text) else "")


def searched(name: str) -> str:
    """Return a name as a search is given it: without its legal form, quotation marks and other operators, in its own spelling."""
    legal = set(fold(name).split()) - set(without_legal_forms(name))
    kept = [
        word
        for word in name.replace('"', " ").split()
        if fold(word).strip(".,") not in legal and fold(word) not in legal
    ]
    return " ".join(kept) or " ".join(name.replace('"', " ").split())
