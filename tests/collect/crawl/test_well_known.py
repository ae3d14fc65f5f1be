"""Addresses asked for because a standard puts something there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collect.test_run import visit
from tests.local_web import LocalWeb, answer

PAGE = "<p>" + "What Acme makes, told at some length. " * 5


def test_security_txt_is_asked_for_and_kept(tmp_path: Path) -> None:
    with LocalWeb() as web:
        web.html("/", PAGE)
        web.pages["/.well-known/security.txt"] = answer("Contact: mailto:security@acme.example\n", type="text/plain")
        gathered = visit(web, tmp_path)
        kept = gathered.fetches[f"{web.url}/.well-known/security.txt"]
        assert gathered.read(kept).startswith("Contact:")
        assert gathered.fetches[f"{web.url}/security.txt"].status == 404


@pytest.mark.parametrize(("mark", "asked"), [("/wp-content/themes/a.css", True), ("/theme/a.css", False)])
def test_only_wordpress_is_asked_for_its_users(tmp_path: Path, mark: str, *, asked: bool) -> None:
    with LocalWeb() as web:
        web.html("/", f"<link rel=stylesheet href={mark}>{PAGE}")
        web.pages["/wp-json/wp/v2/users?per_page=100"] = answer('[{"slug":"admin"}]', type="application/json")
        gathered = visit(web, tmp_path)
        assert ("/wp-json/wp/v2/users?per_page=100" in web.asked) is asked
        if asked:
            fetch = gathered.fetches[f"{web.url}/wp-json/wp/v2/users?per_page=100"]
            assert gathered.read(fetch) == '[{"slug":"admin"}]'


def test_what_robots_txt_closes_is_not_asked_for(tmp_path: Path) -> None:
    with LocalWeb() as web:
        web.html("/", PAGE)
        web.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /.well-known/\n", type="text/plain")
        visit(web, tmp_path)
        assert "/.well-known/security.txt" not in web.asked
        assert "/security.txt" in web.asked
