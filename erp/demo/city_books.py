"""The city's own side of what it gave to its institutions, so that both books can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consolidation.services.transfers import NewTransfer, record_parent_transfer
from erp.demo.desk import CityMoney
from erp.demo.founding import actor
from erp.demo.places import CITY
from tenants.context import institution

CITY_ITEMS = {"R211-01": "306-01", "R211-02": "306-01", "R222-02": "307-02"}
LATE_AMOUNT = 12_000_000


def record_city_payments(
    code: str, received: Sequence[CityMoney], at: datetime, *, is_late: bool = False
) -> None:
    """Write the city's payments; with `is_late` the last one is more than the institution has booked yet."""
    with institution(f"gov_{CITY[0]}", platform_code=True):
        officer = actor("officer", at)
        for index, money in enumerate(received, start=1):
            extra = LATE_AMOUNT if is_late and index == len(received) else 0
            transfer = NewTransfer(
                fiscal_year=money.on.year,
                paid_on=money.on,
                institution_code=code,
                item_code=CITY_ITEMS[money.item],
                amount=money.amount + extra,
                text="출연금·보조금 교부",
            )
            record_parent_transfer(transfer=transfer, actor=officer, at=at)
