"""What the screens of one document read from a request."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict

from core.errors import InvalidInput


def step_id(data: QueryDict, name: str) -> UUID:
    """The step an act is about."""
    try:
        return UUID(data.get(name, ""))
    except ValueError as fault:
        raise InvalidInput from fault


def seen_version(data: QueryDict) -> int:
    """The version the page has seen; an unreadable one is none anybody has seen."""
    text = data.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
