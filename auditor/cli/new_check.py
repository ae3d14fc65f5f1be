"""The three files of a new check, made of a small one that works: to be changed line by line."""

from __future__ import annotations

from pathlib import Path

from auditor.audit import categories, declared, registry
from auditor.audit.registry import CheckLoadError

_CODE = '''"""Contact pages without a title: an example, to be replaced by your own question."""

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    message,
    passed,
)


@check(
    "{id}",
    category="{category}",
    severity=Severity.LOW,
    needs=("pages",),
    effort="minutes",
    team="web",
    title="Contact pages have a title ({id})",
    failing_title="A contact page has no title ({id})",
)
def {name}(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every page for contact that loads."""
    for page in Pages(snapshot).living(*CONTACT_ROLES):
        proof = evidence(snapshot, page.url, page.title)
        if page.title:
            yield passed(page.url, message("The page has a title."), proof)
        else:
            yield fail(page.url, message("The page has no title."), proof)
'''

_PAGE = """## What it checks

Whether every contact, press, support and complaints page that loads has a title.

## Why it matters

Search engines, bookmarks and screen readers call a page by its title. Without one, visitors read its address.

## How to fix

Give the page a title of a few words, such as "Contact us - Company". It takes minutes.

## What it cannot tell

Whether the title says what the page is for.
"""

_TEST = '''"""What {id} says of made-up visits."""

from pathlib import Path

from auditor.api import Outcome, Role, testing

CHECK = Path(__file__).with_name("{name}.py")
TITLED = testing.page("/contact", "<title>Contact us</title>", Role.CONTACT)
UNTITLED = testing.page("/press", "<p>News for the press.</p>", Role.MEDIA)


def test_a_page_without_a_title_fails() -> None:
    """And one with a title passes."""
    result = testing.run(CHECK, testing.visit([TITLED, UNTITLED]))
    found = {{finding.subject: finding.outcome for finding in result.findings}}
    assert found == {{TITLED.url: Outcome.PASS, UNTITLED.url: Outcome.FAIL}}


def test_without_such_pages_there_is_nothing_to_say() -> None:
    """Yielding nothing means: not applicable."""
    assert testing.run(CHECK, testing.visit()).outcome is Outcome.NOT_APPLICABLE


def test_without_pages_nothing_can_be_said() -> None:
    """What a check needs and the visit lacks makes it inconclusive."""
    lacking = testing.visit(missing={{"pages": "The disk was full."}})
    assert testing.run(CHECK, lacking).outcome is Outcome.INCONCLUSIVE
'''


def write(id: str, category: str, folder: Path) -> list[Path]:
    """Write a check, its page and its test; return the files.

    Raises:
        CheckLoadError: the id or the category can't be, or a file is there already.
    """
    for problem in declared.name_problems(id, category, registry.categories_beside(folder, categories.ours())):
        raise CheckLoadError(problem)
    if id in registry.load():
        raise CheckLoadError(f"there is a check {id!r} already; choose another id")
    name = id.replace("-", "_")
    texts = {f"{name}.py": _CODE, f"{name}.md": _PAGE, f"test_{name}.py": _TEST}
    paths = [folder / file for file in texts]
    if taken := [str(path) for path in paths if path.exists()]:
        raise CheckLoadError(f"{taken[0]}: is there already")
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in zip(paths, texts.values(), strict=True):
        filled = text if path.suffix == ".md" else text.format(id=id, name=name, category=category)
        path.write_text(filled, encoding="utf-8", newline="\n")
    return paths
