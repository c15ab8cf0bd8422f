"""manage.py reader_login: give the officers' read-only login the password of the settings."""

from typing import Any

from django.core.management.base import BaseCommand

from consolidation.sources import renew_password


class Command(BaseCommand):
    help = "Give the officers' read-only login its password anew, after the main password changed."

    def handle(self, *args: Any, **options: Any) -> None:
        renew_password()
        self.stdout.write("the officers' login has the password of the settings")
