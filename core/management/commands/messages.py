"""`manage.py messages update|check|compile`: Korean labels and their English texts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.messages import SOURCES, AppMessages, conflicts, known_english


class Command(BaseCommand):
    """Collect labels into locale/en, check them, make the compiled catalogues.

    `check` fails for a label without English, for other placeholders in the English, for one label with two
    Englishes, and for Korean that stands in a template or a script without gettext.
    """

    help = "Korean labels of Python, templates and scripts and their English: update, check or compile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["update", "check", "compile"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one verb over every app of this checkout."""
        here = [AppMessages(folder, domain) for folder in _own_folders() for domain in SOURCES]
        if options["verb"] == "update":
            known = {
                domain: known_english([app for app in here if app.domain == domain]) for domain in SOURCES
            }
            for app in here:
                missing = app.update(known[app.domain])
                self.stdout.write(f"{app.folder.name}, {app.domain}: {missing} without English")
        elif options["verb"] == "compile":
            for app in here:
                app.compile()
        else:
            self._check(here)

    def _check(self, here: list[AppMessages]) -> None:
        faults = [fault for app in here for fault in app.faults()] + conflicts(here)
        for fault in faults:
            self.stdout.write(f"{fault.place}: {fault.reason}: {fault.label.text}")
        if faults:
            raise CommandError(
                f"{len(faults)} faults: wrap Korean in gettext, run manage.py messages update, write the English"
            )
        self.stdout.write("Every label has an English text.")


def _own_folders() -> list[Path]:
    root = Path(settings.BASE_DIR)
    folders = (Path(config.path) for config in apps.get_app_configs())
    return sorted(folder for folder in folders if folder.parent == root)
