"""The end of the time that sources have."""

from __future__ import annotations

import threading
import time


class Stopped(BaseException):
    """Time is up. No `except Exception` of a source's keeps it from ending."""


class Deadline:
    """When sources have to be done, in seconds of `time.monotonic`."""

    def __init__(self, at: float = float("inf")) -> None:
        self.at = at
        self._over = threading.Event()

    def pass_now(self) -> None:
        """End the time, whatever the clock says."""
        self._over.set()

    def require(self) -> None:
        """Go on only while there is time.

        Raises:
            Stopped: there is none left.
        """
        if self._over.is_set():
            raise Stopped

    def wait_until(self, moment: float) -> None:
        """Wait for a moment.

        Raises:
            Stopped: time was up before.
        """
        left = moment - time.monotonic()
        if left > 0 and self._over.wait(left):
            raise Stopped
