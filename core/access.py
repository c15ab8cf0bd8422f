"""Permission codes and who acts. Codes are declared by each app and gathered in erp/wiring.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from core.errors import PermissionMissing
from core.labels import Label
from core.schema import SchemaKind


@dataclass(frozen=True)
class Permission:
    """One right: stable code `area.noun.action`, a Korean sentence, the kinds of schema it exists in."""

    code: str
    sentence: Label
    kinds: frozenset[SchemaKind]
    area: Label


class PermissionRegistry:
    """All permission codes of the product; refuses duplicates."""

    def __init__(self) -> None:
        self._by_code: dict[str, Permission] = {}

    def register(self, permissions: Iterable[Permission]) -> None:
        for permission in permissions:
            if permission.code in self._by_code:
                raise ValueError(f"permission {permission.code} is declared twice")
            self._by_code[permission.code] = permission

    def known(self, code: str) -> bool:
        return code in self._by_code

    def of_kind(self, kind: SchemaKind) -> list[Permission]:
        return [p for p in self._by_code.values() if kind in p.kinds]

    def get(self, code: str) -> Permission:
        return self._by_code[code]

    def all(self) -> list[Permission]:
        return list(self._by_code.values())


registry = PermissionRegistry()


@dataclass(frozen=True)
class Actor:
    """Who acts: a person (user_id) or a system (client_id), with the codes in force now."""

    user_id: UUID | None
    name: str
    codes: frozenset[str] = frozenset()
    client_id: str | None = None
    department_id: UUID | None = None
    duties: frozenset[str] = field(default_factory=frozenset)
    is_system: bool = False

    def may(self, code: str) -> bool:
        """Whether this actor holds `code`."""
        return self.is_system or code in self.codes

    def require(self, code: str) -> None:
        """Raise PermissionMissing unless the actor holds `code`."""
        if not self.may(code):
            raise PermissionMissing(permission=code)


ANONYMOUS = Actor(user_id=None, name="")
SYSTEM = Actor(user_id=None, name="시스템", is_system=True)
