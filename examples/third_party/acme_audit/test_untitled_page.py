"""What untitled-page says of made-up visits."""

from pathlib import Path

from auditor.api import Outcome, Role, testing

CHECK = Path(__file__).with_name("untitled_page.py")
TITLED = testing.page("/contact", "<title>Contact us</title>", Role.CONTACT)
UNTITLED = testing.page("/press", "<p>News for the press.</p>", Role.MEDIA)


def test_a_page_without_a_title_fails() -> None:
    """And one with a title passes."""
    result = testing.run(CHECK, testing.visit([TITLED, UNTITLED]))
    found = {finding.subject: finding.outcome for finding in result.findings}
    assert found == {TITLED.url: Outcome.PASS, UNTITLED.url: Outcome.FAIL}


def test_without_such_pages_there_is_nothing_to_say() -> None:
    """Yielding nothing means: not applicable."""
    assert testing.run(CHECK, testing.visit()).outcome is Outcome.NOT_APPLICABLE


def test_without_pages_nothing_can_be_said() -> None:
    """What a check needs and the visit lacks makes it inconclusive."""
    lacking = testing.visit(missing={"pages": "The disk was full."})
    assert testing.run(CHECK, lacking).outcome is Outcome.INCONCLUSIVE
