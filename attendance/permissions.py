"""Permission codes of attendance."""

from django.utils.translation import gettext_lazy as _

from core.access import Permission
from core.schema import SchemaKind

KINDS = frozenset({SchemaKind.INSTITUTION})
AREA = _("복무")

OWN_USE = "attendance.own.use"
STAFF_VIEW = "attendance.staff.view"
STAFF_MANAGE = "attendance.staff.manage"
DEPARTMENT_CONFIRM = "attendance.department.confirm"
LEDGER_MANAGE = "attendance.ledger.manage"
OVERTIME_MANAGE = "attendance.overtime.manage"
TRIP_MANAGE = "attendance.trip.manage"
MONTH_CLOSE = "attendance.month.close"
MONTH_REOPEN = "attendance.month.reopen"
HOLIDAY_MANAGE = "attendance.holiday.manage"
SCHEDULE_MANAGE = "attendance.schedule.manage"
CLOCK_SEND = "attendance.clock.send"

PERMISSIONS = [
    Permission(
        OWN_USE, _("본인의 복무를 보고 출퇴근, 휴가, 출장, 초과근무를 기록하고 신청합니다."), KINDS, AREA
    ),
    Permission(STAFF_VIEW, _("모든 직원의 근태와 휴가 원장을 봅니다."), KINDS, AREA),
    Permission(STAFF_MANAGE, _("복무 대상자와 보호 기간, 서면합의를 관리합니다."), KINDS, AREA),
    Permission(DEPARTMENT_CONFIRM, _("소속 부서의 근태를 보고 확인합니다."), KINDS, AREA),
    Permission(LEDGER_MANAGE, _("휴가를 부여하고 사유를 적어 조정합니다."), KINDS, AREA),
    Permission(OVERTIME_MANAGE, _("초과근무를 인정하거나 보상휴가로 바꿉니다."), KINDS, AREA),
    Permission(TRIP_MANAGE, _("출장 정산을 확인하고 지급으로 넘깁니다."), KINDS, AREA),
    Permission(MONTH_CLOSE, _("복무를 월별로 마감합니다."), KINDS, AREA),
    Permission(MONTH_REOPEN, _("마감된 복무를 사유를 적어 다시 엽니다."), KINDS, AREA),
    Permission(HOLIDAY_MANAGE, _("휴일을 등록하고 철회합니다."), KINDS, AREA),
    Permission(SCHEDULE_MANAGE, _("근무제와 근무표를 정합니다."), KINDS, AREA),
    Permission(CLOCK_SEND, _("출입 장치의 출퇴근 기록을 보냅니다."), KINDS, AREA),
]
