"""DDL of a kind, dumped from its template schema, and its replay into a new schema."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from launcher.server_files import find_programs
from tenants.building.builder import build, full_plan
from tenants.context import public
from tenants.models import SchemaTemplate

TEMPLATE_PREFIX = "tmpl_"
KINDS = ("platform", "government", "institution")
_NOISE = re.compile(
    r"^(--.*|SET [a-z_]+ = .*;|SELECT pg_catalog\.set_config\(.*|\\(un)?restrict .*)\n", re.MULTILINE
)


class DumpFailed(RuntimeError):
    """pg_dump could not read the template schema."""


def template_schema(kind: str) -> str:
    """Name of the schema new tenants of a kind are made from."""
    return TEMPLATE_PREFIX + kind


def fingerprint() -> str:
    """Identifies the release: all migrations on disk, with the text of their files."""
    digest = hashlib.sha256()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for migration in full_plan(loader):
        digest.update(f"{migration.app_label}.{migration.name}\n".encode())
    return digest.hexdigest()


def build_everything(at: datetime) -> None:
    """Make `public` and the template schemas of all kinds in an empty database, and dump the templates."""
    build({"public": "public", **{kind: template_schema(kind) for kind in KINDS}})
    dump_templates(at)


def dump_templates(at: datetime) -> None:
    """Read the DDL of every template schema anew and keep it in the registry."""
    release = fingerprint()
    for kind in KINDS:
        schema = template_schema(kind)
        ddl = _NOISE.sub("", _pg_dump(schema, "--schema-only"))
        rows = _NOISE.sub(
            "", _pg_dump(schema, "--data-only", "--inserts", "-t", f"{schema}.django_migrations")
        )
        with public():
            SchemaTemplate.objects.update_or_create(
                kind=kind,
                defaults={
                    "fingerprint": release,
                    "ddl": ddl,
                    "rows": rows,
                    "tables": tables_of(schema),
                    "made_at": at,
                },
            )


def tables_of(schema: str) -> list[str]:
    """Names of the tables in a schema, sorted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = %s AND c.relkind IN ('r', 'p') ORDER BY 1",
            [schema],
        )
        return [row[0] for row in cursor.fetchall()]


def replay(kind: str, schema: str) -> None:
    """Make `schema` with everything the template of `kind` has. Call inside a transaction."""
    with public():
        template = SchemaTemplate.objects.get(pk=kind)
    name = re.compile(rf"\b{template_schema(kind)}\b")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(name.sub(schema, template.ddl))
        cursor.execute(name.sub(schema, template.rows))


def _pg_dump(schema: str, *options: str) -> str:
    settings: dict[str, Any] = connection.settings_dict
    programs = find_programs()
    answer = programs.run(
        "pg_dump",
        *[
            "-h",
            settings["HOST"],
            "-p",
            str(settings["PORT"]),
            "-U",
            settings["USER"],
            "-d",
            settings["NAME"],
        ],
        *["--no-owner", "--no-privileges", "-n", schema, *options],
        environment={"PGPASSWORD": settings["PASSWORD"]},
    )
    if answer.returncode != 0:
        raise DumpFailed(answer.stderr.strip())
    return answer.stdout


def is_built() -> bool:
    """Whether the registry and the templates exist in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.tenants_schematemplate') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
    with public():
        return SchemaTemplate.objects.count() == len(KINDS)
