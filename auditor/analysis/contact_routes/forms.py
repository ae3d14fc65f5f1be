"""Whether a form can be sent, and to an address that is there. Pure; no form is ever submitted."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor import urls
from auditor.analysis.links.status import LinkState, Verdict, judge
from auditor.analysis.links.verdicts import alive, dead, unknown
from auditor.model import Form, Message, Page, Reach, Snapshot, message
from auditor.model.messages import NOTHING
from auditor.text import drawn
from auditor.text.parsed import tree_of

_FILL_IT_IN = message("Fill in the form in a browser and send a test message to find out.")
_FILE = re.compile(r"\.(?:php\d?|cgi|asp|aspx|jsp|pl|cfm|html?)/?", re.IGNORECASE)
_TEMPLATE = ("{{", "${", "<%", "[[")
"""What template languages write around what is filled in later."""
_BUTTON = "button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]"
_WRITTEN = "textarea, select, input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image])"
_OFF = "[disabled], fieldset[disabled] input, fieldset[disabled] textarea, fieldset[disabled] select, fieldset[disabled] button"
_STAYS_ON = ", ".join(
    f"fieldset[disabled] > legend {tag}:not([disabled])" for tag in ("input", "textarea", "select", "button")
)
"""What a browser lets nobody use, and what of it stays in use: the caption of a group that is switched off (HTML standard, 4.10.15)."""
_HANDLER = re.compile(r"<[^<>]{0,2000}?\son[a-z]{3,20}\s?=", re.IGNORECASE)
_BUTTON_LIKE = (
    "[onclick], [role=button], [type=button], a[class*=btn], a[class*=button], [class*=submit], a[href^=javascript]"
)


def is_contact_form(form: Form) -> bool:
    """Return whether a visitor can write to somebody with it; not to search, log in or subscribe."""
    asks = {field.type for field in form.fields}
    return form.purpose == "contact" or (not form.purpose and bool(asks & {"textarea", "email", "tel"}))


def submission(_: Snapshot, page: Page, form: Form) -> Verdict:
    """Return whether a visitor can send the form at all."""
    if not form.scripted and _is_switched_off(page, form):
        return dead(
            message("The form's fields or its button are switched off, and no script is there to switch them on.")
        )
    if form.submittable or form.scripted:
        return alive(message("The form can be sent."))
    if _has_something_to_press(page, form):
        return unknown(message("The form has no button that sends it without a script."), _FILL_IT_IN)
    return dead(message("The form has no button, image or key that sends it."))


def _is_switched_off(page: Page, form: Form) -> bool:
    """Return whether nothing can be written in the form, or its every button is dead, on a page without scripts."""
    tree = tree_of(page.read())
    element = _element(tree, form)
    html = (element.html or "") if element is not None else ""
    if element is None or "disabled" not in html or _HANDLER.search(html) or any(drawn.draws(tree)):
        return False
    off = {node.mem_id for node in element.css(_OFF)} - {node.mem_id for node in element.css(_STAYS_ON)}
    written = [node for node in element.css(_WRITTEN) if "hidden" not in node.attributes]
    parts = (written, element.css(_BUTTON))
    return any(nodes and all(node.mem_id in off for node in nodes) for nodes in parts)


def _has_something_to_press(page: Page, form: Form) -> bool:
    tree = tree_of(page.read())
    element = _element(tree, form)
    if element is None and tree.css_first("script, [onclick]") is None:
        return False  # fields in no form, and nothing to send them
    if element is not None and element.css_first(_BUTTON_LIKE) is not None:
        return True
    # Where tags are badly nested the button stands outside the form in the tree, and browsers send the form all the same.
    return len(tree.css(_BUTTON)) > len(tree.css(", ".join(f"form {part}" for part in _BUTTON.split(", "))))


def words_of(page: Page, form: Form) -> str:
    """Return what a visitor reads in the form: labels, options, buttons."""
    element = _element(tree_of(page.read()), form)
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
        return unknown(beyond, _FILL_IT_IN)
    if not urls.is_web(form.action):
        return _no_address(page, form)
    if form.action == form.page:
        return alive(message("The form is sent to its own page."))
    fetch = snapshot.fetches.get(form.action)
    if fetch is None:
        return unknown(message("The form is sent to an address that was not looked at."), _FILL_IT_IN)
    if fetch.reach is not Reach.RESPONDED:
        return _to(form, judge(snapshot, form.action))
    return _answered(form, fetch.status or 0, redirected=bool(fetch.redirects))


def _beyond_http(form: Form) -> Message:
    """Return why the form's address proves nothing; empty where it is a web address that the browser sends it to."""
    if form.scripted or form.method == "dialog":
        return message("A script handles the form, so its address proves nothing.")
    if form.action.lower().startswith("mailto:"):
        return message("The form hands the message to the visitor's own mail program.")
    if not form.action.lower().startswith(("http://", "https://")):
        return message("The form is sent to something that is not a web address.")
    return NOTHING


