"""What schemathesis makes of the JSON API, asked as described and against it: always the same questions."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from archive.openapi import description
from tests.pages.shelf import BRIDGE, make_issue

EXAMPLES = 60  # of each kind of question; ten times as many found no more
ALWAYS_THE_SAME = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
PLAIN = {"Accept-Encoding": "identity"}  # called in its own process, it would take a packed answer for text
PATHS = description()["paths"]
ASKED = [
    (path, mode) for path in PATHS for mode in GenerationMode if PATHS[path]["get"]["parameters"] or mode.is_positive
]


@pytest.fixture
def api(issue) -> schemathesis.BaseSchema:
    make_issue("2019-03-07", "ee")
    make_issue(None, "gg")
    return schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_every_answer_is_as_described(api, path, mode):
    @ALWAYS_THE_SAME
    @given(api[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(headers=PLAIN)

    ask()


def test_what_is_there_is_as_described(api, issue):
    for path, uid in (("/api/issues/{uid}", issue.uid), ("/api/articles/{uid}", BRIDGE)):
        answer = api[path]["GET"].Case(path_parameters={"uid": uid}).call_and_validate(headers=PLAIN)
        assert answer.json()["uid"] == uid
