"""From a list of failures to one refusal: warnings need typed reasons, everything else blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.errors import DomainError, Refusals

WARN = "warn"


def raise_failures(failures: Sequence[DomainError], acknowledged: Mapping[str, str]) -> list[dict[str, str]]:
    """Raise what stands; return the warnings that were answered with a reason, to be kept on the paper."""
    standing = [failure for failure in failures if not _answered(failure, acknowledged)]
    if len(standing) == 1:
        raise standing[0]
    if standing:
        raise Refusals(standing)
    codes = dict.fromkeys(failure.code for failure in failures)
    return [{"code": code, "reason": acknowledged[code].strip()} for code in codes]


def _answered(failure: DomainError, acknowledged: Mapping[str, str]) -> bool:
    return failure.severity == WARN and bool(acknowledged.get(failure.code, "").strip())
