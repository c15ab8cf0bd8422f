"""The warning of a purchase cut into pieces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from approvals.rules.splitting import Paper, SplitWarning, split_warning
from tests.approvals.base_organisation import line, one, sample, shape

TODAY = date(2026, 11, 22)
PAPER = Paper(one("공연사업팀"), 2_900_000, TODAY, "vendor-7")


def days_ago(days: int, **changes: object) -> Paper:
    return replace(PAPER, on=TODAY - timedelta(days=days), **changes)  # type: ignore[arg-type]


def warned(*earlier: Paper, paper: Paper = PAPER) -> SplitWarning | None:
    return split_warning(paper, earlier, sample(), "spending_proposal")


def test_ea_08_three_papers_to_one_vendor_belong_to_a_higher_role() -> None:
    assert warned(days_ago(10), days_ago(20)) == SplitWarning(3, 8_700_000, "EXP-02", "DIVISION_HEAD")
    assert shape(line("spending_proposal", 2_900_000)) == "협조 예 > 결재 박 전결"


def test_sum_in_the_own_band_does_not_warn() -> None:
    small = replace(PAPER, amount=1_000_000)
    assert warned(days_ago(3, amount=2_000_000), paper=small) is None
    assert warned(days_ago(3, amount=2_000_001), paper=small) is not None


def test_only_the_thirty_days_before_count() -> None:
    assert warned(days_ago(30)) is not None
    assert warned(days_ago(31)) is None
    assert warned(days_ago(-1)) is None


def test_other_departments_vendors_and_cancelled_papers_do_not_count() -> None:
    assert warned(days_ago(1, department_id=one("예산팀"))) is None
    assert warned(days_ago(1, vendor="vendor-8")) is None
    assert warned(days_ago(1, is_cancelled=True)) is None
    assert warned() is None


def test_same_item_counts_whoever_sells_it() -> None:
    items = frozenset({"chair"})
    assert warned(days_ago(1, vendor="vendor-8", items=items)) is None
    assert warned(days_ago(1, vendor="", items=items), paper=replace(PAPER, items=items)) is not None
