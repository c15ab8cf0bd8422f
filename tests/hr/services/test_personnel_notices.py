"""Notices at night: contracts, the two years, retirement, returns, each once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.access import Actor
from core.errors import PermissionMissing
from hr.models import AppointmentItem, AppointmentOrder, PersonnelNotice
from hr.queries.personnel_notices import count_unseen, personnel_notices
from hr.services.applying import apply_due
from hr.services.personnel_notices import mark_notice_seen, tell_deadlines
from tests.hr.kit import hired, hr_actor, issued, item, moment

pytestmark = pytest.mark.usefixtures("culture")


def told(on: date) -> list[tuple[str, str, int]]:
    """Run the night of a day; what is new."""
    before = set(PersonnelNotice.objects.values_list("pk", flat=True))
    count = tell_deadlines(at=moment(on, 0))
    rows = PersonnelNotice.objects.exclude(pk__in=before)
    found = sorted((row.kind, str(row.due_on), row.stage) for row in rows)
    assert count == len(found)
    return found


def test_a_contract_of_two_years_is_told_in_three_stages_and_no_more() -> None:
    hired(
        on=date(2024, 7, 1),
        employment_type="FIXED_TERM",
        grade=None,
        step=None,
        series=None,
        contract_from="2024-07-01",
        contract_until="2026-07-01",
    )
    last = date(2026, 6, 30)
    assert told(last - timedelta(days=91)) == []
    two = [("CONTRACT_END", "2026-06-30", 90), ("TWO_YEARS", "2026-06-30", 90)]
    assert told(last - timedelta(days=90)) == two
    assert told(last - timedelta(days=90)) == []
    assert told(last - timedelta(days=61)) == []
    assert [one[2] for one in told(last - timedelta(days=45))] == [60, 60]
    assert [one[2] for one in told(last)] == [30, 30]
    text = PersonnelNotice.objects.filter(kind="CONTRACT_END").earliest("told_at").text
    assert text == "김하늘 계약이 2026-06-30에 끝납니다. (90일 전 알림)"


def test_a_renewal_or_an_exit_issued_ends_the_warnings() -> None:
    given = {"employment_type": "FIXED_TERM", "grade": None, "step": None, "series": None}
    first = hired(on=date(2025, 7, 1), contract_until="2026-07-01", **given)
    second = hired("2020-002", "이도윤", on=date(2025, 7, 1), contract_until="2026-07-01", **given)
    until = date(2027, 7, 1)
    issued(item(first, "RENEW", date(2026, 7, 1), until, contract_until="2027-07-01", reason="재계약"))
    issued(item(second, "RESIGN", date(2026, 6, 30), exit_reason="계약 만료", reason="만료"))
    assert told(date(2026, 6, 1)) == []


def test_retirement_is_told_by_the_age_rule() -> None:
    hired(birth_on=date(1966, 3, 15))
    assert told(date(2026, 4, 1)) == [("RETIREMENT", "2026-06-30", 90)]
    assert told(date(2026, 4, 2)) == []


def test_a_return_is_drafted_thirty_days_before_and_asked_for_daily_when_it_is_over() -> None:
    who = hired()
    leave = item(who, "LEAVE_START", date(2026, 3, 2), date(2026, 9, 1), leave_kind="ILLNESS", reason="질병")
    issued(leave)
    apply_due(at=moment(date(2026, 3, 2)))
    assert told(date(2026, 8, 1)) == []
    assert told(date(2026, 8, 2)) == [("RETURN_DRAFTED", "2026-09-01", 30)]
    notice = PersonnelNotice.objects.get()
    draft = AppointmentItem.objects.get(order=notice.order)
    assert (draft.kind, draft.effective_on, draft.state) == ("LEAVE_END", date(2026, 9, 1), "DRAFT")
    assert AppointmentOrder.objects.get(pk=draft.order_id).state == "DRAFT"
    assert told(date(2026, 8, 3)) == []
    assert told(date(2026, 9, 1)) == [("RETURN_OVERDUE", "2026-09-01", 1)]
    assert told(date(2026, 9, 1)) == []
    assert told(date(2026, 9, 2)) == [("RETURN_OVERDUE", "2026-09-01", 2)]
    assert AppointmentOrder.objects.filter(state="DRAFT").count() == 1
    back = item(who, "LEAVE_END", date(2026, 9, 3), reason="복직")
    issued(back, at=moment(date(2026, 9, 3)))
    assert told(date(2026, 9, 3)) == []


def test_a_secondment_has_its_return_drafted_too() -> None:
    who = hired()
    issued(item(who, "SECOND_OUT", date(2026, 3, 2), date(2026, 6, 1), host="가람시", reason="파견"))
    apply_due(at=moment(date(2026, 3, 2)))
    assert told(date(2026, 5, 10)) == [("RETURN_DRAFTED", "2026-06-01", 22)]
    assert AppointmentItem.objects.filter(kind="SECOND_RETURN", state="DRAFT").count() == 1


def test_a_return_somebody_wrote_already_is_not_drafted_again() -> None:
    who = hired()
    leave = item(who, "LEAVE_START", date(2026, 3, 2), date(2026, 9, 1), leave_kind="ILLNESS", reason="질병")
    issued(leave)
    apply_due(at=moment(date(2026, 3, 2)))
    issued(item(who, "LEAVE_END", date(2026, 9, 1), reason="복직"), at=moment(date(2026, 7, 1)))
    assert told(date(2026, 8, 10)) == []


def test_a_notice_is_looked_at_once() -> None:
    hired(birth_on=date(1966, 3, 15))
    told(date(2026, 4, 1))
    notice = PersonnelNotice.objects.get()
    with pytest.raises(PermissionMissing):
        mark_notice_seen(actor=Actor(None, "밖"), notice_id=notice.pk, at=moment(date(2026, 4, 1)))
    assert count_unseen() == 1
    first = moment(date(2026, 4, 1))
    mark_notice_seen(actor=hr_actor(), notice_id=notice.pk, at=first)
    mark_notice_seen(actor=hr_actor(), notice_id=notice.pk, at=moment(date(2026, 4, 2)))
    assert personnel_notices()[0].seen_at == first
    assert personnel_notices(unseen=True) == []
