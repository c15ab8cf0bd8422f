"""PDF files as answers of screens and addresses."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

MIME = "application/pdf"


def pdf_response(content: bytes, file_name: str) -> HttpResponse:
    """The file under its Korean name, shown in the browser; kept by no browser and no proxy."""
    response = HttpResponse(content, content_type=MIME)
    name = quote(file_name.replace("/", "_"), safe="")
    response["Content-Disposition"] = f"inline; filename=\"document.pdf\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    return response
