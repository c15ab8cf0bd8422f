"""REST addresses of identity, below /api/v1/."""

from django.urls import path

from core.api.routing import ApiRouter
from identity.api.clients import ApiClientViewSet, GrantableScopes
from identity.api.rights import GrantViewSet, RightsChangeViewSet, RoleViewSet
from identity.api.tokens import AccessTokens
from identity.api.users import OwnAccountView, UserViewSet

router = ApiRouter()
router.register("api-clients", ApiClientViewSet)
router.register("users", UserViewSet)
router.register("roles", RoleViewSet)
router.register("role-grants", GrantViewSet)
router.register("rights-changes", RightsChangeViewSet)

urlpatterns = [
    path("me", OwnAccountView.as_view(), name="api-me"),
    path("oauth/token", AccessTokens.as_view(), name="api-oauth-token"),
    path("scopes", GrantableScopes.as_view(), name="api-scopes"),
    *router.urls,
]
