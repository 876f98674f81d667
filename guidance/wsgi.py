"""The WSGI application: stored pages and static files are answered for before Django is entered."""

import os

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (needs the line above)

from guidance.pages.middleware import StoredPages  # noqa: E402

with_static_files = WhiteNoise(
    django_application,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    max_age=3600,
    # The manifest storage puts twelve hexadecimal digits of the content's hash into each name.
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
)
# A page made by templates that are being worked on is never stored.
application = with_static_files if settings.DEBUG else StoredPages(with_static_files).watch()
