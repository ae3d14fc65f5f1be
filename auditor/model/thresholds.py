"""Every number a rule turns on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every number a rule turns on. `[thresholds]` in auditor.toml overrides each by its name."""

    certificate_days: int = 14
    """Days a certificate must still be valid. Our default: half the usual 30-day renewal window."""
    contact_clicks: int = 2
    """Clicks from the home page to a contact page. German courts found an imprint two clicks away easy enough to reach
    (BGH, I ZR 228/03, 2006-07-20); our default elsewhere."""
    empty_page_characters: int = 1
    """Visible characters below which a page with nothing else to see is empty. Our default."""
    soft_404_similarity: float = 0.9
    """Share of three-word sequences that a page has in common with the host's answer for an impossible address. Our default."""
    stale_media_days: int = 365
    """Age in days of the newest dated item past which a press page looks abandoned. Our default."""
    single_platform_share: float = 0.6
    """Share of the published contact routes above which the company depends on one platform. Our default."""
    dormant_days: int = 90
    """Days without a post after which a linked channel counts as dormant. Our default."""
    few_cases: int = 10
    """Cases below which a rate is not scored. Our default."""
    some_cases: int = 50
    """Cases below which a rate is reported with its 95 % interval. Our default."""
    unread_share: float = 0.05
    """Share of an account's posts that could not be read above which shares and medians of the others are not verified. Our default."""
    answer_hours: int = 24
    """Hours within which a public question should have a human reply. Our default."""
    answered_share: float = 0.65
    """Share of questions that a responsive company answers, from Socialbakers' Socially Devoted (2012), which was meant for 50 or more a
    quarter; with fewer, `some_cases` leaves room for chance."""
    good_reply_minutes: int = 60
    """Median first reply that is good. Our default, after Lithium (2013)."""
    fair_reply_minutes: int = 240
    """Median first reply that is fair. Our default, after Edison Research (2012) and Sprout Social (2016)."""
    weak_reply_minutes: int = 1440
    """Median first reply that is weak; slower fails. Our default, from the same sources."""
    weekend_ratio: int = 3
    """How many times the weekday median the weekend median may be. Our default."""
    weekend_share: float = 0.5
    """Share of the questions asked from Friday noon on that may wait till Monday. Our default: most of them are answered before."""
    dialogue_share: float = 0.1
    """Share of replies among a channel's own posts below which it is a monologue. Our default."""
    mirror_share: float = 0.8
    """Share of a channel's own posts that repeat the site's feed above which the channel only mirrors it. Our default."""
    mirror_minutes: int = 60
    """Minutes between a feed's item and the post that repeats it. Our default."""
    deflected_share: float = 0.4
    """Share of first replies that only send people elsewhere above which it is a habit. Our default."""
    deflected_switches: int = 2
    """Times a customer may be sent elsewhere in one thread before it is listed. Our default."""
    canned_share: float = 0.4
    """Share of nearly identical replies above which answers count as canned. Our default."""
    canned_similarity: float = 0.9
    """Share of matching three-word sequences from which two replies are nearly identical. Our default."""
    promise_hours: int = 72
    """Hours within which a promise to come back must be kept. Our default."""
    thanked_share: float = 0.5
    """Share of suggestions that should be acknowledged. Our default."""
    cluster_people: int = 5
    """People asking about, or reporting, the same thing from which they form a cluster. Our default."""
    weak_thread_hours: int = 24
    """Hours from first message to last reply past which a thread is weak. Our default."""
    failed_thread_hours: int = 72
    """Hours past which it fails. Our default."""
    prolonged_share: float = 0.1
    """Share of conversations longer than that above which it is a habit. Our default."""
    thread_turns: int = 6
    """Turns past which a thread is listed. Our default."""
    closed_share: float = 0.2
    """Share of the newest posts with replies closed from which a channel counts as closed. Our default."""
    closed_posts: int = 20
    """How many of the newest posts that share is taken from. Our default."""
    contradiction_hours: int = 2
    """Hours within which two statements on one subject must agree. Our default."""
    described_share: float = 0.9
    """Share of pictures in posts that should have a description. Our default."""
    reviewed_share: float = 0.5
    """Share of low reviews that should have a public reply. Our default."""
    alert_days: int = 90
    """Days within which an alert feed must have brought something to be known to work. Our default."""
    review_drop: float = 0.5
    """Stars by which the mean of a week's reviews may lie below that of the 90 days before. Our default."""
    one_star_times: int = 3
    """How many times the share of one-star reviews of the 90 days before the share of a week may be. Our default."""
    spike_mentions: int = 10
    """Mentions within an hour below which it is no spike. Our default."""
    spike_z: float = 5.0
    """How far above the median of the same hour of day a spike lies, in median absolute deviations of log(1 + mentions). Our default, measured in
    docs/accuracy.md."""
    acknowledged_minutes: int = 60
    """Minutes from the first hour of a spike to the first official word that are good: the golden hour of crisis communication (PRNews)."""
    weak_acknowledged_minutes: int = 240
    """Minutes that are weak; later fails. Our default; companies took 21 hours on average (Freshfields, 2013)."""
    takeover_posts: int = 10
    """Own posts of an account before which only what was approved tells of a takeover. Our default."""
    takeover_rate: float = 0.02
    """Share of an account's own earlier posts below which something counts as unusual for it. Our default, measured: docs/accuracy.md."""
    takeover_hours: int = 24
    """Hours within which two signs of a takeover belong together. Our default, after COMPA (NDSS 2013), which looks at single posts."""
    takeover_burst: int = 3
    """Nearly identical posts with a link within that time from which they are a burst. Our default."""
    takeover_clock_posts: int = 50
    """Own posts from which an hour, a weekend or a program that none of them had is unusual. With fewer, a share below
    `takeover_rate` can't be told from chance. Our default."""
    warning_minutes: int = 60
    """Minutes from a bad post to the public warning. Our default."""
    recurrence_days: int = 30
    """Days within which a second takeover counts as the first one going on. Our default."""
    same_picture_bits: int = 4
    """Of 64 bits of a difference hash, those in which a picture may differ and still be the same. Our default, measured."""
    other_picture_bits: int = 12
    """Bits from which it is another picture; between the two a person has to look. Our default, measured."""
    repeated_audits: int = 2
    """Earlier audits, a day apart at least, in which a fault was found before it counts as a repeated one. Our default."""
    mention_answered_share: float = 0.5
    """Share of the people who complain or ask elsewhere that should get an official answer. Our default."""
    tagged_points: int = 30
    """Percentage points by which those who name the company's handle may get answers more often than those who only speak of it. Our default."""
