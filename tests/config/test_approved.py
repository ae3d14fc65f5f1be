"""approved.toml is read, and every mistake in it is told by file, key and what is likely meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.config import approved, load
from auditor.config.approved import ApprovedError
from auditor.model import ApprovedAccount

SITE = "https://www.acme.example/"
WHOLE = """
site = "https://www.acme.example/"
approved_on = 2026-11-20
timezone = "Europe/Berlin"
domains = ["www.acme.example", "acme-status.example"]

[[account]]
platform = "x"
handle = "@AcmeHelp"
languages = ["en"]
clients = ["Hootsuite Inc."]

[[account]]
url = "https://bsky.app/profile/acme.example"
name = "Acme"
bio = ""
links = ["https://www.acme.example/"]
avatar = "0123456789abcdef-fedcba9876543210"
hours = "Mon-Fri 07:00-19:00"
domains = ["news.partner.example"]
"""


def kept(folder: Path, text: str) -> Path:
    (folder / "approved.toml").write_text(text, encoding="utf-8")
    return folder / "approved.toml"


def problem(folder: Path, text: str) -> str:
    with pytest.raises(ApprovedError) as told:
        approved.read(kept(folder, text), SITE)
    assert "\n" not in str(told.value)
    assert str(folder / "approved.toml") in str(told.value)
    return str(told.value)


def test_all_that_it_may_say_is_read(tmp_path: Path) -> None:
    found = approved.read(kept(tmp_path, WHOLE), SITE)
    assert (found.site, found.on, found.timezone) == (SITE, date(2026, 11, 20), "Europe/Berlin")
    assert found.domains == ("acme.example", "acme-status.example")
    assert found.account("x", "acmehelp") == ApprovedAccount(
        "x", "AcmeHelp", languages=("en",), clients=("Hootsuite Inc.",)
    )
    assert found.account("bluesky", "acme.example") == ApprovedAccount(
        "bluesky",
        "acme.example",
        "https://bsky.app/profile/acme.example",
        "Acme",
        "",
        (SITE,),
        "0123456789abcdef-fedcba9876543210",
        hours="Mon-Fri 07:00-19:00",
        domains=("partner.example",),
    )
    assert found.account("mastodon", "acme.example") is None


@pytest.mark.parametrize(
    ("changed", "by", "said"),
    [
        ("approved_on", "aproved_on", "unknown key aproved_on; did you mean approved_on?"),
        ("languages =", "langauges =", "unknown key account.langauges (entry 1); did you mean languages?"),
        ("[[account]]", "[[acount]]", "unknown key acount; did you mean account?"),
        ('platform = "x"', 'platform = "blusky"', "'blusky' is not known; did you mean bluesky?"),
        ('languages = ["en"]', 'languages = "en"', "account.languages (entry 1): "),
        ('languages = ["en"]', 'languages = ["English"]', "'English' is not the code of a language"),
        ("2026-11-20", '"20 November"', "approved_on: '20 November' is not a date"),
        ("Europe/Berlin", "Europe/Berlln", "timezone: 'Europe/Berlln' is not a time zone"),
        ('name = "Acme"', "name = 5", "account.name (entry 2): "),
        ("0123456789abcdef-", "", "account.avatar (entry 2): 'fedcba9876543210' is not a hash of a picture"),
        ("news.partner.example", "partner", "account.domains (entry 2): 'partner' is not a domain"),
        ("Mon-Fri 07:00-19:00", "Mo-Fritz", "account.hours (entry 2): "),
        ('"https://www.acme.example/"]', '"acme"]', "account.links (entry 2): 'acme' is not a web address"),
        ('url = "https://bsky.app/profile/acme.example"', "", "name its url, or its platform and handle"),
        ('handle = "@AcmeHelp"', "", "name its url, or its platform and handle"),
        ("https://bsky.app/profile/acme.example", "https://acme.example/us", "is not the address of a profile"),
        ('site = "https://www.acme.example/"', "", "the key site is missing"),
        ("https://www.acme.example/", "https://www.other.example/", "is for another target"),
        ("[[account]]", "[account]", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, changed: str, by: str, said: str) -> None:
    assert changed in WHOLE
    assert said in problem(tmp_path, WHOLE.replace(changed, by, 1 if changed == "[[account]]" else -1))


def test_an_account_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    twice = WHOLE + '\n[[account]]\nplatform = "twitter"\nhandle = "acmehelp"\n'
    assert "account (entry 3): acmehelp on x stands there twice" in problem(tmp_path, twice)


def test_what_is_no_file_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "approved.toml").symlink_to(tmp_path / "nowhere.toml")
    with pytest.raises(ApprovedError, match="cannot be read"):
        approved.read(tmp_path / "approved.toml", SITE)
    (tmp_path / "approved.toml").unlink()
    (tmp_path / "approved.toml").write_bytes(b"site = '\xff\xfe'")
    with pytest.raises(ApprovedError, match="not UTF-8"):
        approved.read(tmp_path / "approved.toml", SITE)
    (tmp_path / "approved.toml").unlink()
    (tmp_path / "approved.toml").mkdir()
    with pytest.raises(ApprovedError, match="is not a file"):
        approved.read(tmp_path / "approved.toml", SITE)


def test_ten_thousand_accounts_are_read(tmp_path: Path) -> None:
    rows = "".join(f'[[account]]\nplatform = "x"\nhandle = "acme{n}"\nbio = "{"b" * 160}"\n' for n in range(10_000))
    found = approved.read(kept(tmp_path, f'site = "{SITE}"\n{rows}'), SITE)
    assert len(found.accounts) == 10_000


def test_the_settings_hold_what_lies_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text('[target]\nsite = "https://www.acme.example/"\n', encoding="utf-8")
    assert load.read(path).approved is None
    kept(tmp_path, WHOLE)
    settings = load.read(path)
    assert settings.approved is not None
    assert len(settings.approved.accounts) == 2
    kept(tmp_path, "sit = 1")
    with pytest.raises(load.ConfigError, match="unknown key sit; did you mean site"):
        load.read(path)
    (tmp_path / "approved.toml").unlink()
    (tmp_path / "approved.toml").symlink_to(tmp_path / "nowhere.toml")
    with pytest.raises(load.ConfigError, match="cannot be read"):
        load.read(path)
