from __future__ import annotations

import re

import pytest

from auditor.casebook.fictional import Fictional

SALT = b"a secret of sixteen bytes"


@pytest.fixture
def made_up() -> Fictional:
    return Fictional("https://www.quillnet.de/", SALT)


@pytest.mark.parametrize(
    "said",
    [
        "Contact us",
        "Kontakt",
        "Page not found",
        "Press office",
        "16 September 2025",
        "28.11.2026",
        "お問い合わせ",
        "Impressum",
        "1998 - 2024",
    ],
)
def test_what_rules_turn_on_stays(made_up: Fictional, said: str) -> None:
    assert made_up.text(said) == said


@pytest.mark.parametrize("said", ["Quillnet Vertriebs", "Ромашковский", "Κεραμιδόγατος", "בית הקשת הכחולה"])
def test_what_names_somebody_goes_and_keeps_length_and_script(made_up: Fictional, said: str) -> None:
    made = made_up.text(said)
    assert made != said
    assert [len(word) for word in made.split()] == [len(word) for word in said.split()]
    assert [letter.isupper() for letter in made] == [letter.isupper() for letter in said]
    assert {ord(letter) >> 8 for letter in made if letter.isalpha()} <= {ord(letter) >> 8 for letter in said} | {0}


def test_equal_words_become_equal_words(made_up: Fictional) -> None:
    assert made_up.text("Quillnet").lower() == made_up.text("QUILLNET").lower() == made_up.text("quillnet")


def test_nobody_can_guess_a_word_without_the_salt(made_up: Fictional) -> None:
    assert made_up.text("Quillnet") != Fictional("https://www.quillnet.de/", b"another").text("Quillnet")


def test_a_given_name_becomes_another_given_name(made_up: Fictional) -> None:
    first, last = made_up.text("Annette Quillmüller").split()
    assert first != "Annette"
    assert last != "Quillmüller"
    assert first.istitle()


@pytest.mark.parametrize("said", ["annette.quillmuller@quillnet.de", "a.quillmuller@other-shop.fr"])
def test_mailboxes_of_people_and_domains_go(made_up: Fictional, said: str) -> None:
    made = made_up.text(f"Write to {said}.")
    assert said not in made
    assert not re.search(r"quill|other-shop", made)
    assert re.fullmatch(r"Write to [\w.]+@[\w-]+\.(?:de|fr)\.", made)


def test_mailboxes_of_roles_and_free_mail_stay_what_they_are(made_up: Fictional) -> None:
    assert made_up.mail("press@quillnet.de").startswith("press@")
    assert made_up.mail("annette99@gmail.com").endswith("@gmail.com")


def test_of_a_number_only_the_beginning_stays(made_up: Fictional) -> None:
    made = made_up.text("+49 431 123456-78")
    assert made.startswith("+49 43")
    assert made != "+49 431 123456-78"
    assert re.fullmatch(r"\+49 43\d \d{6}-\d\d", made)
    assert made_up.url("tel:+4943112345678").startswith("tel:+4943")


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        ("https://www.quillnet.de/kontakt?x=1#top", r"https://www\.[a-z0-9]+\.de/kontakt\?x=1#top"),
        ("//cdn.quillnet.de/a", r"//cdn\.[a-z0-9]+\.de/a"),
        ("/presse/quillmüller", r"/presse/[a-z]+"),
        ("https://twitter.com/quillnet", r"https://twitter\.com/[a-z]{8}"),
        ("#!/contact", "#!/contact"),
        ("mailto:info@quillnet.de?subject=Hello", r"mailto:info@[a-z0-9]+\.de\?subject=\w+"),
    ],
)
def test_addresses_keep_their_shape(made_up: Fictional, said: str, shape: str) -> None:
    made = made_up.url(said)
    assert re.fullmatch(shape, made), made
    assert "quill" not in made


def test_one_domain_has_one_name_and_two_have_two(made_up: Fictional) -> None:
    domains = [made_up.host(f"host{n}.de") for n in range(300)]
    assert len(set(domains)) == 300
    assert domains == [made_up.host(f"host{n}.de") for n in range(300)]
