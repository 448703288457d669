"""Every address of the site. Chinese stands at the bare address, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from archive import converters
from archive.feeds import NewIssues
from archive.sitemaps import SITEMAPS
from archive.views import api, articles, dates, downloads, health, home, issues, machines, papers, permalinks, reports

converters.register()

DAY = "<slug:paper>/<yyyy:year>/<mm:month>/<dd:day>/"
UNDATED = "<slug:paper>/undated/<uid:issue_uid>/"


def below_an_issue(root: str, prefix: str) -> list:
    """The addresses of an issue, its pages and its articles: once for dated issues, once for undated ones."""
    bare = root.removesuffix("/")
    return [
        path(root, issues.issue, name=f"{prefix}issue"),
        path(f"{bare}.<ending:ending>", downloads.issue, name=f"{prefix}issue_file"),
        path(f"{root}print/", downloads.printable, name=f"{prefix}issue_print"),
        path(f"{root}<label:page>.<ending:ending>", downloads.page, name=f"{prefix}page_file"),
        path(f"{root}<label:page>/<uid:uid>.<ending:ending>", downloads.article, name=f"{prefix}article_file"),
        path(f"{root}<label:page>/", issues.page, name=f"{prefix}page"),
        path(f"{root}<label:page>/text/", issues.page_text, name=f"{prefix}page_text"),
        path(f"{root}<label:page>/<uid:uid>/", articles.article, name=f"{prefix}article"),
        path(f"{root}<label:page>/<uid:uid>/source/", articles.source, name=f"{prefix}article_source"),
    ]


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("oai", machines.oai_pmh, name="oai"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SITEMAPS},
        name="sitemap_part",
    ),
    path("api/openapi.json", api.openapi, name="openapi"),
    path("api/papers", api.papers, name="api_papers"),
    path("api/issues", api.issues, name="api_issues"),
    path("api/issues/<uid:uid>", api.issue, name="api_issue"),
    path("api/articles/<uid:uid>", api.article, name="api_article"),
    path("api/<anything:rest>", api.unknown, name="api_unknown"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("opensearch.xml", machines.opensearch, name="opensearch"),
        path("feeds/issues.atom", NewIssues(), name="feed"),
        path("<slug:paper>/issues.atom", NewIssues(), name="paper_feed"),
        path("about/", home.about, name="about"),
        path("undated/", papers.shelf, name="undated"),
        path("date/", dates.jump, name="date"),
        path("today/", dates.this_day, name="today"),
        path("today/<mm:month>-<dd:day>/", dates.this_day, name="this_day"),
        path("report/<uid:uid>/", reports.report, name="report"),
        path("report/<uid:uid>/thanks/", reports.thanks, name="report_thanks"),
        path("a/<uid:uid>/", permalinks.article, name="article_permalink"),
        path("i/<uid:uid>/", permalinks.issue, name="issue_permalink"),
        path("", include("search.urls")),
        path("<slug:paper>/", papers.paper, name="paper"),
        path("<slug:paper>/undated/", papers.shelf, name="paper_undated"),
        *below_an_issue(UNDATED, "undated_"),
        path("<slug:paper>/<yyyy:year>/", papers.year, name="year"),
        path("<slug:paper>/<yyyy:year>/gaps/", dates.gaps, name="gaps"),
        path("<slug:paper>/<yyyy:year>/<mm:month>/", papers.month, name="month"),
        *below_an_issue(DAY, ""),
        prefix_default_language=False,
    ),
]
