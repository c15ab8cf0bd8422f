"""Refusals of acting for an absent person (E-APR-013 … 017)."""

from typing import ClassVar

from core.errors import CatalogueError


class NoActingAuthority(CatalogueError):
    """No absence and no deputy order makes this person the deputy."""

    code = "E-APR-013"
    status: ClassVar[int] = 403


class OutsideAbsence(CatalogueError):
    """The absence does not cover this moment, or has been ended."""

    code = "E-APR-014"
    status: ClassVar[int] = 403


class DrafterActs(CatalogueError):
    """The drafter does not act for a decider of the own document."""

    code = "E-APR-015"
    status: ClassVar[int] = 403


class ChainTooLong(CatalogueError):
    """A deputy names no deputy."""

    code = "E-APR-016"
    status: ClassVar[int] = 403


class PersonalInterest(CatalogueError):
    """Neither the person it is about nor the deputy named by that person decides."""

    code = "E-APR-017"
    status: ClassVar[int] = 403
