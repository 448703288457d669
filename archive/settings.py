"""Settings. Whatever differs per deployment is one `ARCHIVE_*` variable (or a conventional name).

Every default works after checkout; what an operator got wrong is collected in `SETTINGS_PROBLEMS` and told by
the system checks.
"""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from django.utils.translation import gettext_lazy as _

from archive.environment import LOOPBACK, Environment
from archive.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# --- where things are ---------------------------------------------------------------------------------------
ARCHIVE_DATA_DIR = env.folder("ARCHIVE_DATA_DIR", BASE_DIR / ".data", 1)
ARCHIVE_INDEX_DIR = Path(env.text("ARCHIVE_INDEX_DIR", str(ARCHIVE_DATA_DIR / "index")))
ARCHIVE_SITE_URL = env.site_url("ARCHIVE_SITE_URL", "http://127.0.0.1:8000", 2)
SITE_HOST = urlsplit(ARCHIVE_SITE_URL).hostname or ""
SECURE = ARCHIVE_SITE_URL.startswith("https://")

# --- what the archive is ------------------------------------------------------------------------------------
ARCHIVE_NAME = env.text("ARCHIVE_NAME", "报纸档案")
ARCHIVE_FOOTER = env.text("ARCHIVE_FOOTER")  # ICP备案, 公安备案: plain text, parts divided by |
ARCHIVE_DEFAULT_PAPER = env.text("ARCHIVE_DEFAULT_PAPER")
ARCHIVE_MAX_FILE_MB = env.whole("ARCHIVE_MAX_FILE_MB", 20, 3, most=1024)

# --- Django -------------------------------------------------------------------------------------------------
DEBUG = env.flag("ARCHIVE_DEBUG", False, 4)
SECRET_KEY = secret_key(env, ARCHIVE_DATA_DIR)
ALLOWED_HOSTS = sorted(LOOPBACK | {SITE_HOST}) if SITE_HOST in LOOPBACK else [SITE_HOST]
CSRF_TRUSTED_ORIGINS = [ARCHIVE_SITE_URL]
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "archive",
    "search",  # before haystack: its rebuild_index takes the place of haystack's own
    "haystack",
]

MIDDLEWARE = [
    "archive.guarding.clients.ProxyOfThisMachine",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.middleware.ContentSecurityPolicy",
    "archive.unchanged.Unchanged",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.middleware.PathLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.guarding.limits.Limits",
    "archive.guarding.faults.Unavailable",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.context_processors.site",
            ],
        },
    },
]

# --- database -----------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # IMMEDIATE: a read that turns into a write would otherwise fail at once with "database is locked"
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # mapped: a row's last columns stand behind its long texts, page after page that need not be copied
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
    "PRAGMA mmap_size=2147418112;",
}


def read_database() -> dict:
    default = f"sqlite:///{ARCHIVE_DATA_DIR / 'archive.sqlite3'}"
    try:
        found = dj_database_url.parse(env.text("DATABASE_URL", default), conn_max_age=60)
    except (ValueError, KeyError) as error:
        env.wrong(
            5,
            f"DATABASE_URL cannot be read: {error}.",
            "Write it as postgres://user:password@host:5432/name, or unset it for the built-in SQLite file.",
        )
        found = dj_database_url.parse(default)
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {**SQLITE_OPTIONS, **found.get("OPTIONS", {})}
    elif found["ENGINE"] != "django.db.backends.postgresql":
        env.wrong(5, "DATABASE_URL names a database that is not supported.", "Use SQLite or PostgreSQL.")
    return found


DATABASES = {"default": read_database()}

# --- what each worker keeps in memory: calendars as drawn, what is held of each year, which articles are related ------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 1000},  # Django's 300 would not hold the calendars of one old paper
    }
}

# --- search -------------------------------------------------------------------------------------------------
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "search.backend.ArchiveEngine",
        "PATH": str(ARCHIVE_INDEX_DIR),
        "SILENTLY_FAIL": False,
    },
}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"  # the change table feeds the index instead

# --- language and time --------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True


def read_time_zone() -> str:
    name = env.text("ARCHIVE_TIME_ZONE", "Asia/Shanghai")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        env.wrong(6, f"ARCHIVE_TIME_ZONE={name!r} is not a time zone.", "Use a name such as Asia/Shanghai.")
        return "Asia/Shanghai"
    return name


TIME_ZONE = read_time_zone()

# --- files --------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ARCHIVE_DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "archive.storage.StaticFiles"},
}
MEDIA_ROOT = ARCHIVE_DATA_DIR / "uploads"
DATA_UPLOAD_MAX_NUMBER_FILES = 2001  # the upload page takes 2000 and says so in words; Django's own 100 is a bare 400
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # lines selected in the editor, a field each

# --- safety -------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE and env.flag("ARCHIVE_HSTS_SUBDOMAINS", True, 11)
SECURE_HSTS_PRELOAD = SECURE and env.flag("ARCHIVE_HSTS_PRELOAD", False, 11)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # both are the operator's to choose
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
ARCHIVE_RATES = {  # requests of one client in a minute
    "search": env.whole("ARCHIVE_RATE_SEARCH", 60, 9, most=100_000),
    "suggest": env.whole("ARCHIVE_RATE_SUGGEST", 300, 9, most=100_000),
    "feeds": env.whole("ARCHIVE_RATE_FEEDS", 60, 9, most=100_000),
    "api": env.whole("ARCHIVE_RATE_API", 120, 9, most=100_000),
    "downloads": env.whole("ARCHIVE_RATE_DOWNLOADS", 60, 9, most=100_000),
    "reports": env.whole("ARCHIVE_RATE_REPORTS", 6, 9, most=100_000),
}
ARCHIVE_LOGIN_TRIES = env.whole("ARCHIVE_LOGIN_TRIES", 15, 10, least=3, most=1000)  # wrong ones in 15 minutes
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "archive.guarding.logs.OneLine",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"handlers": ["console"], "level": "INFO", "propagate": False} for name in ("archive", "search")},
        # a line for every 404 and 429 would let any crawler fill the disk; nginx keeps count of them
        "django.request": {"level": "ERROR"},
    },
}

SETTINGS_PROBLEMS = tuple(env.problems)
