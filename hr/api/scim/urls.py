"""Addresses of SCIM, below /scim/v2 of an institution's host."""

from django.urls import path

from hr.api.scim.discovery import ConfigView, ElsewhereView, ResourceTypesView, SchemasView
from hr.api.scim.users import GroupsView, GroupView, UsersView, UserView

urlpatterns = [
    path("ServiceProviderConfig", ConfigView.as_view(), name="scim-config"),
    path("ResourceTypes", ResourceTypesView.as_view(), name="scim-resource-types"),
    path("ResourceTypes/<str:name>", ResourceTypesView.as_view(), name="scim-resource-type"),
    path("Schemas", SchemasView.as_view(), name="scim-schemas"),
    path("Schemas/<str:urn>", SchemasView.as_view(), name="scim-schema"),
    path("Users", UsersView.as_view(), name="scim-users"),
    path("Users/<uuid:pk>", UserView.as_view(), name="scim-user"),
    path("Groups", GroupsView.as_view(), name="scim-groups"),
    path("Groups/<uuid:pk>", GroupView.as_view(), name="scim-group"),
    path("<path:rest>", ElsewhereView.as_view(), name="scim-elsewhere"),
]
