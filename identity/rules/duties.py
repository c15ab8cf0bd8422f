"""Separation of duties (지방회계법 제23조, 제36조; 시행령 제25조, 제46조), over plain values.

The accounting handbook 4.1: at appointment no person may hold two of 재무관, 지출원, 출납원, nor 징수관
and 출납원; on each document nobody signs in two of these duties, in whatever capacity they sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

COMMITMENT_OFFICER = "COMMITMENT_OFFICER"
DISBURSING_OFFICER = "DISBURSING_OFFICER"
CASHIER = "CASHIER"
ASSESSMENT_OFFICER = "ASSESSMENT_OFFICER"
BUDGET_HEAD = "BUDGET_HEAD"
SEPARATE = (
    frozenset({COMMITMENT_OFFICER, DISBURSING_OFFICER}),
    frozenset({COMMITMENT_OFFICER, CASHIER}),
    frozenset({DISBURSING_OFFICER, CASHIER}),
    frozenset({ASSESSMENT_OFFICER, CASHIER}),
)
ASSESSMENT_WITH_CASHIER_HEADCOUNT = 5
DEPUTY_WITH_IMPREST_HEADCOUNT = 3


@dataclass(frozen=True)
class HeldDuty:
    """One duty of a person with its kind (분임, 일상경비 …)."""

    duty: str
    subtype: str = ""


@dataclass(frozen=True)
class SmallOffice:
    """The declared exception of a small office: how many work there and why it is needed."""

    headcount: int
    reason: str


@dataclass(frozen=True)
class Signature:
    """Who signed a document in which duty; `acting_for` is the absent or delegating person."""

    user_id: UUID
    duty: str
    acting_for: UUID | None = None


@dataclass(frozen=True)
class Conflict:
    """Two duties that one person may not unite."""

    first: str
    second: str
    is_excusable: bool = False


def are_separate(first: str, second: str) -> bool:
    """Whether the law keeps these two duties with different people."""
    return frozenset({first, second}) in SEPARATE


def conflicts(
    held: Iterable[HeldDuty], wanted: HeldDuty, small_office: SmallOffice | None = None
) -> list[Conflict]:
    """Every held duty that forbids the wanted one; excused ones are returned with is_excusable."""
    return [
        Conflict(duty.duty, wanted.duty, _is_excused(duty, wanted, small_office))
        for duty in held
        if are_separate(duty.duty, wanted.duty)
    ]


def _is_excused(first: HeldDuty, second: HeldDuty, small_office: SmallOffice | None) -> bool:
    if small_office is None or not small_office.reason:
        return False
    by_duty = {first.duty: first.subtype, second.duty: second.subtype}
    if set(by_duty) == {ASSESSMENT_OFFICER, CASHIER}:
        return small_office.headcount <= ASSESSMENT_WITH_CASHIER_HEADCOUNT
    if by_duty == {COMMITMENT_OFFICER: "DEPUTY", CASHIER: "IMPREST"}:
        return small_office.headcount <= DEPUTY_WITH_IMPREST_HEADCOUNT
    return False


def signatures_conflict(previous: Iterable[Signature], signing: Signature) -> Conflict | None:
    """The first earlier signature of the same person in a duty separate from the one now used.

    The person who signs counts, not the person signed for: also as deputy, delegate or the
    delegate of a deputy.
    """
    for earlier in previous:
        if earlier.user_id == signing.user_id and are_separate(earlier.duty, signing.duty):
            return Conflict(earlier.duty, signing.duty)
    return None
