"""Pictures of every kind of page, to look at: `python -m tests.browser.screens [--url http://…] [--into screens]`.

Wide, on telephones, in dark, in large print, and as a printer sets it (PDF). Without --url it starts the site with the
sample issues in a folder of its own.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.site import start_site


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader sees the pages."""

    width: int
    height: int
    dark: bool = False
    large: bool = False


LOOKS = {
    "desktop": Look(1280, 900),
    "desktop-dark": Look(1280, 900, dark=True),
    "desktop-large": Look(1280, 900, large=True),
    "phone": Look(375, 740),
    "phone-dark": Look(375, 740, dark=True),
    "phone-large": Look(375, 740, large=True),
    "narrow": Look(320, 640),
}
LARGE = "try { localStorage.setItem('size', 'large'); } catch {}"
ISSUE = "/qingxiribao/2012/09/28/"
PUBLIC = {
    "home": "/",
    "paper": "/qingxiribao/",
    "year": "/qingxiribao/2012/",
    "gaps": "/qingxiribao/2012/gaps/",
    "month": "/qingxiribao/2019/10/",
    "issue": ISSUE,
    "issue-print": f"{ISSUE}print/",
    "page": f"{ISSUE}1/",
    "page-text": f"{ISSUE}1/text/",
    "article": "{article}",
    "article-marked": "{article}?q=山塘",
    "source": "{article}source/",
    "report": "{report}",
    "undated": "/undated/",
    "today": "/today/",
    "this-day": "/today/10-01/",
    "date-two": "/date/?d=2019年10月1日",
    "date-none": "/date/?d=2012年9月30日",
    "date-wrong": "/date/?d=昨天",
    "search": "/search/?q=青溪",
    "search-none": "/search/?q=没有这样的词",
    "search-help": "/search/help/",
    "about": "/about/",
    "english": "/en/",
    "english-issue": f"/en{ISSUE}",
    "english-article": "/en{article}",
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


def places(browser: Browser, root: str) -> dict[str, str]:
    """Name -> path of every page, with those of an article filled in."""
    page = browser.new_page()
    page.goto(root + ISSUE)
    article = str(page.locator(".page-block a[href*='/09/28/1/']").nth(1).get_attribute("href"))
    page.close()
    report = f"/report/{article.split('/')[-2]}/"
    return {name: path.format(article=article, report=report) for name, path in PUBLIC.items()}


def shoot(page: Page, url: str, target: Path) -> None:
    answer = page.goto(url)
    page.screenshot(path=target, full_page=True)
    print(f"{target}  {answer.status if answer else '?'}  {url}")


def shoot_all(browser: Browser, root: str, into: Path) -> None:
    paths = places(browser, root)
    for name, look in LOOKS.items():
        scheme = "dark" if look.dark else "light"
        size = {"width": look.width, "height": look.height}
        context = browser.new_context(viewport=size, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
        if look.large:
            context.add_init_script(LARGE)
        page = context.new_page()
        for kind, path in paths.items():
            shoot(page, root + path, into / f"{kind}-{name}.png")
            if name == "desktop":
                page.pdf(path=into / f"{kind}.pdf", format="A4")
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
