"""URLs of resources: no trailing slash, no format suffixes, UUID keys checked by the URL itself."""

from django.urls import URLPattern
from rest_framework.routers import SimpleRouter


class ApiRouter(SimpleRouter):
    """`router.register("payment-vouchers", PaymentVoucherViewSet)` → payment-vouchers, …/{id}, …/{id}/<act>."""

    include_format_suffixes = False

    def __init__(self) -> None:
        super().__init__(trailing_slash=False, use_regex_path=False)

    def register(self, prefix: str, viewset: type, basename: str | None = None) -> None:
        """Register a resource under its plural kebab-case name, which also names its routes."""
        if not hasattr(viewset, "lookup_value_converter"):
            viewset.lookup_value_converter = "uuid"  # type: ignore[attr-defined]
        super().register(prefix, viewset, basename or f"api-{prefix}")

    def urlpatterns(self) -> list[URLPattern]:
        """Patterns to be included under /api/v1/."""
        return [url for url in self.urls if isinstance(url, URLPattern)]
