"""Doors for machines: robots.txt, the OpenSearch description, OAI-PMH."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive import oai
from archive.sitemaps import SITEMAPS

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /search/export/
Disallow: /en/search/export/
Disallow: /report/
Disallow: /en/report/

Sitemap: {sitemap}
"""


def robots(request: HttpRequest) -> HttpResponse:
    """Pages of results are not shut out here: a robot must be able to read that they are noindex."""
    text = ROBOTS.format(sitemap=settings.ARCHIVE_SITE_URL + reverse("sitemap"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Every part of every sitemap, under the site's own address whatever host was asked."""
    addresses = []
    for section, kind in SITEMAPS.items():
        url = settings.ARCHIVE_SITE_URL + reverse("sitemap_part", args=[section])
        parts = range(1, kind().paginator.num_pages + 1)
        addresses += [url if part == 1 else f"{url}?p={part}" for part in parts]
    return render(request, "sitemap_index.xml", {"addresses": addresses}, content_type="application/xml")


def opensearch(request: HttpRequest) -> HttpResponse:
    return render(request, "opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai_pmh(request: HttpRequest) -> HttpResponse:
    """Harvesters may ask by GET or POST; a refusal is an answer with status 200, as the protocol has it."""
    given = dict((request.POST if request.method == "POST" else request.GET).lists())
    context = {
        "now": oai.stamp_text(timezone.now()),
        "base_url": settings.ARCHIVE_SITE_URL + reverse("oai"),
        "admin_email": f"archive@{oai.repository()}",
    }
    try:
        context |= oai.answer(given)
    except oai.Refused as error:
        sound = error.code not in {"badVerb", "badArgument"}
        context |= {"error": error, "args": {k: oai.legal(v[0]) for k, v in given.items()} if sound else {}}
    return render(request, "oai.xml", context, content_type="text/xml; charset=utf-8")
