"""The languages a site is in, and whether we could have known its pages."""

# ruff: noqa: RUF001

from __future__ import annotations

from auditor.text.site_languages import site_languages, unknown_language
from tests.snapshots import Site

MONGOLIAN = "<p>Бид цонх хаалга хийдэг байгууллага юм. Манай үйлдвэр Улаанбаатар хотод байрладаг бөгөөд бүх төрлийн цонх хийдэг.</p>"
TURKISH = "<p>Uçurtma atölyemiz değirmende çalışıyor ve okullar için uçurtma yapıyor, siparişler bir haftada hazır.</p>"


def test_languages_of_a_site() -> None:
    snapshot = Site(home=TURKISH).page("a", "<p>We make kites for schools and clubs all over the world.</p>").snapshot()
    assert [language.name for language in site_languages(snapshot)] == ["Turkish", "English"]


def test_language_that_nobody_taught_us() -> None:
    assert unknown_language(Site(home=MONGOLIAN).snapshot()) == "Mongolian"
    assert unknown_language(Site().snapshot()) == ""
    assert unknown_language(Site(home="<p>Acme</p>").snapshot()) == ""


def test_one_page_in_another_language_is_not_the_sites() -> None:
    assert unknown_language(Site().page("mn", MONGOLIAN).snapshot()) == ""
