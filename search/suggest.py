"""Suggestions while typing, and the operator's own words."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article
from search.lexicon import Lexicon, Suggestion

SHOWN = 10
LONGEST = 40  # characters typed; longer text is a sentence, not the beginning of a word


def lexicon() -> Lexicon:
    path = Path(settings.ARCHIVE_INDEX_DIR)
    return Lexicon(path.with_name(f"{path.name}.words.sqlite3"))


def kind_names() -> dict[str, str]:
    return {"word": "", "name": _("人名"), "place": _("地名"), "column": _("栏目"), "title": _("标题")}


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """{"suggestions": [{"text", "kind"}]}: nothing that only withdrawn articles hold."""
    typed = request.GET.get("q", "").strip()
    found = public(lexicon().suggestions(typed, SHOWN * 2)) if len(typed) <= LONGEST else []
    names = kind_names()
    rows = [{"text": s.text, "kind": names[s.kind]} for s in found[:SHOWN]]
    return JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})


def public(found: list[Suggestion]) -> list[Suggestion]:
    """Those that the operator gave or a public article holds; each text once."""
    uids = {uid for suggestion in found for uid in suggestion.uids}
    here = set(Article.objects.public_among(uids).values_list("uid", flat=True))
    kept = {s.text: s for s in reversed(found) if s.kind == "word" or here & set(s.uids)}
    return list(reversed(kept.values()))


# --- words.txt -----------------------------------------------------------------------------------------------


def operators_file() -> Path:
    return Path(settings.ARCHIVE_DATA_DIR) / "words.txt"


def operators_words() -> list[str]:
    """Lines of words.txt in the data folder; # begins a remark. None at all where there is no such file."""
    path = operators_file()
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [word for line in lines if (word := line.partition("#")[0].strip())]
