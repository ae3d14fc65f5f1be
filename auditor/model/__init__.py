"""The nouns: frozen data and enums. No I/O, no dependency, imports nothing of ours."""

from auditor.model.checks import EFFORTS, TEAMS, Check, CheckError, CheckResult, Effort, Team
from auditor.model.company import CompanyProfile, Spokesperson
from auditor.model.contact import (
    Certificate,
    ContactDetail,
    ContactKind,
    ContactSource,
    DnsOutcome,
    DnsRecord,
    Form,
    FormField,
)
from auditor.model.documents import Document
from auditor.model.messages import NOTHING, Message, as_message, message, quoted
from auditor.model.outcomes import Accept, Evidence, Exclude, Finding, Outcome, Severity
from auditor.model.posts import Channel, Post, PostKind
from auditor.model.profiles import Beside, Existence, Owner, Profile, ProfileMention, ProfileSource
from auditor.model.thresholds import Thresholds
from auditor.model.visit import ARTIFACTS, Snapshot
from auditor.model.web import (
    BROKE_OFF,
    CONTACT_ROLES,
    NO_SUCH_HOST,
    UNREAD_ENCODING,
    Fetch,
    Link,
    LinkKind,
    Page,
    Place,
    Reach,
    Redirect,
    Role,
    Target,
)

__all__ = [
    "ARTIFACTS",
    "BROKE_OFF",
    "CONTACT_ROLES",
    "EFFORTS",
    "NOTHING",
    "NO_SUCH_HOST",
    "TEAMS",
    "UNREAD_ENCODING",
    "Accept",
    "Beside",
    "Certificate",
    "Channel",
    "Check",
    "CheckError",
    "CheckResult",
    "CompanyProfile",
    "ContactDetail",
    "ContactKind",
    "ContactSource",
    "DnsOutcome",
    "DnsRecord",
    "Document",
    "Effort",
    "Evidence",
    "Exclude",
    "Existence",
    "Fetch",
    "Finding",
    "Form",
    "FormField",
    "Link",
    "LinkKind",
    "Message",
    "Outcome",
    "Owner",
    "Page",
    "Place",
    "Post",
    "PostKind",
    "Profile",
    "ProfileMention",
    "ProfileSource",
    "Reach",
    "Redirect",
    "Role",
    "Severity",
    "Snapshot",
    "Spokesperson",
    "Target",
    "Team",
    "Thresholds",
    "as_message",
    "message",
    "quoted",
]
