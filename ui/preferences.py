"""What a person chose for himself: favourites, density, contrast, saved conditions, columns, drafts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core.models import UserPreference

MAX_FAVOURITES = 20


def read(user_id: UUID | None, key: str, default: Any = None) -> Any:
    """Stored value of one key, or the default."""
    if user_id is None:
        return default
    found = UserPreference.objects.filter(user_id=user_id, key=key).values_list("value", flat=True).first()
    return default if found is None else found


def read_many(user_id: UUID | None, keys: list[str]) -> dict[str, Any]:
    """Several keys in one query; absent ones are left out."""
    if user_id is None:
        return {}
    rows = UserPreference.objects.filter(user_id=user_id, key__in=keys)
    return dict(rows.values_list("key", "value"))


def write(user_id: UUID, key: str, value: Any) -> None:
    """Store a value under a key; the last write wins."""
    UserPreference.objects.update_or_create(user_id=user_id, key=key, defaults={"value": value})


def forget(user_id: UUID, key: str) -> None:
    """Remove a key."""
    UserPreference.objects.filter(user_id=user_id, key=key).delete()


def toggle_favourite(user_id: UUID, route: str) -> list[str]:
    """Put a screen among the favourites, or take it out; returns them in order."""
    routes = list(read(user_id, "favourites", []))
    if route in routes:
        routes.remove(route)
    else:
        routes = [*routes, route][-MAX_FAVOURITES:]
    write(user_id, "favourites", routes)
    return routes
