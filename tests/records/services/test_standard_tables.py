"""Every row of the standard tables stands in a new institution as the handbook gives it."""

from __future__ import annotations

from datetime import date

from records.models import RetentionPeriod, UnitTaskVersion
from records.rules.retention import retention_of
from tenants.context import institution
from tests.vectors import rows_of
from tests.worlds import World

COMPLETED = date(2026, 7, 3)


def test_every_retention_period_is_there_in_its_order(world: World) -> None:
    wanted = [
        (row["code"], row["korean"], int(row["years"]) if row["years"] else None)
        for row in rows_of("retention_periods")
    ]
    assert len(wanted) == 7
    for tenant in (world.culture, world.gov):
        with institution(tenant):
            found = RetentionPeriod.objects.order_by("ordinal").values_list("code", "name", "years")
            assert list(found) == wanted


def test_every_period_ends_as_its_row_says() -> None:
    for row in rows_of("retention_periods"):
        years = int(row["years"]) if row["years"] else None
        found = retention_of(COMPLETED, years)
        assert found.start_on == date(2027, 1, 1)
        if years is None:
            assert "70 years" in row["end_of_period_rule"], row["code"]
            assert (found.over_on, found.appraisal_from) == (None, date(2097, 1, 1))
            continue
        unit = "year" if years == 1 else "years"
        assert row["expiry_rule"] == f"1 January after the year of completion + {years} {unit}"
        assert found.appraisal_from == date(2027 + years, 1, 1)
        assert found.over_on == date(2026 + years, 12, 31)


def test_every_unit_task_is_there_with_its_defaults(world: World) -> None:
    wanted = [
        (
            row["unit_task_code"],
            row["identifier"],
            row["name_ko"],
            row["retention_code"],
            row["default_disclosure"],
            [int(ground) for ground in row["default_grounds"].split(",") if ground],
        )
        for row in rows_of("unit_tasks_sample")
    ]
    assert len(wanted) == 40
    for tenant in (world.culture, world.gov):
        with institution(tenant):
            found = UnitTaskVersion.objects.values_list(
                "unit_task__code",
                "unit_task__identifier",
                "name",
                "retention_id",
                "default_disclosure",
                "default_grounds",
            )
            assert sorted(found) == sorted(wanted)
