"""Whatever others add comes in by one way, from folders and packages, and what is wrong with it is one line that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import extensions
from auditor.plugins import registry
from auditor.plugins.loading import LoadError
from tests.plugins.declared import CODE, install, write


@pytest.mark.parametrize("kind", CODE)
def test_a_folder_adds_every_kind(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, kind, "parley")
    (plugin,) = registry.find([tmp_path], installed=False).plugins
    assert (plugin.kind, plugin.name, plugin.origin, plugin.version) == (kind, "parley", str(tmp_path), "")
    assert (plugin.place, plugin.interface, plugin.installed) == (str(path), 1, False)


@pytest.mark.parametrize("kind", CODE)
@pytest.mark.parametrize("what", ["", ":{}"])
def test_a_package_adds_every_kind_by_module_or_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, what: str
) -> None:
    name = f"{kind}_{'object' if what else 'module'}"
    write(tmp_path, kind, name.replace("_", "") if kind != "check" else name, file=name)
    install(monkeypatch, tmp_path, **{kind: name + what.format(name if kind == "check" else kind.upper())})
    found = registry.find()
    assert found.left_out == ()
    assert [(one.kind, one.installed, one.place) for one in found.plugins] == [(kind, True, name)]


def test_one_folder_may_hold_all_kinds_and_helpers_and_tests(tmp_path: Path) -> None:
    for kind in CODE:
        write(tmp_path, kind, f"our{kind}")
    (tmp_path / "_helper.py").write_text("1 / 0")
    (tmp_path / "test_ourcheck.py").write_text("1 / 0")
    (tmp_path / "conftest.py").write_text("1 / 0")
    assert [one.kind for one in registry.find([tmp_path], installed=False).plugins] == list(registry.KINDS)


@pytest.mark.parametrize(
    ("kind", "old", "new", "words"),
    [
        ("importer", "from auditor", "from nowhere_at_all", "cannot be loaded: ModuleNotFoundError: No module named 'nowhere_at_all"),
        ("importer", "def sniff", "import sys; sys.exit(0)\ndef sniff", "exits while it is being loaded, with 0 (line 5)"),
        ("importer", "interface=1", "interface=2", "importer 'parley': it was written for interface 2 of importers; this auditor has 1"),
        ("importer", "interface=1, ", "", "cannot be loaded: TypeError"),
        ("importer", '("threads",)', '("threds",)', "importer 'parley': cannot_see: 'threds' is unknown"),
        ("importer", "IMPORTER = Importer(", "IMPORTER = dict(", "declares no check, source, importer, renderer"),
        ("renderer", "interface=1", "interface=7", "renderer 'parley': it was written for interface 7 of renderers"),
        ("renderer", '"report.parley.txt"', '"../report.txt"', "renderer 'parley': file is '../report.txt'"),
        ("renderer", "render=render", "render=None", "renderer 'parley': render is None; it has to be a function"),
        ("source", "profile=profile", "profile=profile, interface=9", "source 'parley': it was written for interface 9"),
        ("source", 'name="parley"', 'name="Par ley"', "source 'Par ley': its name is 'Par ley'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_folder_is_one_line_that_names_the_file(
    tmp_path: Path, kind: str, old: str, new: str, words: str
) -> None:
    path = write(tmp_path, kind, "parley", old, new)
    with pytest.raises(LoadError) as caught:
        registry.find([tmp_path], installed=False)
    assert str(caught.value).startswith(f"{path}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("importer", "bad_exits", "exits while it is being loaded"),
        ("importer", "bad_breaks", "cannot be loaded: ZeroDivisionError"),
        ("importer", "bad_absent", "cannot be loaded: ModuleNotFoundError"),
        ("importer", "bad_empty", "declares no importer"),
        ("importer", "bad_empty:number", "names an object of type int; it has to name a importer, or a module that declares some"),
        ("importer", "bad_empty:absent", "cannot be loaded: AttributeError"),
        ("importer", "bad_kind", "names a renderer; it has to name a importer"),
        ("renderer", "bad_version", "it was written for interface 2 of renderers"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_installed_one_is_told_and_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, value: str, words: str
) -> None:
    for name, code in {"exits": "import sys; sys.exit()", "breaks": "1 / 0", "empty": "number = 5"}.items():
        (tmp_path / f"bad_{name}.py").write_text(code)
    write(tmp_path, "renderer", "slides", file="bad_kind")
    write(tmp_path, "renderer", "slides", "interface=1", "interface=2", file="bad_version")
    write(tmp_path, "source", "good", file="good_source")
    install(monkeypatch, tmp_path, source="good_source", **{kind: value})
    found = registry.find()
    assert [one.name for one in found.plugins] == ["good"]
    (line,) = found.left_out
    assert line.startswith(f"installed {kind} {value.partition(':')[0]} ({value}): ")
    assert words.replace("a importer", "an importer") in line


def test_two_of_one_name_are_named_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (write(tmp_path / folder, "importer", "parley") for folder in ("a", "b"))
    with pytest.raises(LoadError) as caught:
        registry.find([tmp_path / "a", tmp_path / "b"], installed=False)
    assert str(caught.value) == f"{two}: importer 'parley' is declared already, in {one}; rename one"
    write(tmp_path, "importer", "parley", file="installed_twin")
    install(monkeypatch, tmp_path, importer="installed_twin")
    found = registry.find([tmp_path / "a"])
    assert [plugin.place for plugin in found.plugins] == [str(one)]
    assert f"importer 'parley' is declared already, in {one}; rename one" in found.left_out[0]


def test_none_takes_the_place_of_one_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a", "importer", "zendesk")
    with pytest.raises(LoadError, match="importer 'zendesk' is declared already, in auditor; rename one"):
        extensions.load([tmp_path / "a"], installed=False)
    write(tmp_path / "b", "renderer", "slides", "report.slides.txt", "report.html", file="same_file")
    install(monkeypatch, tmp_path / "b", renderer="same_file")
    loaded = extensions.load()
    assert "writes report.html, as html of auditor does; name another file" in loaded.left_out[0]
    assert "slides" not in loaded.renderers()


def test_ours_and_theirs_stand_side_by_side(tmp_path: Path) -> None:
    for kind in CODE:
        write(tmp_path, kind, f"our{kind}")
    loaded = extensions.load([tmp_path], installed=False)
    assert {"ourimporter", "zendesk", "jsonl"} <= loaded.importers().keys()
    assert {"ourrenderer", "html", "pdf", "json", "junit", "csv"} <= loaded.renderers().keys()
    assert [one.name for one in loaded.sources()] == ["oursource"]
    assert {kind: len(extensions.shipped(kind)) > 1 for kind in registry.KINDS} == dict.fromkeys(registry.KINDS, True)


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_any_is_an_error(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "ours"
    if made:
        folder.mkdir()
    with pytest.raises(LoadError, match="holds no plug-in" if made else "no such folder of plug-ins"):
        registry.find([folder], installed=False)


def test_two_renderers_that_write_one_file_are_named_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = write(tmp_path / "a", "renderer", "slides")
    two = write(tmp_path / "b", "renderer", "deck", "report.deck.txt", "Report.slides.txt")
    with pytest.raises(LoadError) as caught:
        extensions.load([tmp_path / "a", tmp_path / "b"], installed=False)
    assert (
        str(caught.value)
        == f"{two}: renderer 'deck' writes Report.slides.txt, as slides in {one} does; name another file"
    )
    write(tmp_path, "renderer", "deck", "report.deck.txt", "report.slides.txt", file="installed_deck")
    install(monkeypatch, tmp_path, renderer="installed_deck")
    loaded = extensions.load([tmp_path / "a"])
    assert f"writes report.slides.txt, as slides in {one} does; name another file" in loaded.left_out[0]
    assert "deck" not in loaded.renderers()


def test_no_renderer_writes_over_the_visit(tmp_path: Path) -> None:
    write(tmp_path, "renderer", "deck", "report.deck.txt", "snapshot.sqlite")
    with pytest.raises(LoadError, match=r"writes snapshot\.sqlite, as the visit"):
        extensions.load([tmp_path], installed=False)
