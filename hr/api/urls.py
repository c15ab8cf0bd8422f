"""REST addresses of hr, below /api/v1/."""

from django.urls import path

from core.api.routing import ApiRouter
from hr.api.cases import DisciplineCaseViewSet
from hr.api.chart import ChartView
from hr.api.destructions import DestructionDueView, DestructionViewSet
from hr.api.imports import ImportViewSet
from hr.api.leave_applications import LeaveApplicationViewSet, OwnLeaveApplicationView
from hr.api.office import (
    CertificateViewSet,
    HeadcountView,
    NoticeFileView,
    NoticeHwpxView,
    RecomputeView,
    RulePreviewView,
    RuleView,
)
from hr.api.orders import OrderViewSet
from hr.api.people import AccessView, ChangeRequestViewSet, OwnCardView, PersonViewSet
from hr.api.personnel_notices import AppointmentMailView, PersonnelNoticeViewSet
from hr.api.reorganizations import ReorganizationViewSet
from hr.api.shared_records import SharedRecordViewSet, TrainingView

router = ApiRouter()
router.register("people", PersonViewSet)
router.register("appointment-orders", OrderViewSet)
router.register("reorganizations", ReorganizationViewSet)
router.register("leave-of-absence-applications", LeaveApplicationViewSet)
router.register("discipline-cases", DisciplineCaseViewSet)
router.register("personnel-records", SharedRecordViewSet)
router.register("destructions", DestructionViewSet)
router.register("personnel-notices", PersonnelNoticeViewSet)
router.register("personnel-imports", ImportViewSet)
router.register("record-change-requests", ChangeRequestViewSet)
router.register("certificates", CertificateViewSet)

urlpatterns = [
    path(
        "own-leave-of-absence-applications",
        OwnLeaveApplicationView.as_view(),
        name="api-own-leave-of-absence-applications",
    ),
    path("own-record", OwnCardView.as_view(), name="api-own-record"),
    path("appointment-notices/<uuid:pk>/file", NoticeFileView.as_view(), name="api-appointment-notice-file"),
    path("destructions-due", DestructionDueView.as_view(), name="api-destructions-due"),
    path("appointment-mail", AppointmentMailView.as_view(), name="api-appointment-mail"),
    path("mandatory-training", TrainingView.as_view(), name="api-mandatory-training"),
    path("appointment-notices/<uuid:pk>/hwpx", NoticeHwpxView.as_view(), name="api-appointment-notice-hwpx"),
    path("organization-chart", ChartView.as_view(), name="api-organization-chart"),
    path("headcount", HeadcountView.as_view(), name="api-headcount"),
    path("rule-tables", RuleView.as_view(), name="api-rule-tables"),
    path("rule-table-previews", RulePreviewView.as_view(), name="api-rule-table-previews"),
    path("rule-table-changes/<uuid:pk>/recomputations", RecomputeView.as_view(), name="api-recomputations"),
    path("personal-data-accesses", AccessView.as_view(), name="api-personal-data-accesses"),
    *router.urls,
]
