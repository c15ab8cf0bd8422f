"""The people of the example institution: sixty, with ten years behind them, once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from core.periods import SEOUL
from erp.demo import founding
from erp.demo.ahead_story import look_ahead
from erp.demo.founding import found_institution
from erp.demo.people_story import COUNT, live_ten_years
from erp.demo.places import CULTURE
from hr.models import AppointmentItem, Reorganization
from hr.queries.headcount import headcount_report
from hr.queries.orders import register
from hr.queries.people import people_on
from hr.queries.reorganizations import preview
from tenants.context import institution
from tenants.services.provisioning import create_government
from tests.worlds import spec

CITY = ("solbit", "솔빛시", "솔빛")
AT = datetime(2026, 11, 20, 10, tzinfo=SEOUL)
TODAY = date(2026, 11, 20)


@pytest.mark.usefixtures("world")
def test_sixty_people_have_ten_years_of_appointments(monkeypatch: Any) -> None:
    code, name, short = CITY
    create_government(code=code, name=name, short_name=short, spec=spec())
    monkeypatch.setattr(founding, "CITY", CITY)
    tenant = found_institution(CULTURE, 2026, AT)
    with institution(tenant):
        assert live_ten_years(2026, AT, TODAY) == COUNT
        everybody = people_on(TODAY, with_gone=True)
        assert len(everybody) == COUNT
        assert {row.status for row in everybody} >= {"ACTIVE", "ON_LEAVE", "RESIGNED", "RETIRED"}
        assert len({order.issued_at for order in register(2026)}) == 1
        assert len(register(2026)) > 20
        assert headcount_report(TODAY).total.actual > 30
        assert len(people_on(date(2017, 1, 1))) < len(people_on(date(2025, 1, 1)))
        assert live_ten_years(2026, AT, TODAY) == 0
        merged = AppointmentItem.objects.filter(kind="UNIT_CHANGE")
        assert {item.effective_on for item in merged} == {date(2022, 3, 16)}
        look_ahead(AT, TODAY)
        waiting = AppointmentItem.objects.get(state="PENDING")
        assert (waiting.effective_on, waiting.order.state) == (date(2026, 12, 1), "ISSUED")
        assert Reorganization.objects.get().state == "DRAFT"
        assert preview(Reorganization.objects.get().pk).plan.faults == ()
