"""From the posts of a visit to the report's part about conversations. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from zoneinfo import ZoneInfo

from auditor.analysis import redaction
from auditor.analysis.conversations import post_scan, queries
from auditor.analysis.conversations.metrics.figures import ANSWERS, ChannelMeasure
from auditor.analysis.conversations.metrics.tally import Noted
from auditor.analysis.conversations.metrics.turns import Key
from auditor.analysis.conversations.sentences import duration
from auditor.analysis.masking import mask_text
from auditor.audit.summary import charting, counted, shares
from auditor.audit.summary.conversation_nouns import ConversationSection, Counted, Figures, Line, PostRef, Worst
from auditor.audit.summary.counted import KINDS
from auditor.audit.summary.moments import told_at
from auditor.audit.summary.quoting import MOST_QUOTED, Quoter, place
from auditor.audit.summary.shares import Shares
from auditor.model import NOTHING, Channel, Message, Snapshot, message, phrase
from auditor.model.messages import listed
from auditor.platforms.catalogue import platform

MOST_ACCOUNTS = 12
"""Accounts told in full, those with most questions; the others are in the overview. Our default."""
MOST_LINKED = 50
"""Posts that are linked for a share; posts.csv names all of them. Our default."""
MOST_WORST = 5
"""Conversations that are quoted. Our default."""
_HOUR = 3_600


def build(snapshot: Snapshot, *, internal: bool) -> ConversationSection | None:
    """Return what is told of conversations; None where no account holds any."""
    measured = queries.measures(snapshot)
    total, found = queries.total(snapshot), post_scan.scanned(snapshot).measures
    if not measured or total is None or found is None:
        return None
    teller = _Teller(snapshot, internal=internal)
    accounts = tuple(teller.account(one) for one in measured)
    silent = tuple(queries.silent(snapshot))
    return ConversationSection(
        deadline=phrase("{count:,} hour", "{count:,} hours", count=snapshot.thresholds.answer_hours),
        total=teller.total(total, measured) if len(measured) > 1 else None,
        accounts=accounts,
        told=_told_in_full(accounts),
        worst=tuple(teller.worst(total, measured)),
        silent=tuple(teller.mask(url) for url, _ in silent),
        remedy=queries.IMPORT_THEM if silent else NOTHING,
        notes=tuple(map(teller.masked, found.notes)),
        counted=counted.count(measured),
    )


def _told_in_full(accounts: Sequence[Figures]) -> tuple[Figures, ...]:
    """Return the accounts with most questions, in their order."""
    busy = sorted(accounts, key=lambda one: (-one.questions, -one.posts, one.id))[:MOST_ACCOUNTS]
    chosen = {one.id for one in busy}
    return tuple(one for one in accounts if one.id in chosen)


class _Teller:
    """Turns the figures of one snapshot into words."""

    def __init__(self, snapshot: Snapshot, *, internal: bool) -> None:
        self.snapshot = snapshot
        self.internal = internal

    def mask(self, text: str) -> str:
        """Return a text fit for the edition."""
        return text if self.internal else mask_text(text, redaction.of(self.snapshot))

    def masked(self, said: Message) -> Message:
        """Return a message fit for the edition."""
        return said.over_words(self.mask)

    def account(self, one: ChannelMeasure) -> Figures:
        """Return the figures of one account."""
        told = shares.of_account(one)
        url = queries.subject(self.snapshot, one.platform, one.account)
        lines, idle = _parted(tuple(shares.lines(one, told)))
        return Figures(
            id=f"{one.platform}-{one.account}",
            title=_called(one.platform, one.account),
            url=self.mask(url) if url.startswith("http") else "",
            frame=queries.framed(one.frame),
            posts=one.posts,
            questions=one.questions,
            limits=tuple(map(self.masked, self._limits(one))),
            asked=tuple(shares.asked(one, told)),
            lines=lines,
            idle=idle,
            heat=charting.heat(one.questions_grid, one.answers_grid) if _shows_answers(one) else None,
            times=charting.times([one]) if _shows_answers(one) else None,
            counted=tuple(self._counted(one, told)),
        )

    def total(self, total: ChannelMeasure, accounts: Sequence[ChannelMeasure]) -> Figures:
        """Return the figures of all accounts, each of those accounts that show what it needs."""
        seeing = [one for one in accounts if _shows_answers(one)]
        blind = frozenset(kind.id for kind in KINDS if all(counted.is_blind(kind, one) for one in accounts))
        told = Shares({kind.id: counted.pooled(kind, total, accounts) for kind in KINDS}, blind)
        lines, idle = _parted(tuple(shares.lines(total, told)))
        note = message("Each figure covers the accounts whose sources show what it needs.")
        grids = [[one.questions_grid for one in seeing], [one.answers_grid for one in seeing]]
        return Figures(
            id="all",
            title=phrase("All accounts together"),
            url="",
            frame=queries.framed(total.frame),
            posts=sum(one.posts for one in accounts),
            questions=sum(one.questions for one in accounts),
            limits=(note,) if len(seeing) < len(accounts) else (),
            asked=tuple(shares.asked(total, told)),
            lines=lines,
            idle=idle,
            heat=charting.heat(*map(charting.added, grids)) if seeing else None,
            times=charting.times(seeing) if seeing else None,
        )

    def _limits(self, one: ChannelMeasure) -> Iterator[Message]:
        """Yield what is missing of an account, and why."""
        for channel in queries.channels_of(self.snapshot, one.platform, one.account):
            if channel.cut:
                cut = message("The window was not gathered completely ({source}).", source=channel.source)
                yield cut.then(channel.cut)
            if channel.skipped:
                yield _skipped(channel)
        if one.cannot_see:
            yield queries.missing_capabilities(one, *one.cannot_see)
        links = one.linkage
        if links.by_time:
            yield message(
                "Replies paired with the post before them by time, as was asked for, because the source does not show "
                "which post answers which: {number:,} of {total:,}.",
                number=links.by_time,
                total=links.own,
            )
        if links.stray and not links.mostly_stray:
            yield message(
                "Posts that answer one which the source does not contain: {number:,}; of the company's {replies:,} replies, {stray:,}.",
                number=links.stray,
                replies=links.replies,
                stray=links.stray_replies,
            )
        if foreign := sum(len(part.hits) for part in one.not_understood):
            yield message(
                "Posts by customers in languages that this audit does not read, which are not scored: {number:,}.",
                number=foreign,
            )
        if one.waiting:
            yield message(
                "Questions that were not due yet at the end of the window, which are not scored: {number:,}.",
                number=one.waiting,
            )
        if one.skewed:
            yield message(
                "Answers dated long before their questions, whose times are not scored: {number:,}.", number=one.skewed
            )

    def _counted(self, one: ChannelMeasure, told: Shares) -> Iterator[Counted]:
        """Yield, for each share with cases, some of the posts it counted: misses and hits by halves, more where there is room."""
        there = place(one.frame.timezone)
        for kind in KINDS:
            rate = told.rates[kind.id]
            if rate is None or not rate.n or kind.id in told.blind:
                continue
            hits = tuple(chain.from_iterable(part.hits for part in rate.counted))
            misses = tuple(chain.from_iterable(part.misses for part in rate.counted))
            room = max(MOST_LINKED // 2, MOST_LINKED - len(hits))
            missed = self._refs(one, misses[:room], there)
            held = self._refs(one, hits[: MOST_LINKED - len(missed)], there)
            yield Counted(kind.id, kind.title, kind.hit, len(hits), kind.miss, len(misses), held, missed)

    def _refs(self, one: ChannelMeasure, ids: Sequence[str], there: ZoneInfo) -> tuple[PostRef, ...]:
        keys = [post_scan.key(one.platform, one.account, id_) for id_ in ids]
        found = queries.posts(self.snapshot, keys)
        known = (found[each] for each in keys if each in found)
        return tuple(PostRef(post.id, post.url, told_at(post.created_at, there)) for post in known)

    def worst(self, total: ChannelMeasure, accounts: Sequence[ChannelMeasure]) -> Iterator[Worst]:
        """Yield the conversations that went worst, quoted."""
        quoter = Quoter(self.snapshot, internal=self.internal)
        zones = {(one.platform, one.account): place(one.frame.timezone) for one in accounts if _shows_answers(one)}
        bad = (one for one in total.worst if (one.platform, one.account) in zones and self._is_bad(one.noted))
        for one, _ in zip(bad, range(MOST_WORST), strict=False):
            keys = [Key(one.platform, one.account, id_) for id_ in one.noted.posts]
            found = queries.posts(self.snapshot, keys)
            posts = [found[key] for key in keys if key in found]
            if posts:
                yield Worst(
                    _went(one.noted),
                    _called(one.platform, one.account),
                    quoter.quotes(posts, zones[one.platform, one.account]),
                    max(0, len(posts) - MOST_QUOTED),
                )

    def _is_bad(self, noted: Noted) -> bool:
        limits = self.snapshot.thresholds
        longest = max(noted.span or 0, noted.waits or 0)
        return longest > limits.answer_hours * _HOUR or noted.turns > limits.thread_turns or noted.switches > 1


def _shows_answers(one: ChannelMeasure) -> bool:
    return not one.lacking(*ANSWERS)


def _skipped(channel: Channel) -> Message:
    reasons = [
        phrase("{number:,} × {why}", number=number, why=why)  # noqa: RUF001 - times
        for why, number in sorted(channel.skipped.items())
    ]
    return message("Rows left out ({source}): {reasons}.", source=channel.source, reasons=listed(reasons))


def _called(platform_id: str, account: str) -> Message:
    known = platform(platform_id)
    name = known.name if known else platform_id
    return phrase("{account} ({platform})", account=account, platform=name)


def _parted(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Message, ...]]:
    """Return the figures with something to say, and the titles of those without cases."""
    idle = tuple(line.title for line in lines if line.share is shares.IDLE)
    return tuple(line for line in lines if line.share is not shares.IDLE), idle


def _went(noted: Noted) -> Message:
    """Return what was wrong with a conversation, as a clause."""
    said = []
    if noted.waits is not None:
        said.append(phrase("a question waits for {time}", time=duration(noted.waits)))
    if noted.span:
        said.append(phrase("{time} from the first post to the last reply", time=duration(noted.span)))
    if noted.switches:
        said.append(phrase("sent elsewhere once", "sent elsewhere {count} times", count=noted.switches))
    if noted.repeats:
        said.append(phrase("asked again once", "asked again {count} times", count=noted.repeats))
    if noted.turns > 1:
        said.append(phrase("{number} turns", number=noted.turns))
    return listed(said)
