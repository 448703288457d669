"""Pictures of every kind of page, to look at: `python -m tests.browser.screens [--url http://…] [--into screens]`.

Without --url it starts the site with the sample issues in a folder of its own.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.site import start_site

SIZES = {"desktop": (1280, 900), "phone": (375, 740), "narrow": (320, 640)}
PUBLIC = {
    "home": "/",
    "paper": "/qingxiribao/",
    "year": "/qingxiribao/2012/",
    "month": "/qingxiribao/2012/09/",
    "issue": "/qingxiribao/2012/09/28/",
    "page": "/qingxiribao/2012/09/28/1/",
    "page-text": "/qingxiribao/2012/09/28/1/text/",
    "undated": "/undated/",
    "search": "/search/?q=青溪",
    "search-none": "/search/?q=没有这样的词",
    "search-help": "/search/help/",
    "about": "/about/",
    "english": "/en/",
    "missing": "/qingxiribao/1900/01/01/",
}


@contextmanager
def address(given: str | None) -> Iterator[str]:
    if given:
        yield given.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder:
        site = start_site(Path(folder))
        try:
            yield site.url
        finally:
            site.stop()


def shoot(page: Page, url: str, target: Path) -> None:
    answer = page.goto(url)
    page.screenshot(path=target, full_page=True)
    print(f"{target}  {answer.status if answer else '?'}  {url}")


def shoot_all(browser: Browser, root: str, into: Path) -> None:
    for size, (width, height) in SIZES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        page = context.new_page()
        for name, path in PUBLIC.items():
            shoot(page, root + path, into / f"{name}-{size}.png")
        page.goto(root + PUBLIC["issue"])
        link = page.locator("main a[href*='/2012/09/28/1/']").nth(1).get_attribute("href")
        shoot(page, root + str(link), into / f"article-{size}.png")
        context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--url", help="a site that runs already")
    parser.add_argument("--into", type=Path, default=Path("screens"))
    args = parser.parse_args()
    args.into.mkdir(parents=True, exist_ok=True)
    with address(args.url) as root, chromium.browser() as browser:
        shoot_all(browser, root, args.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
