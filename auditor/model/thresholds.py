"""Every number a rule turns on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every number a rule turns on. `[thresholds]` in auditor.toml overrides each by its name."""

    certificate_days: int = 14
    """Days a certificate must still be valid. House rule: half the usual 30-day renewal window."""
    contact_clicks: int = 2
    """Clicks from the home page to a contact page. German courts found an imprint two clicks away easy enough to reach
    (BGH, I ZR 228/03, 2006-07-20); house rule elsewhere."""
    empty_page_characters: int = 1
    """Visible characters below which a page without anything else to see is empty. House rule."""
    soft_404_similarity: float = 0.9
    """Share of three-word sequences a page has in common with the host's answer for an impossible address. House rule."""
    stale_media_days: int = 365
    """Age in days of the newest dated item past which a press page looks abandoned. House rule."""
    single_platform_share: float = 0.6
    """Share of the published routes on one platform of others above which losing it shuts the company off. House rule."""
    dormant_days: int = 90
    """Days without a post after which a linked channel counts as dormant. House rule."""
    few_cases: int = 10
    """Cases below which a rate says nothing and is not scored. House rule."""
    some_cases: int = 50
    """Cases below which a rate is told with its 95 % interval. House rule."""
    answer_hours: int = 24
    """Hours within which a public question should have a human reply. House rule."""
    answered_share: float = 0.65
    """Share of questions that a responsive company answers, from Socialbakers' Socially Devoted (2012), which was meant for 50 or more a
    quarter; with fewer, `some_cases` leaves room for chance."""
    good_reply_minutes: int = 60
    """Median first reply that is good. House rule, after Lithium (2013)."""
    fair_reply_minutes: int = 240
    """Median first reply that is fair. House rule, after Edison Research (2012) and Sprout Social (2016)."""
    weak_reply_minutes: int = 1440
    """Median first reply that is weak; slower fails. House rule, from the same sources."""
    weekend_ratio: int = 3
    """Times the weekday median a weekend's may be. House rule."""
    dialogue_share: float = 0.1
    """Share of replies among own posts below which a channel is a monologue. House rule."""
    mirror_share: float = 0.8
    """Share of own posts repeating an own feed above which a channel only mirrors it. House rule."""
    mirror_minutes: int = 60
    """Minutes between a feed's item and the post that repeats it. House rule."""
    deflected_share: float = 0.4
    """Share of first replies that only send people elsewhere above which it is a habit. House rule."""
    deflected_switches: int = 2
    """Times a single thread may be sent elsewhere before it is named. House rule."""
    canned_share: float = 0.4
    """Share of near-identical replies above which answers are canned. House rule."""
    canned_similarity: float = 0.9
    """Share of three-word sequences that makes two replies near-identical. House rule."""
    promise_hours: int = 72
    """Hours in which a promise to come back must be kept. House rule."""
    thanked_share: float = 0.5
    """Share of suggestions that should be acknowledged. House rule."""
    cluster_people: int = 5
    """People asking, or reporting, the same from which it is a cluster. House rule."""
    weak_thread_hours: int = 24
    """Hours from first message to last reply past which a thread is weak. House rule."""
    failed_thread_hours: int = 72
    """Hours past which it fails. House rule."""
    thread_turns: int = 6
    """Turns past which a thread is named. House rule."""
    closed_share: float = 0.2
    """Share of the newest posts with replies closed from which a channel is shut. House rule."""
    closed_posts: int = 20
    """How many newest posts that is told from. House rule."""
    contradiction_hours: int = 2
    """Hours within which two statements on one subject must agree. House rule."""
    described_share: float = 0.9
    """Share of pictures in posts that should have a description. House rule."""
    reviewed_share: float = 0.5
    """Share of low reviews that should have a public reply. House rule."""
