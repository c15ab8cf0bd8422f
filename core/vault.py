"""Cryptography of stored secrets, in this module alone, so that another cipher or an HSM can stand in.

Sealed text is `version.nonce+ciphertext` under a key derived for the institution and the purpose from the
master key; text sealed in one schema or for one purpose cannot be opened in another.
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

VERSION = "1"
NONCE_LENGTH = 12


class SealBroken(RuntimeError):
    """The sealed text was changed, or belongs to another schema or purpose."""


def seal(text: str, purpose: str) -> str:
    """Encrypt for the current schema."""
    nonce = os.urandom(NONCE_LENGTH)
    sealed = AESGCM(_key(VERSION, purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{VERSION}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


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
    key = _key(VERSION, f"fingerprint:{purpose}")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _key(version: str, purpose: str) -> bytes:
    context = f"{version}|{current_schema()}|{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=context).derive(settings.SECRET_KEY.encode())
