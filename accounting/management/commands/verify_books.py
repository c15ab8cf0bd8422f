"""manage.py verify_books [--tenant SCHEMA | --all]: recount the books; non-zero when anything differs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounting.queries.verification import checks, differences
from core.schema import SchemaKind
from tenants.context import each, institution
from tenants.registry import find_by_schema

SHOWN = 50


class Command(BaseCommand):
    help = "Recount every balance from its ledger, check hashes and invariants; prints what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--tenant", help="schema of one institution")
        target.add_argument("--all", action="store_true", help="every active institution")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify one institution or all of them."""
        wrong = 0
        if options["all"]:
            for tenant in each(SchemaKind.INSTITUTION):
                wrong += self._verify(tenant.schema_name)
        else:
            found = find_by_schema(options["tenant"])
            if found is None or found.kind != SchemaKind.INSTITUTION:
                raise CommandError(f"no institution has the schema {options['tenant']!r}")
            with institution(found, platform_code=True):
                wrong = self._verify(found.schema_name)
        if wrong:
            raise CommandError(f"{wrong} differences")

    def _verify(self, schema: str) -> int:
        found = list(differences())
        for item in found[:SHOWN]:
            self.stdout.write(
                f"{schema}: {item.check}: {item.key}: expected {item.expected}, found {item.found}"
            )
        if len(found) > SHOWN:
            self.stdout.write(f"{schema}: and {len(found) - SHOWN} more")
        self.stdout.write(f"{schema}: {len(checks())} checks, {len(found)} differences")
        return len(found)
