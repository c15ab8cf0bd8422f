"""Sessions whose key carries the institution: a key of one schema is no key in another."""

from __future__ import annotations

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from core.schema import current_schema

MARK_LENGTH = 8
RANDOM_LENGTH = 32


def institution_mark() -> str:
    """Short keyed mark of the current schema, not to be made without the secret key."""
    return salted_hmac("identity.sessions", current_schema(), algorithm="sha256").hexdigest()[:MARK_LENGTH]


class SessionStore(DatabaseStore):
    """Database sessions of the current schema; keys marked for another schema are refused unread."""

    def _get_new_session_key(self) -> str:
        while True:
            key = institution_mark() + get_random_string(RANDOM_LENGTH, VALID_KEY_CHARS)
            if not self.exists(key):
                return key

    def _validate_session_key(self, key: str | None) -> bool:
        if not key or len(key) != MARK_LENGTH + RANDOM_LENGTH:
            return False
        return constant_time_compare(key[:MARK_LENGTH], institution_mark())
