"""State tables of documents and steps: every pair, the listed ones and the refused ones."""

from __future__ import annotations

import itertools

import pytest

from approvals.choices import DocumentState, StepState
from approvals.rules.flows import DOCUMENT, STEP
from core.errors import InvalidMove

DRAFT_VERBS = {"save", "submit", "discard"}
ON_THE_WAY = {
    "sign", "hold", "release", "skip", "edit", "answer", "change_line", "approve", "return", "reject", "recall",
}  # fmt: skip
DOCUMENT_TABLE = {
    "DRAFT": DRAFT_VERBS,
    "RETURNED": DRAFT_VERBS,
    "RECALLED": DRAFT_VERBS,
    "IN_PROGRESS": ON_THE_WAY,
    "APPROVED": {"read_afterwards", "circulate"},
    "REJECTED": set(),
    "DISCARDED": set(),
}
STEP_TABLE = {
    "WAITING": {"activate", "cancel", "supersede"},
    "ACTIVE": {"hold", "sign", "sign_acting", "skip", "return", "cancel", "supersede"},
    "HELD": {"release", "sign", "sign_acting", "skip", "return", "cancel", "supersede"},
}
ALL = sorted(DRAFT_VERBS | ON_THE_WAY | {"read_afterwards", "circulate"})


@pytest.mark.parametrize(("state", "verb"), itertools.product(DocumentState.values, ALL))
def test_documents_do_what_the_table_says(state: str, verb: str) -> None:
    if verb in DOCUMENT_TABLE[state]:
        assert DOCUMENT.next(state, verb) in DocumentState.values
    else:
        with pytest.raises(InvalidMove):
            DOCUMENT.next(state, verb)


@pytest.mark.parametrize("state", StepState.values)
def test_terminal_steps_never_change(state: str) -> None:
    assert set(STEP.verbs(state)) == STEP_TABLE.get(state, set())
