"""What requests of attendance contain and what answers say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import ListField

from attendance.choices import (
    ClockKind,
    ClockSource,
    CorrectionState,
    CostKind,
    CountryGrade,
    EntryKind,
    HolidayKind,
    LeavePurpose,
    LeaveState,
    LeaveUnit,
    MonthState,
    OvertimeReward,
    OvertimeState,
    SettlementState,
    TripScope,
    TripState,
)
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    StrictField,
    TextField,
    WholeNumberField,
    WonField,
)
from core.api.serializers import Input, Output

MINUTES = {"minimum": 0, "maximum": 2880}


class RateField(StrictField):
    """A rate of exchange as text with up to four places."""

    pattern = "[1-9][0-9]{0,5}(\\.[0-9]{1,4})?"

    def to_internal_value(self, data: str) -> Decimal:
        if not re.fullmatch(self.pattern, data):
            self.fail("invalid")
        return Decimal(data)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$", "examples": ["1380.50"]}


class LeaveFactsIn(Input):
    """What some kinds of leave need: the event, days of birth, the child."""

    event = CodeField(max_length=40, required=False, help_text=_("경조사 코드"))
    event_on = DayField(required=False, help_text=_("경조사일"))
    due_on = DayField(required=False, help_text=_("출산 예정일"))
    born_on = DayField(required=False, help_text=_("출산일"))
    weeks = WholeNumberField(minimum=0, maximum=45, required=False, help_text=_("임신 주수"))
    child = LineField(max_length=60, required=False, help_text=_("자녀를 가리키는 이름"))


class LeaveIn(Input):
    """Leave to ask for."""

    leave_type = CodeField(max_length=30, help_text=_("휴가 종류"))
    unit = ChoiceTextField(choices=LeaveUnit.choices)
    from_on = DayField()
    until_on = DayField()
    start = WholeNumberField(required=False, help_text=_("시작 시각(자정부터 분)"), **MINUTES)
    end = WholeNumberField(required=False, help_text=_("종료 시각(자정부터 분)"), **MINUTES)
    reason = LineField(max_length=500, allow_blank=True, required=False)
    facts = LeaveFactsIn(required=False)
    deputy_id = IdField(required=False, allow_null=True, help_text=_("대결자"))
    evidence_note = LineField(max_length=200, allow_blank=True, required=False, help_text=_("증빙"))
    may_advance = FlagField(required=False, help_text=_("모자라면 당겨쓴다"))
    change_of = IdField(required=False, help_text=_("바꿀 승인된 휴가"))
    convert_of = IdField(required=False, help_text=_("이 종류로 전환할 승인된 휴가"))


class AttendanceReasonIn(Input):
    """Why."""

    reason = LineField(max_length=300)


class LeaveDayOut(Output):
    """A day of leave."""

    on = DayField()
    start = WholeNumberField(**MINUTES)
    end = WholeNumberField(**MINUTES)
    minutes = WholeNumberField(**MINUTES)
    given_back_at = MomentField(allow_null=True)


class LeaveOut(Output):
    """A leave request."""

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    purpose = ChoiceTextField(choices=LeavePurpose.choices)
    state = ChoiceTextField(choices=LeaveState.choices)
    person_id = IdField(source="staff.person_id")
    leave_type = CodeField(max_length=30)
    unit = ChoiceTextField(choices=LeaveUnit.choices)
    from_on = DayField()
    until_on = DayField()
    minutes = WholeNumberField(minimum=0, maximum=10**6)
    counted_days = WholeNumberField(minimum=0, maximum=1000)
    original_id = IdField(allow_null=True)
    days = LeaveDayOut(many=True, source="days.all")


class BalanceLineOut(Output):
    """One line of a balance: what, why, by which rule, how many minutes."""

    title = LineField(max_length=60)
    note = LineField(max_length=300, allow_blank=True)
    source = LineField(max_length=300, allow_blank=True)  # type: ignore[assignment]
    minutes = WholeNumberField(minimum=-(10**6), maximum=10**6)
    request_id = IdField(allow_null=True)


class BalanceOut(Output):
    """A balance with the lines that sum to it."""

    pool = CodeField(max_length=30)
    on = DayField()
    balance = WholeNumberField(minimum=0, maximum=10**6, help_text=_("잔여(분)"))
    held = WholeNumberField(minimum=0, maximum=10**6, help_text=_("결재 중(분)"))
    left = WholeNumberField(minimum=0, maximum=10**6, help_text=_("새로 신청할 수 있는 시간(분)"))
    expires_on = DayField(allow_null=True)
    lines = BalanceLineOut(many=True)


class BalanceQuery(Input):
    """Of which kind of leave, on which day."""

    pool = CodeField(max_length=30, required=False)
    on = DayField(required=False)


class LedgerOut(Output):
    """One line of the leave ledger."""

    id = IdField()
    person_id = IdField(source="lot.staff.person_id")
    pool = CodeField(max_length=30, source="lot.pool")
    kind = ChoiceTextField(choices=EntryKind.choices)
    minutes = WholeNumberField(minimum=-(10**6), maximum=10**6)
    on = DayField()
    text = LineField(max_length=300, allow_blank=True)
    request_id = IdField(allow_null=True)
    recorded_at = MomentField()


class PunchIn(Input):
    """Somebody comes or goes, now."""

    kind = ChoiceTextField(choices=ClockKind.choices)
    note = LineField(max_length=200, allow_blank=True, required=False)


class ClockEventOut(Output):
    """A clock record."""

    id = IdField()
    person_id = IdField(source="staff.person_id")
    on = DayField(help_text=_("근무일"))
    at = MomentField()
    kind = ChoiceTextField(choices=ClockKind.choices)
    source = ChoiceTextField(choices=ClockSource.choices)  # type: ignore[assignment]
    device = LineField(max_length=60, allow_blank=True)


class DeviceRecordIn(Input):
    """A record of a door device."""

    person_id = IdField()
    at = MomentField()
    kind = ChoiceTextField(choices=ClockKind.choices)
    device = CodeField(max_length=60)
    external_id = CodeField(max_length=100, help_text=_("장치의 기록 번호"))


class DeviceRecordsIn(Input):
    """Records of door devices; sent twice they are there once."""

    records = DeviceRecordIn(many=True, allow_empty=False, max_length=1000)


class TakenInOut(Output):
    """What became of the records."""

    taken = WholeNumberField(minimum=0, maximum=1000)
    known = WholeNumberField(minimum=0, maximum=1000)
    unknown_people = ListField(child=IdField())


class PunchedOut(Output):
    """A record that was made; `is_refused` on a day fixed as leave."""

    event_id = IdField()
    on = DayField()
    is_refused = FlagField()


class OvertimeIn(Input):
    """Overtime to ask for."""

    on = DayField()
    start = WholeNumberField(help_text=_("시작 시각(자정부터 분)"), **MINUTES)
    end = WholeNumberField(help_text=_("종료 시각(자정부터 분)"), **MINUTES)
    reason = LineField(max_length=500)
    reward = ChoiceTextField(choices=OvertimeReward.choices, required=False)
    is_emergency = FlagField(required=False)


class OvertimeOut(Output):
    """An overtime order."""

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    person_id = IdField(source="staff.person_id")
    state = ChoiceTextField(choices=OvertimeState.choices)
    on = DayField()
    start = WholeNumberField(**MINUTES)
    end = WholeNumberField(**MINUTES)
    recognised = WholeNumberField(**MINUTES)
    reward = ChoiceTextField(choices=OvertimeReward.choices)
    reason = LineField(max_length=500, allow_blank=True)


class TripIn(Input):
    """A trip to ask for."""

    scope = ChoiceTextField(choices=TripScope.choices)
    destination = LineField(max_length=200)
    purpose = LineField(max_length=300)
    from_at = MomentField()
    to_at = MomentField()
    transport = LineField(max_length=60, allow_blank=True, required=False)
    official_car = FlagField(required=False)
    is_same_city = FlagField(required=False)
    distance_km = WholeNumberField(minimum=0, maximum=30000, required=False)
    estimated_amount = WonField(required=False)
    budget_line_id = IdField(required=False)
    deputy_id = IdField(required=False, allow_null=True)
    holiday_reason = LineField(max_length=200, allow_blank=True, required=False)
    advance_amount = WonField(required=False, help_text=_("출장 전에 받을 선급 여비(개산급)"))
    is_training = FlagField(required=False, help_text=_("교육훈련 참가. 부재 사유가 교육이 된다."))
    country = LineField(max_length=60, allow_blank=True, required=False)
    country_grade = ChoiceTextField(choices=CountryGrade.choices, required=False)
    reviewed_on = DayField(required=False, help_text=_("국외출장 심사일"))


class TripChangeIn(Input):
    """How an approved trip shall be instead."""

    destination = LineField(max_length=200)
    from_at = MomentField()
    to_at = MomentField()
    reason = LineField(max_length=500)
    transport = LineField(max_length=60, allow_blank=True, required=False)
    official_car = FlagField(required=False)
    estimated_amount = WonField(required=False)
    holiday_reason = LineField(max_length=200, allow_blank=True, required=False)


class TripChangeOut(Output):
    """A change of a trip."""

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    trip_id = IdField()
    state = ChoiceTextField(choices=CorrectionState.choices)
    destination = LineField(max_length=200)
    from_at = MomentField()
    to_at = MomentField()
    reason = LineField(max_length=500)
    estimated_amount = WonField()


class TripOut(Output):
    """A trip."""

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    person_id = IdField(source="staff.person_id")
    state = ChoiceTextField(choices=TripState.choices)
    scope = ChoiceTextField(choices=TripScope.choices)
    destination = LineField(max_length=200)
    purpose = LineField(max_length=300)
    from_at = MomentField()
    to_at = MomentField()
    estimated_amount = WonField()
    advance_amount = WonField()
    advance_voucher_id = IdField(allow_null=True)
    is_training = FlagField()
    country = LineField(max_length=60, allow_blank=True)
    country_grade = CodeField(max_length=1, allow_blank=True)
    reviewed_on = DayField(allow_null=True)
    returned_at = MomentField(allow_null=True)


class ReportIn(Input):
    """복명."""

    text = TextField(max_length=4000)


class FareIn(Input):
    """A fare of a day."""

    on = DayField()
    amount = WonField(minimum=1)


class NightIn(Input):
    """A night."""

    on = DayField()
    region = ChoiceTextField(
        choices=[
            ("SEOUL", _("서울특별시")),
            ("METRO", _("광역시")),
            ("OTHER", _("그 밖의 지역")),
            ("ABROAD", _("국외")),
        ]
    )
    cost = WonField()
    reason = LineField(max_length=200, allow_blank=True, required=False)
    with_relatives = FlagField(required=False)


class MealsIn(Input):
    """Meals of a day that somebody else provided."""

    on = DayField()
    count = WholeNumberField(minimum=1, maximum=3)


class CardSlipIn(Input):
    """A slip of the institution's card; what it paid is not reimbursed."""

    on = DayField()
    amount = WonField(minimum=1)
    number = LineField(max_length=40)


