"""approved.toml is written so that it can be read again, edited by hand and compared line by line."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from auditor.config import approved, approving
from auditor.model import Approved, ApprovedAccount

DAY = date(2026, 11, 29)
BLUESKY = ApprovedAccount(
    "bluesky",
    "acme.example",
    "https://bsky.app/profile/acme.example",
    "Acme “Anvils”",
    'Anvils since 1949\nand "rockets" \\ bands \N{BOMB}',
    ("https://www.acme.example/",),
    "0123456789abcdef-fedcba9876543210",
    ("de", "en"),
    "Mon-Fri 07:00-19:00",
    ("partner.example",),
    ("Studio",),
)
WHOLE = Approved(
    "https://www.acme.example/",
    DAY,
    "Europe/Berlin",
    ("acme.example",),
    (BLUESKY, ApprovedAccount("x", "acmehelp", name="", links=())),
)


def kept(folder: Path, text: str) -> Path:
    path = folder / "approved.toml"
    approving.write(path, text)
    return path


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = kept(tmp_path, approving.text_of(WHOLE))
    assert approved.read(path, WHOLE.site) == WHOLE
    assert approving.text_of(approved.read(path)) == path.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["approved.toml"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_words_come_back(words: str) -> None:
    account = replace(BLUESKY, name=words, bio=words, clients=(words,) if words else ())
    read = tomllib.loads(approving.text_of(replace(WHOLE, accounts=(account,))))
    assert (read["account"][0]["name"], read["account"][0]["bio"]) == (words, words)


def test_what_looks_like_a_strangers_is_named_in_a_comment() -> None:
    text = approving.text_of(WHOLE, {("bluesky", "acme.example"): ("evil.example\nname = 1",)})
    assert "# Left out of domains, because its links look like a stranger's: evil.examplename = 1\n" in text


def test_nothing_changes_where_nothing_did(tmp_path: Path) -> None:
    text = approving.text_of(WHOLE)
    assert approving.updated(text, WHOLE, date(2027, 1, 1)) == text


def test_an_update_keeps_what_people_wrote() -> None:
    text = approving.text_of(WHOLE).replace('name = "Acme', '# ours since May\nname = "Acme')
    text = text.replace('hours = "Mon-Fri 07:00-19:00"\n', "").replace('bio = "Anvils', '# bio = "Anvils')
    seen = replace(BLUESKY, name="Acme Anvils", bio="New", languages=("fr",), domains=("other.example",))
    new = ApprovedAccount("mastodon", "acme@social.example", name="Acme")
    after = approving.updated(
        text, replace(WHOLE, accounts=(seen, new), domains=("acme-status.example",)), date(2027, 1, 1)
    )
    assert '# ours since May\nname = "Acme Anvils"' in after
    assert "hours" not in after
    assert '\n# bio = "Anvils' in after
    assert tomllib.loads(after)["account"][0]["languages"] == ["de", "en", "fr"]
    assert "approved_on = 2027-01-01" in after
    assert after.index("acmehelp") < after.index("acme@social.example")
    assert '"acme-status.example"' in after


def test_an_account_that_is_added_says_what_was_left_out_as_a_new_file_does() -> None:
    new = ApprovedAccount("mastodon", "new", "https://m.example/@new")
    key = ("mastodon", "new")
    text = approving.updated(
        approving.text_of(WHOLE), replace(WHOLE, accounts=(*WHOLE.accounts, new)), DAY, {key: ("evil.example",)}, {key}
    )
    assert "# Left out of domains, because its links look like a stranger's: evil.example" in text
    assert "# Left out: name, bio, links and avatar, because the account shows signs of a takeover." in text


def test_an_updated_file_can_be_read(tmp_path: Path) -> None:
    new = ApprovedAccount("mastodon", "acme@social.example", name="Acme")
    text = approving.updated(approving.text_of(WHOLE), replace(WHOLE, accounts=(*WHOLE.accounts, new)), DAY)
    found = approved.read(kept(tmp_path, text))
    assert {one.handle for one in found.accounts} == {"acme.example", "acmehelp", "acme@social.example"}


def test_a_picture_that_could_not_be_seen_takes_nobodys_place() -> None:
    unseen = replace(BLUESKY, name=None, bio=None, links=None, avatar="")
    text = approving.text_of(WHOLE)
    assert approving.updated(text, replace(WHOLE, accounts=(unseen,)), date(2027, 1, 1)) == text


def test_many_accounts_are_brought_up_to_date() -> None:
    many = replace(WHOLE, accounts=tuple(ApprovedAccount("x", f"acme{n:05}", name="Acme") for n in range(1_000)))
    assert approving.updated(approving.text_of(many), many, DAY) == approving.text_of(many)
