"""Gives every full page its frame data as `shell`; partial answers never build it (it is lazy)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ui.shell import build_shell


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell`: institution, person, year, menu, favourites, density, contrast."""
    return {"shell": SimpleLazyObject(lambda: build_shell(request))}
