"""Headcount and leave added up over institutions."""

from __future__ import annotations

from decimal import Decimal

from consolidation.rules.staff import (
    GradeLine,
    LeaveSum,
    PeopleOfKind,
    PlannedPosts,
    StaffFigures,
    WorkMonth,
    days_of,
    grade_lines,
    hours_of,
    together,
    work_months,
)
from hr.rules.headcount import Place, PlanLine

DOCUMENTS = ("직제규정", "협의-1", "2026-1")
G5, G5_CULTURE = Place("G5", "REGULAR"), Place("G5", "REGULAR", "ADM-CUL")


def test_people_fill_the_narrowest_plan_and_once() -> None:
    plans = [PlannedPosts(G5, 3, DOCUMENTS), PlannedPosts(G5_CULTURE, 1)]
    people = [
        PeopleOfKind(G5_CULTURE, "IN", 2),
        PeopleOfKind(Place("G5", "REGULAR", "ADM-GEN"), "IN", 1),
        PeopleOfKind(Place("G5", "REGULAR", "ADM-GEN"), "SEPARATE", 1),
        PeopleOfKind(Place("G5", "REGULAR", "ADM-GEN"), "OUT", 9),
        PeopleOfKind(Place("PUB", "OPEN_ENDED", "ADM-GEN"), "IN", 2),
    ]
    assert grade_lines(plans, people) == [
        GradeLine("G5", "ADM-CUL", "REGULAR", PlanLine(1, 2, 0), ("", "", "")),
        GradeLine("G5", "", "REGULAR", PlanLine(3, 1, 1), DOCUMENTS),
        GradeLine("PUB", "", "OPEN_ENDED", PlanLine(0, 2, 0), ("", "", "")),
    ]


def test_plans_of_departments_stand_together_with_their_documents() -> None:
    first, second = Place("G5", "REGULAR", "", "A"), Place("G5", "REGULAR", "", "B")
    plans = [PlannedPosts(first, 2, DOCUMENTS), PlannedPosts(second, 1, ("직제규정", "협의-2", ""))]
    (line,) = grade_lines(plans, [PeopleOfKind(first, "IN", 1), PeopleOfKind(second, "IN", 1)])
    assert line.plan == PlanLine(3, 2, 0)
    assert line.documents == ("직제규정", "협의-1, 협의-2", "2026-1")


def test_figures_not_told_stay_out_of_sums() -> None:
    told = StaffFigures(PlanLine(5, 4, 1), 1, LeaveSum(4, 4800, 1200, 0, 3600), 2, 3)
    hidden = StaffFigures(PlanLine(2, 2, 0), None, LeaveSum(2), None, 0)
    assert together([None, None]) is None
    assert told + hidden == StaffFigures(PlanLine(7, 6, 1), 1, LeaveSum(6, 4800, 1200, 0, 3600), 2, 3)
    assert (told.leave.use_rate, hidden.leave.use_rate) == (Decimal("25.00"), None)


def test_minutes_are_told_as_days_and_hours() -> None:
    assert (days_of(None), days_of(480), days_of(500), days_of(-240)) == (
        None,
        Decimal("1.00"),
        Decimal("1.04"),
        Decimal("-0.50"),
    )
    assert hours_of(90) == Decimal("1.50")


def test_a_month_stands_when_it_was_closed_or_notices_went_out() -> None:
    closed = {9: WorkMonth(9, 5, 1, 600, 480), 0: WorkMonth(0, 5, 1, 600, 480)}
    assert work_months(closed, {7: (4, 0), 9: (0, 2)}) == [
        WorkMonth(7, first_notices=4),
        WorkMonth(9, 5, 1, 600, 480, 0, 2),
    ]
