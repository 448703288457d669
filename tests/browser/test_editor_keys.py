"""The boundary editor without a mouse: repairs, a lost connection, an input method, and what a screen reader gets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import ROOT, Site

AXE = Path(__file__).parent / "axe-4.10.3.min.js"  # axe-core, MPL 2.0
SERIOUS = ("serious", "critical")


@pytest.fixture
def desk(page: Page, site: Site) -> Page:
    """The editor of the issue of 28 September 2012, page 1."""
    page.goto("/admin/", timeout=60_000)  # the first page of a fresh site loads the dictionaries
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(site.password)
    with page.expect_navigation():
        page.locator("[type=submit]").first.click()
    page.goto("/admin/archive/issue/?q=2012-09-28")
    found = re.search(r"/issue/(\d+)/", page.locator("#result_list tbody a").first.get_attribute("href") or "")
    assert found
    page.goto(f"/admin/archive/issue/{found[1]}/layout/?page=1")
    return page


def settle(desk: Page) -> None:
    while desk.evaluate("Editor.waiting()"):
        desk.wait_for_timeout(20)


def revision(desk: Page) -> int:
    return int(re.sub(r"\D", "", desk.locator("#saved").inner_text()))


def test_pages_are_repaired_to_their_gold_by_keys_alone():
    """Slow: starts a site of its own. `make check-editor` does the same for any folder."""
    folder = ROOT / "fixtures" / "issues" / "青溪日报" / "2012-09-28"
    command = [sys.executable, "-m", "benchmarks.check_editor", str(folder), "--most", "10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("as its gold") == 4


def test_keys_walk_select_and_undo(desk):
    start = desk.evaluate("Editor.current()")
    desk.keyboard.press("j")
    desk.keyboard.press("Shift+ArrowDown")
    assert desk.evaluate("Editor.selected().length") == 2
    before = revision(desk)
    desk.keyboard.press("6")
    settle(desk)
    expect(desk.locator("#saved")).to_have_text(f"已保存 r{before + 1}")
    assert desk.evaluate("Editor.selected().length") == 0
    desk.keyboard.press("u")
    settle(desk)
    assert revision(desk) == before + 2
    desk.keyboard.press("[")
    assert desk.evaluate("Editor.current()") == start


def test_a_line_is_moved_to_an_article_chosen_by_its_number(desk):
    cards = desk.locator(".card")
    last = cards.last.get_attribute("data-uid")
    number = cards.last.locator(".card-number").inner_text()
    desk.keyboard.press("j")
    key = desk.evaluate("Editor.current()")
    desk.keyboard.press("g")
    desk.keyboard.type(number)
    desk.keyboard.press("Enter")
    settle(desk)
    assert desk.locator(f'.row[data-key="{key}"]').get_attribute("data-home") == last
    desk.keyboard.press("u")
    settle(desk)


def test_nothing_is_lost_while_the_server_cannot_be_reached(desk):
    desk.keyboard.press("j")
    before = revision(desk)
    desk.route("**/layout/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.keyboard.press("Shift+J")
    expect(desk.locator("#saved")).to_have_text("未保存，正在重试")
    assert desk.evaluate("Editor.waiting()") == 1
    desk.unroute("**/layout/")
    desk.evaluate("window.dispatchEvent(new Event('online'))")
    settle(desk)
    assert revision(desk) == before + 1
    desk.keyboard.press("u")
    settle(desk)


def test_an_answer_that_got_lost_does_not_do_the_thing_twice(desk):
    desk.keyboard.press("j")
    before = revision(desk)
    lost = []

    def lose_the_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # the server did it
            route.abort()
        else:
            route.continue_()

    desk.route("**/layout/", lose_the_answer)
    desk.keyboard.press("Shift+J")
    expect(desk.locator("#saved")).to_have_text("未保存，正在重试")
    settle(desk)
    assert lost and revision(desk) == before + 1
    desk.unroute("**/layout/")
    desk.keyboard.press("u")
    settle(desk)


def test_keys_of_an_input_method_are_left_alone(desk):
    before = revision(desk)
    desk.evaluate(
        """() => {
            const send = (more) => document.activeElement.dispatchEvent(
                new KeyboardEvent("keydown", { code: "KeyS", key: "s", bubbles: true, ...more }));
            send({ isComposing: true });
            send({ keyCode: 229 });
        }"""
    )
    assert desk.evaluate("Editor.waiting()") == 0 and revision(desk) == before
    desk.keyboard.press("/")
    desk.locator("#ask-text").press("s")
    assert desk.evaluate("Editor.waiting()") == 0 and desk.locator("#ask-text").input_value() == "s"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (820, 1180)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(desk, width, height, scheme):
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=scheme)
    desk.wait_for_timeout(500)  # the admin fades its colours over
    desk.evaluate(AXE.read_text(encoding="utf-8"))
    found = desk.evaluate("axe.run(document.querySelector('#editor'))")
    serious = [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['any'][0]['message'] if v['nodes'][0]['any'] else ''}"
        for v in found["violations"]
        if v["impact"] in SERIOUS
    ]
    assert serious == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (820, 1180)])
def test_the_editor_fits_the_screen(desk, width, height):
    desk.set_viewport_size({"width": width, "height": height})
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    panels = desk.locator("#panels").bounding_box()
    assert panels and panels["y"] + panels["height"] <= height
