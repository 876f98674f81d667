"""Django's settings. What may vary comes from the environment, through `env.py`; nothing else differs by place."""

import datetime
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from guidance import env

BASE_DIR = env.BASE_DIR
CONTENT_DIR = env.CONTENT_DIR
DEBUG = env.DEBUG
SECRET_KEY = env.secret_key()
SITE_ADDRESS = env.SITE_ADDRESS
ALLOWED_HOSTS = env.allowed_hosts()
ADMIN_PATH = env.ADMIN_PATH
PROXIES = env.PROXIES
CORRECTIONS_CONTACT = env.CORRECTIONS_CONTACT
FEEDBACK_ANSWER_DAYS = env.FEEDBACK_ANSWER_DAYS

ROOT_URLCONF = "guidance.urls"
WSGI_APPLICATION = "guidance.wsgi.application"

INSTALLED_APPS = [
    "modeltranslation",
    "unfold.apps.BasicAppConfig",
    "guidance.site.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "guidance.editorial",
    "guidance.accounts",
    "guidance.images",
    "guidance.law",
    "guidance.agencies",
    "guidance.articles",
    "guidance.rights",
    "guidance.search",
    "guidance.feedback",
    "guidance.pages",
    "guidance.site",
]

# Readers need neither sessions nor users: the three Editor… classes, and those that follow from them, do nothing
# outside the admin.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "guidance.site.middleware.NoCookiesForReadersMiddleware",
    "guidance.site.middleware.SecurityHeadersMiddleware",
    "guidance.site.middleware.LanguageFromPathMiddleware",
    "guidance.site.middleware.ReadersAddressesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "guidance.site.middleware.PublishDueMiddleware",
    "guidance.site.middleware.GoneMiddleware",
    "guidance.site.middleware.EditorSessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guidance.site.middleware.EditorAuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "guidance.site.middleware.EditorMessageMiddleware",
    "guidance.accounts.middleware.GateMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
                "guidance.site.context.page_address",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Chinese is the source language. The address alone says which language is shown: no cookie, no negotiation.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "guidance" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hans"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("zh-hans",)
MODELTRANSLATION_CUSTOM_FIELDS = ("LinesField", "RowsField")

STATIC_URL = "/static/"
STATIC_ROOT = env.VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PAGES_DIR = env.VAR_DIR / "pages"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.VAR_DIR / "media"

# Long, not common, not one's own name; never to be changed for the sake of change.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "guidance.accounts.passwords.LongEnoughValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in: five failures by an account's name, or from an address, shut the door for a quarter of an hour. They are
# counted in a table of digests that forgets them; axes' own tables, which would keep addresses, stay empty.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
CACHES = {
    "default": env.cache(),
    "sign_in": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_failures",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
LOGIN_REDIRECT_URL = "admin:index"
AXES_CACHE = "sign_in"
AXES_HANDLER = "guidance.accounts.lockout.CountsOfFailures"
AXES_LOCKOUT_PARAMETERS = "guidance.accounts.lockout.counted_by"
AXES_CLIENT_IP_CALLABLE = "guidance.accounts.lockout.address_of"
AXES_CLIENT_STR_CALLABLE = "guidance.accounts.lockout.say_nothing"
AXES_LOCKOUT_CALLABLE = "guidance.accounts.lockout.locked_out"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# The name under which the phone's app lists the account.
OTP_TOTP_ISSUER = urlsplit(SITE_ADDRESS).hostname

# A session ends after two hours without a click, and with the browser; `accounts/sessions.py` says when at the latest.
SESSION_COOKIE_AGE = 2 * 3600
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Everything that only makes sense over https follows from the public address.
SERVED_OVER_HTTPS = SITE_ADDRESS.startswith("https://")
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED_OVER_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SERVED_OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SERVED_OVER_HTTPS
SECURE_HSTS_PRELOAD = SERVED_OVER_HTTPS
SESSION_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
# Opening a complaint site from here must not tell it which page the reader came from.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Errors go to standard error with the path alone. What a reader typed after "?" is never written down.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

UNFOLD = {
    "SITE_TITLE": _("Debt Collection Handbook"),
    "SITE_HEADER": _("Editors' room"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icon.svg")}],
    "SHOW_LANGUAGES": False,
    "SHOW_HISTORY": True,
    "DASHBOARD_CALLBACK": "guidance.site.editors.add_dashboard",
    "ACCOUNT": {
        "navigation": [
            {"title": _("My account"), "link": reverse_lazy("accounts:account")},
            {"title": _("Change password"), "link": reverse_lazy("admin:password_change")},
        ]
    },
    "COLORS": {
        "primary": {
            "50": "#eef6f4",
            "100": "#d5e9e4",
            "200": "#aed3ca",
            "300": "#7fb7aa",
            "400": "#4f978a",
            "500": "#317b6f",
            "600": "#1f6359",
            "700": "#1b5049",
            "800": "#19403b",
            "900": "#163632",
            "950": "#0a1f1d",
        }
    },
}
