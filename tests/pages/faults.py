"""What goes wrong on a real machine, brought about on purpose."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def as_somebody_else(folder: Path) -> Iterator[None]:
    """For a while root, whom no permission stops, is a user who owns the folder and nothing else."""
    if os.geteuid() != 0:
        yield
        return
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, NOBODY, NOBODY)
    opened = [parent for parent in folder.parents if not parent.stat().st_mode & 0o001]
    for parent in opened:
        parent.chmod(parent.stat().st_mode | 0o011)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """For a while no file can grow beyond so many bytes: writing fails in the middle, as it does on a full disk."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
