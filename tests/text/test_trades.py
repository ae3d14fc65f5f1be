"""Pages of the trades to which lapsed domains are turned, and pages that only mention them."""

from __future__ import annotations

import pytest

from auditor.resources import facts
from auditor.text.trades import speaks_of, trade_of

OF_A_TRADE = [
    ("gambling", "Best Online Casino 2026", "Play roulette and blackjack, claim free spins."),
    ("gambling", "Online Casinos ohne Lizenz | Sportwetten", "Freispiele und Roulette für neue Spieler."),
    ("gambling", "Meilleur casino en ligne", "Machines à sous, tours gratuits, roulette."),
    ("gambling", "Apuestas deportivas y casino", "Tragaperras y giros gratis."),
    ("gambling", "Casinò online e scommesse sportive", "Giri gratis, roulette."),
    ("gambling", "Online gokken in Nederland", "Gokkasten, roulette en poker."),
    ("gambling", "Cassino online: apostas esportivas", "Rodadas grátis na roleta."),
    ("gambling", "Kasyno online", "Zakłady bukmacherskie, darmowe spiny, ruletka."),
    ("gambling", "Casino på nätet utan svensk licens", "Spelautomater, roulette och poker."),
    ("gambling", "オンラインカジノおすすめランキング", "スロットやルーレットが楽しめます。"),
    ("gambling", "SLOT88: Situs Slot Gacor Hari Ini", "Daftar judi online, RTP slot tertinggi."),
    ("gambling", "开云体育官网-真人娱乐", "百家乐 老虎机 体育投注"),
    ("gambling", "Casino & Sportsbook", "Jackpot every hour."),
    ("pills", "Buy Viagra online", "Cialis, Levitra and Kamagra without prescription."),
    ("pills", "Köpa Viagra utan recept", "Kamagra, Levitra."),
    ("adult", "Free porn videos", "Hardcore milf sex."),
    ("loans", "Payday loans for bad credit", "Instant approval, no credit check."),
    ("loans", "Chwilówki online bez BIK", "Szybka pożyczka."),
    ("crypto", "Bitcoin Trader", "Forex trading platform with guaranteed profit."),
    ("counterfeits", "スーパーコピー時計専門店", "ロレックスのコピー品、N級品。"),
]

OF_NONE = [
    ("Groupe Casino", "Le groupe Casino exploite des supermarchés en France."),
    ("Casino Barrière Deauville", "Hôtel, restaurant et spectacles."),
    ("New rules for online casinos", "Parliament voted on Tuesday; advertising will be banned from next year."),
    ("Slot machines museum", "Two hundred machines since 1890."),
    ("Book your appointment", "Choose one of the free slots. You can bet on us."),
    ("Crypto exchange", "Trade bitcoin and other crypto on our trading platform."),
    ("Watchmaker on the square", "We repair Rolex and Omega; a replica of the town clock stands in the window."),
    ("Pharmacy at the station", "Sildenafil and tadalafil are to be had with a prescription only."),
    ("Personal loans", "Credit for your car, with a credit check."),
    ("Sex education for schools", "Lessons on the body, consent and love; nude in art."),
    ("Sex och samlevnad", "Sex timmar, öppet till sex."),
    ("Ford Escort club", "Escorts from 1968 on."),
    ("Peugeot 404", "Restored by hand."),
    ("", ""),
]


@pytest.mark.parametrize(("trade", "head", "text"), OF_A_TRADE)
def test_pages_of_a_trade(trade: str, head: str, text: str) -> None:
    found = trade_of(head, text)
    assert found is not None
    assert found.id == trade
    assert 1 <= len(found.terms) <= 3
    assert found.name == facts("text/trades.toml")[trade]["name"]


@pytest.mark.parametrize(("head", "text"), OF_NONE)
def test_pages_of_none(head: str, text: str) -> None:
    assert trade_of(head, text) is None


def test_one_phrase_counts_once() -> None:
    assert trade_of("Online casino", "casino, online casino, casinos online") is None
    found = trade_of("Online casino", "roulette and blackjack")
    assert found is not None
    assert found.terms == ("online casino", "roulette", "blackjack")


def test_the_head_decides() -> None:
    assert trade_of("Our partners", "online casino, sports betting, free spins, roulette") is None


def test_speaking_of_a_trade() -> None:
    assert speaks_of("gambling", "A poker night for charity")
    assert speaks_of("gambling", "カジノの町")
    assert not speaks_of("gambling", "Pokerface, alphabet and abetting")


def test_every_trade_has_words_in_the_ten_languages() -> None:
    for trade in facts("text/trades.toml").values():
        for words in (trade["decisive"], trade["telling"]):
            assert {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "ja"} <= words.keys()
            assert all(term == term.strip() and term for terms in words.values() for term in terms)


def test_long_hostile_text_ends() -> None:
    assert trade_of("casino " * 100_000, "casino " * 1_000_000) is None
