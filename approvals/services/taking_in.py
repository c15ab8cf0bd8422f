"""A letter is taken in at the receiver: by its own job, from its own letter box, once (handbook 10, C-13)."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from approvals.choices import Disclosure, ReceivedState
from approvals.errors.letters import LetterDamaged
from approvals.models import ReceivedDocument, ReceivedFile, ReceivedMove
from approvals.services.answers import ARRIVED, FAILED, Answer, answer
from approvals.services.packages import FORMAT, Package, open_package
from core import audit
from core.access import SYSTEM
from core.errors import DomainError
from core.periods import day_of
from core.schema import current_schema
from organization.queries import department_codes, department_name
from tenants import post
from tenants.jobs import tenant_job

FOLDER = "approvals/received"


@tenant_job(name="approvals.take_in_letter")
def take_in_letter(*, letter: dict[str, str]) -> None:
    """Take in the letter that was dropped into this tenant's box; a repeat only answers again."""
    sender, transport_id, at = letter["sender"], UUID(letter["transport"]), timezone.now()
    try:
        take_in(sender_schema=sender, transport_id=transport_id, letter_hash=letter["hash"], at=at)
    except (DomainError, OSError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        given = Answer(FAILED, at.isoformat(), f"{type(fault).__name__}: {fault}"[:300])
        answer(sender_schema=sender, transport_id=transport_id, given=given)
    else:
        post.throw_away(transport_id)


@transaction.atomic
def take_in(*, sender_schema: str, transport_id: UUID, letter_hash: str, at: datetime) -> ReceivedDocument:
    """The letter becomes a received document with copies of its print and files; the entry time is its arrival.

    Refuses (LETTER_DAMAGED) what is not in the own box, is not what was hashed, or is addressed to another
    tenant. The same transport again changes nothing and is answered again. Two jobs at once: the unique key
    (sender, transport) lets one write.
    """
    known = _known(sender_schema, transport_id)
    if known is None:
        path = post.dropped(transport_id)
        if path is None:
            raise LetterDamaged
        known = _write(path, sender_schema, transport_id, letter_hash, at)
    elif known.letter_hash != letter_hash:
        raise LetterDamaged
    given = Answer(ARRIVED, known.arrived_at.isoformat())
    answer(sender_schema=sender_schema, transport_id=transport_id, given=given)
    return known


def _known(sender_schema: str, transport_id: UUID) -> ReceivedDocument | None:
    found: ReceivedDocument | None = ReceivedDocument.objects.filter(
        sender_schema=sender_schema, transport_id=transport_id
    ).first()
    return found


def _write(
    path: Path, sender_schema: str, transport_id: UUID, letter_hash: str, at: datetime
) -> ReceivedDocument:
    with zipfile.ZipFile(path) as pack:
        package = open_package(pack=pack, letter_hash=letter_hash)
        said = package.said
        _require_ours(said, sender_schema, transport_id)
        printed = _keep(package, said["print"]["name"], said["print"]["sha256"])
        department_id = _department(said)
        made, is_new = ReceivedDocument.objects.get_or_create(
            sender_schema=sender_schema,
            transport_id=transport_id,
            defaults={
                **_columns(said, department_id, at),
                "letter_hash": letter_hash,
                "print_sha256": said["print"]["sha256"],
                "print_stored_as": printed,
            },
        )
        if is_new:
            _keep_files(made, package)
    if is_new:
        _note(made, department_id, at)
    return made


def _require_ours(said: dict[str, Any], sender_schema: str, transport_id: UUID) -> None:
    if (
        said.get("format") != FORMAT
        or said["transport"] != str(transport_id)
        or said["sender"]["schema"] != sender_schema
        or said["receiver"]["schema"] != current_schema()
    ):
        raise LetterDamaged


def _department(said: dict[str, Any]) -> UUID | None:
    """A letter to one of our own departments is there at once; an unknown one goes to the records department."""
    wanted = said["receiver"]["department"]
    known = {str(one) for one in department_codes().values()} if wanted else set()
    return UUID(wanted) if wanted in known else None


def _columns(said: dict[str, Any], department_id: UUID | None, at: datetime) -> dict[str, Any]:
    closed = said["disclosure"] == Disclosure.CLOSED
    return {
        "sender_name": said["sender"]["name"][:100],
        "sender_department": said["sender"]["department"][:100],
        "sender_number": said["number"][:90],
        "sent_on": _day(said["sent_at"]),
        "receiver_name": said["receiver"]["name"][:200],
        "title": said["title"][:200],
        "is_sender_closed": closed,
        "sent": json.loads(json.dumps(said)),
        "arrived_at": at,
        "state": ReceivedState.DISTRIBUTED if department_id else ReceivedState.ARRIVED,
        "department_id": department_id,
        "distributed_at": at if department_id else None,
    }


def _day(moment: str) -> date:
    return day_of(datetime.fromisoformat(moment))


def _keep_files(made: ReceivedDocument, package: Package) -> None:
    ReceivedFile.objects.bulk_create(
        ReceivedFile(
            received=made,
            ordinal=ordinal,
            name=file["name"][:200],
            media_type=file["media_type"][:100],
            size=file["size"],
            sha256=file["sha256"],
            stored_as=_keep(package, file["place"], file["sha256"]),
        )
        for ordinal, file in enumerate(package.said["files"], 1)
    )


def _keep(package: Package, name: str, sha256: str) -> str:
    """Store a file of the package under its hash; read whole and checked before it gets its name."""
    place = f"{FOLDER}/{sha256[:2]}/{sha256}"
    with NamedTemporaryFile() as side:
        _pour(package.parts(name, sha256), side)
        if default_storage.exists(place):
            return place
        side.seek(0)
        return str(default_storage.save(place, File(side)))


def _pour(parts: Iterable[bytes], to: Any) -> str:
    found = hashlib.sha256()
    for piece in parts:
        found.update(piece)
        to.write(piece)
    return found.hexdigest()


def _note(made: ReceivedDocument, department_id: UUID | None, at: datetime) -> None:
    to = department_name(department_id, day_of(at)) if department_id else ""
    passed_on = made.sent.get("forwarded", [])
    ReceivedMove.objects.create(
        received=made,
        verb="arrive",
        to_department=to,
        person_name=SYSTEM.name,
        text=f"{passed_on[-1]['by']}: {passed_on[-1]['reason']}"[:500] if passed_on else "",
        moved_at=at,
    )
    audit.record(
        actor=SYSTEM,
        verb="letter_arrived",
        subject_type="received_document",
        subject_id=made.pk,
        summary=f"{made.sender_name} {made.sender_number} {made.title}",
        at=at,
        facts={"letter_hash": made.letter_hash},
    )
