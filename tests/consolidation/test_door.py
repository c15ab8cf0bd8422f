"""The officers' door at the database: what their role may read, and everything it may not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from psycopg import sql

from consolidation import sources
from consolidation.door import READER, reader_alias, roles_of
from consolidation.models import SOURCE_MODELS, SourceAccount, SourceItem
from consolidation.models.staff import STAFF_SOURCES
from consolidation.queries.members import member
from consolidation.queries.registers import RegisterAsked, register
from core.schema import WrongSchema
from tenants.context import institution
from tests.worlds import World


@pytest.fixture
def reader(world: World) -> Iterator[Any]:
    """A cursor that wears 가람시's reader role until the test ends."""
    role = sql.Identifier(roles_of(world.gov.schema_name).reader)
    with institution(world.gov), connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # the path is set before the role is put on, as the door does
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
        yield cursor
        cursor.execute("SET LOCAL ROLE none")


def refusal(cursor: Any, statement: str) -> str:
    """How the database refuses a statement; what went before stays."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        cursor.execute(statement)
    return str(caught.value)


def test_reader_sees_every_view_of_its_government(reader: Any) -> None:
    for model in SOURCE_MODELS:
        reader.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        assert reader.fetchone() is not None


def test_views_show_the_members_of_this_government_alone(world: World) -> None:
    with institution(world.gov):
        codes = set(SourceAccount.objects.using(reader_alias()).values_list("institution_code", flat=True))
    with institution(world.other_gov):
        others = set(SourceAccount.objects.using(reader_alias()).values_list("institution_code", flat=True))

    assert codes == {"culture", "youth"}
    assert others == {"stranger"}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM inst_garam_culture.identity_user",
        "SELECT * FROM inst_garam_culture.organization_assignment",
        "SELECT * FROM inst_garam_culture.accounting_partneraccount",
        "SELECT * FROM inst_garam_culture.accounting_budgetbalance",
        "SELECT * FROM inst_garam_culture.accounting_paymentvoucher",
        "SELECT * FROM inst_garam_culture.records_registryentry",
        "SELECT title FROM inst_garam_culture.records_registryentry",
        "SELECT drafter_name FROM inst_garam_culture.records_registryentry",
        "SELECT title FROM inst_garam_culture.records_registrycorrection",
        "SELECT body FROM inst_garam_culture.approvals_officialdocument",
        "SELECT * FROM inst_garam_culture.approvals_documentversion",
        "SELECT * FROM inst_garam_culture.approvals_documentsubject",
        "SELECT * FROM inst_garam_culture.approvals_signature",
        "SELECT * FROM inst_garam_culture.hr_person",
        "SELECT name FROM inst_garam_culture.hr_personversion",
        "SELECT * FROM inst_garam_culture.hr_personsecret",
        "SELECT values FROM inst_garam_culture.hr_employmentfact",
        "SELECT code FROM inst_garam_culture.hr_employmentfact",
        "SELECT * FROM inst_garam_culture.hr_authorizedheadcount",
        "SELECT * FROM inst_garam_culture.hr_leaveofabsence",
        "SELECT * FROM inst_garam_culture.attendance_staff",
        "SELECT minutes FROM inst_garam_culture.attendance_leaveentry",
        "SELECT * FROM inst_garam_culture.attendance_leaverequest",
        "SELECT values FROM inst_garam_culture.attendance_attendancemonthresult",
        "SELECT * FROM inst_garam_culture.attendance_attendanceday",
        "SELECT * FROM gov_narae.consolidation_sourceleavebalance",
        "UPDATE gov_garam.consolidation_sourceleavenotice SET first_notices = 0",
        "SELECT * FROM gov_garam.records_registryentry",
        "SELECT * FROM gov_narae.consolidation_sourceregistryentry",
        "UPDATE gov_garam.consolidation_sourceregistryentry SET is_title_hidden = false",
        "SELECT * FROM gov_garam.identity_user",
        "SELECT * FROM gov_garam.consolidation_lookrecord",
        "SELECT * FROM gov_narae.consolidation_sourcebudgetbalance",
        "SELECT * FROM inst_narae_stranger.accounting_budgetbalance",
        "SELECT * FROM public.tenants_tenant",
        "INSERT INTO gov_garam.consolidation_sourceperiod SELECT * FROM gov_garam.consolidation_sourceperiod",
        "UPDATE gov_garam.consolidation_sourceaccount SET name = 'x'",
        "DELETE FROM gov_garam.consolidation_sourceaccount",
        "UPDATE inst_garam_culture.accounting_budgetbalance SET paid = 0",
        "INSERT INTO gov_garam.consolidation_lookrecord (id) VALUES (gen_random_uuid())",
        "CREATE TABLE gov_garam.mine (id int)",
        "DROP VIEW gov_garam.consolidation_sourceaccount",
    ],
)
def test_database_refuses_the_reader(reader: Any, statement: str) -> None:
    words = refusal(reader, statement)
    assert any(reason in words for reason in ("permission denied", "must be owner", "view"))


def test_owner_role_reads_exactly_the_tables_the_views_name(world: World) -> None:
    owner = roles_of(world.gov.schema_name).owner
    with institution(world.gov), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = %s AND table_schema <> %s",
            [owner, world.gov.schema_name],
        )
        granted = set(cursor.fetchall())

    expected = {
        (member.schema_name, table, "SELECT")
        for member in (world.culture, world.youth)
        for table in sources.tables_read()
        if table not in sources.COLUMNS_READ
    }
    assert granted == expected


def test_owner_role_reads_of_registers_and_papers_exactly_the_columns_of_the_lists(world: World) -> None:
    assert _columns_granted(world) == {
        (member.schema_name, table, column, "SELECT")
        for member in (world.culture, world.youth)
        for table, columns in sources.COLUMNS_READ.items()
        for column in columns
    }
    assert set(sources.COLUMNS_READ) <= set(sources.tables_read())


def test_who_left_gives_no_column_any_more(world: World) -> None:
    with institution(world.gov):
        sources.rebuild_government_views(world.gov.schema_name, without=world.youth.schema_name)
        sources.release_institution(world.gov.schema_name, world.youth.schema_name)
    assert {row[0] for row in _columns_granted(world)} == {world.culture.schema_name}


def _columns_granted(world: World) -> set[tuple[str, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema::text, table_name::text, column_name::text, privilege_type::text"
            " FROM information_schema.role_column_grants"
            " WHERE grantee = %s AND table_schema <> %s AND table_name = ANY(%s)",
            [
                roles_of(world.gov.schema_name).owner,
                world.gov.schema_name,
                list(sources.COLUMNS_READ),
            ],
        )
        return set(cursor.fetchall())


@pytest.mark.parametrize(
    "columns",
    [
        "*",
        "abstract",
        "keywords",
        "drafter_id",
        "drafter_name",
        "approver_name",
        "approver_title",
        "receivers",
        "sender",
        "registered_by_name",
    ],
)
def test_not_even_the_owner_role_reads_people_and_contents_of_a_register(world: World, columns: str) -> None:
    role = sql.Identifier(roles_of(world.gov.schema_name).owner)
    with institution(world.gov), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
        cursor.execute("SELECT title, disclosure FROM inst_garam_culture.records_registryentry")
        words = refusal(cursor, f"SELECT {columns} FROM inst_garam_culture.records_registryentry")
        cursor.execute("SET LOCAL ROLE none")
    assert "permission denied" in words


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("attendance_leaveentry", ("text", "request_id", "recorded_by")),
        ("attendance_leavelot", ("label", "facts")),
        ("attendance_staff", ("person_id", "hired_on", "exempt_reason")),
        ("attendance_usepromotionnotice", ("staff_id", "minutes", "planned_days")),
        ("hr_employmentfact", ("id", "item_id")),
        ("hr_person", ("id",)),
        ("hr_personversion", ("name", "birth_on")),
        ("hr_personsecret", ("id",)),
        ("hr_discipline", ("id",)),
        ("attendance_leaverequest", ("leave_type", "facts")),
    ],
)
def test_not_even_the_owner_role_reads_whose_leave_and_employment_it_is(
    world: World, table: str, columns: tuple[str, ...]
) -> None:
    role = sql.Identifier(roles_of(world.gov.schema_name).owner)
    with institution(world.gov), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
        words = [
            refusal(cursor, f"SELECT {column} FROM inst_garam_culture.{table}") for column in (*columns, "*")
        ]
        cursor.execute("SET LOCAL ROLE none")
    assert all("permission denied" in word for word in words)


def test_views_of_people_have_no_column_that_names_or_singles_out_anybody() -> None:
    columns = {model.__name__: {field.name for field in model._meta.fields} for model in STAFF_SOURCES}
    common = {"id", "institution_code"}
    kinds = {"grade", "employment_type", "people"}
    assert {name: found - common for name, found in columns.items()} == {
        "SourceHeadcountPlan": {
            "grade",
            "job_series",
            "employment_type",
            "department_id",
            "allowed",
            "basis_document",
            "consultation_document_no",
            "board_resolution_no",
        },
        "SourceHeadcount": kinds | {"job_series", "department_id", "counted"},
        "SourceStaffTerm": {"kind", "code", "name", "ordinal"},
        "SourceOnLeave": kinds | {"on_leave"},
        "SourceLeaveBalance": kinds | {"year", "granted", "used", "ended", "unused"},
        "SourceAttendanceMonth": {"year", "month", "people", "over_52", "overtime", "leave_used"},
        "SourceLeaveNotice": {"year", "month", "first_notices", "second_notices"},
    }


@pytest.mark.parametrize(
    "column", ["abstract", "keywords", "drafter_name", "approver_name", "receivers", "sender"]
)
def test_view_of_registers_has_no_column_of_people_or_contents(reader: Any, column: str) -> None:
    words = refusal(reader, f"SELECT {column} FROM consolidation_sourceregistryentry")
    assert "does not exist" in words


def test_member_that_still_lacks_a_table_is_in_that_view_after_its_migration(world: World) -> None:
    """The government is migrated first: its views take in what its institutions have by then."""
    with institution(world.gov), connection.cursor() as cursor:
        sources.drop_government_views(world.gov.schema_name)
        cursor.execute(
            "ALTER TABLE inst_garam_youth.records_registrycorrection RENAME TO records_of_an_earlier_release"
        )
        sources.rebuild_government_views(world.gov.schema_name)
        assert {"inst_garam_culture", "inst_garam_youth"} == sources.members_in_views(world.gov.schema_name)
        assert SourceAccount.objects.using(reader_alias()).filter(institution_code="youth").exists()
        assert "inst_garam_youth" not in _text_of_register_view(cursor)

        sources.drop_government_views(world.gov.schema_name)
        cursor.execute(
            "ALTER TABLE inst_garam_youth.records_of_an_earlier_release RENAME TO records_registrycorrection"
        )
        sources.rebuild_government_views(world.gov.schema_name)
        assert "inst_garam_youth" in _text_of_register_view(cursor)


def _text_of_register_view(cursor: Any) -> str:
    cursor.execute("SELECT pg_get_viewdef('consolidation_sourceregistryentry'::regclass)")
    return str(cursor.fetchone()[0])


def test_columns_and_types_of_the_views_are_those_of_the_models(world: World) -> None:
    with institution(world.gov), connection.cursor() as cursor:
        for model in SOURCE_MODELS:
            cursor.execute(
                "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
                " WHERE a.attrelid = %s::regclass AND a.attnum > 0 ORDER BY a.attnum",
                [model._meta.db_table],
            )
            found = dict(cursor.fetchall())
            expected = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
            spelled = {name: kind.replace("varchar", "character varying") for name, kind in expected.items()}
            assert found == spelled


def test_only_a_government_has_the_door(world: World) -> None:
    with institution(world.culture), pytest.raises(WrongSchema):
        reader_alias()


def test_a_query_for_one_institution_does_not_touch_the_others(world: World) -> None:
    with institution(world.gov):
        rows = SourceItem.objects.using(reader_alias()).filter(institution_code="culture", fiscal_year=2026)
        plan = rows.explain(verbose=True)
        listed = register(member=member("culture"), asked=RegisterAsked(2026)).explain(verbose=True)

    for text in (plan, listed):
        assert "inst_garam_culture" in text
        assert "inst_garam_youth" not in text


def test_institution_leaves_the_views_before_its_schema_goes(world: World) -> None:
    with institution(world.gov):
        sources.rebuild_government_views(world.gov.schema_name, without=world.youth.schema_name)
        sources.release_institution(world.gov.schema_name, world.youth.schema_name)
        codes = set(SourceAccount.objects.using(reader_alias()).values_list("institution_code", flat=True))

        assert codes == {"culture"}
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {world.youth.schema_name} CASCADE")


def test_used_columns_can_change_type_between_drop_and_rebuild(world: World) -> None:
    change = "ALTER TABLE inst_garam_culture.accounting_statitem ALTER COLUMN name TYPE varchar(80)"
    with institution(world.gov), connection.cursor() as cursor:
        assert "view" in refusal(cursor, change)

        sources.drop_government_views(world.gov.schema_name)
        cursor.execute(change)
        sources.rebuild_government_views(world.gov.schema_name)

        assert SourceItem.objects.using(reader_alias()).filter(institution_code="culture").exists()


def test_login_of_the_door_can_do_nothing_by_itself(committed_database: str, world_of_copy: World) -> None:
    door = connections[READER]
    with institution(world_of_copy.gov):
        reader_alias()
        assert SourceAccount.objects.using(READER).exists()
        with door.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, session_user, current_setting('default_transaction_read_only')"
            )
            assert cursor.fetchone() == (
                roles_of(world_of_copy.gov.schema_name).reader,
                roles_of(world_of_copy.gov.schema_name).login,
                "on",
            )
            for statement in (
                "SET default_transaction_read_only = off; DELETE FROM gov_garam.consolidation_sourceaccount",
                "SET ROLE " + roles_of(world_of_copy.gov.schema_name).owner,
                "RESET ROLE; SELECT count(*) FROM gov_garam.consolidation_sourceaccount",
                "RESET ROLE; SELECT count(*) FROM inst_garam_culture.accounting_account",
            ):
                with pytest.raises(DatabaseError):
                    cursor.execute(statement)
                door.rollback()
    door.close()


@pytest.fixture
def world_of_copy(committed_database: str) -> World:
    from tests.worlds import read_world

    connection.set_schema_to_public()
    return read_world()
