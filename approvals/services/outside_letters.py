"""Letters from bodies outside the platform: entered by a clerk with their scan and files (접수, 영 제18조)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from approvals.choices import Disclosure, ReceivedState, ScanState
from approvals.errors.documents import AttachmentNotChecked
from approvals.errors.letters import AlreadyReceived, ScanUnfit
from approvals.models import ReceivedDocument, ReceivedFile
from approvals.permissions import RECEIPT_DISTRIBUTE, RECEIPT_REGISTER
from approvals.rules.canonical import canonical
from approvals.rules.files import Judged, judge, plain_name
from approvals.rules.writing.submission import attachment_faults
from approvals.rules.writing.types import AttachedFile, AttachmentLimits, FileState
from approvals.services.letter_moves import move
from approvals.services.packages import PRINT
from core.access import Actor
from core.errors import FieldFault, InvalidInput, PermissionMissing
from core.ids import uuid7
from core.periods import SEOUL, day_of

FOLDER = "approvals/received"
FORMAT = "dure-by-hand-1"
PDF = "application/pdf"


@dataclass(frozen=True)
class OutsideLetter:
    """What the clerk reads off the letter. `arrived_at` is when it came into the house, now unless told."""

    title: str
    sender_name: str
    sent_on: date
    sender_department: str = ""
    sender_number: str = ""
    receiver_name: str = ""
    abstract: str = ""
    is_sender_closed: bool = False
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class NamedFile:
    """A file by its name."""

    name: str
    data: bytes


@transaction.atomic
def enter_letter(
    *, letter: OutsideLetter, scan: NamedFile, files: Sequence[NamedFile] = (), actor: Actor, at: datetime
) -> ReceivedDocument:
    """Enter a letter that came by post, e-mail or fax: its scan as PDF, its files, what stands on it.

    The records department's letters wait to be distributed, a department's own lie with it at once; both are
    then registered like any other (number, sender's number, filing). Refuses a scan that is no PDF
    (SCAN_UNFIT), other types of file and too many of them (E-DOC-018, E-DOC-019), and the same letter of the
    same sender twice (ALREADY_RECEIVED).
    """
    actor.require(RECEIPT_REGISTER)
    is_records_office = actor.may(RECEIPT_DISTRIBUTE)
    if not is_records_office and actor.department_id is None:
        raise PermissionMissing(permission=RECEIPT_DISTRIBUTE)
    arrived_at = letter.arrived_at or at
    _require_filled(letter, arrived_at, at)
    _require_new(letter)
    kept = _checked(scan, files)
    department_id = None if is_records_office else actor.department_id
    transport_id = uuid7()
    said = _said(letter, arrived_at, scan, kept, transport_id)
    made: ReceivedDocument = ReceivedDocument.objects.create(
        sender_schema="",
        transport_id=transport_id,
        sender_name=letter.sender_name.strip()[:100],
        sender_department=letter.sender_department.strip()[:100],
        sender_number=letter.sender_number.strip()[:90],
        sent_on=letter.sent_on,
        receiver_name=letter.receiver_name.strip()[:200],
        title=letter.title.strip()[:200],
        is_sender_closed=letter.is_sender_closed,
        sent=said,
        letter_hash=hashlib.sha256(canonical(said).encode("utf-8")).hexdigest(),
        print_sha256=_hash(scan.data),
        print_stored_as=_store(scan.data),
        arrived_at=arrived_at,
        state=ReceivedState.DISTRIBUTED if department_id else ReceivedState.ARRIVED,
        department_id=department_id,
        distributed_at=at if department_id else None,
    )
    ReceivedFile.objects.bulk_create(
        ReceivedFile(
            received=made,
            ordinal=ordinal,
            name=plain_name(file.name)[:200],
            media_type=judged.media_type,
            size=len(file.data),
            sha256=_hash(file.data),
            stored_as=_store(file.data),
            text=judged.text,
        )
        for ordinal, (file, judged) in enumerate(kept, 1)
    )
    move(received=made, verb="enter", actor=actor, at=at)
    return made


def _require_filled(letter: OutsideLetter, arrived_at: datetime, at: datetime) -> None:
    faults = [
        FieldFault(f"/{name}", "required", "반드시 입력해야 합니다.")
        for name in ("title", "sender_name")
        if not str(getattr(letter, name)).strip()
    ]
    if arrived_at > at:
        faults.append(FieldFault("/arrived_at", "moment", "도착일시는 지금까지여야 합니다."))
    if letter.sent_on > day_of(arrived_at):
        faults.append(FieldFault("/sent_on", "day", "시행일은 도착한 날보다 늦을 수 없습니다."))
    if faults:
        raise InvalidInput(errors=faults)


def _require_new(letter: OutsideLetter) -> None:
    number = letter.sender_number.strip()[:90]
    known = ReceivedDocument.objects.filter(
        sender_schema="",
        sender_name=letter.sender_name.strip()[:100],
        sender_number=number,
        sent_on=letter.sent_on,
    ).exclude(state=ReceivedState.SENT_BACK)
    found = known.first() if number else None
    if found is not None:
        raise AlreadyReceived(number=found.number_text or number)


def _checked(scan: NamedFile, files: Sequence[NamedFile]) -> list[tuple[NamedFile, Judged]]:
    """The files with their types and texts."""
    found = judge(scan.name, scan.data)
    if found.media_type != PDF or found.state in (ScanState.REFUSED, ScanState.UNREADABLE):
        raise ScanUnfit
    sizes = [AttachedFile("", len(one.data), FileState.CLEAN) for one in (scan, *files)]
    for fault in attachment_faults(sizes, "", AttachmentLimits()):
        raise fault
    kept = []
    for file in files:
        judged = judge(file.name, file.data)
        if judged.state == ScanState.REFUSED or not plain_name(file.name) or not file.data:
            raise AttachmentNotChecked(file=file.name)
        kept.append((file, judged))
    return kept


def _said(
    letter: OutsideLetter,
    arrived_at: datetime,
    scan: NamedFile,
    files: Sequence[tuple[NamedFile, Judged]],
    transport_id: UUID,
) -> dict[str, object]:
    """The letter as a letter of the platform would tell of itself, as far as its paper does."""
    sent_at = datetime.combine(letter.sent_on, time(), SEOUL).isoformat()
    return {
        "format": FORMAT,
        "transport": str(transport_id),
        "sender": {
            "schema": "",
            "name": letter.sender_name.strip(),
            "department": letter.sender_department.strip(),
        },
        "receiver": {"kind": "OUTSIDE", "schema": "", "department": "", "name": letter.receiver_name.strip()},
        "number": letter.sender_number.strip(),
        "title": letter.title.strip(),
        "abstract": letter.abstract.strip(),
        "keywords": [],
        "receivers": [letter.receiver_name.strip()] if letter.receiver_name.strip() else [],
        "body": {},
        "enclosures": [],
        "disclosure": Disclosure.CLOSED.value if letter.is_sender_closed else Disclosure.OPEN.value,
        "grounds": [],
        "decided_at": sent_at,
        "sent_at": sent_at,
        "arrived_at": arrived_at.isoformat(),
        "signatures": [],
        "print": {"name": PRINT, "size": len(scan.data), "sha256": _hash(scan.data)},
        "files": [
            {
                "name": plain_name(file.name),
                "media_type": judged.media_type,
                "size": len(file.data),
                "sha256": _hash(file.data),
            }
            for file, judged in files
        ],
    }


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _store(data: bytes) -> str:
    sha256 = _hash(data)
    place = f"{FOLDER}/{sha256[:2]}/{sha256}"
    return place if default_storage.exists(place) else str(default_storage.save(place, ContentFile(data)))
