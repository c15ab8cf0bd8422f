"""The letter boxes between tenants: anybody may drop a package into one, only its owner can open it.

A box is a folder of the addressee's own private files. The sender learns nothing of the addressee, and what
lies in a box is found from inside the addressee's schema only.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from core.schema import WrongSchema
from tenants import registry

FOLDER = "post"
ACTIVE = "ACTIVE"


def is_reachable(schema_name: str) -> bool:
    """Whether the tenant exists and is at work."""
    found = registry.find_by_schema(schema_name)
    return found is not None and found.state == ACTIVE


def drop(*, addressee: str, package: Path, name: UUID) -> None:
    """Lay a copy of a package into the box of a tenant; a second drop of the same name replaces the first."""
    found = registry.find_by_schema(addressee)
    if found is None:
        raise WrongSchema(f"no tenant has the schema {addressee!r}")
    place = _box(found.id) / f"{name}.zip"
    place.parent.mkdir(parents=True, exist_ok=True)
    side = place.with_suffix(".part")
    shutil.copyfile(package, side)
    side.replace(place)


def dropped(name: UUID) -> Path | None:
    """The package of that name in the current tenant's own box, if it lies there."""
    place = _own_box() / f"{name}.zip"
    return place if place.is_file() else None


def throw_away(name: UUID) -> None:
    """Empty the own box of a package that was taken in."""
    (_own_box() / f"{name}.zip").unlink(missing_ok=True)


def _own_box() -> Path:
    tenant_id = getattr(connection.tenant, "id", None)  # type: ignore[attr-defined]
    if tenant_id is None:
        raise WrongSchema("a letter box belongs to a tenant, none is current")
    return _box(tenant_id)


def _box(tenant_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / str(tenant_id) / FOLDER
