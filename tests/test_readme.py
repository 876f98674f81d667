"""Whatever the README names is there, and what it shows works."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from guidance.articles.models import Article
from guidance.content.sync import load
from guidance.editorial.texts import BatchTexts
from guidance.site.collections import COLLECTIONS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MADE_NOT_WRITTEN = {".venv", "var/", "var/secret_key", ".venv/bin/python", "var/pages/"}


def examples() -> dict[str, str]:
    """Each file the README shows, by its path below content/."""
    return dict(re.findall(r"<!-- example: (\S+) -->\n```markdown\n(.*?)```", README, flags=re.DOTALL))


def named_paths() -> list[str]:
    """Everything in code type that looks like a path of this project."""
    words = re.findall(r"`([^`\s<>*]+)`", README)
    return [
        word
        for word in words
        if "/" in word and not word.startswith(("/", "http", "postgres:", "redis:", "sqlite:", "DATABASE_URL="))
    ]


@pytest.mark.parametrize("path", sorted(set(named_paths()) - MADE_NOT_WRITTEN))
def test_every_path_the_readme_names_exists(path):
    assert (ROOT / path).exists()


def test_every_make_target_the_readme_names_exists():
    targets = set(re.findall(r"make ([a-z]+)", "\n".join(re.findall(r"`[^`]*`|^    .*$", README, flags=re.MULTILINE))))
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert {"run", "test", "lint", "editor", "messages"} <= targets <= known


def test_every_command_the_readme_names_exists():
    commands = set(re.findall(r"manage\.py ([a-z_]+)", README))

    assert {"load_content", "export_content"} <= commands <= set(get_commands())


def test_every_variable_the_readme_names_is_read():
    variables = set(re.findall(r"`([A-Z][A-Z_]+)`", README)) - {"CI"}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "guidance").rglob("*.py"))

    assert not [variable for variable in variables if f'"{variable}"' not in code]


@pytest.mark.django_db
@pytest.mark.usefixtures("handbook")
def test_the_example_article_loads_beside_the_real_content(tmp_path, settings):
    for path in settings.CONTENT_DIR.rglob("*.*"):
        copy = tmp_path / "content" / path.relative_to(settings.CONTENT_DIR)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    for path, text in examples().items():
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")

    report = load(tmp_path / "content", COLLECTIONS, texts=BatchTexts())

    assert report.created == ["articles/when-a-stranger-pays"]
    assert "flk.npc.gov.cn" not in Article.objects.get(slug="when-a-stranger-pays").body_html_en


def test_the_production_settings_pass_the_deployment_check(tmp_path):
    block = re.search(r"<!-- environment: production -->\n```\n(.*?)```", README, flags=re.DOTALL)[1]
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    environment |= dict(line.split("=", 1) for line in block.strip().splitlines())

    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.returncode == 0, check.stderr
    assert "no issues" in check.stdout
