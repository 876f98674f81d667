"""The WSGI application: stored pages and static files are answered for before Django is entered."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (needs the line above)

from guidance.pages.middleware import StoredPages  # noqa: E402
from guidance.pages.turns import OneAtATime  # noqa: E402

with_static_files = WhiteNoise(
    OneAtATime(django_application),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    max_age=3600,
    # The manifest storage puts twelve hexadecimal digits of the content's hash into each name.
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
)
# A page made by templates that are being worked on is never stored.
application = with_static_files if settings.DEBUG else StoredPages(with_static_files).watch()

# What is loaded by now is never garbage and need not be looked through again. That makes it cheap to look often: each
# page that is made leaves a megabyte of rows and templates' contexts that refer to one another.
gc.collect()
gc.freeze()
gc.set_threshold(700, 5, 3)
