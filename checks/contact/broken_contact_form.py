"""Contact forms that cannot be sent, or not safely. No form is ever submitted."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import (
    CONTACT_ROLES,
    Finding,
    Form,
    Forms,
    LinkState,
    Page,
    Pages,
    Severity,
    Snapshot,
    check,
    evidence,
    fail,
    inconclusive,
    message,
    passed,
    review,
)


@check(
    "broken-contact-form",
    category="contact",
    severity=Severity.HIGH,
    needs=("pages", "forms"),
    uses=("profiles",),
    effort="hours",
    team="web",
    title="Contact forms can be sent, and safely",
    failing_title="A contact form cannot be sent, or not safely",
)
def broken_contact_form(snapshot: Snapshot) -> Iterator[Finding]:
    """Judge every form with which visitors write to somebody, each once however many pages show it."""
    living = {page.url: page for page in Pages(snapshot).living(*CONTACT_ROLES)}
    seen = set()
    for form in snapshot.forms:
        key = form.action, form.method, tuple(field.name for field in form.fields)
        if form.page in living and Forms.is_for_contact(form) and key not in seen:
            seen.add(key)
            yield from _judge(snapshot, living[form.page], form)


def _judge(snapshot: Snapshot, page: Page, form: Form) -> Iterator[Finding]:
    subject = form.action if form.action.startswith("http") else page.url
    proof = [evidence(snapshot, page.url, _told(form))]
    proof += [evidence(snapshot, form.action)] if form.action in snapshot.fetches else []
    first = next((field.name for field in form.fields), "")  # tells the forms of one address apart
    fine = True
    for fault, verdict in Forms(snapshot).verdicts(page, form).items():
        variant = f"{fault} {first}"
        fine = fine and verdict.state is LinkState.ALIVE
        if verdict.state is LinkState.DEAD:
            yield fail(subject, verdict.reason.then(Pages.where([page.url])), *proof, variant=variant)
        elif verdict.state is LinkState.UNKNOWN:
            answer = snapshot.fetches.get(form.action)
            by_answer = fault == "dead-action" and (form.scripted or answer is None or answer.status != 404)
            tell = inconclusive if by_answer else review
            yield tell(subject, verdict.reason, *proof, variant=variant, hint=verdict.hint)
    if fine:
        works = message(
            "The form on {page} can be sent, is encrypted, and the address it goes to is there.", page=page.url
        )
        yield passed(subject, works, proof[0])


def _told(form: Form) -> str:
    names = ", ".join(field.label or field.name for field in form.fields if field.label or field.name)
    return f'<form action="{form.action}" method="{form.method}"> {names}'
