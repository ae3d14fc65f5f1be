"""Forms: whether they can be sent, and safely."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.analysis.contact_routes import forms
from auditor.analysis.links.verdicts import Verdict
from auditor.api.query import Query
from auditor.model import Form, Page


class Forms(Query):
    """Forms of the site, which are in `snapshot.forms`. No form is ever submitted."""

    __slots__ = ()
    rests_on = ("pages", "forms")

    def verdicts(self, page: Page, form: Form) -> Mapping[str, Verdict]:
        """Return what becomes of what a visitor writes into a form on a page, by what may be wrong with it.

        The keys are `no-submit` (it can be sent at all), `dead-action` (to an address that is there), `plain-http`
        (encrypted) and `get` (and not as part of an address).
        """
        return forms.verdicts(self._snapshot, page, form)

    @staticmethod
    def is_for_contact(form: Form) -> bool:
        """Return whether a visitor can write to somebody with it; not to search, log in or subscribe."""
        return forms.is_contact_form(form)
