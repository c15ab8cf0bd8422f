"""One institution's part of an uploaded file of spending lines: read, checked, loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from accounting.errors.execution import ImportFaulty
from accounting.errors.imports import GroupUnclear
from accounting.permissions import SPENDING_IMPORT
from accounting.rules.spending_import import Differences
from accounting.services.imports.spending_budget import class_targets
from accounting.services.imports.spending_file import read_spending_file
from accounting.services.imports.spending_load import (
    ImportResult,
    SpendingUpload,
    check_spending,
    load_spending,
)
from core.access import Actor


@dataclass(frozen=True)
class UploadedSpending:
    """A file as it came: its name and content, the year it belongs to, and whose lines are meant.

    `group` is the first word of the file's region column; it may stay empty in a file of one group.
    """

    file_name: str
    content: bytes
    fiscal_year: int
    group: str = ""


def check_spending_upload(*, given: UploadedSpending, actor: Actor) -> Differences:
    """What loading would change; writes nothing. Refuses a faulty file, naming row and column."""
    actor.require(SPENDING_IMPORT)
    return check_spending(upload=_read(given))


def load_spending_upload(
    *, given: UploadedSpending, actor: Actor, at: datetime, accept_changes: bool = False
) -> ImportResult:
    """Load this institution's lines; all or nothing, see `load_spending`."""
    return load_spending(
        upload=_read(given),
        targets=class_targets(given.fiscal_year),
        actor=actor,
        at=at,
        accept_changes=accept_changes,
    )


def _read(given: UploadedSpending) -> SpendingUpload:
    found = read_spending_file(given.content)
    if found.faults:
        raise ImportFaulty(count=len(found.faults), errors=found.faults)
    groups = sorted({line.group for line in found.lines})
    wanted = given.group or (groups[0] if len(groups) == 1 else "")
    if wanted not in groups:
        raise GroupUnclear(groups=groups)
    lines = [line for line in found.lines if line.group == wanted]
    digest = hashlib.sha256(given.content).hexdigest()
    return SpendingUpload(given.file_name[:200], digest, given.fiscal_year, lines)
