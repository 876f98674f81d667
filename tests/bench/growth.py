"""What things cost in a handbook of so many articles: run in a process and a database of its own.

`python -m tests.bench.growth NUMBER` says on standard error how far it is, and prints one line of JSON in the end.
"""

import json
import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
# What is loaded from files; larger handbooks are filled from the smallest, because loading would take an hour.
MOST_FILES = 10_000
FEW_FILES = 100


def main(number: int) -> dict[str, float]:
    """Each figure by its name, which says its unit."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.bench import editing, pages

    say(f"{number} articles: loading …")
    figures = load(number)
    if number > MOST_FILES:
        figures = {}
        fill(number)
    for part in (pages.measure, editing.measure):
        say(f"{number} articles: {part.__module__.rpartition('.')[2]} …")
        figures |= part()
    return figures


def say(text: str) -> None:
    sys.stderr.write(f"  {text}\n")
    sys.stderr.flush()


def seconds(act: Callable[[], None]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def load(number: int) -> dict[str, float]:
    """Seconds of `load_content`: the first time, when nothing has changed, when one file has."""
    from django.conf import settings
    from django.core.management import call_command

    from tests.bench.made_up import write_files

    number = number if number <= MOST_FILES else FEW_FILES
    folder = settings.MEDIA_ROOT.parent / "content"
    write_files(settings.CONTENT_DIR, folder, number)

    def run() -> None:
        call_command("load_content", folder, verbosity=0)

    figures = {"load_content, first": seconds(run), "load_content, unchanged": seconds(run)}
    path = sorted(folder.glob("articles/*.en.md"))[-1]
    path.write_text(path.read_text(encoding="utf-8").replace("summary:", "summary: Changed.", 1), encoding="utf-8")
    return figures | {"load_content, one changed": seconds(run)}


def fill(number: int) -> None:
    from tests.bench import made_up

    for done in made_up.fill(number):
        if done % 20_000 < made_up.CHUNK:
            say(f"{number} articles: {done} filled")


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
