"""What every page knows about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.ARCHIVE_NAME,
        "site_url": settings.ARCHIVE_SITE_URL,
        "footer_parts": [part.strip() for part in settings.ARCHIVE_FOOTER.split("|") if part.strip()],
    }
