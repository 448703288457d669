"""What a reader does, in a real browser against the running site."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.screens import LARGE
from tests.browser.site import Site

ISSUE = "/qingxiribao/2019/10/01/"
KINDS_OF_PAGE = (
    "/",
    "/qingxiribao/",
    "/qingxiribao/2012/",
    "/qingxiribao/2012/09/",
    "/qingxiribao/2012/09/28/",
    "/qingxiribao/2012/09/28/1/",
    "/qingxiribao/2012/09/28/1/text/",
    "/undated/",
    "/search/?q=青溪",
    "/search/help/",
    "/about/",
    "/en/",
)


def look_for(page: Page, words: str) -> None:
    page.goto("/")
    page.locator("main input[name=q]").first.fill(words)
    page.locator("main input[name=q]").first.press("Enter")


def test_a_reader_finds_an_issue_by_its_date(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("2019")).first.click()
    expect(page).to_have_url(re.compile(r"/qingxiribao/2019/"))
    page.locator("main a[href$='/2019/10/01/']").first.click()
    expect(page).to_have_url(re.compile(ISSUE + "$"))
    expect(page.locator("main")).to_contain_text("青溪各界升国旗唱国歌")
    expect(page.locator("main")).to_contain_text("岚青高速公路建成通车")


def test_a_reader_searches_for_a_name_and_reads_the_story_whole(page: Page) -> None:
    look_for(page, "骆雨晴")
    expect(page.get_by_role("status")).to_contain_text("1")
    expect(page.locator(".result mark").first).to_have_text("骆雨晴")
    page.locator(".result h2 a").first.click()
    story = page.locator("article")
    # a paragraph that the paper cut at the end of a column stands in one piece
    expect(story.locator("p", has_text="第一次在全国大赛上登上最高领奖台。")).to_have_count(1)
    expect(story).to_contain_text("“阿公，我跑下来了。”")


def test_a_reader_steps_from_hit_to_hit(page: Page) -> None:
    look_for(page, "山塘")
    page.locator(".result h2 a", has_text="三座山塘").click()
    hits = page.locator("nav.hits")
    expect(hits.locator(".numbers")).to_be_hidden()
    for place in ("1 / 3", "2 / 3", "3 / 3", "1 / 3"):
        hits.get_by_role("button", name="下一处").click()
        expect(hits).to_contain_text(place)
    hits.get_by_role("button", name="上一处").click()
    expect(page.locator("mark:target")).to_be_in_viewport()
    assert page.url.endswith("#hit-3")
    page.go_back()
    expect(page).to_have_url(re.compile("/search/"))


def test_a_quoted_sentence_is_found_across_a_column_break(page: Page) -> None:
    look_for(page, "“统一采摘、统一炒制”")
    expect(page.locator(".result")).to_have_count(1)
    expect(page.locator(".result mark").first).to_have_text("统一采摘、统一炒制")


def test_characters_beyond_the_basic_plane_are_found(page: Page) -> None:
    look_for(page, "𡎚头村")
    expect(page.locator(".result mark").first).to_have_text("𡎚头村")


def test_simplified_letters_find_traditional_print(page: Page) -> None:
    look_for(page, "东湾新码头")
    expect(page.locator(".result mark").first).to_have_text("東灣新碼頭")


def test_nothing_found_is_said_in_words(page: Page) -> None:
    look_for(page, "青溪没有这样的词句")
    expect(page.locator("main")).to_contain_text(re.compile("没有"))
    expect(page.locator(".result")).to_have_count(0)


def test_a_reader_goes_from_story_to_story_and_from_issue_to_issue(page: Page) -> None:
    page.goto("/qingxiribao/2018/11/20/1/")
    page.locator("main").get_by_role("link", name=re.compile("县人民医院新院区启用")).first.click()
    expect(page.locator("h1")).to_contain_text("县人民医院新院区启用")
    page.get_by_role("link", name=re.compile("下一期")).first.click()
    expect(page).to_have_url(re.compile(ISSUE))


def test_a_repeat_is_read_once_but_stands_in_the_whole_text_of_the_page(page: Page) -> None:
    sentence = "公交公司同步开通了从汽车站到新院区的9路车"
    look_for(page, sentence)
    page.locator(".result h2 a").first.click()
    assert page.locator("article").inner_text().count(sentence) == 1
    page.goto("/qingxiribao/2018/11/20/1/text/")
    assert page.locator("main").inner_text().count(sentence) == 2


def test_an_undated_issue_stands_on_its_shelf(page: Page) -> None:
    page.goto("/undated/")
    page.locator("main a[href*='/undated/']").first.click()
    expect(page.locator("main")).to_contain_text("沿溪步道贯通")


def test_the_interface_speaks_english_under_its_own_address(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_address_that_leads_nowhere_is_told_as_a_page(browser: Browser, site: Site) -> None:
    page = browser.new_page(base_url=site.url)
    answer = page.goto("/qingxiribao/1900/01/01/")
    assert answer is not None and answer.status == 404
    expect(page.locator("main a").first).to_be_visible()
    page.close()


def test_the_site_works_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    look_for(page, "廊桥")
    expect(page.locator(".result mark").first).to_have_text("廊桥")
    page.locator(".result h2 a").first.click()
    expect(page.locator("article")).to_contain_text("廊桥")
    context.close()


@pytest.mark.parametrize("address", KINDS_OF_PAGE)
def test_a_page_fits_a_phone_in_large_print_too(address: str, browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 375, "height": 740})
    context.add_init_script(LARGE)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    context.close()


@pytest.mark.parametrize("address", KINDS_OF_PAGE)
def test_a_page_fits_a_phone_and_sets_no_cookie(address: str, browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 320, "height": 640})
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None and answer.ok
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert context.cookies() == []
    context.close()


def test_a_reader_gets_there_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('type')") == "search":
            break
    page.keyboard.type("白鹭湾")
    page.keyboard.press("Enter")
    expect(page.locator(".result").first).to_be_visible()


def test_large_print_and_dark_colours_stay_from_page_to_page_and_can_be_put_back(page: Page) -> None:
    page.goto("/")
    before = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    page.goto(ISSUE)
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") != before
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="大字").click()
    page.goto("/about/")
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == before


@pytest.mark.parametrize("address", KINDS_OF_PAGE)
def test_nothing_moves_while_a_page_comes_and_no_script_is_waited_for(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator("script[src]:not([async]):not([defer])").count() == 0
    moved = page.evaluate(
        """() => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => list.getEntries().forEach(entry => (sum += entry.value)))
            .observe({type: "layout-shift", buffered: true});
          setTimeout(() => done(sum), 300);
        })"""
    )
    assert moved < 0.01
