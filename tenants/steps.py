"""Steps of the upper floors when a tenant is made; filled by erp/wiring.py."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any

from tenants.registry import TenantInfo


@dataclass(frozen=True)
class Administrator:
    """First account of a new tenant."""

    login_name: str
    name: str
    password: str
    email: str = ""


def one_time_password() -> str:
    """A password nobody chose, for the first log-in of a new tenant's administrator."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


@dataclass(frozen=True)
class ProvisioningSpec:
    """What is asked for: codes' profile, first fiscal year, first administrator, when."""

    at: datetime
    administrator: Administrator
    profile: str = ""
    fiscal_year: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


Step = Callable[[TenantInfo, ProvisioningSpec], None]


class StepList:
    """Named steps per kind, run in order inside the new schema and its transaction."""

    def __init__(self) -> None:
        self._paths: dict[str, list[str]] = {}
        self._after: dict[str, list[str]] = {}

    def fill(self, paths: dict[str, list[str]], retiring: dict[str, list[str]]) -> None:
        """`paths` run when a tenant of the kind is made, `retiring` before its schema is dropped."""
        self._paths = paths
        self._after = retiring

    def making(self, kind: str) -> list[tuple[str, Step]]:
        return [(path, _load(path)) for path in self._paths.get(kind, [])]

    def retiring(self, kind: str) -> list[tuple[str, Callable[[TenantInfo], None]]]:
        return [(path, _load(path)) for path in self._after.get(kind, [])]


def _load(path: str) -> Callable[..., None]:
    module, _, name = path.partition(":")
    loaded: Callable[..., None] = getattr(import_module(module), name)
    return loaded


steps = StepList()
