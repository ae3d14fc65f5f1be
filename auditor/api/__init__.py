"""The only module a check may import from us; docs/api.md is made of what is written here and in the modules below."""

from __future__ import annotations

from auditor.analysis.contact_routes.email_authentication import Guard, Senders
from auditor.analysis.contact_routes.imprint import Contents as ImprintContents
from auditor.analysis.contact_routes.imprint import Imprint
from auditor.analysis.contact_routes.imprint import TargetStatus as ImprintStatus
from auditor.analysis.contact_routes.offers import Route
from auditor.analysis.contact_routes.purposes import Purpose
from auditor.analysis.contact_routes.reports import Found as ReportRoute
from auditor.analysis.contact_routes.security_txt import SecurityTxt
from auditor.analysis.contact_routes.unfilled import Unfilled
from auditor.analysis.conversations.clusters import Cluster
from auditor.analysis.conversations.flagged import FlaggedPost, PostCounts
from auditor.analysis.conversations.metrics.figures import ChannelMeasure, Slice, Worst
from auditor.analysis.conversations.metrics.rates import Rate, Spread
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.promises import Measured, Promise
from auditor.analysis.conversations.statements import Announcement, Contradiction, Statement
from auditor.analysis.links.destination import Kind as DestinationKind
from auditor.analysis.links.destination import Landing as Destination
from auditor.analysis.links.domains import Domain
from auditor.analysis.links.domains import State as DomainState
from auditor.analysis.links.fragments import Place as LinkedPlace
from auditor.analysis.links.freed import Fate, Taker
from auditor.analysis.links.verdicts import LinkState, Verdict
from auditor.analysis.pii.bios import InBio
from auditor.analysis.pii.details import Sighting
from auditor.analysis.pii.exposed import Exposure
from auditor.analysis.pii.files import Trace, Who
from auditor.analysis.pii.logins import UserList
from auditor.analysis.profiles.icons import Icon
from auditor.analysis.profiles.icons import Kind as IconKind
from auditor.analysis.releases import Dated
from auditor.api.contacts import Contacts
from auditor.api.conversations import Conversations
from auditor.api.files import Files
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
from auditor.api.forms import Forms
from auditor.api.links import Links, Service
from auditor.api.pages import Pages
from auditor.api.people import People
from auditor.api.posts import Posts
from auditor.api.profiles import Profiles
from auditor.api.routes import Routes
from auditor.model import (
    CONTACT_ROLES,
    NOTHING,
    Certificate,
    Channel,
    Check,
    ContactDetail,
    ContactKind,
    ContactSource,
    DnsOutcome,
    DnsRecord,
    Document,
    Evidence,
    Existence,
    Fetch,
    Finding,
    Form,
    FormField,
    Link,
    LinkKind,
    Message,
    Outcome,
    Owner,
    Page,
    Place,
    Post,
    PostKind,
    Profile,
    ProfileMention,
    Reach,
    Role,
    Severity,
    Snapshot,
    Target,
    message,
)

__all__ = [
    "CONTACT_ROLES",
    "NOTHING",
    "Announcement",
    "Certificate",
    "Channel",
    "ChannelMeasure",
    "Check",
    "Cluster",
    "ContactDetail",
    "ContactKind",
    "ContactSource",
    "Contacts",
    "Contradiction",
    "Conversations",
    "Dated",
    "Destination",
    "DestinationKind",
    "DnsOutcome",
    "DnsRecord",
    "Document",
    "Domain",
    "DomainState",
    "Evidence",
    "Existence",
    "Exposure",
    "Fate",
    "Fetch",
    "Files",
    "Finding",
    "FlaggedPost",
    "Form",
    "FormField",
    "Forms",
    "Guard",
    "Icon",
    "IconKind",
    "Imprint",
    "ImprintContents",
    "ImprintStatus",
    "InBio",
    "Key",
    "Link",
    "LinkKind",
    "LinkState",
    "LinkedPlace",
    "Links",
    "Measured",
    "Message",
    "Outcome",
    "Owner",
    "Page",
    "Pages",
    "People",
    "Place",
    "Post",
    "PostCounts",
    "PostKind",
    "Posts",
    "Profile",
    "ProfileMention",
    "Profiles",
    "Promise",
    "Purpose",
    "Rate",
    "Reach",
    "ReportRoute",
    "Role",
    "Route",
    "Routes",
    "SecurityTxt",
    "Senders",
    "Service",
    "Severity",
    "Sighting",
    "Slice",
    "Snapshot",
    "Spread",
    "Statement",
    "Taker",
    "Target",
    "Trace",
    "Unfilled",
    "UserList",
    "Verdict",
    "Who",
    "Worst",
    "by_verdict",
    "check",
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
