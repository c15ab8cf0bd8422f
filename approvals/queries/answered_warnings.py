"""Warnings a submission met and the drafter's reasons to go on, for everybody on the line (handbook 10, C-18)."""

from __future__ import annotations

from dataclasses import dataclass

from approvals.models import OfficialDocument
from core import catalogue


@dataclass(frozen=True)
class AnsweredWarning:
    """A warning the submission met, its text with the figures of then, and why the drafter went on."""

    code: str
    text: str
    reason: str


def warnings_answered(document: OfficialDocument) -> list[AnsweredWarning]:
    """What everybody on the line is told: warnings of the present round with the drafter's reason (10, C-18)."""
    return [
        AnsweredWarning(one["code"], catalogue.message(one["code"], one["facts"]), one["reason"])
        for one in document.acknowledged
        if "facts" in one
    ]
