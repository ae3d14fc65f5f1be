"""Everything a reader is told, as plain data. Renderers read this and nothing else.

Texts are plain or Markdown, never mark-up: each renderer escapes them its own way. What is here is imported when it is asked for: a visit
asks only in which languages there will be reports.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.audit.summary.conversation_nouns import ConversationSection
    from auditor.audit.summary.nouns import LookedAt, ProfileRow
    from auditor.report.compose import build
    from auditor.report.nouns import Action, Category, CheckSection, Method, OpenGroup, OpenItem, Report

_NOUNS = "auditor.report.nouns"
_PLACES = {
    "Action": _NOUNS,
    "Category": _NOUNS,
    "CheckSection": _NOUNS,
    "ConversationSection": "auditor.audit.summary.conversation_nouns",
    "LookedAt": "auditor.audit.summary.nouns",
    "Method": _NOUNS,
    "OpenGroup": _NOUNS,
    "OpenItem": _NOUNS,
    "ProfileRow": "auditor.audit.summary.nouns",
    "Report": _NOUNS,
    "build": "auditor.report.compose",
}
"""In which module each is."""

__all__ = [
    "Action",
    "Category",
    "CheckSection",
    "ConversationSection",
    "LookedAt",
    "Method",
    "OpenGroup",
    "OpenItem",
    "ProfileRow",
    "Report",
    "build",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
