"""Versions of the delegation table: handed in, put in force, never changed."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from openpyxl import Workbook

from core.errors import NotFound, PermissionMissing
from core.ids import uuid7
from core.periods import SEOUL
from core.sheets import FileUnreadable
from organization.errors import TableDayTaken, TableFaulty, TableNotDraft, TableNotYet
from organization.models import DelegationRule, DelegationTable
from organization.queries import rules_of, table_in_force, tables
from organization.rules.delegation_file import COLUMNS
from organization.services import TableData, check_table, discard_table, import_table, put_table_in_force
from organization.services.delegation import SAMPLE
from tenants.context import institution
from tests.people import actor
from tests.worlds import World

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
TODAY = NOW.date()
FROM = date(2026, 12, 1)
ROW = {
    "rule_id": "EXP-01",
    "business_type": "spending_proposal",
    "amount_over_won": 0,
    "amount_up_to_won": 5_000_000,
    "final_approver_role": "TEAM_LEAD",
    "mandatory_cooperation": "BUDGET_TEAM",
}
SECOND = ROW | {
    "rule_id": "EXP-02",
    "amount_over_won": 5_000_000,
    "amount_up_to_won": None,
    "final_approver_role": "HEAD",
}


def book(*rows: dict[str, object]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([row.get(column) for column in COLUMNS])
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def hand_in(*rows: dict[str, object], by: str = "admin", day: date = FROM) -> DelegationTable:
    data = TableData("위임전결규정", "위임전결규정 별표 1", day)
    return import_table(actor=actor(by), data=data, content=book(*rows), at=NOW)


def test_new_tenants_begin_with_the_sample(world: World) -> None:
    for tenant in (world.culture, world.gov):
        with institution(tenant):
            found = table_in_force(TODAY)
            assert (found.number, found.rule_count, found.effective_from) == (1, 77, date(2026, 1, 1))
            assert rules_of(found.table_id)[0].rule_id == "GEN-01"


def test_a_file_becomes_a_draft_and_is_put_in_force_on_its_day(world: World) -> None:
    with institution(world.culture):
        made = hand_in(ROW, SECOND)
        assert table_in_force(FROM).number == 1
        put_table_in_force(actor=actor("admin"), table_id=made.pk, at=NOW)
        assert (table_in_force(TODAY).number, table_in_force(FROM).number) == (1, 2)
        assert [rule.upto for rule in rules_of(made.pk)] == [5_000_000, None]
        assert [(row.number, row.is_current) for row in tables(FROM)] == [(2, True), (1, False)]
        with pytest.raises(TableNotDraft):
            put_table_in_force(actor=actor("admin"), table_id=made.pk, at=NOW)
        with pytest.raises(TableDayTaken):
            put_table_in_force(actor=actor("admin"), table_id=hand_in(ROW).pk, at=NOW)


def test_no_table_before_the_first(world: World) -> None:
    with institution(world.culture), pytest.raises(TableNotYet):
        table_in_force(date(2025, 12, 31))


def test_a_faulty_file_is_refused_whole(world: World) -> None:
    with institution(world.culture):
        overlapping = SECOND | {"amount_over_won": 1}
        with pytest.raises(TableFaulty) as refused:
            hand_in(ROW, overlapping)
        assert [fault.code for fault in refused.value.errors] == ["TWO_CANDIDATES"]
        assert DelegationTable.objects.count() == 1


def test_dry_run_names_every_fault_and_keeps_nothing(world: World) -> None:
    content = book(ROW, SECOND | {"final_approver_role": "KING"}, ROW | {"rule_id": "X", "important": "예"})
    checked = check_table(content)
    assert [(fault.code, fault.rules) for fault in checked.faults] == [
        ("CELL_UNREADABLE", ("X",)),
        ("UNKNOWN_ROLE", ("EXP-02",)),
    ]
    with pytest.raises(FileUnreadable):
        check_table("번호,금액\n1,2\n".encode())


def test_the_sample_itself_may_be_handed_in(world: World) -> None:
    checked = check_table(SAMPLE.read_bytes())
    assert (len(checked.rules), checked.faults) == (77, ())


def test_handing_in_needs_the_permission(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(PermissionMissing):
            hand_in(ROW, by="drafter")
        made = hand_in(ROW)
        with pytest.raises(PermissionMissing):
            put_table_in_force(actor=actor("drafter"), table_id=made.pk, at=NOW)
        assert DelegationTable.objects.get(pk=made.pk).state == "DRAFT"


def test_a_discarded_draft_stays_to_be_read(world: World) -> None:
    with institution(world.culture):
        made = discard_table(actor=actor("admin"), table_id=hand_in(ROW).pk, at=NOW)
        assert (made.state, len(rules_of(made.pk))) == ("DISCARDED", 1)
        with pytest.raises(NotFound):
            discard_table(actor=actor("admin"), table_id=uuid7(), at=NOW)


def test_rows_are_refused_any_change_by_the_database(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(DatabaseError), transaction.atomic():
            DelegationRule.objects.update(upto=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            DelegationRule.objects.all().delete()
        assert DelegationRule.objects.count() == 77
