"""Addresses of the organisation's screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from organization.web import acting, departments, picker

app_name = "organization"

urlpatterns: list[URLPattern | URLResolver] = [
    path("organization/", departments.DepartmentScreen.as_view(), name="departments"),
    path("organization/picker/", picker.DepartmentPicker.as_view(), name="picker"),
    path("organization/lookup/departments/", picker.DepartmentLookup.as_view(), name="department_lookup"),
    path("organization/lookup/people/", picker.PeopleLookup.as_view(), name="people_lookup"),
    path("organization/acting/", acting.ActingScreen.as_view(), name="acting"),
    path("organization/acting/set/", acting.SetActingStep.as_view(), name="set_acting"),
    path("organization/acting/<uuid:acting_id>/end/", acting.EndActingStep.as_view(), name="end_acting"),
    path("organization/new/", departments.OpenDepartmentStep.as_view(), name="open"),
    path("organization/posts/new/", departments.PostStep.as_view(), name="post_new"),
    path("organization/<uuid:department_id>/", departments.ChangeDepartmentStep.as_view(), name="change"),
    path("organization/<uuid:department_id>/close/", departments.CloseDepartmentStep.as_view(), name="close"),
    path("organization/<uuid:department_id>/assign/", departments.AssignStep.as_view(), name="assign"),
    path(
        "organization/assignments/<uuid:assignment_id>/end/",
        departments.EndAssignmentStep.as_view(),
        name="end_assignment",
    ),
]
