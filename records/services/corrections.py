"""Registration data put right: a row beside the line, never in it (공공기록물법 시행규칙 제6조)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from records.choices import Disclosure
from records.errors import CorrectionNotConfirmed, RecordFileForeign, RecordFileMissing, TitleMissing
from records.models import RecordFile, RegistryCorrection, RegistryEntry
from records.permissions import REGISTRY_CORRECT
from records.rules.disclosure import ordered_grounds, require_grounds

NOTHING_CHANGED = "바뀐 내용이 없습니다."


@dataclass(frozen=True)
class CorrectionData:
    """What the line says from now on; parts that are None stay as they are."""

    reason: str
    title: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] | None = None
    disclosure: Disclosure | None = None
    grounds: tuple[int, ...] | None = None
    title_hidden: bool | None = None
    record_file_id: UUID | None = None


@dataclass(frozen=True)
class _State:
    title: str
    abstract: str
    keywords: list[str]
    disclosure: str
    grounds: list[int]
    title_hidden: bool
    record_file_id: UUID


@transaction.atomic
def correct_entry(*, entry_id: UUID, data: CorrectionData, actor: Actor, at: datetime) -> RegistryCorrection:
    """Put registration data right with confirmer, date, content and reason; the line itself stays.

    The actor confirms as records liaison. Locks the line. Refuses without a reason (E-DOC-016), a missing
    title, class or ground, a file of another department, and a correction that changes nothing.
    """
    actor.require(REGISTRY_CORRECT)
    if not data.reason.strip():
        raise CorrectionNotConfirmed(errors=[FieldFault("/reason", "required", "사유를 입력하십시오.")])
    entry = RegistryEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None:
        raise NotFound(entry_id=str(entry_id))
    before = _present(entry)
    after = _corrected(before, data)
    _require_fit(entry, before, after)
    content = _content(before, after)
    if not content:
        raise InvalidInput(errors=[FieldFault("", "unchanged", NOTHING_CHANGED)])
    ordinal = entry.corrections.aggregate(last=Max("ordinal"))["last"] or 0
    made = RegistryCorrection.objects.create(
        entry=entry,
        ordinal=ordinal + 1,
        content=content,
        reason=data.reason.strip()[:300],
        confirmer_id=actor.user_id,
        confirmer_name=actor.name[:100],
        corrected_at=at,
        **asdict(after),
    )
    audit.record(
        actor=actor,
        verb="registry_corrected",
        subject_type="registry_entry",
        subject_id=entry.pk,
        summary=f"{entry.number_text} 등록정보 수정",
        at=at,
        facts={"content": content, "reason": made.reason},
    )
    return made


def _present(entry: RegistryEntry) -> _State:
    last: Any = entry.corrections.order_by("-ordinal").first() or entry
    return _State(
        last.title,
        last.abstract,
        list(last.keywords),
        last.disclosure,
        list(last.grounds),
        last.title_hidden,
        last.record_file_id,
    )


def _corrected(before: _State, data: CorrectionData) -> _State:
    disclosure = before.disclosure if data.disclosure is None else data.disclosure.value
    grounds = before.grounds if data.grounds is None else ordered_grounds(data.grounds)
    if data.grounds is None and disclosure == Disclosure.OPEN:
        grounds = []
    return _State(
        title=before.title if data.title is None else data.title.strip(),
        abstract=before.abstract if data.abstract is None else data.abstract,
        keywords=before.keywords if data.keywords is None else list(data.keywords),
        disclosure=disclosure,
        grounds=grounds,
        title_hidden=before.title_hidden if data.title_hidden is None else data.title_hidden,
        record_file_id=before.record_file_id if data.record_file_id is None else data.record_file_id,
    )


def _require_fit(entry: RegistryEntry, before: _State, after: _State) -> None:
    if not after.title:
        raise TitleMissing()
    require_grounds(after.disclosure, after.grounds)
    file = RecordFile.objects.filter(pk=after.record_file_id).first()
    if file is None:
        raise RecordFileMissing()
    own = {entry.department_id, _department_of(before.record_file_id)}
    if file.department_id not in own:
        raise RecordFileForeign(file=file.title)


def _department_of(file_id: UUID) -> UUID | None:
    """Department of the file the line is in: of a merged one where its successor registered."""
    found: UUID | None = RecordFile.objects.filter(pk=file_id).values_list("department_id", flat=True).first()
    return found


def _content(before: _State, after: _State) -> dict[str, list[Any]]:
    """What changed, from what to what; ids as text."""
    old, new = asdict(before), asdict(after)
    changed = {name for name in old if old[name] != new[name]}
    content = {name: [old[name], new[name]] for name in sorted(changed - {"record_file_id"})}
    if "record_file_id" in changed:
        content["record_file_id"] = [str(before.record_file_id), str(after.record_file_id)]
    return content
