"""A government whose institutions hold the public spending lines of 2020 (bin/demo --real).

The file is not part of the product: it is found at DURE_REAL_DATA or beside the checkout. Payees and purposes
of the file are never stored nor shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from accounting.services.imports.spending_institutions import (
    ImportPlan,
    by_group,
    found_government,
    load_file,
    read_file,
)
from core.access import SYSTEM
from erp.demo.cast import PASSWORD, REAL_GOVERNMENT
from erp.demo.founding import add_officers
from tenants.steps import Administrator

YEAR = 2020
FILE = Path("kr_spending_lines") / "2020_KAPF-20.xlsx"


def real_file() -> Path | None:
    """The file of the public data set, or none where it is absent."""
    given = os.environ.get("DURE_REAL_DATA")
    folder = Path(given) if given else Path(settings.BASE_DIR).parent / "shared" / "data" / "real"
    found = folder / FILE
    return found if found.is_file() else None


def load_real(*, path: Path, at: datetime, say: Callable[[str], None]) -> None:
    """Government, its institutions with budgets that are large enough, and every line of the file."""
    code, name = REAL_GOVERNMENT
    plan = ImportPlan(path=path, government=code, fiscal_year=YEAR, actor=SYSTEM, at=at)
    groups = list(by_group(read_file(path).lines))
    found_government(plan, groups, Administrator("admin", "한관리", PASSWORD), name)
    add_officers(f"gov_{code}", at)
    load_file(plan=plan, opens_budget=True, say=say)
