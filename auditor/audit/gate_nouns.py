"""What an audit was to fail on, and what it failed on, as plain data."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class GateOut(BaseModel):
    """What was to fail, and what did. Findings are named by their fingerprints, sorted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fail_on: str = Field(description="lowest severity that fails, or `never`")
    baseline: bool = Field(description="whether findings of a baseline were known, and failed nothing")
    third_party: bool = Field(description="whether addresses of others fail it too")
    min_coverage: int = Field(description="percentage that had to be verified")
    failing: tuple[str, ...] = Field(description="findings that failed it")
    known: tuple[str, ...] = Field(description="failed findings that the baseline holds")
    advisory: tuple[str, ...] = Field(description="failed findings about addresses of others, which failed nothing")
    lapsed: tuple[str, ...] = Field(description="failed findings that were accepted until a day that has passed")
    gone: int = Field(description="findings of the baseline that were fixed; they should leave it")

    @property
    def is_asked(self) -> bool:
        """Return whether anything was to fail on findings."""
        return self.fail_on != "never"
