"""One running site and one browser for all browser tests; each test gets a fresh profile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser import chromium
from tests.browser.site import Site, start_site

SLOW = 45_000  # milliseconds that a busy machine may take for a page
expect.set_options(timeout=20_000)
NO_BROWSER = "chromium is not installed here: the browser tests are skipped (apt install chromium)"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    # last: while the browser's driver runs, this thread holds an event loop and Django refuses its database
    items.sort(key=lambda item: item.path.is_relative_to(here))
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            if not chromium.path():
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = start_site(tmp_path_factory.mktemp("site"))
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(SLOW)
    problems: list[str] = []
    opened.on("response", lambda answer: note_failure(answer, problems))
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
    yield opened
    context.close()
    assert problems == [], "something on the pages failed"


def note_failure(answer: Response, problems: list[str]) -> None:
    if answer.status >= 400:
        problems.append(f"{answer.status} {answer.url}")
