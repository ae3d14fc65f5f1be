"""`[security]` of auditor.toml: which links are followed, and against which lists they are held."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.config.section import Section


class SecuritySettings(Section):
    """How the links of own posts and profiles, and accounts under the company's name, are looked at."""

    links: bool = Field(default=True, description="follow the links in own posts and profiles")
    max_links: int = Field(default=300, ge=0, description="addresses from posts and profiles followed at most")
    block_lists: tuple[str, ...] = Field(
        default=(),
        description="files of hosts or addresses known to be bad, relative to auditor.toml: hosts files, lists, tables",
    )
    impostors: tuple[Literal["bluesky", "mastodon", "github"], ...] = Field(
        default=("bluesky", "mastodon", "github"),
        description="platforms that are searched for accounts under the company's name; `[]` for none",
    )
