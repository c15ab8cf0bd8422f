"""manage.py import_spending FILE --government CODE --year YYYY: spending lines of many institutions into their books."""

from __future__ import annotations

import secrets
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounting.services.imports.spending_institutions import (
    ImportPlan,
    by_group,
    check_file,
    found_government,
    load_file,
    read_file,
)
from core.access import SYSTEM
from core.errors import DomainError
from tenants.steps import Administrator

SHOWN_FAULTS = 20


class Command(BaseCommand):
    help = "지출 자료(xlsx, csv)를 기관별 장부에 이관합니다. 같은 파일은 다시 넣어도 더해지지 않습니다."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--government", required=True, help="code of the government the institutions belong to"
        )
        parser.add_argument("--year", type=int, required=True, help="fiscal year of the lines")
        parser.add_argument(
            "--prepare", action="store_true", help="make missing institutions and their budgets"
        )
        parser.add_argument("--name", default="이관 자료 지방정부", help="name of a government that is made")
        parser.add_argument(
            "--password", default="", help="password of the first administrators that are made"
        )
        parser.add_argument("--dry-run", action="store_true", help="show the differences, write nothing")
        parser.add_argument(
            "--accept-changes", action="store_true", help="post the differences of a corrected file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        plan = ImportPlan(
            path=options["file"],
            government=options["government"],
            fiscal_year=options["year"],
            actor=SYSTEM,
            at=timezone.now(),
        )
        if not plan.path.is_file():
            raise CommandError(f"{plan.path} 파일이 없습니다.")
        try:
            self._run(plan, options)
        except DomainError as refusal:
            faults = "\n".join(f"  {fault.detail}" for fault in refusal.errors[:SHOWN_FAULTS])
            raise CommandError(f"{refusal.detail} ({refusal.code})\n{faults}".rstrip()) from refusal
        self.stdout.write(f"{time.monotonic() - started:.1f}초 걸렸습니다.")

    def _run(self, plan: ImportPlan, options: dict[str, Any]) -> None:
        if options["prepare"] and not options["dry_run"]:
            groups = list(by_group(read_file(plan.path).lines))
            administrator = Administrator("admin", "관리자", options["password"] or secrets.token_urlsafe(18))
            found_government(plan, groups, administrator, options["name"])
        if options["dry_run"]:
            for group, found in check_file(plan=plan).items():
                self.stdout.write(
                    f"{group}: 새 줄 {len(found.added):,}, 바뀐 줄 {len(found.changed):,}, "
                    f"없어진 줄 {len(found.missing):,}, 같은 줄 {found.unchanged:,}"
                )
            return
        results = load_file(
            plan=plan,
            accept_changes=options["accept_changes"],
            opens_budget=options["prepare"],
            say=self.stdout.write,
        )
        lines = sum(result.added for result in results.values())
        executed = sum(result.executed_amount for result in results.values())
        revenue = sum(result.revenue_amount for result in results.values())
        count = sum(result.revenues for result in results.values())
        self.stdout.write(
            f"모두 {lines:,}줄, 지출 {executed:,}원, 과년도수입으로 돌린 반환금 {count:,}건 {-revenue:,}원"
        )
