"""Replies pasted again and again."""

from __future__ import annotations

import random
import time

import pytest

from auditor.text.posts.shingles import bare, canned, groups

LETTER = "We're sorry for the trouble. Please restart your router, wait for two minutes and tell us whether the light is green."
OTHER = "Your parcel left our warehouse in Leeds this morning and should be with you by Friday at the latest."


def test_form_letters_differ_by_name_signature_and_address() -> None:
    texts = [
        f"@ann_1 Hi Ann, {LETTER} ^JT",
        f"Hello Bob! {LETTER} https://help.shop.example/a1 - Kim",
        f"@carl Hey there. {LETTER} ~Lou B.",
        OTHER,
    ]
    assert groups(texts) == [(0, 1, 2)]
    assert canned(texts) == pytest.approx(0.75)


def test_one_word_more_is_still_the_same_but_another_half_is_not() -> None:
    # one more word changes three of its sequences
    assert canned([f"{LETTER} {OTHER}", f"{LETTER} {OTHER} Cheers"]) == 1
    assert canned([f"{LETTER} {OTHER}", LETTER]) == 0


@pytest.mark.parametrize("texts", [[], [LETTER], ["Thank you!", "Thank you!"], ["", ""], [LETTER, OTHER]])
def test_nothing_is_canned(texts: list[str]) -> None:
    assert canned(texts) == 0


def test_names_go_and_words_stay() -> None:
    assert bare("@ann Hi Ann, the light is green. ^JT") == "the light is green."
    assert bare("The light is green") == "The light is green"


def test_order_does_not_matter() -> None:
    maker = random.Random(1)
    words = [f"w{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(300)]
    texts = [" ".join(maker.choices(words, k=20)) for _ in range(200)] + [LETTER, f"Hi Zoe, {LETTER}"] * 5
    share = canned(texts)
    maker.shuffle(texts)
    assert canned(texts) == share == pytest.approx(10 / 210)


def test_many_texts_take_no_more_than_their_number() -> None:
    maker = random.Random(2)
    words = ["".join(maker.choices("abcdefgh", k=6)) for _ in range(500)]
    texts = [" ".join(maker.choices(words, k=25)) for _ in range(4_000)]

    def spent(number: int) -> float:
        begin = time.process_time()
        canned(texts[:number])
        return time.process_time() - begin

    spent(500)
    assert spent(4_000) < 16 * max(spent(1_000), 0.02)


def test_thousands_from_one_mould() -> None:
    assert canned([f"Hi, {LETTER} {OTHER} Case {chr(97 + number % 26)}" for number in range(3_000)]) == 1
