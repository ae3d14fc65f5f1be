"""The report in another language, and with somebody's own templates."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.api.renderers import trial
from auditor.cli.commands import main
from auditor.model import message
from auditor.model.messages import NOTHING, Voice, speaking, to_json
from auditor.report import labels
from auditor.report.languages import voice_of
from auditor.report.presentation import Presentation, PresentationError
from auditor.report.renderers import html, templates
from scripts import catalogue
from tests.test_docs_site import blocks, first_cells, section

VISIT = Path(__file__).resolve().parents[1] / "golden" / "snapshot.sqlite"
PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "The page answers {status}."
msgstr "Die Seite antwortet mit {status}."

msgid "{count} page links {url}."
msgid_plural "{count} pages link {url}."
msgstr[0] "{count} Seite verweist auf {url}."
msgstr[1] "{count} Seiten verweisen auf {url}."

msgid "Contents"
msgstr "Inhalt"

msgid "check"
msgid_plural "checks"
msgstr[0] "Prüfung"
msgstr[1] "Prüfungen"
"""


def german(folder: Path, name: str = "de.po", text: str = PO) -> Presentation:
    (folder / name).write_text(text, encoding="utf-8")
    return Presentation("de", locales=folder)


def test_messages_speak_another_language_with_plurals_and_dates(tmp_path: Path) -> None:
    pages = message("{count} page links {url}.", "{count} pages link {url}.", count=2, url="https://a.example/")
    day = message("Last seen: {day}, {size:,.1f} ({share:.0%}).", day=date(2025, 9, 16), size=1234.5, share=0.62)
    with speaking(voice_of(german(tmp_path))):
        assert pages.text == "2 Seiten verweisen auf https://a.example/."
        assert day.text == "Last seen: 16.09.2025, 1.234,5 (62\u202f%)."
        assert pages.then(day, NOTHING).text.startswith("2 Seiten")
    assert pages.text == "2 pages link https://a.example/."


def test_somebodys_own_words_go_before_ours_and_ours_fill_the_gaps(tmp_path: Path) -> None:
    own = german(tmp_path, text=PO.replace('"Contents"', '"Passed"').replace('"Inhalt"', '"Bestanden"'))
    with speaking(voice_of(own)):
        assert (labels.label("outcome", "pass"), labels.label("outcome", "fail")) == ("Bestanden", "Beanstandet")
    with speaking(voice_of(Presentation("de"))):
        assert labels.label("outcome", "pass") == "In Ordnung"


def test_a_language_of_somebodys_own_writes_dates_as_cldr_has_them_and_tells_the_rest_in_english(
    tmp_path: Path,
) -> None:
    voice = voice_of(replace(german(tmp_path, "fr.po"), language="fr"))
    with speaking(voice):
        assert message("Last seen: {day}.", day=date(2025, 9, 16)).text == "Last seen: 16 septembre 2025."
        assert labels.label("outcome", "fail") == "Failed"
    assert {"Last seen: {day}.", "Failed"} <= voice.untranslated


@pytest.mark.parametrize(
    "slip", ["Die Seite antwortet mit {stand}.", "Die Seite antwortet mit {status", "{status.real} {0}"]
)
def test_a_translation_that_asks_for_what_is_not_there_is_not_used(tmp_path: Path, slip: str) -> None:
    how = german(tmp_path, text=PO.replace("Die Seite antwortet mit {status}.", slip))
    with speaking(voice_of(how)):
        assert message("The page answers {status}.", status=404).text == "The page answers 404."


def test_results_are_told_in_another_language_and_others_words_are_not(tmp_path: Path) -> None:
    results = trial().results
    assert results is not None
    check = results.checks[0]
    said = to_json(message("The page answers {status}.", status=404))
    quoted = {"id": "{words}", "values": {"words": "Contents"}, "text": "Contents"}
    finding = {**check.findings[0].model_dump(mode="json"), "message": said, "hint": quoted}
    told = type(results).model_validate(
        {**results.model_dump(mode="json"), "checks": [{**check.model_dump(mode="json"), "findings": [finding]}]}
    )
    found = told.checks[0].findings[0]
    with speaking(voice_of(german(tmp_path))):
        assert (found.message.text, found.message.id) == ("Die Seite antwortet mit 404.", "The page answers {status}.")
        assert found.hint is not None
        assert found.hint.text == "Contents"


