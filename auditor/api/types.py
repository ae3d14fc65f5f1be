"""The types of answers that few checks name: what `auditor.api` asks returns them."""

from __future__ import annotations

from auditor.analysis.contact_routes.email_authentication import (
    Guard,
    Senders,
)
from auditor.analysis.contact_routes.imprint import (
    Contents as ImprintContents,
)
from auditor.analysis.contact_routes.imprint import (
    Imprint,
)
from auditor.analysis.contact_routes.imprint import (
    TargetStatus as ImprintStatus,
)
from auditor.analysis.contact_routes.offers import (
    Route,
)
from auditor.analysis.contact_routes.purposes import (
    Purpose,
)
from auditor.analysis.contact_routes.reports import (
    Found as ReportRoute,
)
from auditor.analysis.contact_routes.security_txt import (
    SecurityTxt,
)
from auditor.analysis.contact_routes.unfilled import (
    Unfilled,
)
from auditor.analysis.conversations.broken import (
    BrokenPromises,
)
from auditor.analysis.conversations.clusters import (
    Cluster,
)
from auditor.analysis.conversations.flagged import (
    FlaggedPost,
    PostCounts,
)
from auditor.analysis.conversations.metrics.figures import (
    ChannelMeasure,
    Slice,
    Worst,
)
from auditor.analysis.conversations.metrics.rates import (
    Rate,
    Spread,
)
from auditor.analysis.conversations.metrics.turns import (
    Key,
)
from auditor.analysis.conversations.promises import (
    Measured,
    Promise,
)
from auditor.analysis.conversations.statements import (
    Announcement,
    Contradiction,
    Statement,
)
from auditor.analysis.endorsements import (
    Endorsement,
)
from auditor.analysis.links.destination import (
    Kind as DestinationKind,
)
from auditor.analysis.links.destination import (
    Landing as Destination,
)
from auditor.analysis.links.domains import (
    Domain,
)
from auditor.analysis.links.domains import (
    State as DomainState,
)
from auditor.analysis.links.fragments import (
    Place as LinkedPlace,
)
from auditor.analysis.links.freed import (
    Fate,
    Taker,
)
from auditor.analysis.listening.incidents import (
    Incident,
)
from auditor.analysis.listening.reviews import (
    ReviewChange,
    ReviewTrend,
)
from auditor.analysis.listening.troubles import (
    Amplified,
    Trouble,
)
from auditor.analysis.listening.volume import (
    Volume,
)
from auditor.analysis.listening.waiting import (
    Tagged,
    Waiting,
)
from auditor.analysis.lookalikes.claims import (
    Claim,
)
from auditor.analysis.lookalikes.likeness import (
    Likeness,
)
from auditor.analysis.mentions.places import (
    MentionPlace,
)
from auditor.analysis.mentions.threads import (
    MentionCounts,
    MentionThread,
)
from auditor.analysis.pii.bios import (
    InBio,
)
from auditor.analysis.pii.details import (
    Sighting,
)
from auditor.analysis.pii.exposed import (
    Exposure,
)
from auditor.analysis.pii.files import (
    Trace,
    Who,
)
from auditor.analysis.pii.logins import (
    UserList,
)
from auditor.analysis.profiles.icons import (
    Icon,
)
from auditor.analysis.profiles.icons import (
    Kind as IconKind,
)
from auditor.analysis.profiles.impostors import (
    Suspect,
)
from auditor.analysis.profiles.reach import (
    Places,
)
from auditor.analysis.releases import (
    Dated,
)
from auditor.analysis.takeover.acts import (
    Act,
)
from auditor.analysis.takeover.changes import (
    Change,
)
from auditor.analysis.takeover.incidents import (
    AccountIncident,
)
from auditor.analysis.takeover.pasts import (
    AccountPast,
)
from auditor.analysis.takeover.takeovers import (
    AccountVerdict,
)
from auditor.api.links import (
    Service,
)
from auditor.model import (
    ApprovedAccount,
    Capture,
    Certificate,
    Channel,
    Check,
    ContactSource,
    Coverage,
    DnsOutcome,
    DnsRecord,
    EarlierAudit,
    EarlierFinding,
    FormField,
    Landing,
    LandingState,
    Owner,
    Place,
    PostKind,
    ProfileMention,
    Reach,
    Target,
    Venue,
    VenueKind,
)
from auditor.model.declarations import (
    Said,
)

__all__ = [
    "AccountIncident",
    "AccountPast",
    "AccountVerdict",
    "Act",
    "Amplified",
    "Announcement",
    "ApprovedAccount",
    "BrokenPromises",
    "Capture",
    "Certificate",
    "Change",
    "Channel",
    "ChannelMeasure",
    "Check",
    "Claim",
    "Cluster",
    "ContactSource",
    "Contradiction",
    "Coverage",
    "Dated",
    "Destination",
    "DestinationKind",
    "DnsOutcome",
    "DnsRecord",
    "Domain",
    "DomainState",
    "EarlierAudit",
    "EarlierFinding",
    "Endorsement",
    "Exposure",
    "Fate",
    "FlaggedPost",
    "FormField",
    "Guard",
    "Icon",
    "IconKind",
    "Imprint",
    "ImprintContents",
    "ImprintStatus",
    "InBio",
    "Incident",
    "Key",
    "Landing",
    "LandingState",
    "Likeness",
    "LinkedPlace",
    "Measured",
    "MentionCounts",
    "MentionPlace",
    "MentionThread",
    "Owner",
    "Place",
    "Places",
    "PostCounts",
    "PostKind",
    "ProfileMention",
    "Promise",
    "Purpose",
    "Rate",
    "Reach",
    "ReportRoute",
    "ReviewChange",
    "ReviewTrend",
    "Route",
    "Said",
    "SecurityTxt",
    "Senders",
    "Service",
    "Sighting",
    "Slice",
    "Spread",
    "Statement",
    "Suspect",
    "Tagged",
    "Taker",
    "Target",
    "Trace",
    "Trouble",
    "Unfilled",
    "UserList",
    "Venue",
    "VenueKind",
    "Volume",
    "Waiting",
    "Who",
    "Worst",
]
