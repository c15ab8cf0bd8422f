"""REST addresses of the platform, below /api/v1/."""

from core.api.routing import ApiRouter
from tenants.api.foreign_requests import ForeignRequestViewSet
from tenants.api.tenants import TenantViewSet

router = ApiRouter()
router.register("tenants", TenantViewSet)
router.register("foreign-requests", ForeignRequestViewSet)

urlpatterns = [*router.urls]
