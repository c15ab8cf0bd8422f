"""The only module that crosses schemas: a government's views over its institutions' books.

Each view is the UNION ALL of one SELECT per member, written in `sql/<model>.sql` against the institution's
own tables. Columns and types come from the unmanaged models in `models/sources.py`, so that members in two
releases still fit together. A literal institution code stands in each branch: a query for one institution
never touches the others. A replicated feed can stand in for this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, connections, models
from psycopg import sql

from consolidation.door import READER, Roles, roles_of
from consolidation.models.sources import SOURCE_MODELS
from tenants import registry
from tenants.registry import TenantInfo

_SQL_FOLDER: Final = Path(__file__).parent / "sql"
_TABLE: Final = re.compile(r"\{schema\}\.([a-z_]+)")
_LOCK_TIMEOUT: Final = "2s"
_INSTITUTION_TYPE: Final = "varchar(20)"
# Of these tables the owner role may read these columns and no others: people and contents stay with the institution.
COLUMNS_READ: Final[Mapping[str, tuple[str, ...]]] = {
    "accounting_commitment": ("id", "proposal_id", "partner_id"),
    "accounting_commitmentchange": ("id", "commitment_id"),
    "accounting_commitmentrow": ("id", "commitment_id"),
    "accounting_expenditurereturn": ("id", "partner_id"),
    "accounting_revenueassessment": ("id", "partner_id"),
    "approvals_documentsubject": ("document_id", "subject_id"),
    "attendance_attendancemonth": ("id", "period", "state", "run"),
    "attendance_attendancemonthresult": ("month_id", "run", "staff_id", "values"),
    "attendance_leaveentry": ("lot_id", "kind", "minutes"),
    "attendance_leavelot": ("id", "staff_id", "pool", "granted_on"),
    "attendance_staff": ("id", "employment_id"),
    "attendance_usepromotionnotice": ("step", "sent_at"),
    "hr_authorizedheadcount": (
        "id",
        "department_id",
        "job_series",
        "grade",
        "employment_type",
        "count",
        "basis_document",
        "consultation_document_no",
        "board_resolution_no",
        "from_on",
        "until_on",
    ),
    "hr_employmentfact": (
        "employment_id",
        "fact",
        "slot",
        "code",
        "department_id",
        "values",
        "from_on",
        "until_on",
        "known_until",
    ),
    "hr_ruletable": ("code", "key", "payload", "ordinal", "from_on", "until_on", "withdrawn_at", "id"),
    "records_recordfile": ("id", "unit_task_id"),
    "records_registrycorrection": (
        "entry_id",
        "ordinal",
        "title",
        "disclosure",
        "grounds",
        "title_hidden",
        "record_file_id",
    ),
    "records_registryentry": (
        "id",
        "direction",
        "number_text",
        "department_code",
        "department_name",
        "year",
        "title",
        "produced_at",
        "disclosure",
        "grounds",
        "title_hidden",
        "record_file_id",
        "retention_code",
        "document_id",
    ),
    "records_unittask": ("id", "code"),
    "records_unittaskversion": ("unit_task_id", "name", "from_on", "until_on"),
}
_READ_SCHEMAS: Final = """
SELECT DISTINCT table_of.nspname
FROM pg_class v
JOIN pg_namespace view_of ON view_of.oid = v.relnamespace
JOIN pg_rewrite r ON r.ev_class = v.oid
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_namespace table_of ON table_of.oid = t.relnamespace
WHERE v.relkind = 'v' AND view_of.nspname = %s AND table_of.nspname <> view_of.nspname
"""


def prepare_government(schema: str) -> None:
    """Roles and (still empty) views of a new government; may be repeated."""
    roles = roles_of(schema)
    _make_login(roles)
    for role in (roles.owner, roles.reader):
        _make_role(role)
        _run("GRANT {} TO CURRENT_USER", role)
    _run("GRANT {} TO {}", roles.reader, roles.login)
    _run("GRANT USAGE, CREATE ON SCHEMA {} TO {}", schema, roles.owner)
    _run("GRANT USAGE ON SCHEMA {} TO {}", schema, roles.reader)
    rebuild_government_views(schema)


def rebuild_government_views(schema: str, *, without: str = "") -> None:
    """Drop and make all views of a government over its present members, with their rights.

    `without` leaves out a schema that is about to go. Joins the caller's transaction: readers see the old
    views until it commits. Gives up after two seconds rather than wait behind a long look.
    """
    members = [member for member in registry.institutions_of(schema) if member.schema_name != without]
    there = _tables_there(members)
    drop_government_views(schema)
    for model in SOURCE_MODELS:
        named = set(_TABLE.findall(branch_text(_name(model))))
        _make_view(schema, model, [member for member in members if named <= there[member.schema_name]])
    _grant(schema, there)


def drop_government_views(schema: str) -> None:
    """Take the views away before a migration changes a table under them."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(_LOCK_TIMEOUT)))
        for model in SOURCE_MODELS:
            view = sql.Identifier(schema, model._meta.db_table)
            cursor.execute(sql.SQL("DROP VIEW IF EXISTS {}").format(view))


