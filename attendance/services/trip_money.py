"""Money of trips in accounting: estimated payments before a trip, vouchers after its settlement (handbook 4, J-22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accounting.errors.execution import AdvanceUnsettled
from accounting.queries.estimates import has_open_estimate
from accounting.queries.voucher_states import voucher_states
from accounting.rules.posting import ESTIMATED
from accounting.services.direct_spending import DirectSpending, draft_direct_spending, withdraw_draft
from attendance.errors import RequestFaulty
from attendance.models import TripOrder
from attendance.queries.staff import staff_by_id
from core.errors import DomainError, FieldFault
from core.periods import day_of

GONE = ("", "CANCELLED", "REJECTED")


def payee_code(person_id: UUID) -> str:
    """Code of somebody of the house among the payees of accounting."""
    return f"E{person_id.hex[-9:]}"


def draft_voucher(
    trip: TripOrder, amount: int, evidence: Sequence[tuple[str, str]], at: datetime, sub_type: str = ""
) -> UUID:
    """원인행위 and 지출결의 for the traveller on the line of the trip; id of the voucher."""
    staff = staff_by_id(trip.staff_id)
    what = "선급 여비" if sub_type else "출장 여비"
    if trip.budget_line_id is None:
        raise line_missing()
    drafted = draft_direct_spending(
        given=DirectSpending(
            line_id=trip.budget_line_id,
            payee_code=payee_code(staff.person_id),
            payee_name=staff.name,
            amount=amount,
            title=f"{trip.destination} {what}({staff.name})",
            on=day_of(at),
            department_id=trip.department_id,
            text=trip.purpose,
            sub_type=sub_type,
            evidence=[("TRAVEL_ORDER", trip.number), *evidence],
        ),
        person_id=staff.person_id,
        at=at,
    )
    return drafted.voucher_id


def line_missing() -> RequestFaulty:
    """A trip that costs money names its budget line."""
    fault = FieldFault("/budget_line", "EMPTY", "여비를 쓸 예산과목을 고르십시오.")
    return RequestFaulty(errors=[fault], count=1)


# --- 선급 여비 ---------------------------------------------------------------------------------------------------


def advance_refusals(trip: TripOrder) -> list[DomainError]:
    """What stands against an advance: no line, an earlier one that is open (E-EXE-012)."""
    if not trip.advance_amount:
        return []
    found: list[DomainError] = [] if trip.budget_line_id else [line_missing()]
    if has_open_estimate(payee_code(staff_by_id(trip.staff_id).person_id)):
        found.append(AdvanceUnsettled())
    return found


def order_advance(trip: TripOrder, at: datetime) -> UUID | None:
    """The approved trip asks accounting for its advance; id of the voucher, None where nothing was asked for."""
    if not trip.advance_amount:
        return None
    return draft_voucher(trip, trip.advance_amount, (), at, ESTIMATED)


def advance_state(trip: TripOrder) -> str:
    """How far the voucher of the advance is; empty where there is none."""
    if trip.advance_voucher_id is None:
        return ""
    return voucher_states([trip.advance_voucher_id]).get(trip.advance_voucher_id, ("", ""))[0]


def paid_advance(trip: TripOrder) -> int:
    """What the traveller has received before the trip."""
    return trip.advance_amount if advance_state(trip) == "PAID" else 0


def advance_under_way(trip: TripOrder) -> list[DomainError]:
    """An advance on its way of approval or to the bank: settlement and cancellation wait for its end."""
    state = advance_state(trip)
    if state in (*GONE, "DRAFT", "PAID"):
        return []
    text = "선급 여비의 지출결의가 처리 중입니다. 지급하거나 회수한 뒤에 다시 하십시오."
    return [RequestFaulty(errors=[FieldFault("/advance_amount", "pending", text)], count=1)]


def withdraw_advance(trip: TripOrder, at: datetime) -> None:
    """Throw an advance away that nobody has handed in. One that was paid stays open until it is brought back."""
    if advance_state(trip) == "DRAFT" and trip.advance_voucher_id is not None:
        withdraw_draft(voucher_id=trip.advance_voucher_id, at=at)
