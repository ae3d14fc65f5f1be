"""auditor.toml: what is taken, and the one line that says what is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from auditor.config import load
from auditor.config.load import ConfigError
from auditor.model import Accept, Exclude


def write(folder: Path, text: str) -> Path:
    path = folder / "auditor.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    text = """
    fail_on = "high"
    [target]
    site = "acme.example"
    name = "Acme"
    [crawl]
    max_pages = 20
    [checks]
    folders = ["./ours"]
    [thresholds]
    certificate_days = 30
    """
    settings = load.read(write(tmp_path, text))
    assert settings.target.site == "https://acme.example/"
    assert settings.crawl.max_pages == 20
    assert settings.checks.folders == (str(tmp_path / "ours"),)
    assert load.thresholds(settings).certificate_days == 30
    assert load.thresholds(settings).contact_clicks == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[target]\nsite = 'acme.example'\n[crawl]\nmax_page = 3", "unknown key crawl.max_page; did you mean max_pages?"),
        ("[target]\nsite = 'acme.example'\n[crawel]\nmax_pages = 3", "unknown key crawel; did you mean crawl?"),
        ("[target]\nsite = 'acme.example'\nnmae = 'x'", "unknown key target.nmae; did you mean name?"),
        ("[target]\nsite = 'acme.example'\n[thresholds]\ncertificate_dais = 3", "unknown key thresholds.certificate_dais; did you mean certificate_days?"),
        ("[target]\nsite = 'no site'", "target.site: 'no site' is not a web address"),
        ("[target]\nname = 'x'", "key target.site is missing"),
        ("", "key target is missing"),
        ("[target]\nsite = 'acme.example'\n[crawl]\nmax_pages = 'many'", "crawl.max_pages:"),
        ("[target]\nsite = 'acme.example'\n[crawl]\nmax_pages = 0", "crawl.max_pages:"),
        ("fail_on = 'hihg'\n[target]\nsite = 'acme.example'", "fail_on: 'hihg' is not one of never, low"),
        ("[target\n", "is not valid TOML"),
        ("a = " + "[" * 100_000, "is not valid TOML"),
    ],
)  # fmt: skip
def test_errors_name_the_file_the_key_and_the_mend(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load.read(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


TARGET = "[target]\nsite = 'acme.example'\n"


def test_excludes_and_accepts_are_read(tmp_path: Path) -> None:
    text = """
    [[exclude]]
    pattern = "https://WWW.acme.example/Archive/*"
    reason = "frozen  copy\tof the old site"
    [[exclude]]
    pattern = "*.pdf"
    reason = "checked elsewhere"
    [[accept]]
    pattern = "https://partner.example/*"
    check = "dead-contact-link"
    reason = "third party"
    note = "their site is  down	until March"
    who = "Jane Doe"
    until = 2026-12-31
    [[accept]]
    pattern = "Press@ACME.example"
    reason = "fix planned"
    """
    settings = load.read(write(tmp_path, TARGET + text))
    assert load.excludes(settings) == (
        Exclude("https://www.acme.example/Archive/*", "frozen copy of the old site"),
        Exclude("*.pdf", "checked elsewhere"),
    )
    assert load.accepts(settings) == (
        Accept(
            "https://partner.example/*",
            "third party",
            "dead-contact-link",
            date(2026, 12, 31),
            "Jane Doe",
            "their site is down until March",
        ),
        Accept("Press@acme.example", "fix planned"),
    )
    without = load.for_site("acme.example")
    assert not load.excludes(without)
    assert not load.accepts(without)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://ACME.example", "https://acme.example/"),
        ("https://ACME.example*", "https://acme.example*"),
        ("https://acme.example:443/*", "https://acme.example/*"),
        ("https://bücher.example/über/*", "https://xn--bcher-kva.example/%C3%BCber/*"),
        ("https://*.ACME.example/*", "https://*.acme.example/*"),
        ("https://acme.example/a#*", "https://acme.example/a#*"),
        ("https://acme.example/?a=[12]&b=*", "https://acme.example/?a=[12]&b=*"),
        ("https://acme?.example/*", "https://acme?.example/*"),
        ("*://acme.example/*", "*://acme.example/*"),
        ("http*://acme.example/*", "http*://acme.example/*"),
        ("https://[ab].example/*", "https://[ab].example/*"),
    ],
)
def test_patterns_are_kept_as_addresses_are(tmp_path: Path, written: str, kept: str) -> None:
    text = f"{TARGET}[[exclude]]\npattern = '{written}'\nreason = 'x'"
    assert [one.pattern for one in load.read(write(tmp_path, text)).exclude] == [kept]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[exclude]]\npattern = 'https://a.example/*'", "the key exclude.reason (entry 1) is missing"),
        ("[[accept]]\nreason = 'x'", "the key accept.pattern (entry 1) is missing"),
        ("[[exclude]]\npattern = 'https://a.example/*'\nreason = ' '", "exclude.reason (entry 1): is empty; say why"),
        ("[[accept]]\npattern = 'a@b.example'\nreason = 'soon'", "accept.reason (entry 1): 'soon' is not one of false alarm, accepted risk, fix planned, third party, not ours; your own words go into note"),
        ("[[accept]]\npattern = 'a@b.example'\nreason = ''", "accept.reason (entry 1): is empty; say why"),
        ("[[exclude]]\npattern = '*'\nreason = 'x'", "exclude.pattern (entry 1): '*' would match everything; name a host"),
        ("[[accept]]\npattern = 'https://*'\nreason = 'x'", "accept.pattern (entry 1): 'https://*' would match everything"),
        ("[[accept]]\npattern = ''\nreason = 'x'", "accept.pattern (entry 1): '' would match everything"),
        ("[[exclude]]\npattern = '/archive/*'\nreason = 'x'", "is a path; write the whole address, like https://www.company.example/archive/*"),
        ("[[exclude]]\npattern = 'a.example/*'\nreason = 'x'", "exclude.pattern (entry 1): 'a.example/*' is not a web address; write it like"),
        ("[[exclude]]\npattern = '*.zip'\nreason = 'x'\n[[exclude]]\npattern = '*.pdf'\nreson = 'x'\nreason = 'y'",
         "unknown key exclude.reson (entry 2); did you mean reason?"),
        ("[exclude]\npattern = '*.pdf'\nreason = 'x'", "exclude: is a list of tables; write [[exclude]] above"),
        ("[[accept]]\npattern = '*.pdf'\nreason = 'not ours'\nuntil = '2026-12-31'", "accept.until (entry 1): '2026-12-31' is not a date; write it without quotes"),
        ("[[accept]]\npattern = '*.pdf'\nreason = 'not ours'\nuntil = 20261231", "accept.until (entry 1): '20261231' is not a date"),
        ("[[accept]]\npattern = '*.pdf'\nreason = 'not ours'\nuntil = 2026-12-31T00:00:00Z", "accept.until (entry 1):"),
    ],
)  # fmt: skip
def test_errors_of_patterns_name_the_entry_and_the_mend(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, f"{TARGET}{text}")
    with pytest.raises(ConfigError) as caught:
        load.read(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load.read(tmp_path / "none.toml")
    (tmp_path / "auditor.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        load.read(tmp_path / "auditor.toml")


HEX = "1f" * 16


def test_findings_are_read_from_beside_auditor_toml(tmp_path: Path) -> None:
    assert load.findings(tmp_path / "auditor.toml") == {}
    said = f'[{HEX}]\nstatus = "in progress"\nresponsible = " Web\\n team "\ndue = 2026-12-31\n[{HEX[::-1]}]\n'
    (tmp_path / "findings.toml").write_text(said, encoding="utf-8")
    found = load.findings(tmp_path / "auditor.toml")
    assert found[HEX] == load.FindingSettings(status="in progress", responsible="Web team", due=date(2026, 12, 31))
    assert found[HEX[::-1]].status == "open"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'[{HEX}]\nstatus = "finished"', f"[{HEX}] status: Input should be 'open', 'in progress' or 'done'"),
        (f'[{HEX}]\nstate = "done"', f"[{HEX}] unknown key state; did you mean status?"),
        (f'[{HEX}]\ndue = "2026-12-31"', "is not a date; write it without quotes"),
        (f"[{HEX}]\ndue = 2026-12-31T10:00:00", "is not a date"),
        (f"{HEX} = 1", f"'{HEX}' is not a fingerprint"),
        ('[home]\nstatus = "done"', "'home' is not a fingerprint; copy those of actions.csv"),
        ("[", "is not valid TOML"),
        ("a = " + "[" * 100_000, "is not valid TOML"),
    ],
)
def test_errors_of_findings_name_the_file_the_finding_and_the_mend(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "findings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(load.ConfigError, match=re.escape(words)) as raised:
        load.findings(tmp_path / "auditor.toml")
    assert str(raised.value).startswith(f"{tmp_path / 'findings.toml'}: ")
    assert "\n" not in str(raised.value)


def test_a_site_without_a_file() -> None:
    assert load.for_site("ACME.example").target.site == "https://acme.example/"
    with pytest.raises(ConfigError, match="is not a web address"):
        load.for_site("not a site")
