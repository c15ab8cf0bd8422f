"""manage.py rotate_secrets [--tenant SCHEMA | --all]: seal protected numbers under the present key of the vault."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.schema import SchemaKind
from hr.services.secrets import rotate_secrets
from tenants.context import each, institution
from tenants.registry import find_by_schema


class Command(BaseCommand):
    help = "Seal protected numbers of people anew under the present key; may be run again and again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--tenant", help="schema of one institution")
        target.add_argument("--all", action="store_true", help="every active institution")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate one institution or all of them."""
        if options["all"]:
            for tenant in each(SchemaKind.INSTITUTION):
                self.stdout.write(f"{tenant.schema_name}: {rotate_secrets()}")
            return
        found = find_by_schema(options["tenant"])
        if found is None or found.kind != SchemaKind.INSTITUTION:
            raise CommandError(f"no institution has the schema {options['tenant']!r}")
        with institution(found, platform_code=True):
            self.stdout.write(f"{found.schema_name}: {rotate_secrets()}")
