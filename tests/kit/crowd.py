"""Several real processes that act at the same moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from core.errors import DomainError
from tenants.context import institution

INSTITUTION = "inst_garam_culture"
Act = Callable[[], object]


def at_once(acts: Sequence[Act], patience: int = 120) -> list[str]:
    """What each process got, in the order of the acts: "done" or the code of its refusal."""
    return [answers[0] for answers in round_by_round([[act] for act in acts], patience)]


def round_by_round(lists: Sequence[Sequence[Act]], patience: int = 600) -> list[list[str]]:
    """One process for each list; they start each of their acts at the same moment. What each got, in order."""
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(len(lists))
    crowd = [
        context.Process(target=_one, args=(place, acts, gate, answers)) for place, acts in enumerate(lists)
    ]
    for process in crowd:
        process.start()
    found = dict(answers.get(timeout=patience) for _ in crowd)
    for process in crowd:
        process.join()
    return [found[place] for place in range(len(lists))]


def _one(place: int, acts: Sequence[Act], gate: Any, answers: Any) -> None:
    found = [_answer(act, gate) for act in acts]
    for alias in connections:
        connections[alias].close()
    answers.put((place, found))


def _answer(act: Act, gate: Any) -> str:
    try:
        with institution(INSTITUTION):
            gate.wait(timeout=120)
            act()
    except DomainError as refusal:
        return refusal.code
    except Exception as fault:  # noqa: BLE001 - whatever else happens is an answer too
        return type(fault).__name__
    return "done"