def _no_address(page: Page, form: Form) -> Verdict:
    """Return what becomes of a form whose address no browser takes: nothing, unless a script fills in a template before."""
    told = message("The form is sent to “{address}”, which is not a web address.", address=form.action[:100])
    if any(mark in form.action for mark in _TEMPLATE) and "<script" in page.read().lower():
        return unknown(told.then(message("A script may fill it in.")), _FILL_IT_IN)
    return dead(told)


def _answered(form: Form, status: int, *, redirected: bool) -> Verdict:
    if status == 410:
        return dead(message("The form is sent to {url}, which answers 410 (gone).", url=form.action))
    if status == 404 and not redirected and (form.method == "get" or _FILE.search(urls.path(form.action))):
        return dead(message("The form is sent to {url}, which answers 404 (not found).", url=form.action))
    if status < 400 or status == 405:
        return alive(message("The form is sent to {url}, which is there.", url=form.action))
    said = message("The form is sent to {url}, which answers a reader with {status}.", url=form.action, status=status)
    return unknown(said, _FILL_IT_IN)


def _to(form: Form, verdict: Verdict) -> Verdict:
    reason = message("The form is sent to {url}.", url=form.action).then(verdict.reason)
    return Verdict(verdict.state, reason, NOTHING if verdict.state is LinkState.DEAD else _FILL_IT_IN)


def encryption(_: Snapshot, page: Page, form: Form) -> Verdict:
    """Return whether what a visitor writes travels encrypted, as far as page and form say where it goes."""
    clear = "http" in {urls.scheme(page.fetch.final_url), _scheme(form)}
    if clear:
        return dead(message("The form sends what visitors write without encryption (http)."))
    return alive(message("The form is encrypted."))


def _scheme(form: Form) -> str:
    return "" if form.scripted else urls.scheme(form.action)


def discretion(_: Snapshot, page: Page, form: Form) -> Verdict:
    """Return whether what a visitor writes stays out of the address, which servers and browsers keep."""
    if form.method != "get" or form.scripted or not _scheme(form).startswith("http"):
        return alive(message("The form keeps what visitors write out of the address."))
    # A form without action and method is what remains in the page of one that a script sends by itself.
    if form.action == form.page and "<script" in page.read().lower():
        said = message("Unless a script sends it, the form puts what visitors write into the address (GET).")
        return unknown(said, _FILL_IT_IN)
    return dead(
        message("The form puts what visitors write into the address (GET), where servers and browsers keep it.")
    )


def verdicts(snapshot: Snapshot, page: Page, form: Form) -> dict[str, Verdict]:
    """Return what becomes of what a visitor writes, by what may be wrong.

    Returns:
        `no-submit` (it can be sent at all), `dead-action` (to an address that is there), `plain-http` (encrypted), `get` (and
        not as part of an address), each with its verdict.
    """
    return {
        "no-submit": submission(snapshot, page, form),
        "dead-action": destination(snapshot, page, form),
        "plain-http": encryption(snapshot, page, form),
        "get": discretion(snapshot, page, form),
    }
