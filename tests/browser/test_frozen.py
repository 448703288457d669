"""The frozen folder in a browser from a file:// address: read and searched without any server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import ROOT, Site


@pytest.fixture(scope="module")
def frozen(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stick") / "静态 版"  # a path as people have them
    others = {k: v for k, v in os.environ.items() if not k.startswith(("ARCHIVE_", "DATABASE_"))}  # as the site runs
    environment = {**others, "ARCHIVE_DATA_DIR": str(site.data)}
    command = [sys.executable, "manage.py", "freeze", str(folder), "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture
def paper(browser: Browser, frozen: Path):
    context = browser.new_context(locale="zh-CN", offline=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((frozen / "index.html").as_uri())
    yield page
    context.close()
    assert problems == []


def search(page: Page, query: str) -> None:
    page.get_by_role("link", name="检索", exact=True).click()
    page.get_by_label("要找的词").fill(query)
    page.get_by_role("button", name="检索").click()
    expect(page.locator("#count")).to_contain_text("篇")


def test_a_reader_browses_from_the_start_page_to_an_article(paper: Page):
    paper.locator("ul.years a").first.click()
    paper.locator("ul.issues a").first.click()
    link = paper.locator("main ol a").first
    headline = link.inner_text()
    link.click()
    expect(paper.locator("article:target h2")).to_have_text(headline)


def test_a_headline_is_found_and_leads_to_its_article(paper: Page):
    paper.locator("ul.years a").first.click()
    paper.locator("ul.issues a").first.click()
    headline = max(paper.locator("main ol a").all_inner_texts(), key=len)
    search(paper, headline[:12])
    expect(paper.locator("#results mark").first).to_be_visible()
    paper.locator("#results a", has_text=headline[:12]).first.click()
    expect(paper.locator("article:target h2")).to_have_text(headline)


def test_one_character_two_words_and_nothing(paper: Page):
    search(paper, "水")
    one = paper.locator("#results li").count()
    assert one > 0
    assert all("水" in text for text in paper.locator("#results p").all_inner_texts())
    paper.get_by_label("要找的词").fill("水 的")
    paper.get_by_role("button", name="检索").click()
    expect(paper.locator("#results mark", has_text="的").first).to_be_visible()
    paper.get_by_label("要找的词").fill("查无此词鿿")
    paper.get_by_role("button", name="检索").click()
    expect(paper.locator("#count")).to_have_text("共 0 篇")
