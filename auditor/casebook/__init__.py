"""A visit as a made-up test case: the same answers with other words, names, addresses and numbers. docs/cases.md."""

from auditor.casebook.write import Written, write

__all__ = ["Written", "write"]
