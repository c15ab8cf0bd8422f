"""Every route of every kind of schema, with the permission it declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver

KINDS = tuple(settings.TENANT_TYPES)


@dataclass(frozen=True)
class Route:
    """One address pattern and what answers there."""

    kind: str
    pattern: str
    name: str
    callback: Any

    @property
    def view(self) -> Any:
        """The class behind the callback, where there is one."""
        return getattr(self.callback, "view_class", None) or getattr(self.callback, "cls", None)

    @property
    def own(self) -> bool:
        """Whether the view is the product's own."""
        top = (self.view or self.callback).__module__.partition(".")[0]
        return top not in {"allauth", "oauth2_provider", "django", "drf_spectacular"}

    def required(self) -> list[str]:
        """The permission codes this route declares; empty when it declares none."""
        declared = getattr(self.view or self.callback, "required", None)
        actions = getattr(self.callback, "actions", None)
        if isinstance(declared, str):
            return [declared]
        if not isinstance(declared, Mapping):
            return []
        if actions:
            return [declared[action] for action in actions.values() if action in declared]
        return list(declared.values())

    def __str__(self) -> str:
        return f"{self.kind}: /{self.pattern}"


def routes(kind: str) -> list[Route]:
    """All routes of the hosts of one kind."""
    urlconf = import_module(settings.TENANT_TYPES[kind]["URLCONF"])
    return list(_walk(kind, urlconf.urlpatterns, ""))


def _walk(kind: str, patterns: list[Any], prefix: str) -> Iterator[Route]:
    for entry in patterns:
        text = prefix + str(entry.pattern).removeprefix("^").removesuffix("\\Z").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from _walk(kind, entry.url_patterns, text)
        elif isinstance(entry, URLPattern):
            yield Route(kind, text, entry.name or "", entry.callback)
