"""Everything a reader is told, as plain data. Renderers read this and nothing else.

Texts are plain or Markdown, never mark-up: each renderer escapes them its own way.
"""

from auditor.report.compose import MEND_FIRST, build
from auditor.report.nouns import Chapter, CheckSection, LookedAt, Mend, Method, OpenGroup, OpenItem, ProfileRow, Report
from auditor.report.talk import Talk

__all__ = [
    "MEND_FIRST",
    "Chapter",
    "CheckSection",
    "LookedAt",
    "Mend",
    "Method",
    "OpenGroup",
    "OpenItem",
    "ProfileRow",
    "Report",
    "Talk",
    "build",
]
