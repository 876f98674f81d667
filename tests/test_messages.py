"""The interface is whole in Chinese, and what is compiled is what is written."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "guidance" / "locale" / "zh_Hans" / "LC_MESSAGES"


@pytest.fixture
def gettext_programs() -> None:
    if not (shutil.which("msgfmt") and shutil.which("xgettext")):
        pytest.skip("gettext is not installed")


def run(*command: str, cwd: Path = ROOT) -> str:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


@pytest.mark.usefixtures("gettext_programs")
def test_compiled_messages_are_fresh(tmp_path):
    run("msgfmt", "--check-format", "-o", str(tmp_path / "django.mo"), str(MESSAGES / "django.po"))

    assert (tmp_path / "django.mo").read_bytes() == (MESSAGES / "django.mo").read_bytes()


@pytest.mark.usefixtures("gettext_programs")
def test_every_message_is_translated_and_none_is_guessed():
    untranslated = run("msgattrib", "--untranslated", str(MESSAGES / "django.po"))
    fuzzy = run("msgattrib", "--only-fuzzy", str(MESSAGES / "django.po"))

    assert not untranslated
    assert not fuzzy


@pytest.mark.usefixtures("gettext_programs")
def test_every_interface_word_is_collected(tmp_path):
    copy = tmp_path / "project"
    for folder in ("guidance", "templates"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = message_ids(copy)

    command = f"""
import django, os
from django.conf import settings
settings.configure(LOCALE_PATHS=[os.path.join({str(copy)!r}, "guidance", "locale")], USE_I18N=True)
django.setup()
from django.core.management import call_command
call_command("makemessages", locale=["zh_Hans"], no_obsolete=True, verbosity=0)
"""
    run(sys.executable, "-c", command, cwd=copy)

    assert message_ids(copy) == before


def message_ids(project: Path) -> set[str]:
    """The English of every message in a project's Chinese catalogue."""
    text = (project / "guidance/locale/zh_Hans/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    entries = re.findall(r'^msgid ((?:".*"\n)+)', text, flags=re.MULTILINE)
    return {"".join(re.findall(r'"(.*)"', entry)) for entry in entries}
