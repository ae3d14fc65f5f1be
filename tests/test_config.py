"""auditor.toml: what is taken, and the one line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import config
from auditor.config import ConfigError


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
    settings = config.read(write(tmp_path, text))
    assert settings.target.site == "https://acme.example/"
    assert settings.crawl.max_pages == 20
    assert settings.checks.folders == (str(tmp_path / "ours"),)
    assert config.thresholds(settings).certificate_days == 30
    assert config.thresholds(settings).contact_clicks == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[target]\nsite = 'acme.example'\n[crawl]\nmax_page = 3", "unknown key crawl.max_page; did you mean max_pages?"),
        ("[target]\nsite = 'acme.example'\n[crawel]\nmax_pages = 3", "unknown key crawel; did you mean crawl?"),
        ("[target]\nsite = 'acme.example'\nnmae = 'x'", "unknown key target.nmae; did you mean name?"),
        ("[target]\nsite = 'acme.example'\n[thresholds]\ncertificate_dais = 3", "unknown key thresholds.certificate_dais; did you mean certificate_days?"),
        ("[target]\nsite = 'no site'", "target.site: 'no site' is no web address"),
        ("[target]\nname = 'x'", "key target.site is missing"),
        ("", "key target is missing"),
        ("[target]\nsite = 'acme.example'\n[crawl]\nmax_pages = 'many'", "crawl.max_pages:"),
        ("[target]\nsite = 'acme.example'\n[crawl]\nmax_pages = 0", "crawl.max_pages:"),
        ("fail_on = 'hihg'\n[target]\nsite = 'acme.example'", "fail_on: 'hihg' is none of never, low"),
        ("[target\n", "is not valid TOML"),
    ],
)  # fmt: skip
def test_errors_name_the_file_the_key_and_the_mend(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        config.read(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config.read(tmp_path / "none.toml")
    (tmp_path / "auditor.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        config.read(tmp_path / "auditor.toml")


def test_a_site_without_a_file() -> None:
    assert config.for_site("ACME.example").target.site == "https://acme.example/"
    with pytest.raises(ConfigError, match="is no web address"):
        config.for_site("not a site")
