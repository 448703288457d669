import pytest

from archive.models import Issue
from tests.pages.shelf import make_issue


@pytest.fixture
def issue(db) -> Issue:
    return make_issue("2019-03-06")
