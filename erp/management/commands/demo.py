"""manage.py demo load | accounts: the invented city 가람시 and how to log in."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from erp.demo.accounts import account_lines
from erp.demo.loading import load_city
from erp.demo.places import PLACES
from erp.demo.real import load_real, real_file


class Command(BaseCommand):
    help = "Load the demo city 가람시, or print its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["load", "accounts"])
        parser.add_argument("--real", action="store_true", help="institutions with the public spending lines")
        parser.add_argument("--small", action="store_true", help="only 가람문화재단 and one more institution")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "load":
            is_small = options["small"]
            places = () if options["real"] else PLACES[:1] if is_small else PLACES
            path = self._real_file() if options["real"] else None
            load_city(at=timezone.now(), say=self.say, places=places, share=20 if is_small else 1)
            if path is not None:
                load_real(path=path, at=timezone.now(), say=self.say)
        else:
            self.stdout.write("\n".join(account_lines(int(os.environ.get("DURE_DEMO_PORT", "8000")))))

    def _real_file(self) -> Path:
        found = real_file()
        if found is None:
            raise CommandError(
                "공개 자료가 없습니다. DURE_REAL_DATA에 자료 폴더를 지정하십시오. "
                "(public data set not found: set DURE_REAL_DATA)"
            )
        return found

    def say(self, text: str) -> None:
        """One line of progress, shown at once."""
        self.stdout.write(f"  {text}")
        self.stdout.flush()
