"""Routes of the frame: home page, preferences, drafts; the gallery of parts while developing."""

from django.conf import settings
from django.urls import URLPattern, path

from ui.views.frame import DraftView, FavouriteView, ListPreferenceView, PreferenceView, TokenView
from ui.views.home import HomeScreen

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("", HomeScreen.as_view(), name="home"),
    path("ui/preferences/", PreferenceView.as_view(), name="preferences"),
    path("ui/favourites/", FavouriteView.as_view(), name="favourites"),
    path("ui/list-preferences/", ListPreferenceView.as_view(), name="list_preferences"),
    path("ui/drafts/<slug:key>/", DraftView.as_view(), name="draft"),
    path("ui/token/", TokenView.as_view(), name="token"),
]

if settings.DEBUG:
    from ui.gallery import urlpatterns as gallery

    urlpatterns += gallery
