"""The stages in a row: network → snapshot → results → files. Each is imported when it is asked for: visiting does without what judges."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.pipeline.formats import FORMATS, PROPOSAL
    from auditor.pipeline.gathering import collect
    from auditor.pipeline.judging import NO_GATE, check, judge_all
    from auditor.pipeline.writing import placed_notes, unknown_findings, write

_PLACES = {
    "FORMATS": "formats",
    "NO_GATE": "judging",
    "PROPOSAL": "formats",
    "check": "judging",
    "collect": "gathering",
    "judge_all": "judging",
    "placed_notes": "writing",
    "unknown_findings": "writing",
    "write": "writing",
}
"""In which module of this package each is."""

__all__ = [
    "FORMATS",
    "NO_GATE",
    "PROPOSAL",
    "check",
    "collect",
    "judge_all",
    "placed_notes",
    "unknown_findings",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
