"""Where a financial paper stands, whatever its kind: with its drafter, or under approval."""

from __future__ import annotations

DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
WITH_DRAFTER = frozenset({DRAFT, "CREATED"})
"""Written and not handed in, or sent back; a payment order is CREATED with fixed amounts."""
