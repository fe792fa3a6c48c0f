"""The benchmark, cut short: every kind of request is sent and answered rightly, and the figures are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import machine, report
from tests.bench.load import Answer, Request, WrongAnswer, send
from tests.bench.run import Extent, measure
from tests.bench.scale import Much, on_sqlite
from tests.helpers.service import serving

GATES = {
    "start to the first answer",
    "memory when idle, all processes",
    "boot, kept",
    "thread of 100, kept",
    "thread of 100, cold",
    "reply, 300 characters, plain",
    "like",
}
COMPANY = {
    "feed, p95",
    "feed, heaviest 50, p95",
    "cards twice or missing",
    "reply, few followers",
    "reply, many followers",
    "statements more for many",
    "statements of the bell",
    "notifications",
    "unread count",
}
BOTH = {
    "start to the first answer",
    "memory when idle, all processes",
    "memory after all that",
    "thread of 100, kept",
    "counts of 20 pages",
    "reply, 300 characters, plain",
    "reply, 300 characters, Markdown",
    "like",
}


def test_the_benchmark_measures_every_gate_and_keeps_what_it_was_made_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = list(measure(Extent(rounds=1, share=0.01, browser=False)))
    report.show(figures)
    kept = json.loads(report.keep(machine.describe("make bench"), figures, tmp_path).read_text())
    assert {row["name"] for row in kept["figures"] if row["goal"]} >= GATES
    assert all(row["value"] > 0 for row in kept["figures"])
    assert {row["name"] for row in kept["figures"] if row["ratio"]} == BOTH
    assert {"at", "command", "commit", "versions", "machine"} <= set(kept)
    table = capsys.readouterr().out
    assert all(figure.name in table for figure in figures)


def test_a_company_is_measured_and_nothing_moves_under_its_reader(tmp_path: Path) -> None:
    much = Much(people=60, readers=4, writes=20, followers=30, replies=2)
    figures = {figure.name: figure for figure in on_sqlite(much, tmp_path)}
    assert {name.removesuffix(", SQLite") for name in figures} == COMPANY
    assert all(figure.more for figure in figures.values())
    for name in ("cards twice or missing", "statements more for many"):
        assert figures[f"{name}, SQLite"].value == 0
    assert figures["statements of the bell, SQLite"].value == 1
    assert figures["cards twice or missing, SQLite"].more["writes"] >= 20


def test_a_wrong_answer_ends_the_benchmark(tmp_path: Path) -> None:
    def is_found(answer: Answer) -> bool:
        return answer.status == 200

    with serving(tmp_path) as service:
        assert len(send(service.port, [Request("GET", "/healthz")] * 3, 2, is_found).seconds) == 3
        with pytest.raises(WrongAnswer, match="GET /nothing: 404"):
            send(service.port, [Request("GET", "/nothing")], 1, is_found)


@pytest.mark.parametrize(
    ("value", "goal", "best", "verdict"),
    [
        (3, 2, 1, "OVER"),
        (2, 2, 1, "good"),
        (1, 2, 1, "best"),
        (3, 2, None, "OVER"),
        (3, None, 1, "over the aim"),
        (3, None, None, ""),
    ],
)
def test_the_verdict_follows_gate_and_aim(value: float, goal: float | None, best: float | None, verdict: str) -> None:
    assert report.Figure("x", "ms", [value, 0, 9], goal, best).verdict == verdict
