"""What readers see on each kind of page, and how many queries it takes."""

import datetime
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from archive import editing
from archive.models import Article, Newspaper
from tests.pages.shelf import BRIDGE, POEM, TEA, TEA_ON, make_issue

HERE = "/qingxi/2019/03/06/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- article ------------------------------------------------------------------------------------------------


def test_headline_parts_stand_as_a_paper_sets_them(client, issue):
    html = text_of(client, f"{HERE}1/{BRIDGE}/")
    kicker, title = html.index('class="kicker">提起精神开好局'), html.index("<h1>")
    deck = html.index('class="deck">沈木生讲话 石磊主持')
    assert kicker < title < deck


def test_a_headline_breaks_at_its_spaces_and_keeps_them(client, issue):
    html = text_of(client, f"{HERE}1/{BRIDGE}/")
    heading = re.search(r"<h1>(.*?)</h1>", html, re.S)[1]
    assert re.sub(r"<[^>]+>", "", heading) == "清溪镇新桥通车 两岸往来不再绕行"
    assert heading.count('class="part"') == 2


def test_headlines_in_lists_break_at_their_spaces_too(client, issue):
    parts = '<span class="part">清溪镇新桥通车</span> <span class="part">两岸往来不再绕行</span></'
    for path in ("/", HERE, f"{HERE}1/"):
        assert parts in text_of(client, path), path
    Article.objects.filter(uid=BRIDGE).update(headline="<b>桥 &</b>")
    assert '<span class="part">&lt;b&gt;桥</span> <span class="part">&amp;&lt;/b&gt;</span>' in text_of(client, HERE)


def test_a_paragraph_broken_across_columns_is_whole(client, issue):
    assert "往来不再绕行十里。</p>" in text_of(client, f"{HERE}1/{BRIDGE}/")


def test_crossheads_are_headings_and_paragraphs_are_numbered(client, issue):
    html = text_of(client, f"{HERE}1/{BRIDGE}/")
    assert '<h2 id="p2">往后怎么走</h2>' in html
    assert '<p id="p3">新桥限重' in html


def test_reporters_and_credits_are_links_to_what_they_wrote(client, issue):
    html = text_of(client, f"{HERE}1/{BRIDGE}/")
    assert re.search(r'class="byline">.*?<a href="/search/\?q=[^"]+">沈木生</a>', html, re.S)
    assert "通讯员" in html
    assert re.search(r'class="credits">.*?石小磊</a>', html, re.S)


def test_a_story_that_goes_on_elsewhere_links_both_ways(client, issue):
    tea, rest = text_of(client, f"{HERE}1/{TEA}/"), text_of(client, f"{HERE}2/{TEA_ON}/")
    assert re.search(rf'class="jump" lang="zh-Hans"><a href="{HERE}2/{TEA_ON}/">下转第2版', tea)
    assert re.search(rf'class="jump" lang="zh-Hans"><a href="{HERE}1/{TEA}/">上接第1版', rest)


def test_a_jump_to_a_page_that_the_archive_lacks_says_so(client, issue):
    Article.objects.filter(uid=POEM).update(jump_to="5")
    assert "下转第5版（本馆未存该版，后面的部分缺失）" in text_of(client, f"{HERE}2/{POEM}/")


def test_missing_parts_are_said_in_words(client, issue):
    Article.objects.filter(uid=POEM).update(missing=["start", "end", "title"])
    words = text_of(client, f"{HERE}2/{POEM}/")
    for said in ("标题没有识别出来", "开头缺失", "结尾缺失"):
        assert said in words


def test_an_article_tells_where_it_stands_in_its_source(client, issue):
    assert f"{issue.uid}/01.txt" in (html := text_of(client, f"{HERE}1/{BRIDGE}/"))
    assert "第3—10行" in html


def test_neighbours_of_an_article_follow_the_reading_order_over_pages(client, issue):
    html = text_of(client, f"{HERE}2/{TEA_ON}/")
    assert re.search(rf'rel="prev" class="before" href="{HERE}1/{TEA}/"', html)
    assert re.search(rf'rel="next" class="after" href="{HERE}2/{POEM}/"', html)


def test_a_verified_article_says_so(client, issue):
    at = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
    Article.objects.filter(uid=BRIDGE).update(verified_by="lin", verified_at=at)
    assert "文本经编辑核对（2024-05-01）" in text_of(client, f"{HERE}1/{BRIDGE}/")


def test_the_source_view_shows_the_lines_as_received_with_their_numbers(client, issue):
    html = text_of(client, f"{HERE}1/{BRIDGE}/source/")
    assert "## 提起精神开好局" in html
    assert 'id="l1-7"' in html
    assert "春茶" not in plain(html.split("<main", 1)[1].split("</main")[0])


def test_markup_in_a_text_is_shown_and_not_obeyed(client, issue):
    Article.objects.filter(uid=POEM).update(
        title="<b>粗</b>", headline="<b>粗</b>", paragraphs=[["body", "<script>1</script>"]]
    )
    for path in (f"{HERE}2/{POEM}/", f"{HERE}2/", HERE):
        html = text_of(client, path)
        assert "<script>1" not in html
        assert "<b>粗" not in html


# --- issue and page -----------------------------------------------------------------------------------------


def test_an_issue_lists_its_pages_and_their_headlines(client, issue):
    html = text_of(client, HERE)
    assert "版面导航" in html
    assert "标题导航" in html
    for uid, page in ((BRIDGE, 1), (TEA, 1), (TEA_ON, 2), (POEM, 2)):
        assert f'href="{HERE}{page}/{uid}/"' in html


