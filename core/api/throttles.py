"""Allowances per client and per institution in fixed windows of one minute.

Counters live in the cache, whose keys start with the institution: exact with a shared cache, per
process with the built-in one (docs/operations.md).
"""

import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache  # noqa: TID251 - counters; the key function puts the schema first
from django.http import HttpResponse
from rest_framework.exceptions import Throttled

WINDOW = 60
CHECKS_A_MINUTE = 30
clock = time.time
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Allowance:
    """What is left of one allowance in this window."""

    limit: int
    used: int
    resets_in: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


def spend(caller: str, method: str | None) -> Allowance:
    """Count one request of `caller`, for itself and its institution; Throttled when either is used up."""
    kind = "read" if method in _READING else "write"
    limits = settings.API_LIMITS
    own = _count(f"api:{kind}:{caller}", limits[f"client_{kind}"])
    shared = _count(f"api:{kind}:all", limits[f"institution_{kind}"])
    return _tighter(own, shared)


def spend_stranger(address: str) -> Allowance:
    """Count one request that could not be authenticated, by network address."""
    return _tighter(_count(f"api:stranger:{address}", settings.API_LIMITS["stranger"]))


def spend_check(address: str) -> Allowance:
    """Count one check of a printed page by somebody unknown, by network address: codes are not for guessing."""
    return _tighter(_count(f"check:{address}", CHECKS_A_MINUTE))


def show(response: HttpResponse, allowance: Allowance) -> None:
    """Limit fields of the answer."""
    response["RateLimit-Limit"] = str(allowance.limit)
    response["RateLimit-Remaining"] = str(allowance.left)
    response["RateLimit-Reset"] = str(allowance.resets_in)


class AllowanceUsed(Throttled):
    """429 with the allowance it is about."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(wait=allowance.resets_in)
        self.allowance = allowance


def _tighter(*allowances: Allowance) -> Allowance:
    for allowance in allowances:
        if allowance.used > allowance.limit:
            raise AllowanceUsed(allowance)
    return min(allowances, key=lambda allowance: allowance.left)


def _count(name: str, limit: int) -> Allowance:
    now = clock()
    window = int(now // WINDOW)
    key = f"{name}:{window}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        used = cache.incr(key)
    except ValueError:  # dropped by the cache between the two calls
        cache.set(key, 1, timeout=2 * WINDOW)
        used = 1
    return Allowance(limit, used, math.ceil((window + 1) * WINDOW - now))
