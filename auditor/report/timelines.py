"""What happened when, incident by incident, as a report tells it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.audit.results import Results
from auditor.audit.summary.timeline_nouns import Event, Series


@dataclass(frozen=True, slots=True)
class Timeline:
    """One incident."""

    events: tuple[Event, ...]
    """By time; at least one."""
    series: Series | None
    """What is drawn of it; None where nothing is."""

    @property
    def is_takeover(self) -> bool:
        """Whether an account was taken over."""
        return any(event.kind == "hijack" for event in self.events)


def of(results: Results) -> tuple[Timeline, ...]:
    """Return the incidents of some results, by when each began."""
    groups: dict[str, list[Event]] = {}
    for event in results.timeline:
        groups.setdefault(event.incident, []).append(event)
    drawn = {one.incident: one for one in results.series if one.id == "mentions" and any(one.values)}
    return tuple(Timeline(tuple(events), drawn.get(name)) for name, events in groups.items())
