"""REST addresses of identity, below /api/v1/."""

from django.urls import path

from core.api.routing import ApiRouter
from identity.api.clients import ApiClientViewSet, GrantableScopes
from identity.api.tokens import AccessTokens

router = ApiRouter()
router.register("api-clients", ApiClientViewSet)

urlpatterns = [
    path("oauth/token", AccessTokens.as_view(), name="api-oauth-token"),
    path("scopes", GrantableScopes.as_view(), name="api-scopes"),
    *router.urls,
]
