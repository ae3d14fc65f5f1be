"""Run in `manage.py shell`: a press page with a person's mailbox, a support page, beside Mezzanine's own demo pages."""

from mezzanine.pages.models import RichTextPage

RichTextPage.objects.create(
    title="Press",
    slug="press",
    in_menus=[1, 2, 3],
    content='<p>Press contact: <a href="mailto:ada.moss@borehole.example">ada.moss@borehole.example</a></p>',
)
RichTextPage.objects.create(
    title="Support",
    slug="support",
    in_menus=[1, 2, 3],
    content='<p>Call <a href="tel:+442079460123">020 7946 0123</a> or see <a href="https://twitter.com/boreholetools">our channel</a>.</p>',
)
