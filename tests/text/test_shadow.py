"""Templates that browsers show."""

from __future__ import annotations

import pytest

from auditor.text.shadow import opened


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<x-a><template shadowrootmode="open"><p>Hi</p></template></x-a>', "<x-a><div><p>Hi</p></div></x-a>"),
        ("<template shadowrootmode=closed>a<template>b</template></template>", "<div>a<template>b</template></div>"),
        ("<template><b>shadowrootmode</b></template>", "<template><b>shadowrootmode</b></template>"),
        ("</template><template shadowrootmode=open>a", "</template><div>a"),
    ],
)
def test_only_shadow_roots_are_opened(html: str, shown: str) -> None:
    assert opened(html) == shown
