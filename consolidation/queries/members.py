"""Institutions of the present government."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import NotFound
from core.schema import current_schema
from tenants import registry


@dataclass(frozen=True, slots=True)
class MemberInfo:
    """A member institution as officers see it."""

    code: str
    name: str
    short_name: str
    profile: str
    schema: str
    is_active: bool


def members(profile: str = "") -> list[MemberInfo]:
    """Members today, by code; of one legal form when asked."""
    found = [
        MemberInfo(t.code, t.name, t.short_name, t.profile, t.schema_name, t.state == "ACTIVE")
        for t in registry.institutions_of(current_schema())
    ]
    return [member for member in found if not profile or member.profile == profile]


def member(code: str) -> MemberInfo:
    """One member; another government's institution does not exist here (404)."""
    for found in members():
        if found.code == code:
            return found
    raise NotFound(institution=code)
