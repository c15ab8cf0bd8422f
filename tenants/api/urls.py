"""REST addresses of the platform, below /api/v1/."""

from django.urls import URLPattern, URLResolver, path

from core.api.routing import ApiRouter
from tenants.api.dead_letters import DeadLetterAttemptView, DeadLettersView
from tenants.api.foreign_requests import ForeignRequestViewSet
from tenants.api.tenants import TenantViewSet

router = ApiRouter()
router.register("tenants", TenantViewSet)
router.register("foreign-requests", ForeignRequestViewSet)

urlpatterns: list[URLPattern | URLResolver] = [
    path("dead-letters", DeadLettersView.as_view(), name="api-dead-letters"),
    path(
        "dead-letters/<slug:schema_name>/<uuid:message_id>/attempts",
        DeadLetterAttemptView.as_view(),
        name="api-dead-letter-attempts",
    ),
    *router.urls,
]
