"""Put the same misread words right everywhere in an issue, after looking at each place."""

import re
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive import editing
from archive.admin_views import doing
from archive.admin_views.layout import editor_url, find_issue
from archive.desk.refs import line_of
from archive.layout import Blocks, Layout, block_order
from archive.models import Issue
from archive.parsing.markup import BLANK, unmarked
from archive.parsing.text import is_spaced_out, shown_bare, text_begins

AROUND = 14  # characters shown on each side
MOST = 500


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where the words stand and no fix stands yet; `stored` also holds the markup and spaces not shown."""

    block: str
    start: int
    stored: str
    before: str
    words: str
    behind: str

    @property
    def name(self) -> str:
        return f"{self.block}@{self.start}"

    @property
    def line(self) -> int:
        return line_of(self.block)

    @property
    def end(self) -> int:
        return self.start + len(self.stored)


def spots_of(layout: Layout, blocks: Blocks, words: str) -> list[Spot]:
    """In file order, the first `MOST`; a place across a cut or inside a fix is left out.

    Words are found as they are shown: `清河大桥` in `清 河 大 桥`, too, where the OCR set all characters apart.
    """
    ends = {(p.block, p.end) for p in layout.pieces()}
    found: list[Spot] = []
    for block in sorted(blocks, key=block_order):
        raw = blocks[block]
        bare = unmarked(raw)
        unseen = f"[{BLANK} ]*" if is_spaced_out(bare[text_begins(bare) :]) else f"{BLANK}*"
        for match in re.finditer(unseen.join(map(re.escape, words)), bare):
            start, stop = match.span()
            fixed = any(f[0] < stop and start < f[1] for f in layout.fixes.get(block, ()))
            cut = any((block, i) in ends for i in range(start + 1, stop))
            if not fixed and not cut:
                sides = shown_bare(bare, max(0, start - AROUND), start), shown_bare(bare, stop, stop + AROUND)
                found.append(Spot(block, start, raw[start:stop], sides[0], words, sides[1]))
    return found[:MOST]


@permission_required("archive.edit_layout", raise_exception=True)
def replace_page(request: HttpRequest, issue_id: int) -> HttpResponse:
    """GET asks and shows the places; POST replaces those that stay ticked, as one step."""
    issue = find_issue(issue_id)
    form = request.POST if request.method == "POST" else request.GET
    old, new = form.get("old", "").strip(), form.get("new", "").strip()
    spots = spots_of(editing.layout_of(issue), editing.blocks_for(issue), old) if old else []
    error, status = "", 200
    if request.method == "POST":
        try:
            return replace(request, issue, spots, new)
        except (editing.InvalidOperation, editing.Conflict) as problem:
            error, status = str(problem), 409 if isinstance(problem, editing.Conflict) else 400
    context = {
        **admin.site.each_context(request),
        "title": _("全期替换：%(issue)s") % {"issue": issue},
        "issue": issue,
        "opts": Issue._meta,
        "old": old,
        "new": new,
        "spots": spots,
        "error": error,
        "can": doing.permissions(request.user),
    }
    return TemplateResponse(request, "admin/archive/issue/replace.html", context, status=status)


def replace(request: HttpRequest, issue: Issue, spots: list[Spot], new: str) -> HttpResponse:
    chosen = set(request.POST.getlist("spot"))
    steps = [
        [
            "fix_text",
            {"block": s.block, "start": s.start, "end": s.end, "old": s.stored, "new": new},
        ]
        for s in spots
        if s.name in chosen
    ]
    if not steps or not new:
        raise editing.InvalidOperation(_("请选定至少一处，并写明改成什么。"))
    base = doing.base_of(request.POST, issue)
    outcome = editing.apply(issue.pk, base, "several", {"steps": steps}, request.user)
    doing.tell(request, _("改了 %(n)d 处，已保存 r%(r)d") % {"n": len(steps), "r": outcome.revision})
    return redirect(editor_url(issue))
