"""What a watch knows: all that its journal tells, come to one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from auditor.watch import faults
from auditor.watch.faults import Fault
from auditor.watch.journal import Entry

MOST_TRIES = 5
"""Tries to hand an alert over. Our default."""
_MOST_GIVEN_UP = 50
"""Alerts that were given up and are remembered."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that rounds ask for, and since when they do not see it."""

    missed: int = 0
    """Rounds in a row that did not see it."""
    worst: int = 0
    """The most rounds in a row since this watch began."""
    told: bool = False
    """Whether it was told of that nothing is seen of it."""
    seen: str = ""
    """When it was seen last, ISO 8601 in UTC; empty for never."""
    why: str = ""
    """Why it was not seen."""
    optional: bool = False
    """Not to see it spoils no watch."""
    met: bool = False
    """Whether a round of this watch saw it."""


def needed(things: Mapping[str, Thing]) -> list[Thing]:
    """Return the things that a watch has to see; where all refuse most who ask, they are all there is."""
    return [thing for thing in things.values() if not thing.optional] or list(things.values())


@dataclass(frozen=True, slots=True)
class Alert:
    """What somebody is to be told: all that one round found."""

    id: str
    """Stays the same however often it is tried."""
    at: str
    events: tuple[Mapping[str, Any], ...]
    tries: Mapping[str, int] = field(default_factory=dict)
    """Tries so far, by whom it is handed to: `command`, `webhook`."""
    done: tuple[str, ...] = ()
    """Who has it."""
    tried: str = ""
    """When it was tried last."""
    begun: tuple[str, ...] = ()
    """To whom a try is under way, or was when the watch was killed."""
    more: int = 0
    """Tries beyond the usual ones: one for each start of a watch that finds it given up."""

    def tries_left(self, to: str) -> int:
        """Return how many tries are left for one who is to have it."""
        return MOST_TRIES + self.more - self.tries.get(to, 0)


@dataclass(frozen=True, slots=True)
class Session:
    """One watch from its start to its end, over all restarts."""

    begun: str = ""
    until: str = ""
    """Empty for ever."""
    found: bool = False
    """Whether a fault stood that alerts are made of."""
    broken: int = 0
    """Rounds in which a check broke, or the round itself."""
    blind: bool = False
    """Whether something was not seen for so long that it was told of."""
    ended: bool = False


@dataclass(slots=True)
class State:
    """What a watch knows."""

    session: Session = field(default_factory=Session)
    rounds: int = 0
    last: str = ""
    """When the last round began."""
    looked: str = ""
    """Up to when somebody looked: the end of the last round, in which the machine did not sleep."""
    under_way: bool = False
    """Whether a round was begun and came to no end."""
    broke_last: bool = False
    """Whether something broke in the last round."""
    faults: dict[str, Fault] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    """Those to be handed over."""
    given_up: list[Alert] = field(default_factory=list)

    def to_entry(self) -> Entry:
        """Return it as one line of a journal."""
        return {
            "kind": "state",
            "session": asdict(self.session),
            "rounds": self.rounds,
            "last": self.last,
            "looked": self.looked,
            "faults": [fault.to_json() for fault in self.faults.values()],
            "things": {name: asdict(thing) for name, thing in self.things.items()},
            "alerts": [_alert_out(alert) for alert in self.alerts.values()],
            "given_up": [_alert_out(alert) for alert in self.given_up],
        }


def replayed(entries: Iterable[Entry]) -> State:
    """Return what the lines of a journal come to; one that makes no sense is passed over."""
    state = State()
    for entry in entries:
        try:
            take(state, entry)
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return state


def take(state: State, entry: Entry) -> None:
    """Take in one line."""
    match entry["kind"]:
        case "state":
            _whole(state, entry)
        case "session":
            state.session = Session(entry["at"], entry["until"])
            state.things = {name: replace(thing, worst=thing.missed, met=False) for name, thing in state.things.items()}
        case "begin":
            state.last = state.looked = entry["at"]
            state.under_way = True
        case "round":
            _round(state, entry)
        case "try":
            _begun(state, entry)
        case "told":
            _told(state, entry)
        case "again":
            older = {one.id: replace(one, more=one.more + 1) for one in state.given_up}
            state.alerts = {**older, **state.alerts}
            state.given_up = []
        case "end":
            state.session = replace(state.session, ended=True)


def _whole(state: State, entry: Entry) -> None:
    state.session, state.rounds, state.last = Session(**entry["session"]), entry["rounds"], entry["last"]
    state.looked, state.under_way = entry.get("looked", entry["last"]), False
    known = map(Fault.from_json, entry["faults"])
    state.faults = {fault.fingerprint: fault for fault in known}
    state.things = {name: Thing(**thing) for name, thing in entry["things"].items()}
    state.alerts = {alert.id: alert for alert in map(_alert_in, entry["alerts"])}
    state.given_up = [*map(_alert_in, entry["given_up"])]


def _round(state: State, entry: Entry) -> None:
    changed = [Fault.from_json(change["fault"]) for change in entry["changes"]]
    alerts = [_alert_in(alert) for alert in entry["alerts"]]
    state.rounds, state.last, state.under_way = entry["n"], entry["at"], False
    state.looked = entry.get("ended", entry["at"])
    state.broke_last = bool(entry["broken"])
    state.faults = faults.remembered({**state.faults, **{fault.fingerprint: fault for fault in changed}})
    state.things = {name: Thing(**thing) for name, thing in entry["things"].items()}
    state.alerts |= {alert.id: alert for alert in alerts}
    stands = any(fault.open and fault.told for fault in state.faults.values())
    told = any(change["kind"] not in faults.QUIET and change["fault"]["told"] for change in entry["changes"])
    state.session = replace(
        state.session,
        found=state.session.found or stands or told,
        broken=state.session.broken + bool(entry["broken"]),
        blind=state.session.blind or bool(entry["blind"]),
    )


def _begun(state: State, entry: Entry) -> None:
    alert = state.alerts[entry["alert"]]
    begun = tuple(dict.fromkeys((*alert.begun, entry["to"])))
    state.alerts[alert.id] = replace(alert, begun=begun, tried=entry["at"])


def _told(state: State, entry: Entry) -> None:
    """Take in how a try ended: an alert that nobody else is to have is done with."""
    alert, to = state.alerts[entry["alert"]], entry["to"]
    tries = {**alert.tries, to: alert.tries.get(to, 0) + 1}
    done = (*alert.done, to) if entry["ok"] else alert.done
    begun = tuple(name for name in alert.begun if name != to)
    alert = replace(alert, tries=tries, done=done, begun=begun)
    state.alerts[alert.id] = alert
    open_ones = [name for name in entry["all"] if name not in done and alert.tries_left(name) > 0]
    if not open_ones:
        del state.alerts[alert.id]
        if any(name not in done for name in entry["all"]):
            state.given_up = [*state.given_up, alert][-_MOST_GIVEN_UP:]


def _alert_out(alert: Alert) -> Mapping[str, Any]:
    return {**asdict(alert), "events": list(alert.events)}


def alert_entry(alert: Alert) -> Mapping[str, Any]:
    """Return an alert as a journal says it."""
    return _alert_out(alert)


def _alert_in(data: Mapping[str, Any]) -> Alert:
    more = {"events": tuple(data["events"]), "done": tuple(data.get("done", ())), "begun": tuple(data.get("begun", ()))}
    return Alert(**{**data, **more})
