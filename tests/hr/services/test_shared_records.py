"""Evaluation, training and awards of several people, and what an award does to a stop period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.access import Actor
from core.errors import InvalidInput, PermissionMissing
from hr.errors import PromotionStopped
from hr.models import Person, RecordEntry
from hr.queries.shared_records import mandatory_training, shared_records
from hr.services.order_checks import refusals_of_order
from hr.services.records import EntryData, withdraw_row, write_entry
from hr.services.shared_records import OwnPart, write_shared_entry
from tests.hr.kit import AT, HIRED, drafted, hired, hr_actor, issued, item, moment

pytestmark = pytest.mark.usefixtures("culture")

COURSE = EntryData("TRAINING", "청렴 교육", last_on=date(2026, 1, 20), minutes=60, course="INTEGRITY")
TODAY = date(2026, 2, 2)


def _two() -> tuple[Person, Person]:
    return hired(), hired("2020-002", "이도윤")


def test_a_course_of_several_people_stands_on_each_card_and_in_the_list() -> None:
    first, second = _two()
    parts = [OwnPart(first.pk), OwnPart(second.pk, is_completed=False, detail="중도 포기")]
    write_shared_entry(actor=hr_actor(), data=COURSE, people=parts, at=AT)
    rows = shared_records(TODAY, kind="TRAINING", year=2026)
    assert {(row.employee_no, row.is_completed, row.detail, row.hours) for row in rows} == {
        ("2020-001", True, "", "1"),
        ("2020-002", False, "중도 포기", "1"),
    }
    assert shared_records(TODAY, year=2025) == []
    assert [row.name for row in shared_records(TODAY, text="이도윤")] == ["이도윤"]
    assert shared_records(TODAY, kind="AWARD") == []
    training = {row.employee_no: (row.done, row.needed) for row in mandatory_training(2026, TODAY)}
    assert training == {"2020-001": (1, 7), "2020-002": (0, 7)}
    missing = mandatory_training(2026, TODAY, missing_only=True)
    assert "청렴 교육" in missing[1].missing_text
    assert "청렴 교육" not in missing[0].missing_text


def test_what_is_wrong_with_one_person_keeps_everybody_out() -> None:
    first, second = _two()
    year = EntryData("EVALUATION", "2025년 근무성적평정", last_on=date(2025, 12, 31))

    def pointers(data: EntryData, *parts: OwnPart) -> list[str]:
        with pytest.raises(InvalidInput) as refusal:
            write_shared_entry(actor=hr_actor(), data=data, people=parts, at=AT)
        return [fault.pointer for fault in refusal.value.errors]

    assert pointers(year, OwnPart(first.pk, "A"), OwnPart(second.pk)) == ["/people/1/result"]
    assert pointers(year, OwnPart(first.pk, "수"), OwnPart(second.pk, "B")) == ["/people/0/result"]
    assert pointers(COURSE, OwnPart(first.pk), OwnPart(first.pk)) == ["/people"]
    assert pointers(COURSE) == ["/people"]
    assert pointers(replace(COURSE, course="NONE"), OwnPart(first.pk)) == ["/course"]
    assert pointers(replace(COURSE, last_on=None), OwnPart(first.pk)) == ["/last_on"]
    assert pointers(replace(COURSE, kind="LICENSE", course=""), OwnPart(first.pk)) == ["/kind"]
    assert not RecordEntry.objects.exists()
    write_shared_entry(actor=hr_actor(), data=COURSE, people=[OwnPart(first.pk)], at=AT)
    assert pointers(COURSE, OwnPart(second.pk), OwnPart(first.pk)) == ["/people/1"]
    assert RecordEntry.objects.count() == 1
    with pytest.raises(PermissionMissing):
        write_shared_entry(actor=Actor(None, "밖"), data=COURSE, people=[OwnPart(second.pk)], at=AT)


def test_an_award_after_a_pay_cut_halves_the_stop_that_bars_a_promotion() -> None:
    who = hired()
    committee = {"committee_text": "2024-3", "committee_on": date(2024, 12, 20)}
    cut = item(who, "PAY_CUT", date(2025, 1, 1), date(2025, 3, 1), months=2, charge="성실의무", reason="징계")
    issued(cut, **committee)

    def stopped_until(on: date) -> list[dict[str, object]]:
        up = item(who, "PROMOTE", on, grade="G6", step=4, reason="정기")
        order = drafted(up, at=moment(date(2025, 10, 1)), **committee)
        found = refusals_of_order(order, moment(date(2025, 10, 1)))
        return [dict(one.facts) for one in found if isinstance(one, PromotionStopped)]

    day = date(2025, 10, 2)
    assert stopped_until(day) == [{"until": "2026-02-28"}]
    plain = EntryData("AWARD", "기관장 표창", "가람문화재단", last_on=date(2025, 7, 1))
    write_entry(actor=hr_actor(), person_id=who.pk, data=plain, at=AT)
    earlier = EntryData("AWARD", "국무총리 표창", "국무총리", last_on=date(2024, 7, 1), halves_stop=True)
    write_entry(actor=hr_actor(), person_id=who.pk, data=earlier, at=AT)
    assert stopped_until(day) == [{"until": "2026-02-28"}]
    award = replace(earlier, last_on=date(2025, 7, 1))
    made = write_entry(actor=hr_actor(), person_id=who.pk, data=award, at=AT)
    assert stopped_until(day) == []
    assert stopped_until(date(2025, 8, 31)) == [{"until": "2025-08-31"}]
    withdraw_row(actor=hr_actor(), section="entry", row_id=made.pk, at=AT)
    assert stopped_until(day) == [{"until": "2026-02-28"}]


def test_people_who_left_are_in_the_list_but_not_asked_for_courses() -> None:
    who = hired()
    write_shared_entry(actor=hr_actor(), data=COURSE, people=[OwnPart(who.pk)], at=AT)
    issued(item(who, "RESIGN", date(2026, 1, 31), exit_reason="개인 사정", reason="사직"))
    assert [row.employee_no for row in shared_records(TODAY)] == ["2020-001"]
    assert mandatory_training(2026, TODAY) == []
    assert HIRED.year < 2026
