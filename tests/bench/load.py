"""Loads servers with wrk, in turn, and tells requests a second, processor time and memory."""

import os
import re
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 16
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Subject:
    """What is measured: an address, the headers it is asked with, and the server's first process."""

    name: str
    address: str
    process: int
    headers: dict[str, str] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    microseconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0


def measure(subjects: list[Subject], rounds: int, seconds: int) -> None:
    """Every subject once in each round, so that what else the machine does hits all alike."""
    for subject in subjects:
        load(subject, 1)
    for number in range(1, rounds + 1):
        print(f"  round {number} of {rounds}", flush=True)
        for subject in subjects:
            before = processor_seconds(subject.process)
            requests, lasted = load(subject, seconds)
            subject.rates.append(requests / lasted)
            subject.microseconds.append((processor_seconds(subject.process) - before) / max(requests, 1) * 1e6)
            subject.megabytes = megabytes(subject.process)


def load(subject: Subject, seconds: int) -> tuple[int, float]:
    """Requests answered, and the seconds it took. Raises RuntimeError when any answer is a failure."""
    headers = [part for name, value in subject.headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, subject.address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said and subject.headers.get("If-None-Match") is None:
        raise RuntimeError(f"{subject.name}: {said}")
    requests, lasted, unit = re.search(r"(\d+) requests in ([0-9.]+)(m?s)", said).groups()
    return int(requests), float(lasted) / (1000 if unit == "ms" else 1)


def family(process: int) -> list[int]:
    """A process and all that came of it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [process, *(member for child in children for member in family(int(child)))]


def processor_seconds(process: int) -> float:
    stats = [Path(f"/proc/{member}/stat").read_text(encoding="ascii").rpartition(")")[2] for member in family(process)]
    return sum(sum(map(int, stat.split()[11:13])) for stat in stats) / TICKS


def megabytes(process: int) -> float:
    """Resident memory of the largest of them: a worker."""
    sizes = [int(Path(f"/proc/{member}/statm").read_text(encoding="ascii").split()[1]) for member in family(process)]
    return max(sizes) * PAGE / 1e6


def ratios(subject: Subject, yardstick: Subject) -> tuple[float, float, float]:
    """Least, median and greatest of the ratios of each round."""
    each = [rate / other for rate, other in zip(subject.rates, yardstick.rates, strict=True)]
    return min(each), statistics.median(each), max(each)