def members_in_views(schema: str) -> set[str]:
    """Schemas whose tables the views of a government read now."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_SCHEMAS, [schema])
        return {row[0] for row in cursor.fetchall()}


def release_institution(government_schema: str, institution_schema: str) -> None:
    """Take back every right of a government's owner role in a schema that is no longer a member's."""
    owner = roles_of(government_schema).owner
    _run("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", institution_schema, owner)
    _run("REVOKE ALL ON SCHEMA {} FROM {}", institution_schema, owner)


def remove_government(schema: str) -> None:
    """Views, rights and roles of a government that is being dropped."""
    roles = roles_of(schema)
    drop_government_views(schema)
    for role in (roles.owner, roles.reader):
        if _role_exists(role):
            _run("DROP OWNED BY {}", role)
            _run("DROP ROLE {}", role)


@lru_cache
def branch_text(model_name: str) -> str:
    """The SELECT of one institution for one view, with `{schema}` before each table."""
    return (_SQL_FOLDER / f"{model_name}.sql").read_text(encoding="utf-8").strip().rstrip(";")


def tables_read() -> list[str]:
    """Institution tables the views name: exactly these the owner role may read, of some only `COLUMNS_READ`."""
    names = {name for model in SOURCE_MODELS for name in _TABLE.findall(branch_text(_name(model)))}
    return sorted(names)


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Column and type of each field but the literal institution code."""
    for field in model._meta.concrete_fields:
        if field.column != "institution_code":
            yield str(field.column), str(field.db_type(connection))


def _branch(model: type[models.Model], member: TenantInfo) -> sql.Composable:
    casts = sql.SQL(", ").join(
        sql.SQL("q.{}::{} AS {}").format(sql.Identifier(name), sql.SQL(kind), sql.Identifier(name))
        for name, kind in _columns(model)
    )
    body = sql.SQL(branch_text(_name(model))).format(schema=sql.Identifier(member.schema_name))
    return sql.SQL("SELECT {}::{} AS institution_code, {} FROM ({}) q").format(
        sql.Literal(member.code), sql.SQL(_INSTITUTION_TYPE), casts, body
    )


def _nothing(model: type[models.Model]) -> sql.Composable:
    nulls = sql.SQL(", ").join(
        sql.SQL("NULL::{} AS {}").format(sql.SQL(kind), sql.Identifier(name))
        for name, kind in _columns(model)
    )
    return sql.SQL("SELECT NULL::{} AS institution_code, {} WHERE false").format(
        sql.SQL(_INSTITUTION_TYPE), nulls
    )


def _make_view(schema: str, model: type[models.Model], members: Sequence[TenantInfo]) -> None:
    branches: list[sql.Composable] = [_branch(model, member) for member in members]
    body = sql.SQL("\nUNION ALL\n").join(branches or [_nothing(model)])
    view = sql.Identifier(schema, model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE VIEW {} AS {}").format(view, body))


def _tables_there(members: Sequence[TenantInfo]) -> dict[str, set[str]]:
    """Tables each member has. One that an older release left behind is in a view after its own migration."""
    found: dict[str, set[str]] = {member.schema_name: set() for member in members}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname::text, tablename::text FROM pg_tables"
            " WHERE schemaname = ANY(%s) AND tablename = ANY(%s)",
            [list(found), tables_read()],
        )
        for schema, table in cursor.fetchall():
            found[schema].add(table)
    return found


def _grant(schema: str, tables: Mapping[str, set[str]]) -> None:
    roles = roles_of(schema)
    for member, there in tables.items():
        _run("GRANT USAGE ON SCHEMA {} TO {}", member, roles.owner)
        whole = sorted(there - COLUMNS_READ.keys())
        if whole:
            _grant_select(member, whole, roles.owner)
        _grant_columns(member, sorted(there & COLUMNS_READ.keys()), roles.owner)
    views = [model._meta.db_table for model in SOURCE_MODELS]
    for view in views:
        _run_on(sql.SQL("ALTER VIEW {} OWNER TO {}"), sql.Identifier(schema, view), roles.owner)
    _grant_select(schema, views, roles.reader)


def _grant_select(schema: str, tables: Sequence[str], role: str) -> None:
    targets = sql.SQL(", ").join(sql.Identifier(schema, table) for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(targets, sql.Identifier(role)))


def _grant_columns(schema: str, tables: Sequence[str], role: str) -> None:
    """Rights to `COLUMNS_READ` of these tables, sent together."""
    grants = [
        sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(
            sql.SQL(", ").join(sql.Identifier(column) for column in COLUMNS_READ[table]),
            sql.Identifier(schema, table),
            sql.Identifier(role),
        )
        for table in tables
    ]
    if grants:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("; ").join(grants))


def _make_login(roles: Roles) -> None:
    # The login belongs to the whole server: changing it each time would make provisioning wait for itself.
    if roles.login == settings.DATABASES["default"]["USER"] or _role_exists(roles.login):
        return  # (or a trial server without a login of its own for officers)
    _run("CREATE ROLE {} LOGIN NOINHERIT", roles.login)
    for name, value in (("default_transaction_read_only", "on"), ("statement_timeout", "15s")):
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(roles.login), sql.Identifier(name), sql.Literal(value)
                )
            )
    renew_password()


def renew_password() -> None:
    """Give the officers' login the password this deployment is set to (after the main one changed)."""
    found = connections[READER].settings_dict
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(found["USER"]), sql.Literal(found["PASSWORD"])
            )
        )


def _make_role(role: str) -> None:
    if not _role_exists(role):
        _run("CREATE ROLE {} NOLOGIN", role)


def _role_exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def _run(template: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(template).format(*(sql.Identifier(name) for name in names)))


def _run_on(template: sql.SQL, target: sql.Composable, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(template.format(target, sql.Identifier(role)))
