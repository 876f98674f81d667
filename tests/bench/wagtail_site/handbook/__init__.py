"""The same content as Wagtail pages: a yardstick. See tests/bench/wagtail.py."""
