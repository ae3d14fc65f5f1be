"""Where the command begins: signals are minded before anything else is imported, which takes longest."""

from __future__ import annotations

import gc
import signal
import sys

_INCOMPLETE = 3
_YOUNG = 10_000
"""Objects after which Python looks for garbage, 700 by itself: looking while modules are imported, which leave none, takes a tenth of that time."""
_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")
"""By which CI jobs and services, closed terminals and Ctrl-\\ end a command; Windows lacks the latter two."""


def interrupt(*_: object) -> None:
    """End the command as Ctrl-C does: that itself is ignored where a shell started the command in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def main() -> None:
    """Run the command line; whatever signal ends it, it says so in one line and leaves with 3."""
    gc.set_threshold(_YOUNG)
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` has it ignored
            signal.signal(number, interrupt)
    try:
        from auditor.cli import outlet  # noqa: PLC0415 - see above

        outlet.open_standard_files()
        from auditor.cli import commands  # noqa: PLC0415 - see above

        commands.main()
    except Exception as error:  # a module that is damaged or missing; 1 would mean findings
        sys.stderr.write(f"auditor: cannot be loaded ({type(error).__name__}: {error}); install it again\n")
        sys.exit(_INCOMPLETE)
    except KeyboardInterrupt:
        sys.stderr.write("auditor: interrupted\n")
        sys.exit(_INCOMPLETE)
