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
    "PROXIES",
    "CORRECTIONS_CONTACT",
    "FEEDBACK_ANSWER_DAYS",
    "HOST",
    "PORT",
):
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "only for tests"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="guidance-tests-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
