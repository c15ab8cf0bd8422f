"""REST addresses that institutions alone have, below /api/v1/."""

from core.api.routing import ApiRouter
from identity.api.rights import AppointmentViewSet

router = ApiRouter()
router.register("officers", AppointmentViewSet)

urlpatterns = [*router.urls]
