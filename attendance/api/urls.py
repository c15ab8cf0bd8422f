"""REST addresses of attendance, below /api/v1/."""

from django.urls import path

from attendance.api import views
from core.api.routing import ApiRouter

router = ApiRouter()
router.register("leave-requests", views.LeaveRequestViewSet)
router.register("leave-ledger", views.LeaveLedgerViewSet)
router.register("clock-events", views.ClockEventViewSet)
router.register("overtime-orders", views.OvertimeViewSet)
router.register("trips", views.TripViewSet)
router.register("holidays", views.HolidayViewSet)
router.register("attendance-months", views.MonthViewSet)
router.register("attendance-month-results", views.MonthResultViewSet)

urlpatterns = [
    path("leave-balance", views.LeaveBalanceView.as_view(), name="api-leave-balance"),
    *router.urls,
]
