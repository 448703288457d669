"""How much a reader's telephone has to fetch: page and styles beside the article's own text."""

import datetime
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from archive.models import Issue
from tests.pages.shelf import BRIDGE, paper

HERE = "/qingxi/2019/03/06/"
MOST = 60_000  # bytes of page and styles beside the text
MOST_PACKED = 30_000  # of the page
PATHS = (
    "/",
    "/qingxi/",
    "/qingxi/2019/",
    "/en/qingxi/2019/",
    "/qingxi/2019/03/",
    "/qingxi/2019/gaps/",
    HERE,
    f"{HERE}1/",
    f"{HERE}1/{BRIDGE}/",
    f"{HERE}1/{BRIDGE}/source/",
    "/undated/",
    "/today/03-06/",
    f"/report/{BRIDGE}/",
    "/search/help/",
    "/about/",
)


@pytest.fixture
def daily(issue) -> None:
    """A paper that came out on every day of the year, and for a hundred years."""
    first = datetime.date(2019, 1, 1)
    days = {first + datetime.timedelta(days=n) for n in range(365)} | {
        datetime.date(y, 1, 1) for y in range(1920, 2020)
    }
    rows = [Issue(paper=paper(), date=day, total_issue=20_000 + n) for n, day in enumerate(sorted(days - {issue.date}))]
    Issue.objects.bulk_create(rows)


def styles(html: str) -> int:
    """Bytes of the style sheets that the page names."""
    named = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', html)
    assert named
    return sum(Path(finders.find(name)).stat().st_size for name in named)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_light(client, daily, path):
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert len(answer.content) <= MOST_PACKED
    html = gzip.decompress(answer.content)
    assert len(html) + styles(html.decode()) <= MOST
