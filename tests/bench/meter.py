"""What a running service costs: processor time and memory of all its processes, read from /proc (Linux)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def tree(root: int) -> list[int]:
    """Give `root` and all processes below it."""
    children: dict[int, list[int]] = {}
    for process in PROC.glob("[0-9]*"):
        for stat in _text(process / "stat"):
            parent = int(stat.rpartition(")")[2].split()[1])  # the name before it may hold blanks and brackets
            children.setdefault(parent, []).append(int(process.name))
    found = [root]
    for each in found:
        found += children.get(each, [])
    return found


def cpu_seconds(processes: list[int]) -> float:
    """Give what the threads of `processes` have run so far, in seconds.

    `schedstat` counts nanoseconds, where `stat` counts ticks of 10 ms (Linux, Documentation/scheduler/sched-stats).
    """
    tasks = (task for each in processes for task in PROC.glob(f"{each}/task/*/schedstat"))
    return sum(int(text.split()[0]) for task in tasks for text in _text(task)) / 1e9


def pss_mib(processes: list[int]) -> float:
    """Give the memory of `processes` in MiB; what several share counts once (proportional set size)."""
    lines = (line for each in processes for text in _text(PROC / f"{each}/smaps_rollup") for line in text.splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def load_average() -> float:
    """Give how many processes wanted to run in the last minute, on average."""
    return float((PROC / "loadavg").read_text().split()[0])


def _text(path: Path) -> Iterator[str]:
    """Give what a file of /proc says; nothing when its process has just ended."""
    try:
        text = path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return
    yield text
