"""Addresses of documents by the kind the ledgers name."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse


def document_url(document_type: str, document_id: UUID) -> str:
    """Address of a document's screen; nothing where the kind has none."""
    try:
        return reverse(f"accounting:{document_type}", kwargs={"pk": document_id})
    except NoReverseMatch:
        return ""
