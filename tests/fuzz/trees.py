"""Changes JSON as a tree, so that what comes out is JSON again, with other keys, values and depths."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**63, 2**64, -(2**70), 10**25, 1.5, 1e308, -0.0, "", " ", "0", "1", "-1", "null", "\x00", "\ud800", "a\udfff",
    "\u202e", "\ufeff", "é" * 50, "x" * 20_000, " " * 20_000, "<" * 5_000, "1" * 5_000, [], {}, [[]], [None], {"": None}, [{}], "1970-01-01", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "2026-02-30T25:61:61Z", "2026-11-20T10:00:00+99:99", "2026-11-20T10:00:00Z", "٢٠٢٦", 1_795_000_000, 1_795_000_000_000, -62135596800,
    253402300800, 1e18, float("inf"), float("nan"), "https://[", "https://a.example/\ud800", "javascript:1", "http://[::1%25]/", "data:,", "//", "@", "@a@b@c",
    "<p>a<b>c</p>", "&#xD800;", "&#0;", "<!--", "jane.doe@mail.example", "+49 151 23456789", "{}", "{0}", "{count:,}", "%s", "%",
)  # fmt: skip


class Trees:
    """Changes trees, with keys and subtrees of others at hand."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._keys: list[str] = []
        self._known: set[str] = set()
        self._grafts: list[Any] = []

    def learn(self, data: Any) -> None:
        """Remember the keys and some branches of a tree."""
        for holder, key in _places(data):
            if isinstance(key, str) and key not in self._known:
                self._known.add(key)
                self._keys.append(key)
            if len(self._grafts) < 400:
                self._grafts.append(holder[key])

    def changed(self, data: Any) -> Any:
        """Return a tree with one change somewhere."""
        root = [copy.deepcopy(data)]
        places = list(_places(root))
        holder, key = self._chance.choice(places)
        self._chance.choice(_CHANGES)(self, holder, key)
        return root[0] if root else None

    def _replace(self, holder: Any, key: Any) -> None:
        holder[key] = copy.deepcopy(self._chance.choice(ODD))

    def _graft(self, holder: Any, key: Any) -> None:
        if self._grafts:
            holder[key] = copy.deepcopy(self._chance.choice(self._grafts))

    def _drop(self, holder: Any, key: Any) -> None:
        del holder[key]

    def _rename(self, holder: Any, key: Any) -> None:
        if isinstance(holder, dict):
            holder[self._chance.choice([*self._keys, "", "\ud800"])] = holder.pop(key)

    def _add(self, holder: Any, key: Any) -> None:
        inner = holder[key]
        if isinstance(inner, dict) and self._keys:
            inner[self._chance.choice(self._keys)] = copy.deepcopy(self._chance.choice(ODD))
        elif isinstance(inner, list):
            inner.insert(self._chance.randint(0, len(inner)), copy.deepcopy(self._chance.choice(ODD)))

    def _wrap(self, holder: Any, key: Any) -> None:
        deep = self._chance.choice((1, 1, 2, 50, 400))
        for _ in range(deep):
            holder[key] = [holder[key]] if self._chance.random() < 0.5 else {"a": holder[key]}

    def _repeat(self, holder: Any, key: Any) -> None:
        inner = holder[key]
        if isinstance(inner, list) and inner:
            inner.extend(copy.deepcopy(inner) * self._chance.choice((1, 3, 20)))
        elif isinstance(inner, str) and len(inner) < 2_000:
            holder[key] = inner * self._chance.choice((2, 10, 1_000))

    def _edit(self, holder: Any, key: Any) -> None:
        inner = holder[key]
        if isinstance(inner, str):
            at = self._chance.randint(0, len(inner))
            odd = str(self._chance.choice(ODD))[:3_000]
            holder[key] = inner[:at] + odd + inner[at + self._chance.choice((0, 1, 5)) :]
        elif isinstance(inner, int | float):
            holder[key] = self._chance.choice((-inner, inner + 1, inner * 1_000, str(inner)))

    def _empty(self, holder: Any, key: Any) -> None:
        holder[key] = type(holder[key])() if holder[key] is not None else []


_CHANGES = (
    Trees._replace, Trees._replace, Trees._replace, Trees._graft, Trees._graft, Trees._drop, Trees._rename, Trees._add, Trees._add, Trees._wrap, Trees._repeat,
    Trees._edit, Trees._edit, Trees._edit, Trees._empty,
)  # fmt: skip


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (holder, key) of everything in a tree."""
    pending, left = [data], 20_000
    while pending and left > 0:
        holder = pending.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            left -= 1
            yield holder, key
            if isinstance(holder[key], dict | list):
                pending.append(holder[key])


def parsed(body: bytes) -> Any:
    """Return the tree of some bytes, dicts and lists alone; None where they are none."""
    if body[:1] not in {b"{", b"["} or len(body) > 500_000:
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


def written(data: Any) -> bytes:
    """Return a tree as bytes; half characters are written as escapes."""
    return json.dumps(data).encode()
