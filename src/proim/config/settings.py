"""Settings of every installation; what differs comes from ``PROIM_*`` variables alone."""

import os
from pathlib import Path
from typing import Literal

import django_stubs_ext

from proim.config import logs
from proim.config.compat import (
    CSP_APPS,
    CSP_MIDDLEWARE,
    TASKS_APPS,
    TASKS_IMMEDIATE,
    TEMPLATE_BUILTINS,
    content_policy,
    template_loaders,
)
from proim.config.environment import Environment, secret_key
from proim.config.identities import identity_providers

django_stubs_ext.monkeypatch()  # ModelForm[Project] and friends run, not only type-check

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

# --- what this installation is ---------------------------------------------------------------
DATA = Path(
    env.text("PROIM_DATA", "data", "folder of database, files, mails and signing key")
).resolve()
DATA.mkdir(parents=True, exist_ok=True)
DEBUG = env.flag("PROIM_DEBUG", default=False, about="development server: readable failures")
TESTING = env.flag("PROIM_TEST", default=False, about="set by the test suite only")
DEMO = env.flag("PROIM_DEMO", default=False, about="load the demonstration programme at the start")
TODAY = env.day("PROIM_TODAY", "a demonstration may stand still on this day")
HTTPS = env.flag("PROIM_HTTPS", default=False, about="served by https: secure cookies and HSTS")
PROXIES = env.number("PROIM_PROXIES", 0, "number of trusted proxies before the server")
SECRET_KEY = secret_key(
    env.text(
        "PROIM_SECRET_KEY",
        "",
        "signs cookies and links; without it made once and kept in PROIM_DATA",
    ),
    DATA,
)
ALLOWED_HOSTS = env.words(
    "PROIM_HOSTS", "localhost,127.0.0.1,[::1]", "host names that answer, separated by commas"
)
SITE_URL = env.text("PROIM_URL", "http://127.0.0.1:8000", "public address, for mails and feeds")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

# --- database --------------------------------------------------------------------------------
_database = env.database(
    "PROIM_DATABASE_URL", DATA / "proim.sqlite3", "postgres://…; without it an SQLite file"
)
if str(_database["ENGINE"]).endswith("sqlite3"):
    _database |= {
        "CONN_MAX_AGE": None,  # opening runs all the PRAGMAs below: a quarter of a light request
        # A file: the in-memory shared cache ignores busy_timeout under threads.
        "TEST": {"NAME": str(DATA / "test.sqlite3")},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # writers queue; a read that turns writer never fails
            "cached_statements": 32,  # of each thread: a page asks ten, and 128 take megabytes
            "timeout": 60,  # seconds: a long list that is brought in writes in one transaction
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                # FULL: what was acknowledged survives a power cut, not only a killed process.
                f"PRAGMA synchronous={'OFF' if TESTING else 'FULL'};"
                "PRAGMA foreign_keys=ON;PRAGMA busy_timeout=60000;PRAGMA temp_store=MEMORY;"
                # Rows that INSERT OR REPLACE pushes out are deletions, which append-only tables refuse.
                "PRAGMA recursive_triggers=ON;"
                # What is deleted is overwritten: an erased person is not to be found in free pages.
                "PRAGMA secure_delete=ON;"
                # KB, a thread: what a search among 20,000 projects looks up. A small database fills less.
                "PRAGMA cache_size=-6000;"
                "PRAGMA journal_size_limit=27103364;"
            ),
        },
    }
else:
    _database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": _database}
PG_PROGRAMS = env.text(
    "PROIM_PG_PROGRAMS", "", "folder of pg_dump and pg_restore, if not on the path"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_redis = env.text("PROIM_REDIS_URL", "", "redis://…: shared cache of several server processes")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _redis,
        # A Redis that is gone is told to people, not waited for.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
    if _redis
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Rate limits live here: with the usual 300 entries a flood would push them out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- parts -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    # Highest first: an upper app may override a template of a lower one.
    "proim.config",
    "proim.demo",
    "proim.operation",
    "proim.privacy",
    "proim.portal",
    "proim.auditing",
    "proim.monitoring",
    "proim.referrals",
    "proim.projects",
    "proim.training",
    "proim.change_groups",
    "proim.indicators",
    "proim.search",
    "proim.taxonomy",
    "proim.agencies",
    "proim.desk",
    "proim.documents",
    "proim.files",
    "proim.notifications",
    "proim.sheets",
    "proim.identity",
    "proim.accounts",
    "proim.audit",
    "proim.ui",
    "proim.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    *TASKS_APPS,
    *CSP_APPS,
    "allauth",
    "allauth.account",
    "django_htmx",
    "django.forms",  # last: ui's widgets stand before Django's
]
MIDDLEWARE = [
    "proim.operation.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    *([] if TESTING else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    CSP_MIDDLEWARE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "proim.files.middleware.UploadLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "proim.accounts.middleware.SignInRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "proim.accounts.middleware.SessionTimes",
    "proim.identity.middleware.SecondFactorNeeded",
    "proim.privacy.middleware.NoticeFirst",
    "proim.desk.middleware.Desk",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "proim.config.urls"
WSGI_APPLICATION = "proim.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "builtins": [*TEMPLATE_BUILTINS, "proim.ui.templatetags.ui"],
            "loaders": template_loaders(cached=not DEBUG),
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]
FORM_RENDERER = "proim.ui.forms.Renderer"

