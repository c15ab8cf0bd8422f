"""Rules for new passwords beyond Django's: no password found in published leaks."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from identity.models import User

LEAKED = Path(__file__).parent / "seeds" / "leaked_passwords.txt.gz"
# What people add to a leaked word to satisfy a rule: digits and marks at the end, @ for a …
ADDED = re.compile(r"^[\d\W_]+|[\d\W_]+$")
SWAPPED = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s"})


@cache
def leaked_passwords() -> frozenset[str]:
    """Lower-case passwords and stems met most often in leaks, world-wide and Korean."""
    with gzip.open(LEAKED, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


def is_leaked(password: str) -> bool:
    """Whether the password, or the word it is dressed up from, stands in the lists."""
    plain = password.lower().strip()
    stem = ADDED.sub("", plain)
    forms = {plain, plain.translate(SWAPPED), stem, stem.translate(SWAPPED)}
    known = leaked_passwords() | CommonPasswordValidator().passwords
    return bool(forms & known) or len(set(plain)) <= 3


class LeakedPasswordValidator:
    """Refuses passwords that attackers try first."""

    def validate(self, password: str, user: User | None = None) -> None:
        if is_leaked(password):
            raise ValidationError(_("유출된 적이 있거나 흔한 비밀번호입니다."), code="password_leaked")

    def get_help_text(self) -> str:
        return _("흔한 비밀번호와 유출된 비밀번호는 쓸 수 없습니다.")
