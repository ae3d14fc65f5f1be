"""Audit a company the way the press and its customers meet it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("auditor")
except PackageNotFoundError:  # a bare clone, run with `python -m auditor`
    __version__ = "0+clone"

RULESET = "2026.11"
"""Version of the rules; it stands in every result. A change that moves scores raises it and gets a line in CHANGELOG.md."""

__all__ = ["RULESET", "__version__"]
