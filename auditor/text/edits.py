"""How alike two spellings are. Pure functions over short texts."""

from __future__ import annotations

_LONGEST = 60
"""Letters compared; names are shorter."""
_PREFIX, _WEIGHT = 4, 0.1
"""Letters at the start that count for more, and how much more: Winkler's own figures (1990)."""


def edits(one: str, other: str, most: int = 3) -> int:
    """Return how many letters have to be added, left out, changed or swapped to get from one name to the other, at most `most`."""
    one, other = one[:_LONGEST], other[:_LONGEST]
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most)


def jaro_winkler(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1, by Jaro (1989) and Winkler (1990)."""
    one, other = one[:_LONGEST], other[:_LONGEST]
    if one == other:
        return 1.0
    left, right = _matched(one, other)
    if not left:
        return 0.0
    swapped = sum(a != b for a, b in zip(left, right, strict=True)) / 2
    same = len(left)
    jaro = (same / len(one) + same / len(other) + (same - swapped) / same) / 3
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return jaro + min(shared, _PREFIX) * _WEIGHT * (1 - jaro)


def _matched(one: str, other: str) -> tuple[list[str], list[str]]:
    """Return the letters that two names have in common near one place, in the order of each."""
    reach = max(len(one), len(other)) // 2 - 1
    taken = [False] * len(other)
    left = []
    for at, sign in enumerate(one):
        for there in range(max(0, at - reach), min(len(other), at + reach + 1)):
            if not taken[there] and other[there] == sign:
                taken[there] = True
                left.append(sign)
                break
    return left, [sign for sign, is_taken in zip(other, taken, strict=True) if is_taken]
