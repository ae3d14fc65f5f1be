"""Whether a form can be sent, and to an address that is there. Pure; no form is ever submitted."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.analysis.links.status import LinkState, Verdict, judge
from auditor.model import Form, Page, Reach, Snapshot

_FILL_IT_IN = "Fill in the form in a browser and send a test message to find out."
_FILE = re.compile(r"\.(?:php\d?|cgi|asp|aspx|jsp|pl|cfm|html?)/?", re.IGNORECASE)
_TEMPLATE = ("{{", "${", "<%", "[[")
"""What template languages write around what is filled in later."""
_BUTTON = "button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]"
_BUTTON_LIKE = (
    "[onclick], [role=button], [type=button], a[class*=btn], a[class*=button], [class*=submit], a[href^=javascript]"
)


def is_contact_form(form: Form) -> bool:
    """Return whether a visitor can write to somebody with it; not to search, log in or subscribe."""
    asks = {field.type for field in form.fields}
    return form.purpose == "contact" or (not form.purpose and bool(asks & {"textarea", "email", "tel"}))


def submission(_: Snapshot, page: Page, form: Form) -> Verdict:
    """Return whether a visitor can send the form at all."""
    if form.submittable or form.scripted:
        return _alive("can be sent")
    if _has_something_to_press(page, form):
        return _unknown("has no button that sends it without a script", _FILL_IT_IN)
    return _dead("has no button, image or key that sends it")


def _has_something_to_press(page: Page, form: Form) -> bool:
    tree = LexborHTMLParser(page.read())
    element = _element(tree, form)
    if element is None and tree.css_first("script, [onclick]") is None:
        return False  # fields in no form, and nothing to send them
    if element is not None and element.css_first(_BUTTON_LIKE) is not None:
        return True
    # Where tags are badly nested the button stands outside the form in the tree, and browsers send the form all the same.
    return len(tree.css(_BUTTON)) > len(tree.css(", ".join(f"form {part}" for part in _BUTTON.split(", "))))


def words_of(page: Page, form: Form) -> str:
    """Return what a visitor reads in the form: labels, options, buttons."""
    element = _element(LexborHTMLParser(page.read()), form)
    if (
        element is None or element.css_first("nav, input[name=__VIEWSTATE]") is not None
    ):  # no form of its own: the whole page
        return " ".join(field.label for field in form.fields)
    return " ".join(element.text(separator=" ").split())


def _element(tree: LexborHTMLParser, form: Form) -> LexborNode | None:
    """Return the form in the page's mark-up: the first that holds all its fields."""
    names = {field.name for field in form.fields if field.name}
    for found in tree.css("form"):
        if names <= {control.attributes.get("name") for control in found.css("input, textarea, select")}:
            return found
    return None


def destination(snapshot: Snapshot, page: Page, form: Form) -> Verdict:
    """Return what became of the address the form is sent to. It was only ever read, never sent to.

    An address that takes nothing but POST may answer a reader with 404 or 405, so that little proves it dead.
    """
    if beyond := _beyond_http(form):
        return _unknown(beyond, _FILL_IT_IN)
    if not urls.is_web(form.action):
        return _no_address(page, form)
    if form.action == form.page:
        return _alive("is sent to its own page")
    fetch = snapshot.fetches.get(form.action)
    if fetch is None:
        return _unknown("is sent to an address that was not looked at", _FILL_IT_IN)
    if fetch.reach is not Reach.RESPONDED:
        return _to(judge(snapshot, form.action))
    return _answered(form, fetch.status or 0, redirected=bool(fetch.redirects))


def _beyond_http(form: Form) -> str:
    """Return why the form's address proves nothing; empty where it is a web address that the browser sends it to."""
    if form.scripted or form.method == "dialog":
        return "is handled by a script, so that its address proves nothing"
    if form.action.lower().startswith("mailto:"):
        return "hands the message to the visitor's own mail program"
    if not form.action.lower().startswith(("http://", "https://")):
        return "is sent to something that is no web address"
    return ""


def _no_address(page: Page, form: Form) -> Verdict:
    """Return what becomes of a form whose address no browser takes: nothing, unless a script fills in a template before."""
    told = f"is sent to “{form.action[:100]}”, which is no web address"
    if any(mark in form.action for mark in _TEMPLATE) and "<script" in page.read().lower():
        return _unknown(f"{told}, unless a script fills it in", _FILL_IT_IN)
    return _dead(told)


def _answered(form: Form, status: int, *, redirected: bool) -> Verdict:
    if status == 410:
        return _dead(f"is sent to {form.action}, which answers 410 (gone)")
    if status == 404 and not redirected and (form.method == "get" or _FILE.search(urls.path(form.action))):
        return _dead(f"is sent to {form.action}, which answers 404 (not found)")
    if status < 400 or status == 405:
        return _alive(f"is sent to {form.action}, which is there")
    return _unknown(f"is sent to {form.action}, which answers a reader with {status}", _FILL_IT_IN)


def _to(verdict: Verdict) -> Verdict:
    state = verdict.state
    return Verdict(
        state, f"is sent to an address that {verdict.reason}", "" if state is LinkState.DEAD else _FILL_IT_IN
    )


def encryption(_: Snapshot, page: Page, form: Form) -> Verdict:
    """Return whether what a visitor writes travels encrypted, as far as page and form say where it goes."""
    clear = "http" in {urls.scheme(page.fetch.final_url), _scheme(form)}
    return _dead("sends what visitors write without encryption (http)") if clear else _alive("is encrypted")


def _scheme(form: Form) -> str:
    return "" if form.scripted else urls.scheme(form.action)


def discretion(_: Snapshot, page: Page, form: Form) -> Verdict:
    """Return whether what a visitor writes stays out of the address, which servers and browsers keep."""
    if form.method != "get" or form.scripted or not _scheme(form).startswith("http"):
        return _alive("keeps it out of the address")
    # A form without action and method is what remains in the page of one that a script sends by itself.
    if form.action == form.page and "<script" in page.read().lower():
        return _unknown("puts what visitors write into the address (GET), unless a script sends it", _FILL_IT_IN)
    return _dead("puts what visitors write into the address (GET), where servers and browsers keep it")


def _alive(reason: str) -> Verdict:
    return Verdict(LinkState.ALIVE, reason)


def _dead(reason: str) -> Verdict:
    return Verdict(LinkState.DEAD, reason)


def _unknown(reason: str, hint: str) -> Verdict:
    return Verdict(LinkState.UNKNOWN, reason, hint)
