"""Addresses of accounting's screens, gathered from its chapters."""

from accounting.web import books_urls, budget_urls, import_urls, spending_urls

app_name = "accounting"
urlpatterns = [
    *books_urls.urlpatterns,
    *budget_urls.urlpatterns,
    *spending_urls.urlpatterns,
    *import_urls.urlpatterns,
]
