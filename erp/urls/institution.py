"""Routes of institution hosts."""

from django.urls import URLPattern, URLResolver, include, path

API: list[URLPattern | URLResolver] = [
    path("", include("identity.api.urls")),
    path("", include("organization.api.urls")),
    path("", include("records.api.urls")),
    path("", include("approvals.api.urls")),
    path("", include("identity.api.institution_urls")),
    path("", include("accounting.api.urls")),
    path("", include("hr.api.urls")),
    path("", include("attendance.api.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(API)),
    path("scim/v2/", include("hr.api.scim.urls")),
    path("", include("api_docs.web.urls")),
    path("", include("ui.urls")),
    path("", include("identity.web.urls")),
    path("", include("organization.web.urls")),
    path("", include("records.web.urls")),
    path("", include("approvals.web.urls")),
    path("", include("identity.web.institution_urls")),
    path("", include("accounting.web.urls")),
    path("", include("hr.web.urls")),
    path("", include("attendance.web.urls")),
]

handler400 = "ui.errors.bad_request"
handler403 = "ui.errors.forbidden"
handler404 = "ui.errors.not_found"
handler500 = "ui.errors.server_error"
