"""Loaded by pytest before Django's settings: tests decide their own environment and write to a folder of their own."""

import atexit
import os
import shutil
import tempfile

for name in (
    "DEBUG",
    "SITE_ADDRESS",
    "EXTRA_HOSTS",
    "CONTENT_DIR",
    "ADMIN_PATH",
    "CACHE_URL",
    "PROXIES",
    "CORRECTIONS_CONTACT",
    "FEEDBACK_ANSWER_DAYS",
    "HOST",
    "PORT",
):
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "only for tests"
# The browser's driver keeps an event loop in this thread once it has started. What Django guards against with this,
# code that waits in such a loop, is not there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="guidance-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
