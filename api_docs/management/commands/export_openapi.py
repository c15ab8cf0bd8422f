"""manage.py export_openapi [--check]: write, or compare, the OpenAPI descriptions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api_docs.building import DescriptionFaulty, as_text, build
from api_docs.kinds import INTERFACES


class Command(BaseCommand):
    help = "Write the OpenAPI description of every kind of schema to api_docs/openapi; --check only compares."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a kept file is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = []
        for interface in INTERFACES.values():
            try:
                text = as_text(build(interface))
            except DescriptionFaulty as fault:
                raise CommandError(f"{interface.kind}: {fault}") from fault
            path = interface.snapshot
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if not options["check"]:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"not up to date: {', '.join(stale)}. Run manage.py export_openapi.")
        self.stdout.write(f"{', '.join(stale)} written." if stale else "All descriptions are up to date.")
