"""The policy profile of a fiscal year as plain values."""

from __future__ import annotations

from accounting.models import PolicyProfile
from accounting.rules import policy


def policy_of(fiscal_year: int) -> policy.PolicyProfile:
    """Profile in force; defaults of the handbook where the institution stored none."""
    stored = PolicyProfile.objects.filter(fiscal_year=fiscal_year).values_list("values", flat=True).first()
    return policy.PolicyProfile.from_values(stored or {})
