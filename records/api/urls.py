"""REST addresses of records, below /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from core.api.routing import ApiRouter
from records.api.files import FilingChoices, RecordFileViewSet
from records.api.registry import InformationFileView, InformationListView, RegistryEntryViewSet
from records.api.sealing import DayRootViewSet
from records.api.standards import (
    NumberingPolicy,
    ProductionReportView,
    RecordsCalendar,
    Standards,
    UnitTaskList,
    UnitTaskViewSet,
)

router = ApiRouter()
router.register("registry-entries", RegistryEntryViewSet)
router.register("record-files", RecordFileViewSet)
router.register("unit-tasks", UnitTaskViewSet)
router.register("day-roots", DayRootViewSet)

urlpatterns: list[URLPattern | URLResolver] = [
    path("information-list", InformationListView.as_view(), name="api-information-list"),
    path("information-list-file", InformationFileView.as_view(), name="api-information-list-file"),
    path("filing-choices", FilingChoices.as_view(), name="api-filing-choices"),
    path("unit-task-list", UnitTaskList.as_view(), name="api-unit-task-list"),
    path("records-standards", Standards.as_view(), name="api-records-standards"),
    path("numbering-policies", NumberingPolicy.as_view(), name="api-numbering-policies"),
    path("production-report", ProductionReportView.as_view(), name="api-production-report"),
    path("records-calendar", RecordsCalendar.as_view(), name="api-records-calendar"),
    *router.urls,
]
