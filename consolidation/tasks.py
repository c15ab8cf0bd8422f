"""Jobs of consolidation, gathered for the worker."""

from consolidation.services.look_copies import write_look_at_institution

__all__ = ["write_look_at_institution"]
