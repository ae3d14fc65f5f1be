"""Everything a reader is told, as plain data. Renderers read this and nothing else.

Texts are plain or Markdown, never mark-up: each renderer escapes them its own way.
"""

from auditor.audit.summary.conversation_nouns import ConversationSection
from auditor.audit.summary.nouns import LookedAt, ProfileRow
from auditor.report.compose import build
from auditor.report.nouns import Action, Category, CheckSection, Method, OpenGroup, OpenItem, Report

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
