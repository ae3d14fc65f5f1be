"""How long the example's reports are on paper: what a client reads, and no page more."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from auditor import report
from auditor.audit import registry, results
from auditor.cli.commands import main
from auditor.config.report import Length
from auditor.report.renderers import pdf
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("length", "most"), [("summary", 2), ("report", 20)])
def test_a_company_with_a_hundred_faults_reads_no_more_than_it_can_bear(length: Length, most: int) -> None:
    judged = results.read(ROOT / "tests" / "golden" / "results.json")
    made = pdf.render(report.build(judged, registry.load(installed=False), length=length))
    assert len(PdfReader(io.BytesIO(made)).pages) <= most


def test_a_company_without_a_fault_reads_six_pages_at_most(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["demo", "--fixed", "--format", "pdf", "--output", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (made,) = tmp_path.rglob("report.pdf")
    assert len(PdfReader(made).pages) <= 6
