"""Addresses of the reference; problem pages stand where problem documents point."""

from django.urls import path

from api_docs.web.views import Description, ProblemHelp, ReferenceHome, ReferenceSubject

app_name = "api_docs"
urlpatterns = [
    path("docs/api/", ReferenceHome.as_view(), name="reference"),
    path("docs/api/openapi.yaml", Description.as_view(), name="openapi"),
    path("docs/api/<str:name>/", ReferenceSubject.as_view(), name="subject"),
    path("problems/<str:code>", ProblemHelp.as_view(), name="problem"),
]
