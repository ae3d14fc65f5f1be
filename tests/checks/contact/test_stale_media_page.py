# ruff: noqa: RUF001 - letters and dashes of many languages stand here as people write them
"""How old the newest item of the press pages is."""

from __future__ import annotations

import pytest

from auditor.model import Outcome, Reach, Role
from tests.snapshots import FILLER, SITE, Site, only, run


def press(html: str, **fields: object) -> Site:
    return Site().page("/press", FILLER + html, Role.MEDIA, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        ("<p>14 October 2026: New anvil</p>", Outcome.PASS),
        ("<p>14 October 2024: New anvil</p>", Outcome.FAIL),
        ("<time datetime=2026-01-02T09:00>in winter</time>", Outcome.PASS),
        ("<a href=/news/2026/03/anvil>New anvil</a>", Outcome.PASS),
        ("<a href=/news/2023/03/anvil>New anvil</a>", Outcome.FAIL),
        ("<p>Meet us on 3 March 2027.</p><p>1 May 2022 | New rocket</p>", Outcome.FAIL),
        ("<p>21 November 2025: just in time</p>", Outcome.PASS),
        ("<p>20 November 2025: a day too late</p>", Outcome.FAIL),
    ],
)
def test_the_newest_day_decides(html: str, outcome: Outcome) -> None:
    assert only(run("stale-media-page", press(html).snapshot())).outcome is outcome


@pytest.mark.parametrize("icon", ["\ue000", "\ue000/", "\ue0007", "&#xe000;", "\ue001", "\ue002", "\ue003"])
def test_icons_of_a_typeface_are_no_marks_of_ours(icon: str) -> None:
    site = press(f"<h2>{icon} News {icon}</h2><p>{icon}</p><p>{icon} 14 October 2026: New anvil</p>")
    assert only(run("stale-media-page", site.snapshot())).outcome is Outcome.PASS


STALE = {
    "de": "<li>3. März 2023 – Neuer Amboss</li><li>12.05.2022: Tag der offenen Tür</li>",
    "fr": "<h3>Nouvelle enclume</h3><p>Publié le 3 mars 2023</p><h3>Portes ouvertes</h3><p>Publié le 12 mai 2022</p>",
    "es": "<li><a href=/x>Nuevo yunque</a> 3 de marzo de 2023</li><li><a href=/y>Feria</a> 12 de mayo de 2022</li>",
    "pl": "<p>3 marca 2023 Nowe kowadło</p><p>12 maja 2022 Dzień otwarty</p>",
    "cs": "<p>3. března 2023</p><p>Nová kovadlina</p><p>12. května 2022</p><p>Den otevřených dveří</p>",
    "hu": "<li>2023. március 3. – Új üllő</li><li>2022. május 12. – Nyílt nap</li>",
    "fi": "<li>3. maaliskuuta 2023: Uusi alasin</li><li>12.5.2022: Avoimet ovet</li>",
    "ru": "<li>3 марта 2023 — Новая наковальня</li><li>12 мая 2022 — День открытых дверей</li>",
    "el": "<li>3 Μαρτίου 2023: Νέο αμόνι</li><li>12 Μαΐου 2022: Ημέρα</li>",
    "tr": "<li>3 Mart 2023 – Yeni örs</li><li>12 Mayıs 2022 – Açık gün</li>",
    "ar": "<li>٣ مارس ٢٠٢٣: سندان جديد</li><li>١٢ مايو ٢٠٢٢: يوم مفتوح</li>",
    "he": "<li>3 במרץ 2023: סדן חדש</li><li>12 במאי 2022: יום פתוח</li>",
    "fa": "<li>۱۲ اسفند ۱۴۰۱: سندان نو</li><li>۲۲ اردیبهشت ۱۴۰۱: روز باز</li>",
    "hi": "<li>३ मार्च २०२३: नया निहाई</li><li>१२ मई २०२२: खुला दिन</li>",
    "th": "<li>3 มีนาคม 2566 ทั่งใหม่</li><li>12 พ.ค. 2565 วันเปิดบ้าน</li>",
    "ja": "<li>令和5年3月3日 新しい金床</li><li>2022年5月12日 公開日</li>",
    "zh": "<li>2023年3月3日 新铁砧</li><li>2022-05-12 开放日</li>",
    "zh-tw": "<li>民國112年3月3日 新鐵砧</li><li>111/05/12 開放日</li>",
    "ko": "<li>2023. 3. 3. 새 모루</li><li>2022년 5월 12일 행사</li>",
    "vi": "<li>3/3/2023: Đe mới</li><li>Ngày 12 tháng 5 năm 2022: Ngày mở cửa</li>",
}


@pytest.mark.parametrize("lang", STALE)
def test_a_list_that_ends_years_ago_fails_in_any_language(lang: str) -> None:
    site = Site().page("/press", f"<html lang={lang}><body>{FILLER}<ul>{STALE[lang]}</ul></body></html>", Role.MEDIA)
    finding = only(run("stale-media-page", site.snapshot()))
    assert (finding.outcome, "3 March 2023" in finding.message.text) == (Outcome.FAIL, True), finding.message.text


