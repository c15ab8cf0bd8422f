"""REST addresses of attendance, below /api/v1/."""

from django.urls import path

from attendance.api import leave, office, orders, rosters, terms
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("leave-requests", leave.LeaveRequestViewSet)
router.register("leave-ledger", leave.LeaveLedgerViewSet)
router.register("clock-events", leave.ClockEventViewSet)
router.register("overtime-orders", orders.OvertimeViewSet)
router.register("trips", orders.TripViewSet)
router.register("holidays", office.HolidayViewSet)
router.register("attendance-months", office.MonthViewSet)
router.register("attendance-month-results", office.MonthResultViewSet)
router.register("work-schedules", terms.WorkScheduleViewSet)
router.register("rosters", rosters.RosterViewSet)
router.register("roster-shifts", rosters.RosterShiftViewSet)
router.register("roster-days", rosters.RosterCellViewSet)
router.register("period-settlements", rosters.PeriodSettlementViewSet)
router.register("written-agreements", terms.WrittenAgreementViewSet)
router.register("holiday-exchanges", terms.HolidayExchangeViewSet)
router.register("attendance-staff", terms.StaffViewSet)
router.register("protections", terms.ProtectionViewSet)
router.register("attendance-imports", terms.AttendanceImportViewSet)
router.register("past-absences", terms.PastAbsenceViewSet)
router.register("calendar-link", terms.CalendarLinkViewSet)

urlpatterns = [
    path("leave-balance", leave.LeaveBalanceView.as_view(), name="api-leave-balance"),
    *router.urls,
]
