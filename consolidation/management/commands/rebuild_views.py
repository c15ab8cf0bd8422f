"""Make the officers' views again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from consolidation.services.provisioning import rebuild_views


class Command(BaseCommand):
    """manage.py rebuild_views [government schema …]: after a release that changed only the views."""

    help = "통합 조회용 뷰를 다시 만듭니다."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("schemas", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        for schema in rebuild_views(schemas=options["schemas"]):
            self.stdout.write(schema)
