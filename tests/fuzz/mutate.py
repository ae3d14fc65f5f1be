"""Makes new inputs of old ones: by bytes, by lines, by trees of JSON, and by repeating a piece until what is slow shows."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from tests.fuzz import trees
from tests.fuzz.case import Case

MOST = 200_000
"""Bytes of an input."""
ODD = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\xf0\x9f\x98\x80", b"\xc3", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xc2\xa0", b"\r", b"\n", b"\r\n", b"\t", b" ",
    b"<", b">", b"&", b"\"", b"'", b"\\", b"%", b"%00", b"%zz", b"@", b"#", b"?", b"/", b"//", b":", b";", b",", b".", b"..", b"-", b"0", b"-1", b"9" * 20, b"1e309",
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"</", b"/>", b"<?", b"&#xD800;", b"&#0;", b"&#x110000;", b"&lt;", b"[", b"]", b"{", b"}", b"(", b")", b"=", b"|", b"*", b"$", b"^",
    b"\\ud800", b"\\u0000", b"nan", b"inf", b"null", b"true", b"0x", b"2026-02-30", b"9999-12-31", b"0000-00-00", b"1900-01-01T00:00:00+14:00", b"24:00", b"xn--", b"xn--a",
    b"https://[", b"https://[::ffff:1]/", b"https://a@b:c/", b"mailto:", b"tel:+", b"jane.doe@mail.example", b"+49 151 23456789", b"http://a.example:99999/",
)  # fmt: skip
_LENGTHS = (1, 1, 1, 2, 3, 4, 8, 16, 64, 256)
_REPEATS = (2, 3, 10, 100, 1_000, 10_000, 50_000)


class Mutator:
    """Changes inputs; everything it does follows from its seed and what it was shown."""

    def __init__(self, chance: random.Random, tokens: Sequence[bytes] = ()) -> None:
        self._chance = chance
        self._tokens = (*ODD, *tokens, *tokens)
        self._trees = trees.Trees(chance)

    def learn(self, case: Case) -> None:
        """Remember what can be grafted onto others."""
        for _, body in case.files:
            tree = trees.parsed(body)
            if tree is not None:
                self._trees.learn(tree)

    def changed(self, case: Case, other: Case) -> Case:
        """Return a new input made of one and, now and then, pieces of another."""
        for _ in range(self._chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
            case = self._once(case, other)
        return case

    def _once(self, case: Case, other: Case) -> Case:
        places = [n for n, (name, _) in enumerate(case.parts) if not name.startswith("=")]
        if not places:
            return case
        which = self._chance.choice(places)
        if len(places) > 1 and self._chance.random() < 0.03:
            return case.without(which)
        body = case.parts[which][1]
        tree = trees.parsed(body) if self._chance.random() < 0.85 else None
        new = self._of_tree(tree) if tree is not None else b""
        if not new:
            new = self._chance.choice(_CHANGES)(self, body, other.body)
        return case.replacing(which, new[:MOST])

    def _of_tree(self, tree: object) -> bytes:
        try:
            return trees.written(self._trees.changed(tree))
        except RecursionError:  # as deep as trees get
            return b""

    def _span(self, body: bytes) -> tuple[int, int]:
        start = self._chance.randint(0, len(body))
        return start, min(len(body), start + self._chance.choice(_LENGTHS))

    def _flip(self, body: bytes, _: bytes) -> bytes:
        if not body:
            return b"\x00"
        data = bytearray(body)
        for _count in range(self._chance.choice((1, 1, 4))):
            data[self._chance.randrange(len(data))] ^= 1 << self._chance.randrange(8)
        return bytes(data)

    def _insert(self, body: bytes, _: bytes) -> bytes:
        at = self._chance.randint(0, len(body))
        return body[:at] + self._chance.choice(self._tokens) + body[at:]

    def _overwrite(self, body: bytes, _: bytes) -> bytes:
        start, end = self._span(body)
        return body[:start] + self._chance.choice(self._tokens) + body[end:]

    def _delete(self, body: bytes, _: bytes) -> bytes:
        start, end = self._span(body)
        return body[:start] + body[end:]

    def _move(self, body: bytes, _: bytes) -> bytes:
        start, end = self._span(body)
        piece, rest = body[start:end], body[:start] + body[end:]
        at = self._chance.randint(0, len(rest))
        return rest[:at] + piece + rest[at:]

    def _splice(self, body: bytes, other: bytes) -> bytes:
        start, end = sorted((self._chance.randint(0, len(other)), self._chance.randint(0, len(other))))
        at = self._chance.randint(0, len(body))
        return body[:at] + other[start:end] + body[at + self._chance.choice((0, 0, end - start)) :]

    def _cut(self, body: bytes, _: bytes) -> bytes:
        return body[: self._chance.randint(0, len(body))]

    def _number(self, body: bytes, _: bytes) -> bytes:
        """Put another number in the place of one."""
        digits = [n for n, byte in enumerate(body[:5_000]) if 48 <= byte <= 57]
        if not digits:
            return self._insert(body, b"")
        start = end = self._chance.choice(digits)
        while end < len(body) and 48 <= body[end] <= 57:
            end += 1
        new = self._chance.choice((b"0", b"1", b"255", b"65536", b"4294967296", b"-1", b"99", b"9" * 30, b"00", b""))
        return body[:start] + new + body[end:]

    def _lines(self, body: bytes, _: bytes) -> bytes:
        """Swap, double or drop a line."""
        lines = body.split(b"\n")
        one, two = self._chance.randrange(len(lines)), self._chance.randrange(len(lines))
        do = self._chance.randrange(3)
        if do == 0:
            lines[one], lines[two] = lines[two], lines[one]
        elif do == 1:
            lines.insert(two, lines[one])
        else:
            del lines[one]
        return b"\n".join(lines)

    def _repeat(self, body: bytes, _: bytes) -> bytes:
        """Repeat a piece, or a token, until what is slow shows."""
        start, end = self._span(body)
        piece = self._chance.choice((body[start:end], self._chance.choice(self._tokens))) or b" "
        times = min(self._chance.choice(_REPEATS), MOST // len(piece))
        return body[:start] + piece * times + body[end:]


_CHANGES: tuple[Callable[[Mutator, bytes, bytes], bytes], ...] = (
    Mutator._flip, Mutator._flip, Mutator._insert, Mutator._insert, Mutator._insert, Mutator._overwrite, Mutator._overwrite, Mutator._delete, Mutator._delete,
    Mutator._move, Mutator._splice, Mutator._splice, Mutator._splice, Mutator._cut, Mutator._number, Mutator._lines, Mutator._lines, Mutator._repeat,
)  # fmt: skip