def test_templates_speak_it_too(tmp_path: Path) -> None:
    how = german(tmp_path)
    with speaking(voice_of(how)):
        page = html.document(replace(trial(), presentation=how, length="full"), paper=True)
    assert '<html lang="de">' in page
    assert ">Inhalt<" in page
    assert "1 Prüfung" in page
    english = html.document(replace(trial(), length="full"), paper=True)
    assert '<html lang="en">' in english
    assert ">Contents<" in english


def test_english_needs_no_catalogue() -> None:
    assert type(voice_of(Presentation())) is Voice


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (Presentation("xx"), "there is no catalogue of 'xx' (a file xx.po or xx.mo) in "),
        (Presentation("xx-AT", locales=Path(__file__).parent), "a file xx_AT.po or xx_AT.mo"),
        (Presentation("de", locales=Path("nowhere")), "nowhere: no such folder of catalogues"),
    ],
)
def test_a_language_without_a_catalogue_says_where_it_was_looked_for(how: Presentation, words: str) -> None:
    with pytest.raises(PresentationError) as caught:
        voice_of(how)
    assert words in str(caught.value)


@pytest.mark.parametrize(("name", "text"), [("de.po", 'msgid "unclosed\nnonsense'), ("de.mo", "no catalogue")])
def test_a_broken_catalogue_is_one_line(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(PresentationError, match="is no catalogue of gettext") as caught:
        voice_of(german(tmp_path, name, text))
    assert str(caught.value).startswith(str(tmp_path / name))


@pytest.mark.parametrize("slip", ["100 % da", "%(nobody)s", "%d"])
def test_a_text_of_a_template_that_cannot_be_filled_in_is_told_in_english(tmp_path: Path, slip: str) -> None:
    how = german(tmp_path, text=PO.replace('"Inhalt"', f'"{slip}"'))
    with speaking(voice_of(how)):
        assert ">Contents<" in html.document(replace(trial(), presentation=how, length="full"), paper=True)


def test_the_catalogue_holds_texts_of_templates() -> None:
    found = {one.id: one.locations for one in catalogue.catalogue() if one.id}
    assert ("templates/partials/contents.j2", 2) in found["Contents"]


def test_the_catalogue_holds_the_nouns_that_templates_count() -> None:
    found = {one.id for one in catalogue.catalogue() if isinstance(one.id, tuple)}
    assert {("page", "pages"), ("address", "addresses"), ("post", "posts")} <= found


# ------------------------------------------------------------------------------------------------------------ templates


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "our-templates"
    folder.mkdir()
    return folder


def shown(folder: Path, **said: object) -> str:
    templates.require_sound(folder)
    report = replace(trial(), presentation=Presentation(templates=folder), length="full")
    return html.document(report, paper=bool(said.get("paper")))


@pytest.mark.slow
def test_every_block_can_be_overridden_and_is_documented(ours: Path) -> None:
    told = first_cells(section("docs/extending/templates.md", "Your own templates"))
    assert sorted(cell.strip("`") for cell in told) == sorted(templates.blocks())
    for name in templates.blocks():
        text = f'{{% extends "auditor/report.html.j2" %}}{{% block {name} %}}<i>mine {{{{ report.name }}}}</i>{{% endblock %}}'
        folder = ours / name
        folder.mkdir()
        (folder / "report.html.j2").write_text(text, encoding="utf-8")
        assert shown(folder).count("<i>mine Company</i>") == 1, name


def test_the_example_of_the_documentation_works(ours: Path) -> None:
    (ours / "report.html.j2").write_text(blocks("docs/extending/templates.md", "jinja")[0], encoding="utf-8")
    page = shown(ours)
    assert "Prepared by Acme Consulting for Company." in page
    assert "--accent: #7a1f5c" in page
    assert 'id="method"' in page


def test_parts_and_style_sheets_are_overridden_by_name(ours: Path) -> None:
    (ours / "partials").mkdir()
    (ours / "partials" / "method.j2").write_text("<p>Ask us.</p>", encoding="utf-8")
    (ours / "print.css").write_text("p { color: teal }", encoding="utf-8")
    assert "<p>Ask us.</p>" in shown(ours)
    assert "p { color: teal }" in shown(ours, paper=True)
    assert "p { color: teal }" not in shown(ours)


def test_what_is_printed_in_a_template_of_others_is_escaped(ours: Path) -> None:
    text = '{% extends "auditor/report.html.j2" %}{% block colophon %}{{ report.name }}{% endblock %}'
    (ours / "report.html.j2").write_text(text, encoding="utf-8")
    report = replace(trial(), name="<script>", presentation=Presentation(templates=ours))
    assert "<script>" not in html.document(report, paper=True)
    assert html.document(report, paper=False).count("<script>") == 1  # ours


def auditor(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("report.html.j2", '{% extends "auditor/report.html.j2" %}\n{% block footer %}{% endblock %}', "there is no block 'footer' (line 2); known are "),
        ("report.html.j2", "{% block x %}", "Unexpected end of template"),
        ("other.txt", "x", "holds no report.html.j2"),
    ],
)  # fmt: skip
def test_templates_that_cannot_be_used_end_with_2_before_the_visit(
    tmp_path: Path, ours: Path, name: str, text: str, words: str
) -> None:
    (ours / name).write_text(text, encoding="utf-8")
    config = tmp_path / "auditor.toml"
    config.write_text('[target]\nsite = "https://acme.example"\n[report]\ntemplates = "./our-templates"\n')
    result = auditor("run", config, "--output", tmp_path / "run")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert [words in line for line in lines] == [True], lines
    assert not (tmp_path / "run").exists()


