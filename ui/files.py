"""Kept files as answers: a download under its own name, whatever type its maker gave it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

BINARY = "application/octet-stream"
_PICTURES = frozenset({"image/png", "image/jpeg"})


def download_response(content: bytes, name: str, *, shown_as: str = "") -> HttpResponse:
    """The bytes under the name they came with; a picture may be shown in the page (`shown_as`: its type)."""
    is_shown = shown_as in _PICTURES
    response = HttpResponse(content, content_type=shown_as if is_shown else BINARY)
    plain = quote(name.replace("/", "_"), safe="")
    kind = "inline" if is_shown else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"file\"; filename*=UTF-8''{plain}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
