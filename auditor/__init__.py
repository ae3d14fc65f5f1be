"""Audit a company the way the press and its customers meet it."""

RULESET = "2026.11.11"
"""Version of the rules, by year and month, then counted; it stands in every result. A change that moves scores raises it and gets a line in CHANGELOG.md."""

__version__: str
"""As installed; `0+clone` in a bare clone, run with `python -m auditor`."""

__all__ = ["RULESET", "__version__"]


def __getattr__(name: str) -> str:
    """Look the version up when somebody asks: finding it costs more than many a module, and the helpers never need it."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - see above

    try:
        found = version("auditor")
    except PackageNotFoundError:
        found = "0+clone"
    globals()[name] = found  # looked up once
    return found
