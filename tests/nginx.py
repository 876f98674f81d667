"""nginx in front of the site, with the configuration the README shows."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.server import ROOT, free_port

MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; }}
    sendfile on;
    tcp_nopush on;
    {temporary}
    {site}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
SECONDS_TO_START = 10


def find_nginx() -> str | None:
    """Debian's nginx lies where only root looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def configuration(var_dir: Path, port: int, servers: list[str]) -> str:
    """The README's, with this machine's folder and ports."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.search(r"<!-- file: nginx.conf -->\n```nginx\n(.*?)```", readme, flags=re.DOTALL)[1]
    upstream = " ".join(f"server {urlsplit(server).netloc};" for server in servers)
    changes = {
        "/srv/handbook/var": str(var_dir),
        "server 127.0.0.1:8000;": upstream,
        "listen 80;": f"listen 127.0.0.1:{port};",
    }
    for written, here in changes.items():
        assert written in text
        text = text.replace(written, here)
    return text


@contextmanager
def nginx(folder: Path, var_dir: Path, servers: list[str]) -> Iterator[str]:
    """The address of a running nginx that reads the store in `var_dir` and asks `servers` for the rest."""
    port = free_port()
    text = MAIN.format(
        user="user root;" if os.geteuid() == 0 else "",
        folder=folder,
        temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
        site=configuration(var_dir, port, servers),
    )
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    process = subprocess.Popen([find_nginx(), "-c", folder / "nginx.conf", "-e", folder / "error.log"])
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not (folder / "nginx.pid").exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"nginx did not start:\n{(folder / 'error.log').read_text(encoding='utf-8')}")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)
