"""Settings of every process. Importable with no database, no secrets and no built assets at hand.

Environment: DURE_DATABASE_URL, DURE_SECRET_KEY, DURE_VAULT_KEYS, DURE_DEBUG, DURE_BASE_DOMAIN, DURE_HTTPS,
DURE_READER_URL, DURE_MEDIA_ROOT, DURE_PRINT_FONTS, DURE_TOTP_REQUIRED, DURE_SMTP_…, DURE_MAIL_…, DURE_LINK_PORT
(docs/operations.md explains each).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django_stubs_ext

from erp.settings_api import *  # noqa: F403 - the REST edge, kept in a file of its own
from launcher.paths import recorded_secret
from launcher.postgres import Cluster

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    return default if value is None else value.lower() in {"1", "true", "yes", "on"}


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "core.db.backend",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "127.0.0.1",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"options": "-c lock_timeout=3s -c timezone=UTC"},
        "TEST": {"MIGRATE": False},
    }


def _reader(url: str, main: dict[str, Any]) -> dict[str, Any]:
    """The officers' alias: an address of its own, else the main one with a login made at provisioning."""
    found = _database(url) if url else dict(main)
    if not url:
        secret = f"dure-reader:{main['PASSWORD']}".encode()
        found |= {"USER": f"{main['USER']}_reader", "PASSWORD": hashlib.sha256(secret).hexdigest()}
    options = (
        "-c lock_timeout=3s -c timezone=UTC -c default_transaction_read_only=on -c statement_timeout=15s"
    )
    return found | {"OPTIONS": {"options": options}}


DEBUG = _flag("DURE_DEBUG")
HTTPS = _flag("DURE_HTTPS")
SECRET_KEY = (
    os.environ.get("DURE_SECRET_KEY")
    or recorded_secret()
    or "insecure-key-for-loopback-use-only-set-DURE_SECRET_KEY"
)
# Master keys of the vault by version, "2:…,3:…"; version 1 is the secret key. The highest one seals.
VAULT_SECRETS = {"1": SECRET_KEY} | dict(
    part.strip().split(":", 1) for part in os.environ.get("DURE_VAULT_KEYS", "").split(",") if ":" in part
)
DATABASE_URL = (
    os.environ.get("DURE_DATABASE_URL")
    or Cluster("demo").recorded_url()
    or "postgresql://dure@127.0.0.1/dure"
)
DATABASES = {"default": _database(DATABASE_URL)}
# Officers read through this alias only: same server, a login that can do nothing by itself.
DATABASES["reader"] = _reader(os.environ.get("DURE_READER_URL") or "", DATABASES["default"])
DATABASES["reader"]["TEST"] = {"MIRROR": "default"}
DATABASE_ROUTERS = ["core.routers.SchemaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- tenants --------------------------------------------------------------------------------

HAS_MULTI_TYPE_TENANTS = True
MULTI_TYPE_DATABASE_FIELD = "kind"
TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_NAME = "public"

_EVERY_TENANT = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "core",
    "identity",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "oauth2_provider",
]
TENANT_TYPES: dict[str, dict[str, Any]] = {
    "public": {
        "APPS": ["tenants", "procrastinate.contrib.django"],
        "URLCONF": "erp.urls.public",
    },
    "platform": {"APPS": [*_EVERY_TENANT], "URLCONF": "erp.urls.platform"},
    "government": {
        "APPS": [*_EVERY_TENANT, "organization", "records", "approvals", "consolidation"],
        "URLCONF": "erp.urls.government",
    },
    "institution": {
        "APPS": [*_EVERY_TENANT, "organization", "records", "approvals", "accounting", "hr", "attendance"],
        "URLCONF": "erp.urls.institution",
    },
}
_WITHOUT_TABLES = [
    "ui",
    "erp",
    "api_docs",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
]
INSTALLED_APPS = list(
    dict.fromkeys([app for kind in TENANT_TYPES.values() for app in kind["APPS"]] + _WITHOUT_TABLES)
)

# --- requests -------------------------------------------------------------------------------

ROOT_URLCONF = "erp.urls.public"
BASE_DOMAIN = os.environ.get("DURE_BASE_DOMAIN", "localhost")
# Exact hosts come from the domain table (tenants.middleware); Django's own list stays wide.
ALLOWED_HOSTS = ["*"]
WSGI_APPLICATION = "erp.wsgi.application"
MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "tenants.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.TenantMiddleware",
    "tenants.middleware.ForeignIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "identity.middleware.TenantSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "identity.middleware.ActorMiddleware",
    "organization.middleware.DepartmentMiddleware",
    "core.middleware.StorableTextMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context_processors.shell",
            ],
        },
    }
]

# --- people ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "identity.backends.PasswordBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "identity.password_rules.LeakedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login_name", "name", "email", "phone")},
    },
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
# A second factor is asked of officers and administrators of new tenants unless switched off.
TOTP_REQUIRED = _flag("DURE_TOTP_REQUIRED", default=True)

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "identity.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# axes counts failures per account; an office shares one address, so addresses get a wide limit.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": False, "reauthenticate": "10/m/user"}
MFA_ADAPTER = "identity.web.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {"authenticate": "identity.web.forms.CodeForm"}

AXES_HANDLER = "identity.lockout.LockoutHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "identity.lockout.login_name_tried"
AXES_LOCKOUT_CALLABLE = "identity.web.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False
# One address serves a whole office: failures are counted per account, never per address.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

# --- language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

# --- files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "ui" / "static_built"] if path.exists()]
STORAGES = {
    "default": {"BACKEND": "tenants.files.TenantStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
PRINT_FONTS = [
    BASE_DIR / "ui" / "fonts_built",
    *map(Path, filter(None, [os.environ.get("DURE_PRINT_FONTS")])),
]
MEDIA_ROOT = Path(os.environ.get("DURE_MEDIA_ROOT") or BASE_DIR / "var" / "files")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- mail: by SMTP, or as files in a folder; with neither no mail is sent ---------------------------

SMTP_HOST = os.environ.get("DURE_SMTP_HOST", "")
MAIL_FOLDER = os.environ.get("DURE_MAIL_FOLDER", "")
if SMTP_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
elif MAIL_FOLDER == "-":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
elif MAIL_FOLDER:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_FILE_PATH = MAIL_FOLDER or None
EMAIL_HOST = SMTP_HOST or "localhost"
_SMTP_SECURITY = os.environ.get("DURE_SMTP_SECURITY", "starttls")
EMAIL_USE_SSL = _SMTP_SECURITY == "ssl"
EMAIL_USE_TLS = _SMTP_SECURITY == "starttls"
EMAIL_PORT = int(os.environ.get("DURE_SMTP_PORT") or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25))
EMAIL_HOST_USER = os.environ.get("DURE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DURE_SMTP_PASSWORD", "")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DURE_MAIL_FROM") or f"no-reply@{BASE_DOMAIN}"
# Port of links in mails, when people reach the service at another one than the usual.
LINK_PORT = os.environ.get("DURE_LINK_PORT", "")

# --- caches: process memory; every key starts with the institution ----------------------------

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "tenants.caching.key",
        "TIMEOUT": 60,
    }
}

# --- security -------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-dure-session" if HTTPS else "dure-session"
SESSION_ENGINE = "identity.sessions"
SESSION_COOKIE_AGE = 10 * 3600
# The CSRF secret lives in the session, which belongs to one institution.
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "ui.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- API ------------------------------------------------------------------------------------

OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
