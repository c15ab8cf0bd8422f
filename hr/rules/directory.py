"""What an outside directory may say of an account, and what follows for the record card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What an entry has room for.
LIMITS = {"external_id": 255, "employee_no": 64, "family_name": 60, "given_name": 60}
LONGEST_EMAIL_ON_CARD = 100
# Fields of the account and, where somebody on the register has it, of the record card.
ON_CARD = {"name": "name", "email": "email", "phone": "phone"}


@dataclass(frozen=True)
class DirectoryData:
    """An account as the outside directory writes it; departments and posts come from appointments alone."""

    login_name: str
    name: str
    email: str = ""
    phone: str = ""
    is_active: bool = True
    external_id: str = ""
    employee_no: str = ""
    family_name: str = ""
    given_name: str = ""


def card_changes(before: DirectoryData | None, after: DirectoryData) -> Mapping[str, str]:
    """Fields of the record card that the directory changed with this write; what it left alone stays."""
    return {
        field: getattr(after, name)
        for name, field in ON_CARD.items()
        if getattr(after, name) and (before is None or getattr(before, name) != getattr(after, name))
    }


def is_same_person(kept: tuple[str, str], given: tuple[str, str]) -> bool:
    """Whether the identifier or the number of the directory is the one of before: `(external_id, employee_no)`."""
    return any(old and old == new for old, new in zip(kept, given, strict=True))
