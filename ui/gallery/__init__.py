from ui.gallery.urls import urlpatterns

__all__ = ["urlpatterns"]