def test_issues_and_pages_know_their_neighbours(client, issue):
    make_issue("2019-03-05", "ee")
    make_issue("2019-03-06", "ff", edition=2)
    html = text_of(client, HERE)
    assert 'rel="prev" class="before" href="/qingxi/2019/03/05/"' in html
    assert 'rel="next" class="after" href="/qingxi/2019/03/06-2/"' in html
    assert f'rel="next" href="{HERE}2/"' in text_of(client, f"{HERE}1/")


def test_an_issue_with_fewer_pages_than_it_printed_says_so(client, issue):
    editing.set_facts(issue.pk, {"pages_declared": 4})
    assert "报头印“今日4版”，本馆存2版" in text_of(client, HERE)


def test_all_text_of_a_page_has_furniture_and_repeats_too(client, issue):
    html = text_of(client, f"{HERE}1/text/")
    assert "农历己亥年正月三十" in html
    assert "重复" in html
    assert "茶香满坡" not in html


def test_the_rights_line_of_the_paper_stands_in_the_foot(client, issue):
    for path in (HERE, f"{HERE}1/", f"{HERE}1/{BRIDGE}/"):
        assert "青溪日报社版权所有" in text_of(client, path)


def test_the_foot_has_room_for_registration_numbers(client, issue, settings):
    settings.ARCHIVE_FOOTER = "青ICP备00000001号 | 青公网安备 00000002号"
    assert "青ICP备00000001号" in text_of(client, "/")


# --- browsing -----------------------------------------------------------------------------------------------


def test_home_leads_to_years_and_the_latest_issue(client, issue):
    html = text_of(client, "/")
    assert 'href="/qingxi/2019/"' in html
    assert f'href="{HERE}1/{BRIDGE}/"' in html


def test_home_shows_the_latest_issue_and_those_of_this_day_in_other_years(client, db):
    today = timezone.localdate()
    for year, prefix in ((2016, "ee"), (2020, "ff"), (today.year, "gg")):  # leap years: any day may be today
        make_issue(f"{year}-{today:%m-%d}", prefix)
    html = text_of(client, "/")
    shown = html[html.index('id="that-day"') :]
    assert f'<time datetime="{today}">' in html
    assert re.findall(r'<a href="/qingxi/(\d{4})/\d\d/\d\d/"><b>', shown) == ["2020", "2016"]


def test_home_of_an_empty_archive_says_what_to_do(client, db):
    assert "manage.py ingest" in text_of(client, "/")


def test_the_calendar_of_a_year_links_each_issue_at_its_day(client, issue):
    html = text_of(client, "/qingxi/2019/")
    assert f'<a href="{HERE}">6 <small>' in html
    assert html.count('<table class="calendar">') == 12
    assert "端午节" in html


def test_both_issues_of_a_day_stand_in_the_calendar(client, issue):
    make_issue("2019-03-06", "ee", edition=2, label="号外")
    html = text_of(client, "/qingxi/2019/")
    assert f'href="{HERE}"' in html
    assert 'href="/qingxi/2019/03/06-2/">号外' in html


def test_a_month_lists_its_issues_and_its_neighbours(client, issue):
    html = text_of(client, "/qingxi/2019/03/")
    assert "本月1期" in html
    assert 'href="/qingxi/2019/02/"' in html
    assert "三十" in html


def test_the_shelf_tells_what_is_proved_of_a_date(client, db):
    make_issue(None, date_from="2018-12-16")
    assert "不早于2018年12月16日" in text_of(client, "/qingxi/undated/")


def test_a_former_name_stands_on_the_page_of_the_paper(client, issue):
    Newspaper.objects.update(former_names=[{"name": "青溪报", "from": 1985, "to": 1999}])
    assert "青溪报（1985—1999）" in text_of(client, "/qingxi/")


# --- counts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 6),
        ("/qingxi/", 6),
        ("/qingxi/2019/", 6),
        ("/qingxi/2019/03/", 6),
        (HERE, 6),
        (f"{HERE}1/", 6),
        (f"{HERE}1/{BRIDGE}/", 8),
        ("/undated/", 6),
        ("/qingxi/undated/", 6),
        ("/qingxi/2019/gaps/", 6),
        ("/today/", 6),
        ("/today/03-06/", 6),
        ("/date/?d=2018", 6),
        ("/about/", 6),
    ],
)
def test_a_page_takes_few_queries_also_when_nothing_is_kept_of_any(
    client, issue, django_assert_max_num_queries, path, most
):
    make_issue("2019-03-05", "ee")
    make_issue(None, "gg")
    cache.clear()
    with django_assert_max_num_queries(most):
        client.get(path)


def test_no_template_holds_inline_script_style_or_handlers(client, issue):
    for path in ("/", HERE, f"{HERE}1/", f"{HERE}1/{BRIDGE}/", "/qingxi/2019/", "/about/", "/undated/"):
        html = text_of(client, path)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)(?![^>]*ld\+json)", html), path


def test_what_editors_did_is_told_below_the_article(client, issue, django_user_model):
    editor = django_user_model.objects.create_user("lin")
    fix = {"block": "1:9", "start": 4, "end": 5, "old": "二", "new": "三"}
    editing.apply(issue.pk, issue.revision, "fix_text", fix, user=editor)
    html = text_of(client, f"{HERE}1/{BRIDGE}/")
    assert "编辑改动" in html
    assert "改字" in html
    assert "逐字看更正" in html
    assert "新桥限重<del>二</del><ins>三</ins>十吨" in html
    assert "编辑改动" not in text_of(client, f"{HERE}1/{TEA}/")


def test_words_of_the_interface_within_an_article_say_their_language(client, issue):
    html = text_of(client, f"/en{HERE}1/{TEA}/")
    assert '<article class="story kind-news" lang="zh-Hans">' in html
    for notice in ('<p class="jump" lang="en">', '<footer class="about-text" lang="en">', 'id="cite" lang="en"'):
        assert notice in html
