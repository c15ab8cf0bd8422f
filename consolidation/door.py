"""The officers' read-only door: its connection alias and its three kinds of database role.

Owner (no login) owns a government's views and may read exactly the tables they name. Reader (no login) may
read the views. The login inherits nothing: every request puts on the reader role of its own government.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connections

from core.schema import SchemaKind, WrongSchema

READER: Final = "reader"
_LONGEST_NAME: Final = 63


@dataclass(frozen=True, slots=True)
class Roles:
    """Names of the roles of one government's door."""

    owner: str
    reader: str
    login: str


def roles_of(schema: str) -> Roles:
    """Role names live in the whole server, so they start with this deployment's own login."""
    login = settings.DATABASES[READER]["USER"]
    home = settings.DATABASES["default"]["USER"]
    return Roles(
        owner=_fitting(f"{home}_{schema}_owner"), reader=_fitting(f"{home}_{schema}_reader"), login=login
    )


def _fitting(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    return name[:50] + "_" + hashlib.sha256(name.encode()).hexdigest()[:12]


def reader_alias() -> str:
    """Alias for reading institutions' books, wearing the role of the government of this request.

    Where the alias is the default connection itself (tests inside one transaction) nothing is switched.
    """
    here: Any = connections["default"]
    door: Any = connections[READER]
    if here.kind != SchemaKind.GOVERNMENT:
        raise WrongSchema(f"only a government reads its institutions, not {here.schema_name!r}")
    if door is not here:
        role = roles_of(here.schema_name).reader
        if door.schema_name != here.schema_name or door.reader_role != role:
            door.set_reader(here.tenant, role)
    return READER