# --- people and sessions ---------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "proim.config.hashers.Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["full_name", "email", "post"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:work"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation, which proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "proim.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "proim.accounts.forms.SignInForm",
    "change_password": "proim.accounts.forms.ChangePasswordForm",
    "reset_password": "proim.accounts.forms.ResetForm",
    "reset_password_from_key": "proim.accounts.forms.ResetPasswordForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "proim.accounts.tokens.ResetToken"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 2 * 3600
INVITATION_DAYS = env.number("PROIM_INVITATION_DAYS", 7, "days that an invitation is open", least=1)
DRAFT_DAYS = env.number("PROIM_DRAFT_DAYS", 30, "days that an unfinished form is kept", least=1)
ACCOUNT_RATE_LIMITS = {  # no window is longer than what templates/429.html tells people to wait
    "login": "120/5m/ip",
    "login_failed": "20/5m/ip,5/5m/key",  # key: an e-mail from one address
    "login_failed_email": "50/h/key",  # an e-mail from everywhere
    "change_password": "5/m/user",
    "reset_password": "20/5m/ip,3/5m/key",
    "reset_password_from_key": "20/5m/ip",
    "second_factor": "5/5m/key",  # key: the person whose code it would be
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# --- second factors, and providers that tell who somebody is ------------------------------------
SITE_NAME = "PROIM"
SECOND_FACTOR_STAGE = "proim.identity.stage.SecondFactor"
SECOND_FACTOR = env.choice(
    "PROIM_SECOND_FACTOR",
    ("offered", "required") if DEMO else ("required", "offered"),
    "whether office, administrators and auditors must have one; a demonstration offers it",
)
SECOND_FACTOR_GRACE_DAYS = env.number(
    "PROIM_SECOND_FACTOR_GRACE_DAYS", 0, "days in which they may go on without one at first"
)
IDENTITY_PROVIDERS = identity_providers(env)
SESSION_ENGINE = "proim.accounts.sessions"
SESSION_COOKIE_AGE = 3600 * env.number(
    "PROIM_SESSION_HOURS", 12, "hours until a person signs in again", least=1
)
SESSION_IDLE_SECONDS = 60 * env.number(
    "PROIM_SESSION_IDLE_MINUTES", 60, "minutes without use after which a session ends", least=1
)
SESSION_STAY_SECONDS = 86_400 * env.number(
    "PROIM_SESSION_STAY_DAYS", 14, "days on a device where a person stays signed in", least=1
)
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE
CSRF_FAILURE_VIEW = "proim.accounts.again.seal_broken"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000

# --- answers ---------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # the office does not own its neighbours' names
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_policy = content_policy(
    {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
)
globals().update(_policy)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- language, dates, numbers ----------------------------------------------------------------
LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", "Español"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = "America/Mexico_City"
# ui writes figures with separators; here they would also enter identifiers in form values.
USE_THOUSAND_SEPARATOR = False

# --- files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
BUILT = PACKAGE / "staticfiles"  # in the wheel: collected and compressed when it was built
PREBUILT = (BUILT / "staticfiles.json").exists()
STATIC_ROOT = BUILT if PREBUILT else DATA / "static"
MEDIA_ROOT = DATA / "files"
FILE_LIMIT = 1_000_000 * env.number(
    "PROIM_FILE_MB", 25, "largest file that people may attach, in MB", least=1
)
FILE_QUOTA = 1_000_000 * env.number(
    "PROIM_QUOTA_MB", 2000, "space for the files of one agency, in MB; 0 is without limit"
)
_static = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- mail, work in the background, log -------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA / "mail")
EMAIL_TIMEOUT = 10
globals().update(env.mail("PROIM_EMAIL_URL", "smtp+tls://…; without it mails are files in mail/"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "PROIM_EMAIL_FROM", "proim@example.org", "sender of every mail"
)
TASK_MODE = env.choice(
    "PROIM_TASKS", ("embedded", "worker", "immediate"), "where work in the background runs"
)
TASKS = {
    "default": {
        "BACKEND": TASKS_IMMEDIATE
        if TASK_MODE == "immediate"
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "slow"],
    }
}
LOGGING = logs.configuration(
    env.text("PROIM_LOG", "WARNING", "DEBUG, INFO (each request too), WARNING or ERROR"),
    # `proim serve` and `proim worker` write JSON unless told otherwise.
    env.choice("PROIM_LOG_FORMAT", (logs.TEXT, logs.JSON), "lines for people, or for programs"),
    open_failures=DEBUG,
)
METRICS_TOKEN = env.text(
    "PROIM_METRICS_TOKEN", "", "opens /operation/metrics/ to Prometheus; without it there is none"
)
if METRICS_TOKEN:
    MIDDLEWARE.insert(0, "proim.operation.metrics.Measured")
    # Several server processes add up their counters here; `prepare` empties it at the start.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(DATA / "metrics"))
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True)
SILENCED_SYSTEM_CHECKS: list[str] = []
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

env.refuse_unknown()
ENVIRONMENT = env
