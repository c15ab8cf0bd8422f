"""Substitutions of an earlier release become absences, posts get their step by name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection

from core.ids import uuid7
from core.periods import SEOUL
from core.schema import current_schema
from organization.models import Absence, Post
from tenants.context import institution
from tests.people import user
from tests.worlds import World

SQL = Path(__file__).resolve().parents[3] / "organization/migrations/sql/carry_over.sql"
OLD_TABLE = """
    CREATE TABLE {schema}.organization_acting (
        id uuid, absent_id uuid, substitute_id uuid, reason text, note text, from_on date, until_on date)
"""


def test_old_substitutions_are_carried_over(world: World) -> None:
    with institution(world.culture), connection.cursor() as cursor:
        schema = connection.ops.quote_name(current_schema())
        Post.objects.update(level="MEMBER")
        cursor.execute(OLD_TABLE.format(schema=schema))
        people = (user("disburser").pk, user("chief").pk)
        for reason, first, end in (
            ("VACANCY", "2026-12-01", "2026-12-04"),
            ("LEAVE", "2026-12-09", "2026-12-09"),
        ):
            cursor.execute(
                f"INSERT INTO {schema}.organization_acting VALUES (%s, %s, %s, %s, '', %s, %s)",
                [uuid7(), *people, reason, first, end],
            )
        cursor.execute(SQL.read_text(encoding="utf-8").replace("{schema}", schema))
        carried = Absence.objects.get()
        assert (carried.person_id, carried.deputy_id, carried.kind) == (*people, "OTHER")
        assert carried.from_at == datetime(2026, 12, 1, tzinfo=SEOUL)
        assert carried.to_at == datetime(2026, 12, 4, tzinfo=SEOUL)
        levels = dict(Post.objects.values_list("code", "level"))
        assert levels == {"CEO": "HEAD", "HEAD": "DIVISION_HEAD", "CHIEF": "TEAM_LEAD", "MEMBER": "MEMBER"}
