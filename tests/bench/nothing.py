"""A WSGI application that answers with one page's headers and bytes, and does nothing else: a yardstick."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

ANSWER = Path(os.environ["BENCH_ANSWER"])
HEADERS = [tuple(header) for header in json.loads(ANSWER.with_suffix(".json").read_text(encoding="utf-8"))]
BODY = ANSWER.read_bytes()


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    start_response("200 OK", HEADERS)
    return [BODY]
