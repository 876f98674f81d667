"""Prints what was measured, with what we want beside it."""

import statistics

from tests.bench.load import Subject
from tests.bench.memory import Memory

# How much more a page may cost in the largest handbook than in the smallest.
FLAT = 1.2
# What the figure may be at most, or must be at least, in the largest handbook.
MOST = {
    "article, queries": 3,
    "editor saves": 300,
    "editor publishes": 300,
    "save to visible": 1000,
    "save to visible, most": 1000,
}
LEAST = {"publish, pages a second": 300}
# Measured by what each further article adds.
LOADING = "load_content"
# Megabytes of a worker.
MOST_MEMORY = 70
# Each stands above a figure and says the unit of all that follow.
UNITS = {
    "load_content, first": "seconds",
    "stored page": "ms of processor time",
    "article, queries": "number",
    "publish, pages a second": "number",
    "editor saves": "ms of waiting",
}


def print_readers(subjects: dict[str, Subject], ratios: dict[str, dict[str, float]]) -> None:
    print(f"\n{'':22}{'requests/s':>12}{'µs CPU each':>13}{'MB a worker':>13}")
    for subject in subjects.values():
        rate, cost = statistics.median(subject.rates), statistics.median(subject.microseconds)
        print(f"{subject.name:22}{rate:12.0f}{cost:13.0f}{subject.megabytes:13.0f}")
    print(f"\n{'requests/s':42}{'least':>7}{'median':>8}{'most':>7}{'goal':>7}")
    for name, ratio in ratios.items():
        missed = flag(ratio["median"] < ratio["goal"])
        print(f"{name:42}{ratio['least']:7.2f}{ratio['median']:8.2f}{ratio['most']:7.2f}{ratio['goal']:7.2f}{missed}")


def print_growth(figures: dict[int, dict[str, float]]) -> None:
    """A row for each figure: its value in each handbook, the largest's by the smallest's, and what we want."""
    sizes = sorted(figures)
    print(f"\n{'by number of articles':28}" + "".join(f"{size:>11,}" for size in sizes) + f"{'ratio':>8}{'goal':>8}")
    for name in figures[sizes[0]]:
        if name in UNITS:
            print(f"  {UNITS[name]}")
        found = {size: figures[size][name] for size in sizes if name in figures[size]}
        shown = "".join(f"{found[size]:11.4g}" if size in found else f"{'not loaded':>11}" for size in sizes)
        print(f"{name:28}{shown}{judged(name, found)}")


def judged(name: str, found: dict[int, float]) -> str:
    """The end of a row. `found` is the figure by number of articles."""
    (small, first), (large, last) = min(found.items()), max(found.items())
    ratio = f"{last / first:8.2f}"
    if name.startswith(LOADING):
        return f"   {(last - first) / max(large - small, 1) * 1000:.2f} ms for each article more"
    if name in MOST:
        return f"{ratio}{f'≤{MOST[name]}':>8}{flag(last > MOST[name])}"
    if name in LEAST:
        return f"{ratio}{f'≥{LEAST[name]}':>8}{flag(last < LEAST[name])}"
    return f"{ratio}{f'≤{FLAT}x':>8}{flag(last / first > FLAT)}"


def flag(is_missed: bool) -> str:
    return "  << missed" if is_missed else ""


def print_cold_starts(seconds: dict[str, list[float]]) -> None:
    print(f"\n{'first answer after (s)':42}{'least':>7}{'median':>8}{'most':>7}")
    for name, times in seconds.items():
        print(f"{name:42}{min(times):7.2f}{statistics.median(times):8.2f}{max(times):7.2f}")


def print_memory(memory: Memory) -> None:
    print(f"\n{'a worker, after requests':42}" + "".join(f"{number:>8,}" for number in memory.moments))
    print(f"{'MB':42}" + "".join(f"{size:8.1f}" for size in memory.sizes) + flag(max(memory.sizes) >= MOST_MEMORY))
