"""How long it takes from the start of a process to its first answer."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from tests.bench.servers import start

STORE = "pages"


def cold_starts(environment: dict[str, str], empty: Path, page: str, *, times: int) -> dict[str, list[float]]:
    """Seconds until a page is answered, each time anew: where every page is stored, and where none is.

    `empty` is a folder to be made, like VAR_DIR but without stored pages.
    """
    var_dir = Path(environment["VAR_DIR"])
    empty.mkdir()
    for path in var_dir.iterdir():
        if path.name != STORE:
            (empty / path.name).symlink_to(path)
    full, bare = [], []
    for _time in range(times):
        full.append(seconds_to_answer(environment, page))
        shutil.rmtree(empty / STORE, ignore_errors=True)
        bare.append(seconds_to_answer({**environment, "VAR_DIR": str(empty)}, page))
    return {"every page stored": full, "no page stored": bare}


def seconds_to_answer(environment: dict[str, str], page: str) -> float:
    with ExitStack() as stack:
        return start(stack, environment, "guidance.wsgi:application", page).seconds
