"""The nouns: frozen data and enums. No I/O, no dependency, imports nothing of ours."""

from auditor.model.approved import Approved, ApprovedAccount
from auditor.model.archive import Capture
from auditor.model.checks import EFFORTS, TEAMS, Check, CheckError, CheckResult, Effort, Team
from auditor.model.company import CompanyProfile, Coverage, Listening, Spokesperson
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
from auditor.model.earlier import EarlierAudit, EarlierFinding
from auditor.model.impostors import AccountSearch
from auditor.model.landings import Landing, LandingState, Listed, Posting
from auditor.model.mentions import Venue, VenueKind
from auditor.model.messages import NOTHING, Message, as_message, message, phrase, quoted
from auditor.model.outcomes import REASONS, Accept, Evidence, Exclude, Finding, Outcome, Severity
from auditor.model.posts import Channel, Post, PostKind
from auditor.model.profiles import (
    Beside,
    Existence,
    Owner,
    OwnerEvidence,
    OwnerSign,
    Profile,
    ProfileMention,
    ProfileSource,
)
from auditor.model.thresholds import Thresholds
from auditor.model.visit import ARTIFACTS, Snapshot
from auditor.model.web import (
    CONTACT_ROLES,
    Cause,
    Fetch,
    Link,
    LinkKind,
    LinkText,
    Page,
    Place,
    Reach,
    Redirect,
    Role,
    Target,
)

__all__ = [
    "ARTIFACTS",
    "CONTACT_ROLES",
    "EFFORTS",
    "NOTHING",
    "REASONS",
    "TEAMS",
    "Accept",
    "AccountSearch",
    "Approved",
    "ApprovedAccount",
    "Beside",
    "Capture",
    "Cause",
    "Certificate",
    "Channel",
    "Check",
    "CheckError",
    "CheckResult",
    "CompanyProfile",
    "ContactDetail",
    "ContactKind",
    "ContactSource",
    "Coverage",
    "DnsOutcome",
    "DnsRecord",
    "Document",
    "EarlierAudit",
    "EarlierFinding",
    "Effort",
    "Evidence",
    "Exclude",
    "Existence",
    "Fetch",
    "Finding",
    "Form",
    "FormField",
    "Landing",
    "LandingState",
    "Link",
    "LinkKind",
    "LinkText",
    "Listed",
    "Listening",
    "Message",
    "Outcome",
    "Owner",
    "OwnerEvidence",
    "OwnerSign",
    "Page",
    "Place",
    "Post",
    "PostKind",
    "Posting",
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
    "Venue",
    "VenueKind",
    "as_message",
    "message",
    "phrase",
    "quoted",
]
