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
    for alias in connections:
        connections[alias].close()
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    gate = context.Barrier(len(acts))
    crowd = [context.Process(target=_one, args=(place, act, gate, answers)) for place, act in enumerate(acts)]
    for process in crowd:
        process.start()
    found = dict(answers.get(timeout=patience) for _ in crowd)
    for process in crowd:
        process.join()
    return [found[place] for place in range(len(acts))]


def _one(place: int, act: Act, gate: Any, answers: Any) -> None:
    try:
        with institution(INSTITUTION):
            gate.wait(timeout=120)
            act()
        answer = "done"
    except DomainError as refusal:
        answer = refusal.code
    except Exception as fault:  # noqa: BLE001 - whatever else happens is an answer too
        answer = type(fault).__name__
    for alias in connections:
        connections[alias].close()
    answers.put((place, answer))
