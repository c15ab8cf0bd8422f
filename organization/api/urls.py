"""REST addresses of the organisation, below /api/v1/."""

from django.urls import path

from core.api.routing import ApiRouter
from organization.api.absences import AbsenceViewSet
from organization.api.authority import DeputyOrderViewSet, DutyViewSet, FunctionViewSet
from organization.api.delegation import (
    DelegationCheck,
    DelegationFile,
    DelegationRules,
    DelegationTableActs,
    DelegationTableViewSet,
)
from organization.api.departments import (
    AssignmentViewSet,
    DepartmentTree,
    DepartmentViewSet,
    PostViewSet,
)
from organization.api.people import PeopleChoicesView

router = ApiRouter()
router.register("departments", DepartmentViewSet)
router.register("posts", PostViewSet)
router.register("assignments", AssignmentViewSet)
router.register("absences", AbsenceViewSet)
router.register("team-functions", FunctionViewSet)
router.register("office-duties", DutyViewSet)
router.register("deputy-orders", DeputyOrderViewSet)
router.register("delegation-tables", DelegationTableViewSet)
router.register("delegation-tables", DelegationTableActs, basename="delegation-table-acts")

urlpatterns = [
    path("department-tree", DepartmentTree.as_view(), name="api-department-tree"),
    path("people-choices", PeopleChoicesView.as_view(), name="api-people-choices"),
    path("delegation-table-checks", DelegationCheck.as_view(), name="api-delegation-check"),
    path("delegation-tables/<uuid:pk>/rules", DelegationRules.as_view(), name="api-delegation-rules"),
    path("delegation-tables/<uuid:pk>/file", DelegationFile.as_view(), name="api-delegation-file"),
    *router.urls,
]
