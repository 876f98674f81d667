"""Everything the environment may decide, read in one place and explained where it is read."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

# Off unless set: a public site must never show its insides.
DEBUG: bool = env.bool("DEBUG", default=False)

# The public address, without a trailing slash. Canonical links, the sitemap, the allowed host name and
# everything that depends on https follow from it.
SITE_ADDRESS: str = env.str("SITE_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

# Further host names this server answers to, separated by commas.
EXTRA_HOSTS: list[str] = env.list("EXTRA_HOSTS", default=[])

# Where everything lives that is made and not written: the secret, the database, collected static files.
VAR_DIR: Path = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# The files the database is loaded from.
CONTENT_DIR: Path = Path(env.str("CONTENT_DIR", default=str(BASE_DIR / "content")))

# The editors' address below each language: /en/<ADMIN_PATH>/.
ADMIN_PATH: str = env.str("ADMIN_PATH", default="admin").strip("/")

# How many proxies of ours stand in front, each adding the address it saw to X-Forwarded-For. Failed sign-ins and sent
# forms are counted by that address, which is never stored. With https there is one at least.
PROXIES: int = env.int("PROXIES", default=int(SITE_ADDRESS.startswith("https://")))

# How to reach whoever runs this copy with a correction or a request for removal: an e-mail address
# or a page. Shown on the about page when set.
CORRECTIONS_CONTACT: str = env.str("CORRECTIONS_CONTACT", default="")

# Within how many days an editor promises to read a correction or removal request. 0 promises no day.
FEEDBACK_ANSWER_DAYS: int = env.int("FEEDBACK_ANSWER_DAYS", default=0)


def allowed_hosts() -> list[str]:
    """The host of SITE_ADDRESS, this machine's own names, and EXTRA_HOSTS."""
    return [urlsplit(SITE_ADDRESS).hostname or "", "127.0.0.1", "localhost", *EXTRA_HOSTS]


def database() -> dict:
    """DATABASE_URL as Django's settings, or a SQLite file in VAR_DIR."""
    settings = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'guidance.sqlite3'}")
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            # Seconds to wait while another connection writes; sqlite:///file?timeout=5 sets others.
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # Each thread has a connection with a cache of its own, in KiB; the system has the file in memory anyway.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-512;",
            **settings.get("OPTIONS", {}),
        }
        # Opening the file costs as much as a page does; a file put in its place is noticed within these seconds.
        settings["CONN_MAX_AGE"] = 5
    else:
        settings["CONN_MAX_AGE"] = 60
        settings["CONN_HEALTH_CHECKS"] = True
        # A reader is not kept waiting for a machine that is gone.
        settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    return settings


def cache() -> dict:
    """CACHE_URL as Django's settings, or files in VAR_DIR, which all workers of one machine share."""
    address = env.str("CACHE_URL", default="")
    if not address:
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
            "TIMEOUT": 3600,
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    if urlsplit(address).scheme not in ("redis", "rediss") or not urlsplit(address).hostname:
        raise ImproperlyConfigured("CACHE_URL must name a Redis or Valkey server: redis://:password@host:6379/0")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        "TIMEOUT": 3600,
        # Seconds: a reader is not kept waiting for it.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }


def secret_key() -> str:
    """SECRET_KEY, or the content of the file SECRET_KEY_FILE names. With neither, the site does not start."""
    secret = env.str("SECRET_KEY", default="")
    file = Path(env.str("SECRET_KEY_FILE", default=str(VAR_DIR / "secret_key")))
    if not secret:
        try:
            secret = file.read_text(encoding="ascii").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"No SECRET_KEY is set, and {file} cannot be read: {error.strerror}. `make run` makes one."
            ) from None
    if not secret:
        raise ImproperlyConfigured(f"{file} is empty: a secret is needed.")
    return secret
