"""纠错: the form below an article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from archive.reading.finding import answering, article_by_uid
from archive.reading.passages import passages
from archive.reading.reports import WRONG, ReportForm, keep, opened_now


@csrf_exempt  # it acts for nobody and readers have no cookie; the signed time stands in its place
@answering
def report(request: HttpRequest, uid: str) -> HttpResponse:
    """The form with the article's numbered paragraphs; a good report leads to thanks, also when nothing was kept."""
    article = article_by_uid(uid)
    form = ReportForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        if not form.cleaned_data["site"]:
            keep(article, form.cleaned_data)
        return redirect("report_thanks", uid=uid)
    stale = form is None or "opened" in form.errors
    context = {
        "article": article,
        "issue": article.issue,
        "page": article.page,
        "passages": passages(article.paragraphs),
        "form": form,
        "wrong": WRONG.items(),
        "said": form.data if form else {"wrong": "text", "paragraph": request.GET.get("p", "")},
        "opened": opened_now() if stale else form.data["opened"],
    }
    return render(request, "report.html", context, status=400 if form else 200)


@answering
def thanks(request: HttpRequest, uid: str) -> HttpResponse:
    return render(request, "report_thanks.html", {"article": article_by_uid(uid)})
