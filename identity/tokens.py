"""One-time tokens for setting a password; they carry the institution."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from core.schema import current_schema
from identity.models import User


class InvitationTokens(PasswordResetTokenGenerator):
    """Valid in the schema that made them, until used, until the next login or change of state."""

    key_salt = "identity.tokens.InvitationTokens"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{current_schema()}|{user.pk}|{user.password}|{user.is_active}|{user.last_login}|{timestamp}"


invitation_tokens = InvitationTokens()