@pytest.mark.parametrize(
    "html",
    [
        "<p>Our workshop opened on 4 March 2015 in the old mill.</p>",
        "<h2>History</h2><ul><li>12 May 1987: first anvil</li><li>3 June 2001: new mill</li></ul>",
        "<h2>Meilensteine</h2><ul><li>12.05.1987 – Gründung</li><li>3.6.2019 – Umzug</li></ul>",
        "<h2>Events</h2><ul><li>3 March 2025: Anvil fair</li><li>4 April 2025: Rocket day</li></ul>",
        "<ul><li>1 March 1987: Acme is founded</li><li>3 June 2001: opened in Leeds</li></ul>",
        "<p>Last updated: 3 March 2023</p><p>Founded</p><p>4 May 1949</p>",
        "<footer><p>3 March 2023</p><p>12 May 2022</p></footer>",
        "<p>Jane Doe, born 4 May 1980, speaks for us.</p><p>“Best anvils!” – The Times, 4 May 2019</p>",
        "<p>The Anvil 3 came out in March 2019, the Anvil 4 in May 2021.</p>",
    ],
)
def test_days_of_something_else_prove_nothing(html: str) -> None:
    assert run("stale-media-page", press(html).snapshot()).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "html",
    [
        "<p>Nov. 2026 — New anvil</p>",
        "<p>3/11/26: New anvil</p>",
        "<p>11/3/26: New anvil</p>",
        "<p>Q3 2026 results</p>",
        "<p>Posted 2 days ago</p>",
        "<a href=/files/PM-2026-10-New-Anvil.pdf>New anvil</a>",
        "<a href=/press/20261003-anvil>New anvil</a>",
        "<h3>2026</h3><p>New anvil</p>",
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-10-03"}</script>',
    ],
)
def test_what_is_new_is_seen_in_any_shape(html: str) -> None:
    old = "<p>3 March 2019: Old anvil</p><p>3 March 2018: Older anvil</p>"
    assert only(run("stale-media-page", press(old + html).snapshot())).outcome is Outcome.PASS


OLDEST_FIRST = "<p>3 March 2019: Old</p><p>5 May 2020: Less old</p><a href=/press?page=2>2</a>"
NEWEST_FIRST = "<p>5 May 2020: Old</p><p>3 March 2019: Older</p><a href=/press?page=2>2</a>"


def test_the_newest_counts_wherever_in_the_list_it_stands() -> None:
    read = press(OLDEST_FIRST).page("/press?page=2", FILLER + "<p>3 March 2026: New</p>")
    assert only(run("stale-media-page", read.snapshot())).outcome is Outcome.PASS
    old = press(OLDEST_FIRST).page("/press?page=2", FILLER + "<p>3 March 2022: Newer</p>")
    assert only(run("stale-media-page", old.snapshot())).outcome is Outcome.FAIL
    assert only(run("stale-media-page", press(OLDEST_FIRST).snapshot())).outcome is Outcome.INCONCLUSIVE
    assert only(run("stale-media-page", press(NEWEST_FIRST).snapshot())).outcome is Outcome.FAIL


@pytest.mark.parametrize("html", ["<a href=/press/2026>2026</a>", "<ul class=news-list></ul>"])
def test_an_archive_that_was_not_read_and_an_empty_list_leave_it_open(html: str) -> None:
    site = press("<p>5 May 2020: Old</p><p>3 March 2019: Older</p>" + html)
    assert only(run("stale-media-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_a_press_page_without_days_is_not_judged() -> None:
    assert run("stale-media-page", press("<p>Call us. © 2019 Acme</p>").snapshot()).outcome is Outcome.NOT_APPLICABLE


def test_one_page_that_is_up_to_date_is_enough() -> None:
    site = press("<p>1 May 2020</p>").page("/press/2026", FILLER + "<p>1 May 2026</p>", Role.MEDIA)
    finding = only(run("stale-media-page", site.snapshot()))
    assert (finding.outcome, finding.subject) == (Outcome.PASS, f"{SITE}press/2026")


def test_what_could_not_be_read_may_be_newer() -> None:
    site = press("<p>1 May 2020</p>").page("/press/new", "", Role.MEDIA, status=None, reach=Reach.TIMED_OUT)
    assert only(run("stale-media-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE
    site = press("<p>1 May 2020</p>").page("/press/new", "", Role.MEDIA, needs_script=True)
    assert only(run("stale-media-page", site.snapshot())).outcome is Outcome.INCONCLUSIVE


def test_a_list_in_a_frame_of_the_site_counts() -> None:
    frame, url = '<iframe src="/room"></iframe>', f"{SITE}room"
    fresh = press(f"<p>14 October 2024: New anvil</p>{frame}").page("/room", f"{FILLER}<p>14 October 2026: Newer</p>")
    assert only(run("stale-media-page", fresh.snapshot())).subject == url
    old = press(frame).page("/room", f"{FILLER}<p>14 October 2024: New anvil</p>")
    assert only(run("stale-media-page", old.snapshot())).outcome is Outcome.FAIL
    unread = press(f"<p>14 October 2024: New anvil</p>{frame}").answer(url, 403)
    assert only(run("stale-media-page", unread.snapshot())).outcome is Outcome.INCONCLUSIVE
