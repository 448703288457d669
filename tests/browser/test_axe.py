"""Every kind of page, of readers and of editors, passes axe-core without a serious finding, in light and in dark."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Path(__file__).parent / "axe-4.10.3.min.js"  # axe-core, MPL 2.0
SERIOUS = ("serious", "critical")
ISSUE = "/qingxiribao/2012/09/28/"
READERS = (
    "/",
    "/qingxiribao/",
    "/qingxiribao/2012/",
    "/qingxiribao/2012/09/",
    "/qingxiribao/2012/gaps/",
    ISSUE,
    f"{ISSUE}print/",
    f"{ISSUE}1/",
    f"{ISSUE}1/text/",
    "{article}",
    "{article}?q=青溪",
    "{article}source/",
    "{report}",
    "{thanks}",
    "/undated/",
    "/today/",
    "/date/?d=2012年9月30日",
    "/date/?d=不是日期",
    "/search/?q=青溪",
    "/search/?q=没有这样的词句",
    "/search/help/",
    "/about/",
    "/nothing/",
    "/en/",
    "/en{article}",
    "/en/search/?q=青溪",
)
DESK = (  # Django's own lists aside: their filters are 20 pixels high, and theirs to mend
    "/admin/",
    "/admin/archive/issue/queue/",
    "/admin/archive/issue/progress/",
    "/admin/archive/issue/bulk/",
    "/admin/archive/issue/upload/",
    "/admin/archive/issue/guide/",
    "/admin/archive/issue/{issue}/layout/",
    "/admin/archive/issue/{issue}/layout/?view=reading",
    "/admin/archive/issue/{issue}/layout/replace/",
    "/admin/archive/issue/{issue}/layout/facts/",
    "/admin/archive/issue/{issue}/layout/move/",
    "/admin/archive/issue/{issue}/layout/state/",
    "/admin/archive/issue/{issue}/layout/history/",
)


def serious(page: Page) -> list[str]:
    """What axe-core holds against the page: rule, element, reason."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for rule in found["violations"]
        if rule["impact"] in SERIOUS
        for node in rule["nodes"][:3]
    ]


def findings(page: Page, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        page.goto(path)
        page.wait_for_timeout(300)  # the admin fades its colours over
        if told := serious(page):
            found[path] = told
    return found


def known(page: Page) -> dict[str, str]:
    """Addresses that only the site knows."""
    page.goto(ISSUE, timeout=60_000)
    article = page.locator("main .titles li a").first.get_attribute("href") or ""
    uid = article.rstrip("/").rpartition("/")[2]
    return {"article": article, "report": f"/report/{uid}/", "thanks": f"/report/{uid}/thanks/"}


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """As the others have it, but pages that say no (404, 400) are looked at too."""
    context = browser.new_context(base_url=site.url, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_readers_have_no_serious_finding(page: Page, scheme):
    page.emulate_media(color_scheme=scheme)
    addresses = known(page)
    assert findings(page, [path.format(**addresses) for path in READERS]) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_editors_have_no_serious_finding(page: Page, site: Site, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/", timeout=60_000)
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(site.password)
    with page.expect_navigation():
        page.locator("[type=submit]").first.click()
    page.goto("/admin/archive/issue/?q=2012-09-28")
    number = re.search(r"/issue/(\d+)/", page.locator("#result_list tbody a").first.get_attribute("href") or "")
    assert number
    assert findings(page, [path.format(issue=number[1]) for path in DESK]) == {}