@pytest.mark.slow  # whole commands
def test_a_report_is_written_in_the_language_that_auditor_toml_names(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    shutil.copyfile(VISIT, run / "snapshot.sqlite")
    german(tmp_path)
    config = tmp_path / "auditor.toml"
    config.write_text('[target]\nsite = "https://www.quillnet.example"\n[report]\nlanguage = "de"\nlocales = "."\n')
    assert auditor("check", run, "--only", "dead-media-page").exit_code == 0
    before = (run / "results.json").read_bytes()
    result = auditor("report", run, "--config", config, "--format", "html")
    assert result.exit_code == 0, result.output
    page = (run / "report.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert re.search(r"\d+ Prüfung", page)
    assert (run / "results.json").read_bytes() == before


@pytest.mark.slow  # whole commands
def test_two_editions_are_made_of_one_results_file_and_files_for_programs_once(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    shutil.copyfile(VISIT, run / "snapshot.sqlite")
    assert auditor("check", run, "--only", "dead-media-page").exit_code == 0
    kept = {path.name: path.read_bytes() for path in run.iterdir()}
    result = auditor("report", run, "--language", "en, de", "--format", "html,json,junit,actions")
    assert result.exit_code == 0, result.output
    made = {"report.html", "report.de.html", "actions.csv", "actions.de.csv", "results.junit.xml", "posts.csv"}
    assert {path.name for path in run.iterdir()} - kept.keys() <= made
    assert all((run / name).read_bytes() == held for name, held in kept.items())
    english, german = ((run / name).read_text(encoding="utf-8") for name in ("report.html", "report.de.html"))
    assert '<html lang="en">' in english
    assert "A press or media page is dead" in english
    assert '<html lang="de">' in german
    assert "Eine Presse- oder Medienseite ist nicht erreichbar" in german


@pytest.mark.slow  # whole commands
def test_a_half_translated_language_is_told_in_one_line_with_the_number_of_texts(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    shutil.copyfile(VISIT, run / "snapshot.sqlite")
    german(tmp_path, "fr.po")
    config = tmp_path / "auditor.toml"
    config.write_text('[target]\nsite = "https://www.quillnet.example"\n[report]\nlanguage = "fr"\nlocales = "."\n')
    assert auditor("check", run, "--only", "dead-media-page").exit_code == 0
    result = auditor("report", run, "--config", config, "--format", "html")
    assert result.exit_code == 0, result.output
    (line,) = result.stderr.splitlines()
    assert re.fullmatch(r"auditor: \d+ texts of the report have no translation in 'fr' and are in English", line)


@pytest.mark.parametrize("language", ["xx", "klingon", "de,xx", "../de"])
def test_an_unknown_language_ends_the_command_in_one_line(tmp_path: Path, language: str) -> None:
    result = auditor("report", tmp_path, "--language", language, "--format", "html")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert re.search(r"(klingon|xx|\.\./de)' is not a language|there is no catalogue of 'xx'", line)
