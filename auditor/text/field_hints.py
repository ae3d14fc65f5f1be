"""Words around the fields of forms, which say what is to be typed in. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

_ABOUT_FIELDS = "form, label, legend, fieldset, datalist, option, [class*=placeholder], [class*=help-text], [class*=form-text], [class*=hint]"
_CLOSE = "label, legend, datalist, option, [class*=placeholder], [class*=help-text], [class*=form-text], [class*=hint]"
"""Without whole forms: some sites wrap every page in one."""
_FIELDS = "input, textarea"
_LONGEST = 300
"""Characters up to which what stands beside a field is about it. Our default."""


def in_forms(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the texts of forms, and those beside fields outside of forms."""
    yield from (node.text() for node in tree.css(_ABOUT_FIELDS))
    yield from _beside(tree)


def hints(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what labels, legends, choices and hints say, and the texts right beside fields."""
    yield from (text for node in tree.css(_CLOSE) if len(text := node.text()) <= _LONGEST)
    yield from _beside(tree)


def _beside(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(_FIELDS):
        if node.parent is not None and len(text := node.parent.text()) <= _LONGEST:
            yield text
