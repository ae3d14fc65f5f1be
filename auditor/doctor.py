"""What this machine has, what it lacks and how to get it."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

from auditor import __version__, registry
from auditor.collect import browser
from auditor.render import pdf
from auditor.resources import shipped


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
    return [_python(), _pdf(), _browser(), _checks(), _examples()]


def _python() -> Symptom:
    fine = sys.version_info >= (3, 11)
    words = f"{platform.python_version()}, auditor {__version__}"
    return Symptom("Python", fine, words if fine else f"{words}; 3.11 or newer is needed")


def _pdf() -> Symptom:
    reason = pdf.available()
    return Symptom("PDF reports", not reason, reason or "WeasyPrint and Pango are there")


def _browser() -> Symptom:
    reason = browser.available()
    words = f"optional, for pages that need JavaScript (--browser): {reason}"
    return Symptom("Browser", not reason, words if reason else str(browser.executable()), optional=True)


def _checks() -> Symptom:
    try:
        known = registry.load()
    except registry.CheckLoadError as error:
        return Symptom("Checks", fine=False, words=str(error))
    return Symptom("Checks", bool(known), f"{len(known)} known")


def _examples() -> Symptom:
    try:
        return Symptom("Example company", fine=True, words=f"in {shipped('examples').name}/")
    except FileNotFoundError as error:
        return Symptom("Example company", fine=False, words=str(error))
