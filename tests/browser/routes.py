"""Every address that answers a person with a page, read from the routes themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from ui.views import ListScreen
from ui.views.screen import ScreenView

KINDS = ("institution", "government", "platform")


def screens(kind: str) -> dict[str, type[ScreenView]]:
    """Name of the route -> its screen, of hosts of one kind; look-ups, parts of pages and steps left out."""
    found = dict(_walk(get_resolver(f"erp.urls.{kind}").url_patterns, ""))
    return {name: view for name, view in found.items() if _is_page(view)}


def _walk(patterns: Sequence[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{prefix}{entry.name}", getattr(entry.callback, "view_class", None)


def _is_page(view: Any) -> bool:
    if not (isinstance(view, type) and issubclass(view, ScreenView)):
        return False
    is_of_the_gallery = view.__module__.startswith("ui.gallery")
    return not is_of_the_gallery and bool(view.template_name or issubclass(view, ListScreen))
