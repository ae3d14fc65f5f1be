"""Where a page that people reach the company by may be although nothing led there."""

from __future__ import annotations

from auditor import urls
from auditor.collect.crawl.crawler import Crawl
from auditor.collect.crawl.frontier import Frontier, Job
from auditor.collect.extract import page_roles
from auditor.collect.extract.html import Document
from auditor.snapshot.writer import Store
from auditor.text.languages import by_letters, canonical


def guesses(store: Store, crawl: Crawl, frontier: Frontier) -> list[Job]:
    """Return the usual addresses of pages that nothing promised so far."""
    jobs: list[Job] = []
    known = crawl.promised_roles()
    for role, path in page_roles.usual_paths(_languages(store, crawl.home)):
        url = urls.origin(crawl.home) + path
        if role not in known and (job := frontier.guess(url)) is not None:
            crawl.promise(url, [(role, f'usual path "{path}"')], "usual path")
            jobs.append(job)
    return jobs


def _languages(store: Store, home: str) -> list[str]:
    """Return the languages of the site, the home page's first, as far as letters and the pages' own word tell."""
    found = store.page(home)
    document = Document(found[1] if found is not None else "", home)
    declared = (said for (said,) in store.rows("SELECT lang FROM page GROUP BY lang ORDER BY COUNT(*) DESC, lang"))
    codes = (by_letters(document.text, document.lang), *map(canonical, declared))
    return list(dict.fromkeys(code for code in codes if code))
