"""With real commits and the real second connection: live figures, doors that hold, members that go."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, connections

from accounting.models import BudgetBalance
from consolidation.door import READER, reader_alias
from consolidation.models import LookRecord, SourceAccount, SourceBudgetBalance
from consolidation.queries.matrix import matrix_report
from consolidation.queries.members import member
from consolidation.queries.registers import RegisterAsked, register
from consolidation.services.provisioning import after_migration, before_migration, rebuild_views
from core.models import AuditEntry
from records.rules.disclosure import HIDDEN_TITLE
from tenants.context import institution
from tenants.registry import SchemaRef
from tenants.services.lifecycle import drop_tenant
from tests.consolidation.ledgers import write_example
from tests.consolidation.registers import CORRECTED, write_registers
from tests.consolidation.web.test_papers import pay_a_person
from tests.people import client_of
from tests.worlds import World, read_world

TODAY = date(2026, 11, 23)


@pytest.fixture
def live(committed_database: str) -> World:
    connection.set_schema_to_public()
    return read_world()


def paid_by_institution() -> dict[str, int]:
    report = matrix_report(fiscal_year=2026, month=12, level="MIXED", profile="", today=TODAY)
    return {row.code: row.total.paid for row in report.matrix.rows}


def test_committed_payment_is_seen_at_once_through_the_other_connection(live: World) -> None:
    assert connections[READER] is not connections["default"]
    with institution(live.gov):
        before = paid_by_institution()
    with institution(live.culture):
        pay_a_person()
        own = sum(BudgetBalance.objects.values_list("paid", flat=True))
    with institution(live.gov):
        after = paid_by_institution()

    assert before == {"culture": 0, "youth": 0}
    assert after == {"culture": 1_200_000, "youth": 0}
    assert after["culture"] == own


def test_register_is_read_with_the_rights_of_the_officers_own_connection(live: World) -> None:
    write_registers(live)
    with institution(live.gov):
        rows = register(member=member("culture"), asked=RegisterAsked(2026)).order_by("-registered_at")
        assert rows.db == READER
        assert [(row.number_text, row.shown_title) for row in rows] == [
            ("회계팀-1", CORRECTED),
            ("문화사업팀-2", HIDDEN_TITLE),
            ("문화사업팀-1", "가을 축제 개최 계획"),
        ]
        for table in ("records_registryentry", "approvals_officialdocument", "approvals_documentversion"):
            with (
                connections[READER].cursor() as cursor,
                pytest.raises(DatabaseError, match="permission denied"),
            ):
                cursor.execute(f"SELECT count(*) FROM inst_garam_culture.{table}")


def test_nothing_can_be_written_through_the_officers_door(live: World) -> None:
    with institution(live.gov):
        alias = reader_alias()
        for statement in (
            "UPDATE consolidation_sourcebudgetbalance SET paid = 0",
            "INSERT INTO inst_garam_culture.accounting_ledgerbalance (id) VALUES (gen_random_uuid())",
            "CREATE TEMPORARY TABLE mine (id int)",
        ):
            with connections[alias].cursor() as cursor, pytest.raises(DatabaseError):
                cursor.execute(statement)
        with pytest.raises(TypeError, match="read-only"):
            SourceBudgetBalance(institution_code="culture").save()


def test_look_reaches_the_institutions_audit_trail_by_the_job(live: World) -> None:
    officer = client_of(live.gov, "officer")
    officer.post("/consolidation/look-reason/", {"reason": "AUDIT"})
    officer.get("/consolidation/institutions/culture/movements/", {"fy": "2026"})
    with institution(live.gov):
        look = LookRecord.objects.get(screen="MOVEMENTS")

    _work_off_the_queue()

    with institution(live.culture):
        copy = AuditEntry.objects.get(subject_type="consolidation.look")
    assert (copy.subject_id, copy.actor_name, copy.facts["reason"]) == (look.pk, "강민서", "AUDIT")


def _work_off_the_queue() -> None:
    """Run what waits as the worker does, then stop."""
    from tenants.jobs import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def test_dropped_institution_leaves_the_views_in_the_same_transaction(live: World) -> None:
    write_example(live)
    drop_tenant(schema_name=live.youth.schema_name, confirm="youth")

    with institution(live.gov):
        assert paid_by_institution() == {"culture": 2_930_000}


def test_views_go_and_come_with_an_institutions_migration(live: World) -> None:
    target = SchemaRef(live.culture.schema_name, "institution")
    from django.db import transaction

    with institution(live.culture, platform_code=True), transaction.atomic():
        before_migration(target)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE inst_garam_culture.accounting_account ALTER COLUMN name TYPE varchar(90)"
            )
        after_migration(target)

    with institution(live.gov):
        codes = SourceAccount.objects.using(reader_alias()).values_list("institution_code", flat=True)
        assert set(codes) == {"culture", "youth"}


def test_views_can_be_made_again_any_number_of_times(live: World) -> None:
    for _number in range(2):
        assert list(rebuild_views()) == ["gov_garam", "gov_narae"]
    with institution(live.gov):
        assert SourceAccount.objects.using(reader_alias()).exists()
