"""The register of seals: registered with an image, the image renewed, given up (handbook 2.12)."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from approvals.choices import SealKind, SealMark
from approvals.errors.letters import NoSealAuthority, SealImageUnfit, SealNotRegistered
from approvals.errors.steps import IntegrityBroken, OpinionMissing
from approvals.models import Seal, SealUse, SealVersion
from approvals.permissions import SEAL_MANAGE
from approvals.services.persons import person_of
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, InvalidMove, NotFound, StaleVersion
from identity.queries import users

FOLDER = "approvals/seals"
MOST_BYTES = 1024 * 1024
MOST_PIXELS = 4000
PNG = b"\x89PNG\r\n\x1a\n"
SMALLEST_MM, LARGEST_MM = 15, 60
MOST_COPIES = 9999


@dataclass(frozen=True)
class SealData:
    """What a seal is registered with."""

    name: str
    kind: str
    keeper_id: UUID
    image: bytes
    diameter_mm: int = 24
    reason: str = ""


@transaction.atomic
def register_seal(*, data: SealData, actor: Actor, at: datetime) -> Seal:
    """Enter a seal into the register with its first image (영 제36조제2항). Refuses an unfit image or keeper."""
    actor.require(SEAL_MANAGE)
    keeper = _keeper(data)
    seal: Seal = Seal.objects.create(
        name=data.name.strip()[:100],
        kind=data.kind,
        keeper_id=data.keeper_id,
        keeper_name=keeper,
        registered_at=at,
    )
    _add_version(seal, data.image, data.diameter_mm, data.reason, actor, at)
    _note(seal, "seal_registered", actor, at)
    return seal


@transaction.atomic
def renew_seal(
    *, seal_id: UUID, seen: int, image: bytes, diameter_mm: int, reason: str, actor: Actor, at: datetime
) -> SealVersion:
    """A new image from now on (재등록); letters sealed before keep theirs. Locks the seal; needs a reason."""
    seal = _locked(seal_id, seen, actor)
    if not reason.strip():
        raise OpinionMissing
    made = _add_version(seal, image, diameter_mm, reason, actor, at)
    seal.version += 1
    seal.save(update_fields=["version"])
    _note(seal, "seal_renewed", actor, at)
    return made


@transaction.atomic
def dispose_seal(*, seal_id: UUID, seen: int, reason: str, actor: Actor, at: datetime) -> Seal:
    """Give a seal up (폐기): it is never used again, its images stay readable for old letters. Locks the seal."""
    seal = _locked(seal_id, seen, actor)
    if not reason.strip():
        raise OpinionMissing
    seal.disposed_at, seal.dispose_reason = at, reason.strip()[:300]
    seal.version += 1
    seal.save(update_fields=["disposed_at", "dispose_reason", "version"])
    _note(seal, "seal_disposed", actor, at)
    return seal


@dataclass(frozen=True)
class PaperData:
    """A paper the seal is put on: its number where it has one, title, copies, and what for."""

    title: str
    reason: str
    number_text: str = ""
    receiver_count: int = 1


@transaction.atomic
def stamp_paper(*, seal_id: UUID, data: PaperData, actor: Actor, at: datetime) -> SealUse:
    """Write down that the seal was put on paper: by its keeper alone (규칙 제12조제1항). Locks the seal.

    Refuses anybody else (E-DOC-012), a seal that was given up (E-DOC-013), and a paper without title or reason.
    """
    seal = Seal.objects.select_for_update().filter(pk=seal_id).first()
    if seal is None:
        raise NotFound(seal=str(seal_id))
    if actor.user_id is None or actor.user_id != seal.keeper_id:
        raise NoSealAuthority
    faults = [
        FieldFault(f"/{name}", "required", "반드시 입력해야 합니다.")
        for name in ("title", "reason")
        if not getattr(data, name).strip()
    ]
    if not 1 <= data.receiver_count <= MOST_COPIES:
        faults.append(FieldFault("/receiver_count", "range", f"1~{MOST_COPIES}"))
    if faults:
        raise InvalidInput(errors=faults)
    made: SealUse = SealUse.objects.create(
        mark=SealMark.IMAGE,
        seal_version=usable_version(seal_id),
        number_text=data.number_text.strip()[:90],
        title=data.title.strip()[:200],
        receiver_count=data.receiver_count,
        reason=data.reason.strip()[:200],
        used_by_id=actor.user_id,
        used_by_name=actor.name[:100],
        used_at=at,
    )
    _note(seal, "seal_put_on_paper", actor, at)
    return made


def usable_version(seal_id: UUID | None) -> SealVersion:
    """The image of a registered seal that is in use now; E-DOC-013 otherwise."""
    seal = Seal.objects.filter(pk=seal_id, disposed_at__isnull=True).first() if seal_id else None
    found: SealVersion | None = seal.versions.order_by("-number").first() if seal else None
    if found is None:
        raise SealNotRegistered
    return found


def read_image(*, version: SealVersion) -> bytes:
    """The stored image; E-APR-035 when it is not what was registered."""
    with default_storage.open(version.stored_as, "rb") as handle:
        content = bytes(handle.read())
    if hashlib.sha256(content).hexdigest() != version.sha256:
        raise IntegrityBroken
    return content


def _keeper(data: SealData) -> str:
    keeper = users().filter(pk=data.keeper_id, is_active=True).values_list("name", flat=True).first()
    faults = []
    if not data.name.strip() or Seal.objects.filter(name=data.name.strip()).exists():
        faults.append(FieldFault("/name", "unique", "다른 관인이 쓰지 않는 이름을 입력하십시오."))
    if data.kind not in SealKind.values:
        faults.append(FieldFault("/kind", "choice", "관인의 종류를 고르십시오."))
    if keeper is None:
        faults.append(FieldFault("/keeper_id", "choice", "관리자를 고르십시오."))
    if faults:
        raise InvalidInput(errors=faults)
    return str(keeper)


def _add_version(
    seal: Seal, image: bytes, diameter_mm: int, reason: str, actor: Actor, at: datetime
) -> SealVersion:
    _require_fit(image)
    if not SMALLEST_MM <= diameter_mm <= LARGEST_MM:
        detail = f"{SMALLEST_MM}~{LARGEST_MM}"
        raise InvalidInput(errors=[FieldFault("/diameter_mm", "range", detail)])
    sha256 = hashlib.sha256(image).hexdigest()
    place = f"{FOLDER}/{sha256}.png"
    stored = place if default_storage.exists(place) else default_storage.save(place, ContentFile(image))
    made: SealVersion = SealVersion.objects.create(
        seal=seal,
        number=seal.versions.count() + 1,
        sha256=sha256,
        size=len(image),
        stored_as=stored,
        diameter_mm=diameter_mm,
        reason=reason.strip()[:300],
        registered_by_id=person_of(actor),
        registered_by_name=actor.name[:100],
        registered_at=at,
    )
    return made


def _require_fit(image: bytes) -> None:
    if not image.startswith(PNG) or len(image) > MOST_BYTES or image[12:16] != b"IHDR":
        raise SealImageUnfit
    width, height = struct.unpack(">II", image[16:24])
    if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
        raise SealImageUnfit


def _locked(seal_id: UUID, seen: int, actor: Actor) -> Seal:
    actor.require(SEAL_MANAGE)
    seal: Seal | None = Seal.objects.select_for_update().filter(pk=seal_id).first()
    if seal is None:
        raise NotFound(seal=str(seal_id))
    if seal.disposed_at is not None:
        raise InvalidMove(state="폐기")
    if seal.version != seen:
        raise StaleVersion
    return seal


def _note(seal: Seal, verb: str, actor: Actor, at: datetime) -> None:
    audit.record(actor=actor, verb=verb, subject_type="seal", subject_id=seal.pk, summary=seal.name, at=at)
