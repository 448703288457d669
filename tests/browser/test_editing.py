"""What an editor does: mends a headline, cuts an article in two and takes it back; readers see it at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site


@pytest.fixture
def desk(page: Page, site: Site) -> Page:
    """The page layout of the issue of 14 April 2020, open before a signed-in editor."""
    page.goto("/admin/")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(site.password)
    page.locator("[type=submit]").first.click()
    page.goto("/admin/archive/issue/")
    page.locator("#result_list a", has_text="2020年4月14日").first.click()
    found = re.search(r"/issue/(\d+)/", page.url)
    assert found
    page.goto(f"/admin/archive/issue/{found[1]}/layout/?page=all")
    return page


def line_with(desk: Page, text: str):  # noqa: ANN201 - a locator
    return desk.locator(".row", has_text=text).first


def test_an_editor_mends_a_headline_and_readers_find_it(desk: Page) -> None:
    line_with(desk, "顾怀止到万合丝绸等企业走访").locator(".row-edit").click()
    box = desk.locator("#fix-text")
    box.fill(box.input_value().replace("顾怀止", "顾怀山"))
    desk.get_by_role("button", name="保存改字").click()
    mended = line_with(desk, "到万合丝绸等企业走访")
    expect(mended.locator("del")).to_have_text("止")
    expect(mended.locator("ins")).to_have_text("山")
    desk.goto("/qingxiribao/2020/04/14/3/")
    expect(desk.locator("main")).to_contain_text("顾怀山到万合丝绸等企业走访")
    # the index worker follows within a second; the reader's page is asked until then
    deadline = 20
    for _ in range(deadline):
        desk.goto("/search/?q=顾怀山到万合丝绸")
        if desk.locator(".result").count():
            break
        desk.wait_for_timeout(250)
    expect(desk.locator(".result mark").first).to_have_text("顾怀山到万合丝绸")


def test_an_editor_cuts_an_article_in_two_and_takes_it_back(desk: Page) -> None:
    before = desk.locator(".card").count()
    line_with(desk, "复工复产，缺的往往不是政策").locator(".row-pick").check()
    desk.get_by_role("button", name="从此行分篇").click()
    expect(desk.locator(".card")).to_have_count(before + 1)
    desk.get_by_role("button", name=re.compile("撤销")).first.click()
    expect(desk.locator(".card")).to_have_count(before)
