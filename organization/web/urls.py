"""Addresses of the organisation's screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from organization.web import acting, authority, delegation, departments, picker
from organization.web.delegation_edit import DelegationEditScreen

app_name = "organization"

urlpatterns: list[URLPattern | URLResolver] = [
    path("organization/", departments.DepartmentScreen.as_view(), name="departments"),
    path("organization/picker/", picker.DepartmentPicker.as_view(), name="picker"),
    path("organization/lookup/departments/", picker.DepartmentLookup.as_view(), name="department_lookup"),
    path("organization/lookup/people/", picker.PeopleLookup.as_view(), name="people_lookup"),
    path("organization/acting/", acting.ActingScreen.as_view(), name="acting"),
    path("organization/acting/set/", acting.SetActingStep.as_view(), name="set_acting"),
    path("organization/acting/<uuid:acting_id>/end/", acting.EndActingStep.as_view(), name="end_acting"),
    path("organization/authority/", authority.AuthorityScreen.as_view(), name="authority"),
    path("organization/authority/functions/", authority.SetFunctionStep.as_view(), name="set_function"),
    path("organization/authority/duties/", authority.SetDutyStep.as_view(), name="set_duty"),
    path("organization/authority/deputies/", authority.SetDeputiesStep.as_view(), name="set_deputies"),
    path("organization/posts/<uuid:post_id>/level/", authority.SetLevelStep.as_view(), name="set_level"),
    path("organization/delegation/", delegation.DelegationScreen.as_view(), name="delegation"),
    path("organization/delegation/new/", delegation.HandInTableStep.as_view(), name="hand_in_table"),
    path(
        "organization/delegation/<uuid:table_id>/file/",
        delegation.DelegationFileScreen.as_view(),
        name="delegation_file",
    ),
    path(
        "organization/delegation/<uuid:table_id>/edit/",
        DelegationEditScreen.as_view(),
        name="delegation_edit",
    ),
    path(
        "organization/delegation/<uuid:table_id>/enforce/",
        delegation.EnforceTableStep.as_view(),
        name="enforce_table",
    ),
    path(
        "organization/delegation/<uuid:table_id>/discard/",
        delegation.DiscardTableStep.as_view(),
        name="discard_table",
    ),
    path("organization/new/", departments.OpenDepartmentStep.as_view(), name="open"),
    path("organization/posts/new/", departments.PostStep.as_view(), name="post_new"),
    path("organization/<uuid:department_id>/", departments.ChangeDepartmentStep.as_view(), name="change"),
    path("organization/<uuid:department_id>/close/", departments.CloseDepartmentStep.as_view(), name="close"),
    path("organization/<uuid:department_id>/assign/", departments.AssignStep.as_view(), name="assign"),
    path(
        "organization/<uuid:department_id>/head-post/",
        departments.HeadPostStep.as_view(),
        name="head_post",
    ),
    path(
        "organization/assignments/<uuid:assignment_id>/end/",
        departments.EndAssignmentStep.as_view(),
        name="end_assignment",
    ),
]
