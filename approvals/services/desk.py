"""Who sits where at the moment of an act; see approvals.queries.desk."""

from approvals.queries.desk import Capacity, Desk, desk_at, people_of

__all__ = ["Capacity", "Desk", "desk_at", "people_of"]
