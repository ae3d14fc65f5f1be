"""What can be written, and under which name."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.audit.files import RESULTS

FORMATS: Mapping[str, str] = {
    "html": "report.html",
    "pdf": "report.pdf",
    "json": RESULTS,
    "junit": "results.junit.xml",
    "csv": "posts.csv",
    "actions": "actions.csv",
    "findings": "findings.csv",
    "md": "summary.md",
    "sarif": "results.sarif",
    "github": "annotations.txt",
    "gitlab": "gl-code-quality-report.json",
    "xlsx": "report.xlsx",
    "docx": "report.docx",
}
"""What can be written, and under which name."""

PROPOSAL = "approved.proposed.toml"
"""What a run writes where nothing was approved: what approved.toml could say."""
