"""Working-time systems, agreements, exchanged holidays, terms of people, files and the calendar link over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import FileField

from attendance import errors
from attendance.choices import (
    AgreementKind,
    ImportKind,
    LeaveBasis,
    ProtectionKind,
    Regime,
    ScheduleKind,
)
from attendance.permissions import HOLIDAY_MANAGE, OWN_USE, SCHEDULE_MANAGE, STAFF_MANAGE, STAFF_VIEW
from attendance.queries.past_absences import past_absence_rows
from attendance.queries.working_terms import (
    agreement_rows,
    exchange_rows,
    protection_rows,
    schedule_rows,
    staff_rows,
)
from attendance.services import staff as terms
from attendance.services.calendar_links import end_link, renew_link
from attendance.services.holidays import exchange_holiday
from attendance.services.imports import check_import, import_file
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FlagField,
    IdField,
    LineField,
    MomentField,
    WholeNumberField,
)
from core.api.lists import ONE_OF, Filter, ListRules
from core.api.serializers import Input, Nothing, Output
from core.api.views import ApiViewSet
from core.errors import InvalidInput
from core.periods import day_of
from core.sheets import FileUnreadable

TAG = "복무"
MANY = 2**31 - 1
CLOCK = {"minimum": 0, "maximum": 2880}
PERSON = Filter("person", IdField(), ONE_OF, column="staff__person_id")


class WorkShiftIn(Input):
    """One weekday of a schedule."""

    day = WholeNumberField(minimum=0, maximum=6, help_text=_("요일. 월요일이 0"))
    start = WholeNumberField(help_text=_("시작 시각(자정부터 분)"), **CLOCK)
    end = WholeNumberField(help_text=_("종료 시각(자정부터 분)"), **CLOCK)
    break_start = WholeNumberField(required=False, help_text=_("휴게 시작(자정부터 분)"), **CLOCK)
    break_end = WholeNumberField(required=False, help_text=_("휴게 종료(자정부터 분)"), **CLOCK)


class WorkScheduleIn(Input):
    """A working-time system."""

    code = CodeField(max_length=20)
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=ScheduleKind.choices)
    shifts = WorkShiftIn(many=True, allow_empty=False, max_length=7, help_text=_("근무 요일"))
    weekly_holiday = WholeNumberField(minimum=0, maximum=6, required=False, help_text=_("주휴일"))
    grace_minutes = WholeNumberField(minimum=0, maximum=120, required=False)
    settlement_length = WholeNumberField(
        minimum=0, maximum=26, required=False, help_text=_("정산 단위(탄력은 주, 선택은 달). 0은 기본")
    )
    agreement_id = IdField(required=False, allow_null=True, help_text=_("서면합의"))


class WorkScheduleOut(Output):
    """A working-time system."""

    id = IdField(source="pk")
    code = CodeField(max_length=20)
    name = LineField(max_length=60)
    kind = ChoiceTextField(choices=ScheduleKind.choices)
    weekly_holiday = WholeNumberField(minimum=0, maximum=6)
    grace_minutes = WholeNumberField(minimum=0, maximum=1440)
    settlement_length = WholeNumberField(minimum=0, maximum=26)
    agreement_id = IdField(allow_null=True)


class WorkScheduleViewSet(ApiViewSet):
    """근무제."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW, "create": SCHEDULE_MANAGE}
    listing: ClassVar = {"list": ListRules(ordering=("code",), default_ordering=("code",))}

    @operation("근무제 목록", "기관의 근무제를 본다.", output=WorkScheduleOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(schedule_rows(), WorkScheduleOut)

    @operation(
        "근무제 저장",
        "근무제를 만들거나 아직 쓰지 않는 근무제를 고친다.",
        input=WorkScheduleIn,
        output=WorkScheduleOut,
        status=201,
        errors=[errors.AgreementMissing, errors.BreakTooShort, errors.ScheduleFaulty, InvalidInput],
    )
    def create(self, request: Request) -> Response:
        given = dict(self.read(WorkScheduleIn))
        week = {str(one["day"]): _shift(one) for one in given.pop("shifts")}
        made = terms.save_schedule(actor=self.actor, data=terms.ScheduleData(week=week, **given), at=self.at)
        return self.created(made, WorkScheduleOut)


def _shift(row: Any) -> dict[str, Any]:
    pair = [row.get("break_start"), row.get("break_end")]
    return {"start": row["start"], "end": row["end"], "breaks": [] if None in pair else [pair]}


class WrittenAgreementIn(Input):
    """A written agreement as it was signed."""

    kind = ChoiceTextField(choices=AgreementKind.choices)
    title = LineField(max_length=200)
    document_no = LineField(max_length=60)
    representative = LineField(max_length=100)
    from_on = DayField()
    until_on = DayField(required=False, allow_null=True, help_text=_("이날부터 효력이 없다"))


class WrittenAgreementOut(Output):
    """A written agreement."""

    id = IdField(source="pk")
    kind = ChoiceTextField(choices=AgreementKind.choices)
    title = LineField(max_length=200)
    document_no = LineField(max_length=60)
    representative = LineField(max_length=100)
    from_on = DayField()
    until_on = DayField(allow_null=True)


class WrittenAgreementViewSet(ApiViewSet):
    """근로자대표 서면합의."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW, "create": STAFF_MANAGE}
    listing: ClassVar = {"list": ListRules(ordering=("from_on",), default_ordering=("-from_on",))}

    @operation("서면합의 목록", "등록한 서면합의를 본다.", output=WrittenAgreementOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(agreement_rows(), WrittenAgreementOut)

    @operation(
        "서면합의 등록",
        "근로자대표와 맺은 서면합의를 등록한다.",
        input=WrittenAgreementIn,
        output=WrittenAgreementOut,
        status=201,
        errors=[InvalidInput],
    )
    def create(self, request: Request) -> Response:
        data = terms.AgreementData(**self.read(WrittenAgreementIn))
        made = terms.register_agreement(actor=self.actor, data=data, at=self.at)
        return self.created(made, WrittenAgreementOut)


class HolidayExchangeIn(Input):
    """A holiday and the day that is free instead."""

    original_on = DayField(help_text=_("원래 휴일"))
    moved_to = DayField(help_text=_("쉬는 날"))
    agreement_id = IdField(help_text=_("서면합의"))


class HolidayExchangeOut(Output):
    """An exchanged holiday."""

    id = IdField(source="pk")
    original_on = DayField()
    moved_to = DayField()
    agreement_id = IdField()
    announced_at = MomentField()


class HolidayExchangeViewSet(ApiViewSet):
    """휴일대체."""

    tag = TAG
    required: ClassVar = {"list": OWN_USE, "create": HOLIDAY_MANAGE}
    listing: ClassVar = {"list": ListRules(ordering=("original_on",), default_ordering=("-original_on",))}

    @operation("휴일대체 목록", "바꾼 휴일을 본다.", output=HolidayExchangeOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(exchange_rows(), HolidayExchangeOut)

    @operation(
        "휴일대체",
        "서면합의에 따라 휴일을 다른 날과 바꾼다.",
        input=HolidayExchangeIn,
        output=HolidayExchangeOut,
        status=201,
        errors=[errors.AgreementMissing, errors.RequestFaulty],
    )
    def create(self, request: Request) -> Response:
        made = exchange_holiday(actor=self.actor, at=self.at, **self.read(HolidayExchangeIn))
        return self.created(made, HolidayExchangeOut)


class StaffOut(Output):
    """An employment as attendance keeps it."""

    id = IdField(source="pk")
    person_id = IdField()
    name = LineField(max_length=100, source="person.name")
    hired_on = DayField()
    last_on = DayField(allow_null=True)
    regime = ChoiceTextField(choices=Regime.choices)
    basis = ChoiceTextField(choices=LeaveBasis.choices)
    exempt_reason = LineField(max_length=200, allow_blank=True, help_text=_("근로시간 적용 제외 사유"))


class ExemptionIn(Input):
    """Why hours do not apply; empty takes it back."""

    reason = LineField(max_length=200, allow_blank=True)


class ScheduleAssignmentIn(Input):
    """By which schedule somebody works from a day on."""

    schedule_id = IdField()
    from_on = DayField()
    until_on = DayField(required=False, allow_null=True, default=None)


class ScheduleAssignmentOut(Output):
    """Who works by which schedule."""

    id = IdField(source="pk")
    schedule_id = IdField()
    from_on = DayField()
    until_on = DayField(allow_null=True)


class ProtectionIn(Input):
    """Pregnancy, or the year after a birth."""

    kind = ChoiceTextField(choices=ProtectionKind.choices)
    from_on = DayField()
    until_on = DayField(required=False, allow_null=True, default=None, help_text=_("이날부터는 아니다"))


class ProtectionOut(Output):
    """A protection period."""

    id = IdField(source="pk")
    staff_id = IdField()
    kind = ChoiceTextField(choices=ProtectionKind.choices)
    from_on = DayField()
    until_on = DayField(allow_null=True)


class StaffViewSet(ApiViewSet):
    """복무 대상자."""

    tag = TAG
    required: ClassVar = {
        "list": STAFF_VIEW,
        "exempt": STAFF_MANAGE,
        "assign": SCHEDULE_MANAGE,
        "protect": STAFF_MANAGE,
    }
    listing: ClassVar = {"list": ListRules(ordering=("hired_on",), default_ordering=("hired_on",))}

    @operation("복무 대상자 목록", "오늘 재직 중인 복무 대상자를 본다.", output=StaffOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(staff_rows(day_of(self.at)), StaffOut)

    @operation(
        "근로시간 적용 제외",
        "근로시간, 휴게, 휴일을 적용하지 않는 사유를 적거나 비워서 해제한다.",
        input=ExemptionIn,
        output=StaffOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="exemptions")
    def exempt(self, request: Request, pk: UUID) -> Response:
        done = terms.exempt(actor=self.actor, staff_id=pk, at=self.at, **self.read(ExemptionIn))
        return self.created(done, StaffOut)

    @operation(
        "근무제 지정",
        "어느 날부터 어떤 근무제로 일하는지 정한다.",
        input=ScheduleAssignmentIn,
        output=ScheduleAssignmentOut,
        status=201,
    )
    @action(detail=True, methods=["post"], url_path="schedules")
    def assign(self, request: Request, pk: UUID) -> Response:
        data = self.read(ScheduleAssignmentIn)
        made = terms.assign_schedule(actor=self.actor, staff_id=pk, at=self.at, **data)
        return self.created(made, ScheduleAssignmentOut)

    @operation(
        "모성보호 기간 등록",
        "임신 중이거나 산후 1년 미만인 기간을 등록한다.",
        input=ProtectionIn,
        output=ProtectionOut,
        status=201,
        errors=[InvalidInput],
    )
    @action(detail=True, methods=["post"], url_path="protections")
    def protect(self, request: Request, pk: UUID) -> Response:
        data = self.read(ProtectionIn)
        made = terms.protect(actor=self.actor, staff_id=pk, at=self.at, **data)
        return self.created(made, ProtectionOut)


class ProtectionViewSet(ApiViewSet):
    """모성보호 기간."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW}
    listing: ClassVar = {
        "list": ListRules(filters=(PERSON,), ordering=("from_on",), default_ordering=("-from_on",))
    }

    @operation("모성보호 기간 목록", "등록한 보호 기간을 본다.", output=ProtectionOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(protection_rows(), ProtectionOut)


class AttendanceFileIn(Input):
    """A table to be taken over; with `dry_run` it is only looked at."""

    kind = ChoiceTextField(choices=ImportKind.choices)
    file = FileField(help_text=_("xlsx 또는 csv"))
    dry_run = FlagField(required=False, help_text=_("검사만 한다"))


class AttendanceImportFaultOut(Output):
    """What is wrong with a line."""

    line = WholeNumberField(minimum=1, maximum=MANY)
    column = LineField(max_length=20, allow_blank=True)
    text = LineField(max_length=200)


class AttendanceImportOut(Output):
    """What a file holds."""

    kind = ChoiceTextField(choices=ImportKind.choices)
    fresh = WholeNumberField(minimum=0, maximum=MANY, help_text=_("새로 들어올 행"))
    known = WholeNumberField(minimum=0, maximum=MANY, help_text=_("이미 있는 행"))
    faults = AttendanceImportFaultOut(many=True)


class AttendanceImportViewSet(ApiViewSet):
    """복무 자료 가져오기."""

    tag = TAG
    parser_classes = (MultiPartParser,)
    required: ClassVar = {"create": STAFF_MANAGE}

    @operation(
        "복무 자료 가져오기",
        "휴가 잔여, 출퇴근 기록, 지난 부재 기록을 파일로 검사하거나 가져온다.",
        input=AttendanceFileIn,
        output=AttendanceImportOut,
        status=201,
        errors=[errors.ImportFaulty, FileUnreadable],
    )
    def create(self, request: Request) -> Response:
        given = self.read(AttendanceFileIn)
        act = check_import if given.get("dry_run") else import_file
        found = act(actor=self.actor, kind=given["kind"], content=given["file"].read(), at=self.at)
        return self.created(found, AttendanceImportOut)


class PastAbsenceOut(Output):
    """An absence taken over from earlier records."""

    id = IdField(source="pk")
    person_id = IdField(source="staff.person_id")
    year = WholeNumberField(minimum=1980, maximum=2100)
    month = WholeNumberField(minimum=0, maximum=12, help_text=_("0은 월을 모름"))
    reason = LineField(max_length=60)
    minutes = WholeNumberField(minimum=0, maximum=10**6)


class PastAbsenceViewSet(ApiViewSet):
    """지난 부재 기록."""

    tag = TAG
    required: ClassVar = {"list": STAFF_VIEW}
    listing: ClassVar = {
        "list": ListRules(filters=(PERSON,), ordering=("recorded_at",), default_ordering=("-recorded_at",))
    }

    @operation("지난 부재 기록 목록", "가져온 지난 부재 기록을 본다.", output=PastAbsenceOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(past_absence_rows(), PastAbsenceOut)


class CalendarLinkOut(Output):
    """The secret address of one's own calendar; shown this once."""

    address = LineField(max_length=300)
    issued_at = MomentField()


class CalendarLinkViewSet(ApiViewSet):
    """달력 연결."""

    tag = TAG
    required: ClassVar = {"create": OWN_USE, "end": OWN_USE}

    @operation(
        "달력 주소 발급",
        "내 휴가와 출장을 보는 비밀 주소를 새로 만든다. 앞의 주소는 열리지 않는다.",
        input=Nothing,
        output=CalendarLinkOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        self.read(Nothing)
        issued = renew_link(actor=self.actor, at=self.at)
        path = reverse("attendance:calendar_feed", args=[issued.secret])
        found = {"address": request.build_absolute_uri(path), "issued_at": issued.issued_at}
        return self.created(found, CalendarLinkOut)

    @operation("달력 주소 폐지", "비밀 주소를 없앤다.", input=Nothing, output=Nothing, status=201)
    @action(detail=False, methods=["post"], url_path="endings")
    def end(self, request: Request) -> Response:
        self.read(Nothing)
        end_link(actor=self.actor, at=self.at)
        return self.created({}, Nothing)
