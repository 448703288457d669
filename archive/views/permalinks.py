"""/a/<uid>/ and /i/<uid>/: addresses that never change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from archive.models import Issue, State
from archive.reading.finding import Gone, answering, article_by_uid, last_heir


@answering
def article(request: HttpRequest, uid: str) -> HttpResponse:
    """302, because the readable address may be corrected one day."""
    return redirect(article_by_uid(uid))


@answering
def issue(request: HttpRequest, uid: str) -> HttpResponse:
    found = Issue.objects.select_related("paper", "merged_into__paper").defer("layout").filter(uid=uid).first()
    if found is None:
        raise Http404("no such issue")
    heir = last_heir(found)
    if heir.state != State.PUBLIC:
        raise Gone(found, None)
    return redirect(heir)
