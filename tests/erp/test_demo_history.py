from collections import defaultdict
from datetime import date

from erp.demo.history import TOTAL_LINES, budget_needed, budget_of, entries_of, projects_of, working_days
from erp.demo.others import line_counts
from erp.demo.places import PLACES

UNTIL = date(2026, 11, 20)


def test_the_city_has_as_many_lines_as_real_offices_publish() -> None:
    counts = line_counts()
    assert len(counts) == 18
    assert sum(counts.values()) == TOTAL_LINES == 52_818


def test_the_same_seed_tells_the_same_year() -> None:
    place = PLACES[0]
    first, second = (entries_of(place, 500, 2026, UNTIL) for _ in range(2))
    assert first == second
    assert entries_of(PLACES[1], 500, 2026, UNTIL) != first


def test_lines_are_dated_titled_and_partly_returned() -> None:
    entries = entries_of(PLACES[0], 2_000, 2026, UNTIL)
    assert len(entries) == 2_000
    assert sum(1 for entry in entries if entry.amount < 0) == 70
    assert {entry.on.weekday() for entry in entries} <= {0, 1, 2, 3, 4}
    assert min(entry.on for entry in entries) >= date(2026, 1, 2)
    assert max(entry.on for entry in entries) <= UNTIL
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    assert all(entry.title and entry.amount for entry in entries)


def test_no_line_ever_returns_more_than_was_paid_and_every_budget_suffices() -> None:
    for place in PLACES[:4]:
        entries = entries_of(place, 800, 2026, UNTIL)
        needed = budget_needed(entries)
        budget = budget_of(place, needed)
        running: dict[tuple[str, str, str, str], int] = defaultdict(int)
        for entry in entries:
            running[entry.key] += entry.amount
            assert 0 <= running[entry.key] <= budget[entry.key]
        assert all(amount % 1_000_000 == 0 for amount in budget.values())


def test_projects_of_a_place_have_one_code_each() -> None:
    for place in PLACES:
        codes = [project.detail[0] for project in projects_of(place)]
        assert len(codes) == len(set(codes))


def test_a_year_that_has_just_begun_still_has_a_day() -> None:
    assert working_days(2026, date(2026, 1, 1)) == [date(2026, 1, 2)]
