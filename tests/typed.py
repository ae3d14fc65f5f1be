"""What somebody types who then closes the input."""

from __future__ import annotations

from io import BytesIO


class Ended(BytesIO):
    """Input that ends, as by Ctrl-D: older runners of click would go on with empty lines for ever."""

    def read1(self, size: int | None = -1, /) -> bytes:
        """Read what is left."""
        if typed := super().read1(size):
            return typed
        raise EOFError