class SettlementIn(Input):
    """What is claimed for a trip."""

    fares = FareIn(many=True, required=False, max_length=200)
    nights = NightIn(many=True, required=False, max_length=200)
    car_days = ListField(child=DayField(), required=False, max_length=200)
    meals_provided = MealsIn(many=True, required=False, max_length=200)
    stay_since = DayField(required=False, help_text=_("같은 곳에 머물기 시작한 날(도착일)"))
    paid_by_others = WonField(required=False)
    evidence_note = LineField(max_length=200, allow_blank=True, required=False)
    budget_line_id = IdField(required=False)
    card_slips = CardSlipIn(many=True, required=False, max_length=200)
    exchange_rate = RateField(required=False, help_text=_("국외출장의 정산 환율(1달러당 원)"))


class CostLineOut(Output):
    """One line of a settlement."""

    kind = ChoiceTextField(choices=CostKind.choices)
    on = DayField(allow_null=True)
    claimed = WonField(minimum=None)
    allowed = WonField(minimum=None)
    rule = LineField(max_length=200, allow_blank=True)


class SettlementOut(Output):
    """The settlement of a trip."""

    id = IdField()
    number = LineField(max_length=32, allow_blank=True)
    trip_id = IdField()
    state = ChoiceTextField(choices=SettlementState.choices)
    amount = WonField()
    advance_amount = WonField()
    to_return_amount = WonField()
    returned_amount = WonField()
    flags = ListField(child=CodeField(max_length=20))
    voucher_id = IdField(allow_null=True)
    lines = CostLineOut(many=True, source="lines.all")


