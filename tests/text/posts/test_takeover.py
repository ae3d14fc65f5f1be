"""What posts around a hijacked account say, and look-alikes that say something else."""

from __future__ import annotations

import pytest

from auditor.text.posts.takeover import baits, suspects, warns


@pytest.mark.parametrize(
    "text",
    [
        "FREE BITCOIN giveaway send 0.1 BTC to double it http://evil.example/x",
        "We are giving back to the community! Send ETH and receive double",
        "$DOGE airdrop is live, claim yours",
        "A free month for everybody! Confirm your account today: https://evil.example/login",
        "Your account will be suspended. Verify it here",
        "Wir verdoppeln deine Krypto-Einzahlung, nur heute",
        "Bestätigen Sie Ihr Konto noch heute",
        "Confirmez votre compte avant ce soir",
        "Verifica tu cuenta ahora",
        "Bevestig je account voor vanavond",
        "Trading with us: guaranteed profits every day",
    ],
)
def test_bait_is_found(text: str) -> None:
    assert baits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Giveaway! Win one of five mugs: tell us where you would sail",
        "Free coffee for everybody on Friday",
        "Your account page has a new look",
        "We send parcels on Mondays, and double stamps are back",
        "The crypto museum opens on Sunday",
        "Claim your seat at the harbour festival",
        "",
    ],
)
def test_honest_posts_are_no_bait(text: str) -> None:
    assert not baits(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our account was hacked on Friday.",
        "Our account has been compromised; please do not click any links",
        "Last night's posts were not from us.",
        "We are back in control of our account.",
        "Unser Konto wurde gehackt. Die Beiträge vom Wochenende stammen nicht von uns.",
        "Notre compte a été piraté, ne cliquez pas sur les liens",
        "Nuestra cuenta ha sido hackeada. No hagáis clic en los enlaces.",
        "Il nostro account è stato violato",
        "Ons account is gehackt",
        "Nossa conta foi invadida",
    ],
)
def test_warnings_are_found(text: str) -> None:
    assert warns(text)


@pytest.mark.parametrize(
    "text",
    [
        "If your account was hacked, write to us.",
        "Do you think your account has been compromised? Here is what to do",
        "Wenn Ihr Konto gehackt wurde, melden Sie sich",
        "Hackathon on Saturday",
        "Ten life hacks for your garden",
        "",
    ],
)
def test_help_for_readers_is_no_warning(text: str) -> None:
    assert not warns(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is this really you?",
        "Have you been hacked?",
        "This looks like phishing",
        "Wurdet ihr gehackt?",
        "C'est une arnaque ?",
    ],
)
def test_suspicion_is_found(text: str) -> None:
    assert suspects(text)


@pytest.mark.parametrize(
    "text", ["Where is my order?", "A scampi recipe, please", "The pirates of Penzance", "Nice hack!"]
)
def test_other_words_are_no_suspicion(text: str) -> None:
    assert not suspects(text)


def test_long_posts_take_no_time() -> None:
    assert not baits("confirm " * 100_000)
