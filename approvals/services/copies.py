"""The copy that is sent (시행문): the approved letter with number, day and seal, drawn once and kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from approvals.choices import SealMark
from approvals.errors.steps import IntegrityBroken
from approvals.models import Dispatch, DispatchCopy, Transport
from approvals.queries.letters import letter_of
from approvals.rules.writing.types import Letter, Proof, Registration, Seal, SealKind
from approvals.rules.writing.verification import CODE_BYTES, code_of
from approvals.services.rendition import draw_letter
from approvals.services.seals import read_image
from core.errors import NotFound
from core.periods import day_of

FOLDER = "approvals/copies"


def shared_copy(*, dispatch: Dispatch, at: datetime) -> DispatchCopy:
    """The one copy all receivers get. The caller holds the dispatch's lock."""
    found: DispatchCopy | None = dispatch.copies.filter(transport__isnull=True).first()
    return found or _draw(dispatch, None, at)


def copy_for(*, transport: Transport, at: datetime) -> DispatchCopy:
    """The copy of a receiver: the own one where receivers must not see each other. Under the dispatch's lock."""
    dispatch = transport.dispatch
    if not dispatch.is_private:
        return shared_copy(dispatch=dispatch, at=at)
    found: DispatchCopy | None = dispatch.copies.filter(transport=transport).first()
    return found or _draw(dispatch, transport, at)


def read_copy(*, copy: DispatchCopy) -> bytes:
    """The stored bytes; E-APR-035 when they are not what was drawn."""
    with default_storage.open(copy.stored_as, "rb") as handle:
        content = bytes(handle.read())
    if hashlib.sha256(content).hexdigest() != copy.sha256:
        raise IntegrityBroken
    return content


def read_shared_copy(*, document_id: UUID) -> bytes:
    """The copy everybody got; NOT_FOUND before sending, and where each receiver has a copy of its own."""
    found = DispatchCopy.objects.filter(dispatch__document_id=document_id, transport__isnull=True).first()
    if found is None:
        raise NotFound(document=str(document_id))
    return read_copy(copy=found)


def _draw(dispatch: Dispatch, transport: Transport | None, at: datetime) -> DispatchCopy:
    code = code_of(secrets.token_bytes(CODE_BYTES))
    sent_at = dispatch.dispatched_at or at
    letter = letter_of(dispatch.document_id, at=at)
    letter = replace(
        letter,
        proof=Proof(code, f"{dispatch.verify_at}{code}"),
        registration=Registration(letter.registration.number, day_of(sent_at)),
        receivers=_receivers(letter, transport),
        seal=_seal(dispatch),
    )
    content = draw_letter(letter=letter, at=sent_at)
    sha256 = hashlib.sha256(content).hexdigest()
    stored = default_storage.save(f"{FOLDER}/{sha256[:2]}/{sha256}.pdf", ContentFile(content))
    made: DispatchCopy = DispatchCopy.objects.create(
        dispatch=dispatch,
        transport=transport,
        code=code,
        sha256=sha256,
        size=len(content),
        stored_as=stored,
        drawn_at=at,
    )
    return made


def _receivers(letter: Letter, transport: Transport | None) -> tuple[str, ...]:
    return letter.receivers if transport is None else (transport.name,)


def _seal(dispatch: Dispatch) -> Seal:
    if dispatch.seal_mark == SealMark.OMITTED:
        return Seal(SealKind.OMITTED)
    version = dispatch.seal_version
    if version is None:
        return Seal()
    return Seal(SealKind.IMAGE, read_image(version=version), version.diameter_mm)
