"""The part of a new auditor.toml that names files of conversations: each with what it was recognised as, and what it lacks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.cli.init import Sighting, comment, quoted
from auditor.collect.importers import private, recognise, trial
from auditor.collect.importers.base import Importer, ImportProblem
from auditor.collect.importers.table import IMPORTERS
from auditor.collect.importers.trial import Trial
from auditor.config.schema import ConversationSettings, ProfileSettings, Settings, TargetSettings
from auditor.model import Owner

_HEAD = """
# Conversations. `auditor import auditor.toml` shows how each file is read and what can be judged."""

_SENTENCES = 1_000
"""Characters of what is wrong with a file."""


def write(files: Iterable[Path], sighting: Sighting, output: Path) -> str:
    """Return a section for each file; private ones stay closed until a person allows them to be read.

    Args:
        files: As they were named on the command line.
        sighting: Whose conversations they are.
        output: The auditor.toml: paths in it are relative to its folder.
    """
    return "\n".join([_HEAD, *(line for file in files for line in _section(file, sighting, output))]) + "\n"


def _section(file: Path, sighting: Sighting, output: Path) -> Iterator[str]:
    yield ""
    yield "[[conversations]]"
    path = quoted(Path(os.path.relpath(file, output.parent)).as_posix())
    said = ConversationSettings(path=str(file.absolute()))
    try:
        importer = recognise.importer_for(file, said, IMPORTERS)
    except ImportProblem as problem:
        yield f"path = {path}"
        yield f"# {comment(str(problem), _SENTENCES)}"
        yield '# format = ""'
        return
    yield f"path = {path}  # {comment(importer.title)}"
    yield from _private(importer) if private.is_private(importer, said) else _tried(said, sighting)


def _private(importer: Importer) -> Iterator[str]:
    yield "# private = true  # It holds private conversations. Remove the first # if you may evaluate them: no words or names are kept."
    if not importer.platform:
        yield '# account = ""  # where the file does not say it: the company\'s mailbox, or its name in the chat'


def _tried(said: ConversationSettings, sighting: Sighting) -> Iterator[str]:
    """Yield what the first rows of a file show to be missing."""
    target = TargetSettings(site=sighting.target.site, name=sighting.target.name)
    ours = tuple(ProfileSettings(url=one.url) for one in sighting.profiles.own if one.owner is Owner.CERTAIN)
    settings = Settings(target=target, profile=ours, conversations=(said,))
    (one,) = trial.trials(settings, most=trial.FIRST)
    if one.problem is not None:
        yield f"# {comment(one.problem.text, _SENTENCES)}"
        return
    yield from _lacks(one, said)


def _lacks(one: Trial, said: ConversationSettings) -> Iterator[str]:
    accounts = ", ".join(f"{account} on {platform}" for platform, account in one.accounts)
    yield (
        f"# Posts by {comment(accounts)}."
        if len(one.accounts) == 1
        else f"# Posts of several accounts: {comment(accounts)}."
    )
    if one.accounts and next(iter(one.accounts))[1] == Path(said.path).stem:
        yield '# account = ""  # the file does not say whose it is: the company\'s account, such as AcmeHelp'
    if not one.by_brand and "authors" not in one.cannot_see:
        yield "# brand = []  # nobody in it is known to speak for the company: names of its accounts and agents"
    if "time-zone" in one.cannot_see:
        yield '# timezone = "Europe/London"  # its times name no zone and are taken for UTC'
