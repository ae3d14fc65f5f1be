"""What speaks for a profile's being the company's, in words."""

from __future__ import annotations

import pytest

from auditor.model import Beside, OwnerEvidence, OwnerSign
from auditor.platforms.owner_sentences import sentence, sentences

ABOUT_US = {Beside.NOTHING, Beside.FOLLOW, Beside.OFFICIAL}
IN_OTHER_WORDS = {OwnerSign.BESIDE, OwnerSign.EARLIER_WORDS}


@pytest.mark.parametrize("sign", sorted(set(OwnerSign) - IN_OTHER_WORDS))
def test_every_sign_is_a_sentence(sign: OwnerSign) -> None:
    said = sentence(OwnerEvidence(sign, count=2, total=3)).text
    assert said.endswith(".")
    assert said[0].isupper() or said.startswith(("auditor.toml", "2 of 3"))


@pytest.mark.parametrize("beside", sorted(set(Beside) - ABOUT_US))
def test_the_sites_own_words_are_quoted(beside: Beside) -> None:
    assert not sentence(OwnerEvidence(OwnerSign.BESIDE, beside=beside)).text.endswith("”.")
    said = sentence(OwnerEvidence(OwnerSign.BESIDE, beside=beside, words="Photo by Jane"))
    assert said.text.endswith("The words next to it: “Photo by Jane”.")
    assert said.over_words(lambda words: words.replace("Jane", "J•••")).text.endswith("“Photo by J•••”.")


def test_pages_are_counted() -> None:
    assert sentence(OwnerEvidence(OwnerSign.FOOTER, 1)).text == "The footer of 1 page links to it."
    assert sentence(OwnerEvidence(OwnerSign.FOOTER, 3)).text == "The footers of 3 pages link to it."
    assert sentence(OwnerEvidence(OwnerSign.REPEATED, 3, 4)).text == "3 of 4 pages link to it."


def test_several_are_a_sentence_each() -> None:
    found = OwnerEvidence(OwnerSign.REL_ME), OwnerEvidence(OwnerSign.LINKS_BACK)
    assert sentences(found).text == "The site links to it with rel=me. Its bio links back to the site."
    assert not sentences(())
