"""Run in `manage.py shell`: a drill maker's pages beside Mezzanine's own demo pages.

Known faults: the complaints page in every menu is gone, the support page leads to a place it does not have, and the press
page names a mailbox that can't exist.
"""

from mezzanine.pages.models import Link, RichTextPage


def add(title, content):
    RichTextPage.objects.create(title=title, slug=title.lower(), in_menus=[1, 2, 3], content=content)


add("Press", '<p>Press contact: <a href="mailto:ada.moss@borehole.example">ada.moss@borehole.example</a></p>')
add(
    "Support",
    '<p>Call <a href="tel:+442079460123">020 7946 0123</a> or see <a href="https://twitter.com/boreholetools">our channel</a>. '
    '<a href="#hours">Opening hours</a>. <a href="/contact/#id_field_1">Write to us</a>. Staff: <a href="/admin/">log in</a>.</p>',
)
Link.objects.create(title="Complaints", slug="/complaints-desk/", in_menus=[1, 2, 3])
