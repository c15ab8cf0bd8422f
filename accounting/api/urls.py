"""Resources of accounting, gathered from its chapters."""

from accounting.api import books_urls, budget_urls, import_urls, spending_urls

urlpatterns = [
    *books_urls.urlpatterns,
    *budget_urls.urlpatterns,
    *spending_urls.urlpatterns,
    *import_urls.urlpatterns,
]
