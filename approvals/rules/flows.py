"""State tables of documents and steps (handbook 2.7)."""

from __future__ import annotations

from core.flow import Flow

DRAFT, IN_PROGRESS, APPROVED = "DRAFT", "IN_PROGRESS", "APPROVED"
RETURNED, RECALLED, REJECTED, DISCARDED = "RETURNED", "RECALLED", "REJECTED", "DISCARDED"
WITH_THE_DRAFTER = (DRAFT, RETURNED, RECALLED)

DOCUMENT = Flow(
    {
        **{(state, "save"): state for state in WITH_THE_DRAFTER},
        **{(state, "submit"): IN_PROGRESS for state in WITH_THE_DRAFTER},
        **{(state, "discard"): DISCARDED for state in WITH_THE_DRAFTER},
        (IN_PROGRESS, "sign"): IN_PROGRESS,
        (IN_PROGRESS, "hold"): IN_PROGRESS,
        (IN_PROGRESS, "release"): IN_PROGRESS,
        (IN_PROGRESS, "skip"): IN_PROGRESS,
        (IN_PROGRESS, "edit"): IN_PROGRESS,
        (IN_PROGRESS, "answer"): IN_PROGRESS,
        (IN_PROGRESS, "change_line"): IN_PROGRESS,
        (IN_PROGRESS, "approve"): APPROVED,
        (IN_PROGRESS, "return"): RETURNED,
        (IN_PROGRESS, "reject"): REJECTED,
        (IN_PROGRESS, "recall"): RECALLED,
        (APPROVED, "read_afterwards"): APPROVED,
        (APPROVED, "circulate"): APPROVED,
    }
)

WAITING, ACTIVE, HELD = "WAITING", "ACTIVE", "HELD"
SIGNED, SIGNED_ACTING, SKIPPED = "SIGNED", "SIGNED_ACTING", "SKIPPED"
CANCELLED, SUPERSEDED = "CANCELLED", "SUPERSEDED"
OPEN_STEPS = frozenset({ACTIVE, HELD})
UNFINISHED = frozenset({WAITING, ACTIVE, HELD})
DONE_WELL = frozenset({SIGNED, SIGNED_ACTING, SKIPPED})
GONE = frozenset({CANCELLED, SUPERSEDED})
ACTED = frozenset({SIGNED, SIGNED_ACTING, SKIPPED, RETURNED})

_ENDS = {
    (state, verb): target
    for state in (ACTIVE, HELD)
    for verb, target in {
        "sign": SIGNED,
        "sign_acting": SIGNED_ACTING,
        "skip": SKIPPED,
        "return": RETURNED,
    }.items()
}
STEP = Flow(
    {
        (WAITING, "activate"): ACTIVE,
        (ACTIVE, "hold"): HELD,
        (HELD, "release"): ACTIVE,
        **_ENDS,
        **{(state, "cancel"): CANCELLED for state in (WAITING, ACTIVE, HELD)},
        **{(state, "supersede"): SUPERSEDED for state in (WAITING, ACTIVE, HELD)},
    }
)
