"""Resources of accounting, gathered from its chapters."""

from accounting.api import budget_urls

urlpatterns = [*budget_urls.urlpatterns]
