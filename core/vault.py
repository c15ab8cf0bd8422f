"""Cryptography of stored secrets, in this module alone, so that another cipher or an HSM can stand in.

Sealed text is `version.nonce+ciphertext` under a key derived for the institution and the purpose from the
master key; text sealed in one schema or for one purpose cannot be opened in another.

`VAULT_SECRETS` holds the master keys by version. The highest one seals; earlier ones still open what they sealed,
until it has been sealed anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from core.schema import current_schema

NONCE_LENGTH = 12


class SealBroken(RuntimeError):
    """The sealed text was changed, or belongs to another schema or purpose."""


def current_version() -> str:
    """The version that seals now."""
    return max(settings.VAULT_SECRETS, key=int)


def version_of(sealed: str) -> str:
    """The version that sealed a text."""
    return sealed.partition(".")[0]


def seal(text: str, purpose: str) -> str:
    """Encrypt for the current schema."""
    version, nonce = current_version(), os.urandom(NONCE_LENGTH)
    sealed = AESGCM(_key(version, purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{version}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, purpose: str) -> str:
    """Decrypt what `seal` made in this schema for this purpose; raises SealBroken."""
    version, _, body = sealed.partition(".")
    try:
        raw = base64.urlsafe_b64decode(body)
        opened = AESGCM(_key(version, purpose)).decrypt(
            raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], purpose.encode()
        )
    except (InvalidTag, ValueError) as fault:
        raise SealBroken(purpose) from fault
    return opened.decode()


def fingerprint(text: str, purpose: str) -> str:
    """Keyed hash for looking up equal values without opening them; differs per schema and purpose."""
    return _fingerprint(current_version(), text, purpose)


def fingerprints(text: str, purpose: str) -> list[str]:
    """The keyed hashes of a text under every version, for looking up what was stored before a rotation."""
    return [_fingerprint(version, text, purpose) for version in settings.VAULT_SECRETS]


def _fingerprint(version: str, text: str, purpose: str) -> str:
    key = _key(version, f"fingerprint:{purpose}")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _key(version: str, purpose: str) -> bytes:
    secret = settings.VAULT_SECRETS.get(version)
    if secret is None:
        raise SealBroken(purpose)
    context = f"{version}|{current_schema()}|{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=context).derive(secret.encode())
