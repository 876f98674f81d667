"""Tells apart what different releases of this software would make of the same content."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

PARTS = ("guidance/**/*.py", "guidance/**/*.mo", "templates/**/*.html", "static/**/*.*", "requirements.txt")


@lru_cache(maxsize=1)
def release() -> str:
    """Eight hexadecimal digits that follow from code, templates, styles, and the settings pages show."""
    hashed = blake2b(digest_size=4)
    for path in sorted(path for part in PARTS for path in Path(settings.BASE_DIR).glob(part)):
        hashed.update(path.read_bytes())
    for setting in (settings.SITE_ADDRESS, settings.CORRECTIONS_CONTACT, settings.ADMIN_PATH):
        hashed.update(str(setting).encode() + b"\0")
    return hashed.hexdigest()
