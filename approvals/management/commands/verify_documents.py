"""manage.py verify_documents --all|--sample|--tenant SCHEMA: recompute what documents were signed with.

The seals of the days are computed anew too, and compared with those kept here and at the parent.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.services.verifying import verify_documents
from core.schema import SchemaKind
from records.services.sealing_check import verify_roots
from tenants.context import each, institution
from tenants.registry import find_by_schema

KINDS = (SchemaKind.INSTITUTION, SchemaKind.GOVERNMENT)


class Command(BaseCommand):
    help = "Recompute hashes, signatures, seals and files of documents; non-zero when one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--tenant", help="schema of one institution or government")
        target.add_argument("--all", action="store_true", help="every document everywhere")
        target.add_argument("--sample", action="store_true", help="the thirtieth checked longest ago")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify one tenant or all of them."""
        if options["tenant"]:
            found = find_by_schema(options["tenant"])
            if found is None or found.kind not in KINDS:
                raise CommandError(f"no institution or government has the schema {options['tenant']!r}")
            with institution(found, platform_code=True):
                broken = self._verify(found.schema_name, everything=True)
        else:
            broken = sum(
                self._verify(tenant.schema_name, everything=bool(options["all"]))
                for kind in KINDS
                for tenant in each(kind)
            )
        if broken:
            raise CommandError(f"{broken} broken documents and seals")

    def _verify(self, schema: str, *, everything: bool) -> int:
        found = verify_documents(at=timezone.now(), everything=everything)
        for one in found.broken:
            self.stdout.write(f"{schema}: {one.code}: {one.document_id} {one.title}: {'; '.join(one.faults)}")
        self.stdout.write(f"{schema}: {found.checked} documents, {len(found.broken)} broken")
        roots = verify_roots(at=timezone.now())
        for fault in roots.faults:
            self.stdout.write(f"{schema}: {fault}")
        self.stdout.write(
            f"{schema}: {roots.days} days, {len(roots.faults)} broken seals, "
            f"{roots.not_held} not confirmed by the parent"
        )
        return len(found.broken) + len(roots.faults)
