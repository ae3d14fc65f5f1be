"""The importers, by the name that `format` in auditor.toml gives them."""

from __future__ import annotations

from auditor.collect.importers import csv_table, facebook, instagram, json_lines, linkedin, x_archive, youtube

IMPORTERS = {
    importer.name: importer
    for importer in (
        json_lines.IMPORTER,
        *csv_table.IMPORTERS,
        x_archive.IMPORTER,
        facebook.IMPORTER,
        instagram.IMPORTER,
        linkedin.IMPORTER,
        youtube.IMPORTER,
    )
}
BY_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".tab": "csv"}
"""Which importer reads a file whose format auditor.toml does not tell."""
