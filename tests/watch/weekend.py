"""A watch over a weekend of its own time, as a process that can be killed: `python -m tests.watch.weekend FOLDER COMMAND…`.

The time it is lies in a file of the folder, so that who takes up the watch goes on where it was. The network is down for half of the
rounds, the company's profile is taken over from Friday 17:40 to Monday 7:12, and each alert is handed to a real command.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from auditor.model import Existence
from auditor.watch.handover import ProcessPost, Receivers
from auditor.watch.watching import Watcher
from tests.watch.world import FRIDAY, FastClock, gatherer, orders

BAD, GOOD = FRIDAY + timedelta(hours=1, minutes=40), FRIDAY + timedelta(hours=63, minutes=12)
DOWN = timedelta(hours=2)
"""The network is there for so long, then it is not for as long."""


def scene(moment: datetime) -> Existence | None:
    """Return how the profile is at a moment; None while the network is down."""
    if (moment - FRIDAY) // DOWN % 2 and moment < GOOD:
        return None
    return Existence.SUSPENDED if BAD <= moment < GOOD else Existence.LIVE


class KeptClock(FastClock):
    """Time that passes at once, and is not lost."""

    def __init__(self, file: Path) -> None:
        """Go on from the moment in a file."""
        super().__init__(datetime.fromisoformat(file.read_text()) if file.exists() else FRIDAY)
        self._file = file

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        super().wait(seconds)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(self.moment.isoformat())
        fresh.replace(self._file)


def main(folder: Path, command: list[str]) -> None:
    """Watch to the end, and print how it ended."""
    clock = KeptClock(folder / "now")
    receivers = Receivers(tuple(command))

    def tell(line: str, *, trouble: bool = False) -> None:
        say(f"{'!' if trouble else ' '} {line}")

    watcher = Watcher(
        folder / "watch",
        orders(receivers=receivers, every=timedelta(minutes=30)),
        clock,
        tell,
        ProcessPost(receivers),
        collect=gatherer(scene),
        wait=time.sleep,
    )
    say(f"ended: {watcher.run().value}")


def say(line: str) -> None:
    """Show a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
