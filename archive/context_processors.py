"""What every page knows about the site and about its own address."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from archive.reading.finding import bare_path


def site(request: HttpRequest) -> dict[str, object]:
    bare = bare_path(request.path)
    english = get_language() == "en"
    return {
        "site_name": settings.ARCHIVE_NAME,
        "site_url": settings.ARCHIVE_SITE_URL,
        "footer_parts": [part.strip() for part in settings.ARCHIVE_FOOTER.split("|") if part.strip()],
        "is_english": english,
        "language": "en" if english else "zh-Hans",  # of the interface, for words of it that stand within an article
        "chinese_path": bare,
        "english_path": f"/en{bare}",
    }
