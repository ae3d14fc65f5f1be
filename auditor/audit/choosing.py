"""Which checks are to run, by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.audit.registry import Known
from auditor.config.section import nearest


class UnknownCheck(Exception):
    """A check was asked for by an id that nothing declares."""

    def __init__(self, id: str, known: Iterable[str] = ()) -> None:
        """Take the id, and the ids that there are."""
        super().__init__(id)
        self.near = nearest(id, known)
        """Which of them is likely meant, as the end of a line; empty where none is near."""


def require_known(asked: Iterable[str], known: Iterable[str]) -> None:
    """See that each id that was asked for is one.

    Raises:
        UnknownCheck: an id is none of theirs.
    """
    known = sorted(known)
    for id_ in asked:
        if id_ not in known:
            raise UnknownCheck(id_, known)


def chosen(known: Mapping[str, Known], *, only: Iterable[str] = (), skip: Iterable[str] = ()) -> dict[str, Known]:
    """Return the checks to run.

    Raises:
        UnknownCheck: an id is none of theirs.
    """
    only, skip = tuple(only), tuple(skip)
    require_known((*only, *skip), known)
    return {id_: entry for id_, entry in known.items() if (not only or id_ in only) and id_ not in skip}
