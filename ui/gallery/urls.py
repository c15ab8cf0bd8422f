"""Addresses of the gallery; part of the routes only while DURE_DEBUG=1."""

from django.urls import URLPattern, path

from ui.gallery.screens import (
    ErrorScreen,
    GalleryDocument,
    GalleryList,
    GalleryPaper,
    GalleryTree,
    GalleryWizard,
    LineLookup,
    PartsScreen,
)

urlpatterns: list[URLPattern] = [
    path("__ui/", PartsScreen.as_view(), name="gallery"),
    path("__ui/list/", GalleryList.as_view(), name="gallery_list"),
    path("__ui/document/", GalleryDocument.as_view(), name="gallery_document"),
    path("__ui/tree/", GalleryTree.as_view(), name="gallery_tree"),
    path("__ui/wizard/", GalleryWizard.as_view(), name="gallery_wizard"),
    path("__ui/paper/", GalleryPaper.as_view(), name="gallery_paper"),
    path("__ui/lines/", LineLookup.as_view(), name="gallery_lines"),
    path("__ui/error/<int:status>/", ErrorScreen.as_view(), name="gallery_error"),
]
