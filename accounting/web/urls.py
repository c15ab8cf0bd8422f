"""Addresses of accounting's screens, gathered from its chapters."""

from accounting.web import budget_urls

app_name = "accounting"
urlpatterns = [*budget_urls.urlpatterns]
