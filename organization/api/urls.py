"""REST addresses of the organisation, below /api/v1/."""

from django.urls import path

from core.api.routing import ApiRouter
from organization.api.departments import (
    ActingViewSet,
    AssignmentViewSet,
    DepartmentTree,
    DepartmentViewSet,
    PostViewSet,
)

router = ApiRouter()
router.register("departments", DepartmentViewSet)
router.register("posts", PostViewSet)
router.register("assignments", AssignmentViewSet)
router.register("acting", ActingViewSet)

urlpatterns = [
    path("department-tree", DepartmentTree.as_view(), name="api-department-tree"),
    *router.urls,
]
