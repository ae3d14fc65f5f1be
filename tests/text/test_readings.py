# ruff: noqa: RUF001 - letters of many scripts stand here as people write them
"""Times as texts name them, in the languages and calendars of the press pages that are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.calendars import end_of, from_han, from_persian
from auditor.text.readings import readings, said_lately

NOV_3 = date(2026, 11, 3)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("3 ноември 2026 г.", "bg"),
        ("3. studenoga 2026.", "hr"),
        ("3. listopadu 2026", "cs"),
        ("3. november 2026", "da"),
        ("3 November 2026", "en"),
        ("November 3, 2026", "en"),
        ("3. november 2026", "et"),
        ("3. marraskuuta 2026", "fi"),
        ("3 novembre 2026", "fr"),
        ("3. November 2026", "de"),
        ("3 Νοεμβρίου 2026", "el"),
        ("2026. november 3.", "hu"),
        ("2026. november 3-án", "hu"),
        ("3 Samhain 2026", "ga"),
        ("3 novembre 2026", "it"),
        ("2026. gada 3. novembris", "lv"),
        ("2026 m. lapkričio 3 d.", "lt"),
        ("3 ta’ Novembru 2026", "mt"),
        ("3 listopada 2026", "pl"),
        ("3 de novembro de 2026", "pt"),
        ("3 noiembrie 2026", "ro"),
        ("3. novembra 2026", "sk"),
        ("3. november 2026", "sl"),
        ("3 de noviembre de 2026", "es"),
        ("3 november 2026", "sv"),
        ("3. november 2026", "no"),
        ("3. nóvember 2026", "is"),
        ("3 Kasım 2026", "tr"),
        ("3 листопада 2026 р.", "uk"),
        ("3 ноября 2026 года", "ru"),
        ("3. новембар 2026.", "sr"),
        ("3. novembra 2026.", "sr"),
        ("3 nëntor 2026", "sq"),
        ("٣ نوفمبر ٢٠٢٦", "ar"),
        ("3 تشرين الثاني 2026", "ar"),
        ("3 نوفمبر/تشرين الثاني 2026", "ar"),
        ("3 בנובמבר 2026", "he"),
        ("۱۲ آبان ۱۴۰۵", "fa"),
        ("۱۴۰۵/۰۸/۱۲", "fa"),
        ("۳ نوامبر ۲۰۲۶", "fa"),
        ("3 नवंबर 2026", "hi"),
        ("३ नवंबर २०२६", "hi"),
        ("৩ নভেম্বর ২০২৬", "bn"),
        ("2026年11月3日", "zh"),
        ("二〇二六年十一月三日", "zh"),
        ("民國115年11月3日", "zh"),
        ("115/11/03", "zh"),
        ("令和8年11月3日", "ja"),
        ("R8.11.3", "ja"),
        ("2026年 11월 3일", "ko"),
        ("2026년 11월 3일", "ko"),
        ("2026. 11. 3.", "ko"),
        ("26.11.03", "ko"),
        ("ngày 3 tháng 11 năm 2026", "vi"),
        ("3/11/2026", "vi"),
        ("3 พฤศจิกายน 2569", "th"),
        ("3 พ.ย. 69", "th"),
        ("๓ พฤศจิกายน พ.ศ. ๒๕๖๙", "th"),
        ("03/11/2569", "th"),
        ("3 November 2026", "id"),
        ("3 Nov 26", "en"),
        ("11/3/26", "en"),
        ("3.11.26", "de"),
        ("03. 11. 2026", "cs"),
        ("Tue, 03 Nov 2026 10:00", "en"),
        ("3rd of November, 2026", "en"),
        ("03\nNov\n2026", "en"),
        ("2026-11-03", "en"),
        ("2026-11-03T10:00:00Z", ""),
    ],
)
def test_a_day(text: str, lang: str) -> None:
    (found,) = readings(text, lang)
    assert found.whole == "day"
    assert NOV_3 in found.days


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Nov. 2026", "en"),
        ("November 2026", "de"),
        ("noviembre de 2026", "es"),
        ("2026年11月", "ja"),
        ("令和8年11月", "ja"),
        ("11/2026", "de"),
        ("2026-11", "en"),
        ("w listopadzie 2026", "pl"),
        ("в ноябре 2026", "ru"),
        ("2026. novemberi", "hu"),
        ("Nov '26", "en"),
        ("marraskuussa 2026", "fi"),
        ("tháng 11/2026", "vi"),
        ("พ.ย. 2569", "th"),
        ("kasım 2026'da", "tr"),
        ("2026 m. lapkritis", "lt"),
    ],
)
def test_a_month_counts_as_its_last_day(text: str, lang: str) -> None:
    (found,) = readings(text, lang)
    assert (found.whole, found.days[-1]) == ("month", date(2026, 11, 30))
    assert found.latest(TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("Q3 2026", "en", date(2026, 9, 30)),
        ("3. Quartal 2026", "de", date(2026, 9, 30)),
        ("T3 2026", "fr", date(2026, 9, 30)),
        ("III квартал 2026", "ru", date(2026, 9, 30)),
        ("2026年第3四半期", "ja", date(2026, 9, 30)),
        ("Herbst 2026", "de", date(2026, 11, 30)),
        ("summer of 2026", "en", date(2026, 8, 31)),
        ("2026", "en", date(2026, 12, 31)),
        ("H31.4.1", "ja", date(2019, 4, 1)),
        ("آبان ۱۴۰۵", "fa", date(2026, 11, 20)),
        ("平成31年4月", "ja", date(2019, 4, 30)),
        ("令和元年5月1日", "ja", date(2019, 5, 1)),
        ("R8.10.12", "ja", date(2026, 10, 12)),
        ("H28/3/1", "ja", date(2016, 3, 1)),
        ("R元.5.1", "ja", date(2019, 5, 1)),
        ("令和8.10.12", "ja", date(2026, 10, 12)),
        ("\u32ff8年10月12日", "ja", date(2026, 10, 12)),
        ("R8年10月", "ja", date(2026, 10, 31)),
        ("12 X 2026 r.", "pl", date(2026, 10, 12)),
        ("12.XII.2026.", "sr", date(2026, 12, 12)),
        ("12.ХІІ.2026", "uk", date(2026, 12, 12)),
        ("2026. X. 12.", "hu", date(2026, 10, 12)),
        ("12-XI-26", "es", date(2026, 11, 12)),
    ],
)
def test_other_times(text: str, lang: str, day: date) -> None:
    (found,) = readings(text, lang)
    assert found.days == (day,)


def test_of_two_readings_both_are_kept() -> None:
    (found,) = readings("11/12/25", "en")
    assert set(found.days) == {date(2025, 12, 11), date(2025, 11, 12)}
    assert found.latest(date(2025, 11, 20)) == date(2025, 11, 12)
    (found,) = readings("listopad 2026", "")
    assert {day.month for day in found.days} == {10, 11}


@pytest.mark.parametrize(
    "text", ["1.5.2", "12,2026 parts", "5 محرم 1446", "call 2026500", "31/31/2026", "", "room 2101"]
)
def test_what_names_no_time(text: str) -> None:
    assert [one for one in readings(text, "") if one.whole != "year"] == []


@pytest.mark.parametrize(
    "text",
    [
        "2 days ago",
        "vor 3 Tagen",
        "il y a 2 jours",
        "hace 5 días",
        "昨日",
        "3일 전",
        "2 дня назад",
        "منذ 3 أيام",
        "قبل يومين",
        "أمس",
    ],
)
def test_what_was_said_lately(text: str) -> None:
    assert said_lately(text)
    assert not said_lately("2 years ago, vor 3 Jahren, il y a 2 ans, 3 года назад")


def test_calendars() -> None:
    assert from_persian(1403, 12, 30) == date(2025, 3, 20)
    assert from_persian(1404, 1, 1) == date(2025, 3, 21)
    assert from_persian(1399, 1, 1) == date(2020, 3, 20)
    assert from_persian(1405, 13, 1) is None
    assert (from_han("二十三"), from_han("十一"), from_han("二〇二六"), from_han("x")) == (23, 11, 2026, None)
    assert end_of(2024, 2) == date(2024, 2, 29)


@given(st.text(max_size=200), st.sampled_from(["", "en", "fa", "th", "ja", "hu", "lv"]))
def test_any_text_can_be_read(text: str, lang: str) -> None:
    for one in readings(text, lang):
        assert 0 <= one.start < one.end <= len(text)
        assert one.days
