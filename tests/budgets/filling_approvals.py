"""More documents under approval, in every box of the person who opens the pages."""

from __future__ import annotations

from tests.approvals.desk_papers import a_plan


def one_more_official_document(number: int) -> None:
    """A plan that waits for its decider, and a draft."""
    a_plan(f"세부 추진계획 {number}")
    a_plan(f"쓰고 있는 계획 {number}", is_draft=True)
