"""Keeping profile pictures."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.collect.crawl import pictures
from auditor.collect.http.address_guard import Guard
from auditor.collect.http.client import Politeness, open_web
from auditor.model import Profile
from auditor.snapshot.bodies import Bodies
from auditor.snapshot.writer import Store
from tests.local_web import LocalWeb, answer

PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def keep(folder: Path, *avatars: str | None, public: bool = False) -> list[str]:
    async def go() -> list[Profile]:
        guard = Guard() if public else Guard.for_target(["127.0.0.1"])
        profiles = [Profile("bluesky", str(n), "", avatar=avatar) for n, avatar in enumerate(avatars)]
        async with open_web(guard, Politeness()) as web:
            return await pictures.keep(profiles, web, store)

    store = Store(folder)
    try:
        found = asyncio.run(go())
        for profile in found:
            assert not profile.avatar_sha256 or Bodies(store._db).raw(profile.avatar_sha256) == PICTURE
        return [profile.avatar_sha256 for profile in found]
    finally:
        store.close()


def test_a_picture_is_kept_once(tmp_path: Path) -> None:
    with LocalWeb() as web:
        web.pages["/a.png"] = answer(PICTURE, type="image/png")
        url = f"{web.url}/a.png"
        assert keep(tmp_path, url, None, "", url) == [sha256(PICTURE).hexdigest(), "", "", sha256(PICTURE).hexdigest()]
        assert web.asked == ["/a.png"]


@pytest.mark.parametrize(
    "said",
    [
        answer("<h1>Log in</h1>"),
        answer(PICTURE, type="image/png", status=404),
        answer(b"x" * 4_000_000, type="image/png"),
        answer(status=302, headers={"Location": "http://10.0.0.1/a.png"}),
    ],
)
def test_what_is_no_picture_is_none(tmp_path: Path, said: bytes) -> None:
    with LocalWeb() as web:
        web.pages["/a.png"] = said
        assert keep(tmp_path, f"{web.url}/a.png", "data:image/png;base64,xx", "javascript:alert(1)") == ["", "", ""]


def test_a_public_company_sends_nobody_into_a_private_network(tmp_path: Path) -> None:
    with LocalWeb() as web:
        web.pages["/a.png"] = answer(PICTURE, type="image/png")
        assert keep(tmp_path, f"{web.url}/a.png", public=True) == [""]
        assert web.asked == []
