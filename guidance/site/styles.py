"""The styles of the screen, which stand in every page: what a phone gets first is enough to show the page."""

import base64
import hashlib
import re
from functools import lru_cache

from django.conf import settings

# In the order of their cascade. Print has a file of its own, asked for when nothing else is.
FILES = ("tokens.css", "base.css", "layout.css", "components.css")


@lru_cache(maxsize=1)
def screen_styles() -> str:
    """All files as one text, without comments and indentation."""
    folder = settings.BASE_DIR / "static" / "css"
    text = "".join((folder / name).read_text(encoding="utf-8") for name in FILES)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()


@lru_cache(maxsize=1)
def styles_source() -> str:
    """These styles and no others, as a Content-Security-Policy names them."""
    digest = hashlib.sha256(screen_styles().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
