"""Private file storage: one folder per tenant, named by its id; served only through checked views."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.db import connection

from core.schema import WrongSchema


class TenantStorage(FileSystemStorage):
    """Files of the current tenant; nothing is stored while no tenant is current."""

    @property
    def base_location(self) -> str:
        tenant = connection.tenant  # type: ignore[attr-defined]
        tenant_id = getattr(tenant, "id", None)
        if tenant_id is None:
            raise WrongSchema("files belong to a tenant, none is current")
        return str(Path(settings.MEDIA_ROOT) / str(tenant_id))

    @property
    def location(self) -> str:
        return self.base_location

    def url(self, name: str | None) -> str:
        raise SuspiciousFileOperation("files are downloaded through a view that checks the right")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise SuspiciousFileOperation(f"bad file name {name!r}")
        return super().get_available_name(name, max_length)