class HolidayIn(Input):
    """A holiday to enter."""

    on = DayField()
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=HolidayKind.choices)
    source = LineField(max_length=300)  # type: ignore[assignment]
    is_office = FlagField(required=False)
    is_labour = FlagField(required=False)


class HolidayOut(Output):
    """A holiday."""

    id = IdField()
    on = DayField()
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=HolidayKind.choices)
    is_office = FlagField()
    is_labour = FlagField()
    source = LineField(max_length=300)  # type: ignore[assignment]


class MonthOut(Output):
    """A month of attendance."""

    id = IdField()
    period = WholeNumberField(minimum=200001, maximum=210012)
    state = ChoiceTextField(choices=MonthState.choices)
    run = WholeNumberField(minimum=0, maximum=1000)
    closed_at = MomentField(allow_null=True)


class MonthSumOut(Output):
    """What a month came to for one person, in minutes."""

    work_days = WholeNumberField(minimum=0, maximum=31)
    work_minutes = WholeNumberField(minimum=0, maximum=10**6)
    overtime = WholeNumberField(minimum=0, maximum=10**6)
    premium_overtime = WholeNumberField(minimum=0, maximum=10**6)
    recognised_hours = WholeNumberField(minimum=0, maximum=1000)
    night = WholeNumberField(minimum=0, maximum=10**6)
    holiday_within_8 = WholeNumberField(minimum=0, maximum=10**6)
    holiday_over_8 = WholeNumberField(minimum=0, maximum=10**6)
    absence = WholeNumberField(minimum=0, maximum=10**6)
    leave_used = WholeNumberField(minimum=0, maximum=10**6)
    unpaid_leave_days = WholeNumberField(minimum=0, maximum=31)


class MonthResultOut(Output):
    """The result payroll reads."""

    id = IdField()
    person_id = IdField(source="staff.person_id")
    run = WholeNumberField(minimum=1, maximum=1000)
    values = MonthSumOut()
    content_hash = CodeField(max_length=64)


class Period(Input):
    """A month as a number."""

    period = WholeNumberField(minimum=200001, maximum=210012, help_text=_("연월, 예: 202611"))
