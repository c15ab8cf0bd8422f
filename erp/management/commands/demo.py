"""manage.py demo load | accounts: the invented city 가람시 and how to log in."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from erp.demo.accounts import account_lines
from erp.demo.loading import load_city
from erp.demo.places import PLACES


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
            load_city(at=timezone.now(), say=self.say, places=places, share=20 if is_small else 1)
        else:
            self.stdout.write("\n".join(account_lines(int(os.environ.get("DURE_DEMO_PORT", "8000")))))

    def say(self, text: str) -> None:
        """One line of progress, shown at once."""
        self.stdout.write(f"  {text}")
        self.stdout.flush()
