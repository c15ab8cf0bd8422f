"""A commitment whose change is under approval: the line of the new total, waiting for its first reviewer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from accounting.services.commitment_changes import ChangeInput, write_and_submit
from erp.demo.desk import SEPARATE, Desk
from erp.demo.hours import office_hour


def leave_change(desk: Desk, commitment: Any, amount: int, today: date, text: str) -> Any:
    """원인행위 변경 of the first row by that amount, handed in the day before and signed by nobody yet."""
    row = commitment.rows.order_by("ordinal").first()
    return write_and_submit(
        commitment_id=commitment.pk,
        change_id=None,
        given=ChangeInput(text, changes={row.pk: amount}),
        actor=desk.drafter,
        at=office_hour(today - timedelta(days=1), 15),
        acknowledged=SEPARATE,
    )
