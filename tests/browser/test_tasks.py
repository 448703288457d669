"""What a reader comes for, as tasks: by keyboard alone, on a telephone, on a site never seen before."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import SLOW, note_failure
from tests.browser.site import Site

PHONE = {"width": 375, "height": 740}
STEPS = 200  # presses of the Tab key after which a reader would have given up
STORY = re.compile("𡎚头村")
LEAST_SECONDS = 3  # that a report must have taken (archive.reading.reports)


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.url,
        locale="zh-CN",
        viewport=PHONE,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(SLOW)
    problems: list[str] = []
    page.on("response", lambda answer: note_failure(answer, problems))
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == [], "something on the pages failed"


def tab_to(page: Page, wanted: Locator) -> None:
    """Goes on with the Tab key until the element has the focus, and sees that the focus shows on the screen."""
    expect(wanted).to_have_count(1)
    element = wanted.element_handle()
    for _ in range(STEPS):
        if element.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{STEPS} presses of Tab do not lead to {wanted}")


def follow(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def type_into(page: Page, wanted: Locator, words: str) -> None:
    tab_to(page, wanted)
    page.keyboard.type(words)


def open_issue(page: Page, typed: str) -> None:
    """From the first page, by a date as the reader writes it."""
    page.goto("/")
    type_into(page, page.locator("main input[name=d]"), typed)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/qingxiribao/2020/04/14/$"))


def open_story(page: Page) -> None:
    """Where the first two tasks led: the way there is not walked again for each of the others."""
    page.goto("/qingxiribao/2020/04/14/")
    page.goto(str(story_link(page).get_attribute("href")))
    expect(page.locator("h1")).to_contain_text(STORY)


def story_link(page: Page) -> Locator:
    return page.locator("main .page-block").get_by_role("link", name=STORY)


def test_an_issue_is_found_by_a_typed_date_and_a_story_of_it_read_whole(phone: Page) -> None:
    open_issue(phone, "二〇二〇年四月十四日")
    follow(phone, story_link(phone))
    expect(phone.locator("h1")).to_contain_text(STORY)
    text = "".join(phone.locator("article .text p").all_inner_texts())
    assert text.startswith("本报讯（记者 闻笛 通讯员 刘𬭎）4月12日")
    assert "快递地址统一改成了正字。" in text, "the paper began a new line within the sentence"
    assert text.endswith("播放量超过２万次。")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_its_citation_is_copied(phone: Page) -> None:
    open_story(phone)
    follow(phone, phone.locator("#cite summary"))
    follow(phone, phone.locator("button[data-copy=citation]"))
    expect(phone.locator("button[data-copy=citation]")).to_have_text("已复制")
    copied = phone.evaluate("navigator.clipboard.readText()")
    assert "[N/OL]. 青溪日报, 2020-04-14(" in copied or "[N]. 青溪日报, 2020-04-14(" in copied, copied
    assert STORY.search(copied)


def test_its_reporter_is_followed_to_other_stories(phone: Page) -> None:
    open_story(phone)
    follow(phone, phone.locator(".byline").get_by_role("link", name="闻笛"))
    others = phone.locator(".result h2 a")
    expect(others.filter(has_text="高速公路")).to_have_count(1)
    follow(phone, others.filter(has_text="高速公路"))
    expect(phone.locator(".byline")).to_contain_text("闻笛")
    expect(phone).to_have_url(re.compile("/2019/10/01/"))


def test_a_search_is_subscribed_to(phone: Page) -> None:
    phone.goto("/")
    type_into(phone, phone.locator("main input[name=q]").first, "白鹭湾")
    phone.keyboard.press("Enter")
    follow(phone, phone.locator("details.downloads summary"))
    subscribe = phone.get_by_role("link", name="订阅 Atom")
    tab_to(phone, subscribe)
    answer = phone.request.get(str(subscribe.get_attribute("href")))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "<entry>" in answer.text() and "白鹭湾" in answer.text()


def test_a_mistake_is_reported(phone: Page) -> None:
    open_story(phone)
    follow(phone, phone.get_by_role("link", name="纠错"))
    tab_to(phone, phone.locator("input[name=wrong]:checked"))
    phone.keyboard.press("ArrowDown")
    expect(phone.locator("input[name=wrong][value=boundary]")).to_be_checked()
    tab_to(phone, phone.locator("input[name=paragraph]:checked"))
    phone.keyboard.press("ArrowDown")
    expect(phone.locator("input[name=paragraph][value='1']")).to_be_checked()
    type_into(phone, phone.locator("textarea[name=text]"), "第一段少了一句")
    phone.wait_for_timeout(LEAST_SECONDS * 1000)
    follow(phone, phone.locator("form.report button[type=submit]"))
    expect(phone.locator("h1")).to_have_text("谢谢您的纠错")
    follow(phone, phone.locator("main a"))
    expect(phone.locator("h1")).to_contain_text(STORY)


def test_the_story_is_printed_without_what_belongs_to_the_screen(phone: Page) -> None:
    open_story(phone)
    phone.emulate_media(media="print")
    for part in (".beside", "header.site .search-box", ".cite", "footer .switches", "nav.steps.articles"):
        for found in phone.locator(part).all():
            expect(found).to_be_hidden()
    expect(phone.locator("h1")).to_be_visible()
    expect(phone.locator("article .text")).to_contain_text("比县城还快。")
    expect(phone.locator(".paper-only")).to_contain_text("/a/")
    assert phone.pdf(format="A4").startswith(b"%PDF")
