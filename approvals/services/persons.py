"""Who acts on documents is a person, never a program alone."""

from __future__ import annotations

from uuid import UUID

from approvals.errors.acting import NoActingAuthority
from core.access import Actor


def person_of(actor: Actor) -> UUID:
    """The person who acts; E-APR-013 for programs without one."""
    if actor.user_id is None:
        raise NoActingAuthority
    return actor.user_id
