"""What a file of spending lines means: payments, returns, returned money as revenue, differences."""

from __future__ import annotations

from datetime import date

from accounting.rules.spending_import import (
    SpendingLine,
    budget_needed,
    differences,
    fingerprint,
    group_of,
    handle,
)


def line(line_id: str, day: int, amount: int, item_class: str = "식대", group: str = "가람") -> SpendingLine:
    words = fingerprint([line_id, day, amount, item_class, group])
    return SpendingLine(line_id, group, item_class, date(2020, 1, day), amount, words)


def decisions(lines: list[SpendingLine]) -> dict[str, str]:
    return {item.line.line_id: item.handled_as for item in handle(lines)}


def test_a_return_goes_to_its_line_while_executed_money_lasts() -> None:
    lines = [line("1", 3, 500), line("2", 5, -500), line("3", 6, -1)]
    assert decisions(lines) == {"1": "PAYMENT", "2": "RETURN", "3": "REVENUE"}


def test_payments_of_a_day_stand_before_its_returns() -> None:
    assert decisions([line("1", 3, -200), line("2", 3, 200)]) == {"2": "PAYMENT", "1": "RETURN"}


def test_a_return_larger_than_what_was_paid_is_revenue_whole_and_leaves_the_line_alone() -> None:
    lines = [line("1", 1, 300), line("2", 2, -301), line("3", 3, -300)]
    assert decisions(lines) == {"1": "PAYMENT", "2": "REVENUE", "3": "RETURN"}


def test_another_class_or_institution_has_its_own_money() -> None:
    lines = [line("1", 1, 300), line("2", 2, -300, item_class="교통"), line("3", 2, -300, group="나루")]
    assert decisions(lines) == {"1": "PAYMENT", "2": "REVENUE", "3": "REVENUE"}


def test_what_was_paid_before_the_file_counts() -> None:
    (item,) = handle([line("1", 1, -300)], {("가람", "식대"): 300})
    assert item.handled_as == "RETURN"


def test_exact_repeats_are_kept() -> None:
    repeated = [line("1", 1, 300), line("2", 1, 300)]
    assert len(handle(repeated)) == 2


def test_the_smallest_budget_is_the_peak_rounded_up() -> None:
    handled = handle([line("1", 1, 1_500), line("2", 2, -1_000), line("3", 3, 900)])
    assert budget_needed(handled) == {("가람", "식대"): 2_000}


def test_the_same_file_again_adds_nothing() -> None:
    lines = [line("1", 1, 300), line("2", 2, 400)]
    loaded = {item.line_id: item.fingerprint for item in lines}
    found = differences(lines, loaded)
    assert found.is_repeat
    assert found.unchanged == 2


def test_a_corrected_file_names_what_differs() -> None:
    before = [line("1", 1, 300), line("2", 2, 400), line("3", 3, 500)]
    after = [line("1", 1, 300), line("2", 2, 450), line("4", 4, 600)]
    found = differences(after, {item.line_id: item.fingerprint for item in before})
    assert [item.line_id for item in found.added] == ["4"]
    assert [item.line_id for item in found.changed] == ["2"]
    assert found.missing == ("3",)
    assert found.unchanged == 1


def test_the_first_word_of_the_region_is_the_institution() -> None:
    assert group_of("울산 울주군") == "울산"
    assert group_of("비례대표") == "비례대표"
    assert group_of("  ") == ""
