"""Django's admin for the archive: lists to find things, and doors to the boundary editor.

Nothing here writes layouts, and nothing can be deleted: what changes, changes through `archive.editing`.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from archive import admin_users  # noqa: F401  (registers accounts and groups)
from archive.admin_views import bulk, facts, history, layout, lines, queue, replacing, sources, states, upload
from archive.desk.terms import FLAG_WORDS, OPERATION_WORDS, VIA_WORDS, Words, word
from archive.models import Article, Flag, Issue, Newspaper, Page, Revision, Source, Suspension

admin.site.site_header = _("报纸档案 · 编辑部")
admin.site.site_title = _("报纸档案 · 编辑部")
admin.site.index_title = _("编辑部")


class NoDelete(admin.ModelAdmin):
    """Rows that are never deleted by anyone."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(NoDelete):
    """Rows that are derived or append-only."""

    class Media:
        css = {"all": ["lists.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SuspensionInline(admin.TabularInline):
    """休刊 days, so that the gap page expects no issue on them."""

    model = Suspension
    extra = 1

    def may(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may change the paper may do all of it."""
        return request.user.has_perm("archive.change_newspaper")

    has_view_permission = has_add_permission = has_change_permission = has_delete_permission = may


@admin.register(Newspaper)
class NewspaperAdmin(NoDelete):
    list_display = ["name", "slug", "cn_number"]
    search_fields = ["name", "slug", "former_names"]
    fields = ["name", "slug", "former_names", "cn_number", "weekdays", "rights", "about"]
    inlines = [SuspensionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Newspaper | None = None) -> list[str]:
        """The address of a paper that has issues does not change: links would break."""
        return ["slug"] if obj and obj.issues.exists() else []


@admin.register(Issue)
class IssueAdmin(NoDelete):
    list_display = ["title", "page_count", "doubt", "review", "assigned_to", "state", "editor_link"]
    list_filter = ["review", "paper", "state", "date_source", ("date", admin.EmptyFieldListFilter), "assigned_to"]
    search_fields = ["uid", "date", "total_issue", "label", "place", "articles__headline"]
    search_help_text = _("日期（2020-06-16）、总期号、期号标识或标题里的字")
    date_hierarchy = "date"
    list_select_related = ["paper", "assigned_to"]
    list_per_page = 50
    fields = ["assigned_to", "review"]
    actions = bulk.ACTIONS
    change_form_template = "admin/archive/issue/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        return super().get_queryset(request).prefetch_related("pages").defer("layout")

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> list[str]:
        """To say that an issue is done is a reviewer's, here as in the editor."""
        return [] if request.user.has_perm("archive.verify_issue") else ["review"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # issues come from files: `ingest`, or the upload page

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Only these columns: the layout may have moved on while the form was open."""
        Issue.objects.filter(pk=obj.pk).update(**{name: form.cleaned_data[name] for name in form.changed_data})

    @admin.display(description=_("期"), ordering="date")
    def title(self, issue: Issue) -> str:
        return str(issue)

    @admin.display(description=_("版数"))
    def page_count(self, issue: Issue) -> int:
        return len(issue.pages.all())

    @admin.display(description="")
    def editor_link(self, issue: Issue) -> str:
        url = reverse("admin:archive_issue_layout", args=[issue.pk])
        return format_html('<a class="button" href="{}">{}</a>', url, _("版面划分"))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("queue/", wrap(queue.queue_page), name="archive_issue_queue"),
            path("queue/next/", wrap(queue.open_next), name="archive_issue_next"),
            path("progress/", wrap(queue.progress_page), name="archive_issue_progress"),
            path("bulk/", wrap(bulk.bulk_page), name="archive_issue_bulk"),
            path("bulk/<slug:key>/undo/", wrap(bulk.undo_batch), name="archive_issue_undo_batch"),
            path("upload/", wrap(upload.upload_page), name="archive_issue_upload"),
            path("upload/<slug:key>/", wrap(upload.uploaded_page), name="archive_issue_uploaded"),
            path("upload/<slug:key>/take/", wrap(upload.take), name="archive_issue_take_upload"),
            path("guide/", wrap(queue.guide_page), name="archive_issue_guide"),
            path("<int:issue_id>/layout/", wrap(layout.layout_page), name="archive_issue_layout"),
            path("<int:issue_id>/layout/refresh/", wrap(layout.refresh), name="archive_issue_refresh"),
            path("<int:issue_id>/layout/line/", wrap(lines.line_page), name="archive_issue_line"),
            path("<int:issue_id>/layout/replace/", wrap(replacing.replace_page), name="archive_issue_replace"),
            path("<int:issue_id>/layout/facts/", wrap(facts.facts_page), name="archive_issue_facts"),
            path("<int:issue_id>/layout/move/", wrap(sources.move_page), name="archive_issue_move"),
            path("<int:issue_id>/layout/state/", wrap(states.state_page), name="archive_issue_state"),
            path("<int:issue_id>/layout/history/", wrap(history.history_page), name="archive_issue_revisions"),
            path(
                "<int:issue_id>/layout/history/<int:number>/",
                wrap(history.revision_page),
                name="archive_issue_revision",
            ),
            *super().get_urls(),
        ]


@admin.register(Page)
class PageAdmin(ReadOnly):
    list_display = ["issue", "label", "section", "order", "editor_link"]
    list_filter = ["issue__paper", "label"]
    search_fields = ["label", "section", "issue__date"]
    list_select_related = ["issue__paper"]

    @admin.display(description="")
    def editor_link(self, page: Page) -> str:
        url = layout.editor_url(page.issue, page.label)
        return format_html('<a href="{}">{}</a>', url, _("版面划分"))


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    list_display = ["headline", "issue", "page", "kind", "length", "by", "verified_at", "doubt", "state", "editor_link"]
    list_filter = ["kind", "by", ("verified_at", admin.EmptyFieldListFilter), "state", "issue__paper"]
    search_fields = ["uid", "headline", "kicker", "subtitle", "byline", "credits"]
    search_help_text = _("标题里的字、作者、文章编号")
    list_select_related = ["issue__paper", "page"]
    list_per_page = 50
    show_full_result_count = False
    exclude = ["paragraphs", "original", "merged_into"]

    @admin.display(description="")
    def editor_link(self, article: Article) -> str:
        page = article.page.label if article.page else ""
        url = f"{layout.editor_url(article.issue, page)}#card-{article.uid}"
        return format_html('<a href="{}">{}</a>', url, _("版面划分"))


def in_words(field: str, said_of: Any, words: Words) -> type[admin.SimpleListFilter]:
    """A filter by a field that holds codes, which shows their words."""

    class WordsFilter(admin.SimpleListFilter):
        title = said_of
        parameter_name = field

        def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
            return [(code, str(said)) for code, said in words.items()]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
            return queryset.filter(**{field: self.value()}) if self.value() else queryset

    return WordsFilter


@admin.register(Source)
class SourceAdmin(ReadOnly):
    list_display = ["name", "issue", "page", "seq", "encoding", "active", "received_at", "received_by"]
    list_filter = ["active", "encoding", "issue__paper"]
    search_fields = ["name", "sha256"]
    list_select_related = ["issue__paper", "received_by"]
    exclude = ["bytes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).defer("bytes")


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    list_display = ["issue", "number", "what", "user", "how", "note", "created"]
    list_filter = [
        in_words("via", _("途径"), VIA_WORDS),
        in_words("op", _("操作"), OPERATION_WORDS),
        "user",
        "issue__paper",
    ]
    search_fields = ["note", "issue__date", "user__username"]
    list_select_related = ["issue__paper", "user"]
    exclude = ["layout"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("layout", "issue__layout")

    @admin.display(description=_("操作"), ordering="op")
    def what(self, revision: Revision) -> str:
        return word(OPERATION_WORDS, revision.op)

    @admin.display(description=_("途径"), ordering="via")
    def how(self, revision: Revision) -> str:
        return word(VIA_WORDS, revision.via)


@admin.register(Flag)
class FlagAdmin(ReadOnly):
    list_display = ["words", "what", "score", "issue", "state", "by", "editor_link"]
    list_filter = ["state", in_words("kind", _("类别"), FLAG_WORDS), "issue__paper"]
    search_fields = ["detail", "kind", "article_uid"]
    list_select_related = ["issue__paper", "by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Flag]:
        return super().get_queryset(request).defer("issue__layout")

    @admin.display(description=_("说明"))
    def words(self, flag: Flag) -> str:
        return str(flag)

    @admin.display(description=_("类别"), ordering="kind")
    def what(self, flag: Flag) -> str:
        return word(FLAG_WORDS, flag.kind)

    @admin.display(description="")
    def editor_link(self, flag: Flag) -> str:
        url = f"{layout.editor_url(flag.issue)}#flag-{flag.pk}"
        return format_html('<a href="{}">{}</a>', url, _("去处理"))
