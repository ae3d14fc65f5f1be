"""What checks are written with; the types of rarer answers are in `auditor.api.types`. docs/api.md is made of what is written here and below."""

from __future__ import annotations

from auditor.analysis.links.verdicts import (
    LinkState,
    Verdict,
)
from auditor.api.contacts import (
    Contacts,
)
from auditor.api.conversations import (
    Conversations,
)
from auditor.api.declarations import (
    declared,
)
from auditor.api.earlier import (
    Earlier,
)
from auditor.api.files import (
    Files,
)
from auditor.api.findings import (
    by_verdict,
    check,
    evidence,
    fail,
    file_evidence,
    inconclusive,
    link_evidence,
    passed,
    rated,
    review,
)
from auditor.api.forms import (
    Forms,
)
from auditor.api.landings import (
    Landings,
)
from auditor.api.links import (
    Links,
)
from auditor.api.listening import (
    Listening,
)
from auditor.api.mentions import (
    Mentions,
)
from auditor.api.pages import (
    Pages,
)
from auditor.api.people import (
    People,
)
from auditor.api.posts import (
    Posts,
)
from auditor.api.profiles import (
    Profiles,
)
from auditor.api.routes import (
    Routes,
)
from auditor.api.takeovers import (
    Takeovers,
)
from auditor.model import (
    CONTACT_ROLES,
    NOTHING,
    ContactDetail,
    ContactKind,
    Document,
    Evidence,
    Existence,
    Fetch,
    Finding,
    Form,
    Link,
    LinkKind,
    Message,
    Outcome,
    Page,
    Post,
    Profile,
    Role,
    Severity,
    Snapshot,
    message,
)

__all__ = [
    "CONTACT_ROLES",
    "NOTHING",
    "ContactDetail",
    "ContactKind",
    "Contacts",
    "Conversations",
    "Document",
    "Earlier",
    "Evidence",
    "Existence",
    "Fetch",
    "Files",
    "Finding",
    "Form",
    "Forms",
    "Landings",
    "Link",
    "LinkKind",
    "LinkState",
    "Links",
    "Listening",
    "Mentions",
    "Message",
    "Outcome",
    "Page",
    "Pages",
    "People",
    "Post",
    "Posts",
    "Profile",
    "Profiles",
    "Role",
    "Routes",
    "Severity",
    "Snapshot",
    "Takeovers",
    "Verdict",
    "by_verdict",
    "check",
    "declared",
    "evidence",
    "fail",
    "file_evidence",
    "inconclusive",
    "link_evidence",
    "message",
    "passed",
    "rated",
    "review",
]
