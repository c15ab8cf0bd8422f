"""The nightly canary run goes on where it was stopped, and never mixes two states of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import canaries
from benchmarks.canaries import Figures, Journal


def test_stopped_run_goes_on_and_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "night.jsonl"
    first = Journal(path, 21)
    first.write(0, Figures(5_000, 4_900, 100, 0, 50.0))
    first.write(3, Figures(5_000, 4_890, 110, 0, 60.0))
    second = Journal(path, 21)
    assert second.done == {0, 3}
    assert second.sum == Figures(10_000, 9_790, 210, 0, 110.0)
    second.write(1, Figures(5_000, 4_999, 0, 1, 1.0))
    assert Journal(path, 21).sum.foreign == 1


def test_journal_of_another_code_or_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "night.jsonl"
    Journal(path, 21).write(0, Figures(5_000, 4_900, 100, 0, 50.0))
    with pytest.raises(SystemExit, match="another state of the code"):
        Journal(path, 3)
    monkeypatch.setattr(canaries, "CODE", ("manage.py",))
    with pytest.raises(SystemExit, match="another state of the code"):
        Journal(path, 21)
    assert len(path.read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("figures", "ends_with"),
    [
        (Figures(100, 97, 3, 0), 0),
        (Figures(100, 97, 3, 1), 1),
        (Figures(100, 100, 0, 0), 1),
        (Figures(100, 60, 40, 0), 1),
        (Figures(), 1),
    ],
)
def test_run_without_cancelled_switches_or_answers_proves_nothing(figures: Figures, ends_with: int) -> None:
    assert canaries._tell(figures, 21) == ends_with
