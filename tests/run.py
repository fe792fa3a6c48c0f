"""Run the groups of tests, two at a time: `make test`. One line a group at the end, and the sums alone on the last.

A group without a test, with a skipped test, or without its engine counts as failed, unless ALLOW_MISSING names the
group or the engine: nothing is left out in silence. What failed is shown when its group ends, and in short before the
lines of the groups, since the end of a run is what people see first.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests import system
from tests.groups import TESTS, all_groups

AT_ONCE = min(2, os.cpu_count() or 1)
LIMIT_SECONDS = 30 * 60  # for one group, on a machine that is busy; a test that hangs ends sooner
SHOWN = 15  # lines of a failed group at the end of the run
TELLING = re.compile(
    r"(FAILED|ERROR|SKIPPED|not ok|E  |Timeout|Stopped after) ?|  File (?!.*(/site-packages/|<frozen))"
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a group came to; `note` says what is wrong beside failed tests."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""
    excused: bool = False
    output: str = ""

    @property
    def faults(self) -> int:
        """Give what this adds to the sum of failures: failed and skipped tests, or one for a group that ran nothing."""
        if self.excused:
            return self.failed
        return self.failed + self.skipped or int(bool(self.note))

    def line(self) -> str:
        """Give the line of the summary."""
        note = f" ({self.note}{', allowed' if self.excused else ''})" if self.note else ""
        return f"{self.name}: {self.passed} passed, {self.failed} failed, {self.skipped} skipped{note}"


def main(wanted: list[str]) -> int:
    """Run the `wanted` groups, or all; give the exit status."""
    groups = all_groups()
    unknown = set(wanted) - set(groups)
    if unknown:
        print(f"There is no group {', '.join(sorted(unknown))}. The groups are: {', '.join(groups)}")
        return 2
    groups = {name: needs for name, needs in groups.items() if not wanted or name in wanted}
    allowed = set(re.split(r"[,\s]+", os.environ.get("ALLOW_MISSING", ""))) - {""}
    needed = {engine for needs in groups.values() for engine in needs}
    system.install(sorted(needed - allowed))
    if "node" in needed and not system.missing(["node"]):
        os.environ["PATH"] = system.node_path()
        system.node_modules()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda item: run_group(*item, allowed=allowed), groups.items()))
    return _report(results)


def run_group(name: str, needs: tuple[str, ...], *, allowed: set[str], tests: Path = TESTS) -> Result:
    """Run one group of the folder `tests`; say how long it took, and show all it said when it failed."""
    absent = system.missing(needs)
    if absent:
        return Result(name, note=f"no {', '.join(absent)} here", excused=name in allowed or set(absent) <= allowed)
    print(f"{name} …", flush=True)
    began = time.monotonic()
    result = _judge(_run_node(tests / name) if name == "js" else _run_pytest(tests / name), name in allowed)
    print(f"{name} took {time.monotonic() - began:.0f} s", flush=True)
    if result.faults:
        print(result.output, flush=True)
    return result


def _run_pytest(group: Path) -> Result:
    name = group.name
    if not any(group.rglob("test_*.py")):
        return Result(name)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        status, output = _call(
            [sys.executable, "-m", "pytest", str(group), f"--junitxml={report}", "-rsfE", "--tb=short"]
        )
        if not report.is_file():
            return Result(name, failed=1, output=output)
        counts = ElementTree.parse(report).getroot().find("testsuite")
    total, failed, errors, skipped = (int(counts.get(key, 0)) for key in ("tests", "failures", "errors", "skipped"))
    broken = failed + errors or int(status not in (0, 5))  # 5: pytest found no test, which is judged below
    return Result(name, max(0, total - failed - errors - skipped), broken, skipped, output=output)


def _run_node(group: Path) -> Result:
    name = group.name
    files = sorted(str(path) for path in group.rglob("*.test.*js"))
    if not files:
        return Result(name)
    status, output = _call(["node", "--test", "--test-reporter=tap", *files])
    count = {
        key: int(number)
        for key, number in re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", output, re.MULTILINE)
    }
    failed = count.get("fail", 0) + count.get("cancelled", 0)
    skipped = count.get("skipped", 0) + count.get("todo", 0)
    return Result(name, count.get("pass", 0), failed or int(status != 0), skipped, output=output)


def _call(command: list[str]) -> tuple[int, str]:
    """Run a group in a process group of its own: a hanging one goes with all that it started."""
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        process = subprocess.Popen(
            command, cwd=TESTS.parent, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            status = process.wait(LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            status = process.wait()
            output.write(f"\nStopped after {LIMIT_SECONDS} seconds.\n")
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
        output.seek(0)
        return status, output.read()


def _judge(result: Result, excused: bool) -> Result:
    note = (
        "no tests" if not result.passed + result.failed + result.skipped else "skipped tests" if result.skipped else ""
    )
    return Result(
        result.name, result.passed, result.failed, result.skipped, note, excused and bool(note), result.output
    )


def telling(output: str) -> list[str]:
    """Give the last lines of a group's output that say what failed, else its last lines."""
    lines = [line for line in output.splitlines() if line.strip()]
    return ([line for line in lines if TELLING.match(line)] or lines)[-SHOWN:]


def _report(results: list[Result]) -> int:
    for result in results:
        if result.faults:
            print(f"\n{result.name}:", *telling(result.output), sep="\n  ")
    print()
    for result in results:
        print(result.line())
    failed = sum(result.faults for result in results)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
