"""Things attached to a registered document and kept apart: each gets the document's number and a serial."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, PermissionMissing
from core.periods import day_of
from organization.queries import heir_of
from records.models import RegistryEntry, SeparateAttachment
from records.permissions import REGISTRY_CORRECT, REGISTRY_REGISTER
from records.rules.numbers import attachment_number_text

LENGTHS = {"title": 200, "form": 60, "quantity": 40, "kept_in": 100}


@dataclass(frozen=True)
class SeparateAttachmentData:
    """What it is, in what form, how much of it, and where it is kept."""

    title: str
    form: str
    quantity: str
    kept_in: str


@transaction.atomic
def register_separate_attachment(
    *, entry_id: UUID, data: SeparateAttachmentData, actor: Actor, at: datetime
) -> SeparateAttachment:
    """Register what is kept apart from its document (시행령 제20조제4항): `공연사업팀-345-1`, -2 …

    Locks the line of the register, so serials run without a gap. By the department of the line, its successor, or
    who confirms corrections; refuses others (PERMISSION_MISSING) and empty or too long values.
    """
    actor.require(REGISTRY_REGISTER)
    given = SeparateAttachmentData(**{name: text.strip() for name, text in asdict(data).items()})
    _refuse_unfit(given)
    entry = RegistryEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(entry_id=str(entry_id))
    if not _is_own(entry, actor, at):
        raise PermissionMissing(permission=REGISTRY_CORRECT)
    serial = (entry.separate_attachments.aggregate(last=Max("serial"))["last"] or 0) + 1
    made = SeparateAttachment.objects.create(
        entry=entry,
        serial=serial,
        number_text=attachment_number_text(entry.number_text, serial),
        registered_by=actor.user_id,
        registered_by_name=actor.name[:100],
        registered_at=at,
        **asdict(given),
    )
    audit.record(
        actor=actor,
        verb="separate_attachment_registered",
        subject_type="registry_entry",
        subject_id=entry.pk,
        summary=f"{made.number_text} {made.title}",
        at=at,
        facts={"serial": serial, "kept_in": made.kept_in},
    )
    return made


def _is_own(entry: RegistryEntry, actor: Actor, at: datetime) -> bool:
    if actor.may(REGISTRY_CORRECT) or actor.department_id == entry.department_id:
        return True
    heir = heir_of(entry.department_id, day_of(at))
    return heir is not None and heir.department_id == actor.department_id


def _refuse_unfit(data: SeparateAttachmentData) -> None:
    faults = []
    for one in fields(data):
        text = getattr(data, one.name)
        if not text:
            faults.append(FieldFault(f"/{one.name}", "required", "반드시 입력해야 합니다."))
        elif len(text) > LENGTHS[one.name]:
            faults.append(FieldFault(f"/{one.name}", "too_long", "너무 깁니다."))
    if faults:
        raise InvalidInput(errors=faults)
