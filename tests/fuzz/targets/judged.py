"""What every check says of a visit, and the files made of it."""

from __future__ import annotations

import json
import zlib
from functools import cache

from auditor.audit import registry, runner
from auditor.audit.results import Results
from auditor.model import Outcome, Snapshot
from auditor.report.renderers import html, junit, summary
from tests import factories
from tests.fuzz.target import require

_HTML_OF = 8
"""Of so many visits, one is written as a page: that takes the longest."""


@cache
def _known() -> dict[str, registry.Known]:
    return dict(registry.load(installed=False))


def results_of(snapshot: Snapshot, *, hidden: tuple[str, ...] = ()) -> Results:
    """Return what all checks say; see that none breaks, that it can be kept and shown, and that it tells nothing that is hidden."""
    found = runner.run_all([one.check for one in _known().values()], snapshot)
    broken = [(one.check.id, one.error) for one in found if one.outcome is Outcome.ERROR]
    require(not broken, f"checks broke: {broken}")
    results = factories.make_results(found, site=snapshot.target.site, name=snapshot.target.name)
    written = json.dumps(results.model_dump(mode="json"), ensure_ascii=False)
    written.encode()
    require(Results.model_validate_json(written) == results, "results.json reads as something else")
    report = factories.make_report(results, snapshot, _known())
    told = [written, summary.render(report), junit.render(report)]
    if zlib.crc32(written.encode()) % _HTML_OF == 0:
        told.append(html.render(report))
    for text in told:
        text.encode()
        for word in hidden:
            require(word not in text, f"a report shows {word!r}")
    return results
