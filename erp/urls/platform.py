"""Routes of platform hosts."""

from django.urls import URLPattern, URLResolver, include, path

API: list[URLPattern | URLResolver] = [
    path("", include("identity.api.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(API)),
]

handler400 = "core.api.problems.bad_request"
handler403 = "core.api.problems.forbidden"
handler404 = "core.api.problems.not_found"
handler500 = "core.api.problems.server_error"
