"""Our templates, and those of others that override single blocks of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError, nodes

from auditor import disk
from auditor.model.messages import voice
from auditor.report.presentation import PresentationError
from auditor.resources import shipped

MAIN = "report.html.j2"
OURS = "auditor"
"""What stands before the name of one of ours where somebody's own is called the same: `auditor/report.html.j2`."""
_PLACES = re.compile(r"%\(\w+\)s")


def loader(folder: Path | None) -> BaseLoader:
    """Return what finds templates: somebody's own before ours."""
    ours = FileSystemLoader(shipped("templates"))
    theirs = [FileSystemLoader(folder)] if folder is not None else []
    return ChoiceLoader([*theirs, ours, PrefixLoader({OURS: ours})])


def translatable(environment: Environment) -> None:
    """Let templates say `_("…")` and `{% trans %}` in the language of the report."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        lambda text: _told(text, "", 1), _told, newstyle=True
    )


def _told(one: str, many: str, count: int) -> str:
    """Return a text in the language of the report; the English one where the translation's `%(names)s` can't be filled in."""
    told = voice().translate(one, many, count)
    known = {*_PLACES.findall(one), *_PLACES.findall(many)}
    if known.issuperset(_PLACES.findall(told)) and "%" not in _PLACES.sub("", told).replace("%%", ""):
        return told
    return one if count == 1 or not many else many


@cache
def blocks() -> tuple[str, ...]:
    """Return the blocks of our main template, in their order: what others may override."""
    text = (shipped("templates") / MAIN).read_text(encoding="utf-8")
    found = _plain().parse(text).find_all(nodes.Block)
    return tuple(block.name for block in sorted(found, key=lambda block: block.lineno))


def require_sound(folder: Path) -> None:
    """See that a folder of templates can be used.

    Raises:
        PresentationError: it is not there, holds nothing of ours, or a template that can't be read or overrides a block that is none.
    """
    if not folder.is_dir():
        raise PresentationError(f"{folder}: no such folder of templates (report.templates in auditor.toml)")
    ours = shipped("templates")
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".j2", ".css"}]
    if not any((ours / path.relative_to(folder)).is_file() for path in files):
        raise PresentationError(f"{folder}: holds no {MAIN}, and nothing else that goes before one of ours")
    for path in files:
        if path.suffix == ".j2":
            _require_sound(path, is_main=path.relative_to(folder).as_posix() == MAIN)


def _require_sound(path: Path, *, is_main: bool) -> None:
    try:
        tree = _plain().parse(disk.text(path))
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise PresentationError(f"{path}: {error.message}{f' (line {line})' if line else ''}") from None
    except UnicodeDecodeError:
        raise PresentationError(f"{path}: is not encoded in UTF-8") from None
    except OSError as error:
        raise PresentationError(f"{path}: cannot be read ({error.strerror})") from None
    if not is_main or not any(tree.find_all(nodes.Extends)):
        return
    for block in tree.find_all(nodes.Block):
        if block.name not in blocks():
            known = ", ".join(blocks())
            raise PresentationError(
                f"{path}: there is no block {block.name!r} (line {block.lineno}); known are {known}"
            )


def _plain() -> Environment:
    environment = Environment(autoescape=True)
    environment.add_extension("jinja2.ext.i18n")
    return environment
