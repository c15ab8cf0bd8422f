"""manage.py tenant create|list|show|suspend|resume|drop|build|migrate|check."""

from __future__ import annotations

import getpass
import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import DomainError
from core.periods import day_of
from tenants import registry
from tenants.building import migrating, templates
from tenants.choices import InstitutionProfile, TenantKind
from tenants.services.lifecycle import drop_tenant, resume_tenant, suspend_tenant
from tenants.services.provisioning import NewTenant, create_tenant
from tenants.steps import Administrator, ProvisioningSpec


class Command(BaseCommand):
    help = "Tenants: create, list, show, suspend, resume, drop; schemas: build, migrate, check."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a platform, government or institution")
        create.add_argument("kind", choices=TenantKind.values)
        create.add_argument("code")
        create.add_argument("name")
        create.add_argument("--government", default="", help="code of the parent government")
        create.add_argument("--short-name", default="")
        create.add_argument("--color", default="teal")
        create.add_argument("--host", default="")
        create.add_argument(
            "--profile", choices=InstitutionProfile.values, default=InstitutionProfile.FOUNDATION
        )
        create.add_argument("--year", type=int, default=0, help="first fiscal year")
        create.add_argument("--admin", default="admin", help="login name of the first administrator")
        create.add_argument("--admin-name", default="관리자")
        verbs.add_parser("list", help="all tenants").add_argument("--kind", default="")
        for verb in ("show", "suspend", "resume", "drop"):
            sub = verbs.add_parser(verb)
            sub.add_argument("schema")
            if verb == "drop":
                sub.add_argument(
                    "--confirm", required=True, metavar="CODE", help="the tenant's code, to confirm"
                )
        verbs.add_parser("build", help="make public and the template schemas in an empty database")
        verbs.add_parser("migrate", help="bring every schema to this release")
        verbs.add_parser("check", help="compare the tables of every schema with its kind")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{verb}")(**options)
        except DomainError as refusal:
            raise CommandError(f"{refusal.code}: {refusal.detail}") from refusal

    def do_create(self, **options: Any) -> None:
        now = timezone.now()
        password = os.environ.get("DURE_ADMIN_PASSWORD") or getpass.getpass(
            "Password of the first administrator: "
        )
        parent = options["government"]
        new = NewTenant(
            kind=TenantKind(options["kind"]),
            code=options["code"],
            name=options["name"],
            short_name=options["short_name"],
            color=options["color"],
            government=f"gov_{parent}" if parent else "",
            host=options["host"],
        )
        spec = ProvisioningSpec(
            at=now,
            administrator=Administrator(options["admin"], options["admin_name"], password),
            profile=options["profile"],
            fiscal_year=options["year"] or day_of(now).year,
        )
        info = create_tenant(new=new, spec=spec)
        self.stdout.write(f"{info.schema_name} http://{info.host}/")

    def do_list(self, *, kind: str, **_: Any) -> None:
        for info in registry.all_tenants(kind or None):
            self.stdout.write(
                f"{info.schema_name:32} {info.kind:12} {info.state:10} {info.host or '-':36} {info.name}"
            )

    def do_show(self, *, schema: str, **_: Any) -> None:
        info = registry.find_by_schema(schema)
        if info is None:
            raise CommandError(f"no tenant has the schema {schema}")
        self.stdout.write(json.dumps(asdict(info), default=str, ensure_ascii=False, indent=2))

    def do_suspend(self, *, schema: str, **_: Any) -> None:
        self.stdout.write(suspend_tenant(schema_name=schema).state)

    def do_resume(self, *, schema: str, **_: Any) -> None:
        self.stdout.write(resume_tenant(schema_name=schema).state)

    def do_drop(self, *, schema: str, confirm: str, **_: Any) -> None:
        drop_tenant(schema_name=schema, confirm=confirm)
        self.stdout.write(f"{schema} dropped")

    def do_build(self, **_: Any) -> None:
        if templates.is_built():
            self.stdout.write("already built")
            return
        templates.build_everything(timezone.now())
        self.stdout.write("built")

    def do_migrate(self, **_: Any) -> None:
        for line in migrating.migrate_all(timezone.now()):
            self.stdout.write(line)

    def do_check(self, **_: Any) -> None:
        faults = migrating.table_set_faults()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} schemas differ from their kind")
        self.stdout.write("every schema has exactly the tables of its kind")
