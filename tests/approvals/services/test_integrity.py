"""Tampering is refused by the database, and found where it got past it."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError

from approvals.choices import Integrity, SignatureKind
from approvals.models import Attachment, DocumentVersion, OfficialDocument, Signature
from approvals.queries.integrity import faults_of
from approvals.services.attachments import attach, detach
from approvals.services.changing import answer_audit
from approvals.services.submitting import submit
from approvals.services.verifying import verify_documents
from core.errors import InvalidMove
from core.models import AuditEntry
from tests.approvals.kit import AT, Office, away, draft, fresh, signed, step_of, submitted

INSERT_ONLY = (
    "approvals_signature",
    "approvals_documentversion",
    "approvals_approvalline",
    "approvals_opinion",
    "approvals_groupactivation",
    "approvals_approvalgroup",
)


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


def _approved(office: Office, name: str = "견적.txt", data: bytes = b"100") -> OfficialDocument:
    document = draft(office, enclosures=[{"name": "견적서", "quantity": "1부"}])
    attach(document_id=document.pk, seen=1, name=name, data=data, actor=office.actor("김"), at=AT)
    submit(document_id=document.pk, seen=2, actor=office.actor("김"), at=AT)
    signed(office, document, "예", result=SignatureKind.AGREED_WITH_OPINION, opinion="의견입니다.")
    signed(office, document, "박")
    return fresh(document)


def test_in_01_a_changed_byte_on_disk_is_found(office: Office) -> None:
    document = _approved(office)
    assert verify_documents(at=AT).broken == ()
    blob = Attachment.objects.get(document=document).blob
    Path(default_storage.path(blob.stored_as)).write_bytes(b"101")
    found = verify_documents(at=AT)
    assert [(one.document_id, one.code) for one in found.broken] == [(document.pk, "E-APR-035")]
    assert fresh(document).integrity == Integrity.BROKEN
    alarms = AuditEntry.objects.filter(verb="document_integrity_broken", subject_id=document.pk)
    assert alarms.count() == 1
    verify_documents(at=AT)
    assert alarms.count() == 1
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_documents", "--tenant", connection.schema_name, stdout=out)
    assert "E-APR-035" in out.getvalue()


@pytest.mark.parametrize("table", INSERT_ONLY)
def test_in_02_what_was_signed_is_not_changed_by_the_application(office: Office, table: str) -> None:
    _approved(office)
    for statement in (f"UPDATE {table} SET round = round", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_approved_text_and_numbers_are_not_changed_in_the_database(office: Office) -> None:
    document = _approved(office)
    for column, value in (("title", "x"), ("number", 7), ("state", "DRAFT"), ("amount", 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficialDocument.objects.filter(pk=document.pk).update(**{column: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(document=document).update(name="x.txt")
    with pytest.raises(IntegrityError), transaction.atomic():
        document.delete()
    assert fresh(document).title == document.title


def test_a_night_checks_what_was_touched_and_a_thirtieth_of_the_rest_in_rotation(office: Office) -> None:
    papers = [submitted(office) for _ in range(3)]
    hours = [AT + timedelta(hours=hour) for hour in range(1, 6)]
    checked = [verify_documents(at=at, everything=False).checked for at in hours[:4]]
    assert checked == [3, 1, 1, 1]
    known = OfficialDocument.objects.filter(pk__in=[paper.pk for paper in papers])
    assert set(known.values_list("integrity_checked_at", flat=True)) == set(hours[1:4])
    signed(office, papers[2], "예", at=hours[3] + timedelta(minutes=1))
    assert verify_documents(at=hours[4], everything=False).checked == 2
    assert known.get(pk=papers[2].pk).integrity_checked_at == hours[4]


def test_files_stay_once_the_document_is_handed_in(office: Office) -> None:
    document = draft(office)
    act: dict[str, Any] = {"document_id": document.pk, "actor": office.actor("김"), "at": AT}
    file = attach(**act, seen=1, name="../../표.csv", data="가,나".encode())
    assert (file.name, file.blob.text, file.blob.state) == ("표.csv", "가,나", "CLEAN")
    detach(**act, seen=2, attachment_id=file.pk)
    submit(document_id=document.pk, seen=3, actor=office.actor("김"), at=AT)
    with pytest.raises(InvalidMove):
        attach(**act, seen=4, name="표.csv", data=b"1")
    assert document.attachments.count() == 0


def test_random_tampering_with_triggers_off_is_found(office: Office) -> None:
    """A thousand times one column of what was signed is changed, and the verifier says so each time."""
    rng = random.Random(2026)
    away(office, "이", "박")
    document = submitted(office, amount=30_000_000)
    signed(office, document, "박")
    final = step_of(office, document, "이")
    from approvals.services.deciding import sign

    sign(
        document_id=document.pk,
        step_id=final.pk,
        seen=document.version,
        actor=office.actor("이"),
        at=AT,
    )
    signed(office, document, "예", "회")
    audit = step_of(office, document, "감")
    signed(office, document, "감", result=SignatureKind.AUDIT_OPINION, opinion="견적을 더 받으십시오.")
    answer_audit(
        document_id=document.pk, step_id=audit.pk, text="받았습니다.", actor=office.actor("김"), at=AT
    )
    signed(office, document, "정")
    assert faults_of(fresh(document)) == []
    missed = [case for case in (_case(rng) for _ in range(1000)) if not _found(document, case)]
    assert missed == []


COLUMNS = {
    "approvals_signature": (
        "signer_name", "title", "kind", "auth_level", "content_hash", "line_hash", "previous_hash",
        "signed_hash", "ordinal", "content_version", "line_version", "signed_at",
    ),
    "approvals_documentversion": ("content", "content_hash", "number"),
    "approvals_approvalline": ("content", "line_hash", "number"),
    "approvals_opinion": ("text", "author_name", "kind", "written_at"),
    "approvals_officialdocument": (
        "title", "abstract", "amount", "business_type", "number_text", "content_hash", "seal_hash",
        "last_signature", "number", "decided_at",
    ),
    "approvals_approvalstep": ("acted_by_name", "acted_at"),
}  # fmt: skip


def _case(rng: random.Random) -> tuple[str, str, int]:
    table = rng.choice(sorted(COLUMNS))
    return table, rng.choice(COLUMNS[table]), rng.randrange(100)


def _found(document: OfficialDocument, case: tuple[str, str, int]) -> bool:
    table, column, place = case
    key = "id" if table == "approvals_officialdocument" else "document_id"
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                where = f"{key} = %s" + (" AND acted_at IS NOT NULL" if table.endswith("step") else "")
                cursor.execute(f"SELECT id, {column} FROM {table} WHERE {where} ORDER BY id", [document.pk])
                rows = cursor.fetchall()
                row_id, value = rows[place % len(rows)]
                cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [_other(value), row_id])
            found = bool(faults_of(fresh(document)))
            raise _Undo(found)
    except _Undo as undone:
        return undone.found
    except IntegrityError:
        return True


class _Undo(Exception):
    def __init__(self, found: bool) -> None:
        self.found = found


def _other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value[:-1] + ("1" if not value.endswith("1") else "2")
    return value.replace(microsecond=(value.microsecond + 1) % 1_000_000)


def test_a_deleted_signature_is_found(office: Office) -> None:
    document = submitted(office)
    signed(office, document, "예")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "DELETE FROM approvals_signature WHERE id = %s",
            [Signature.objects.filter(document=document).order_by("-ordinal")[0].pk],
        )
    assert faults_of(fresh(document)) != []
    assert DocumentVersion.objects.filter(document=document).count() == 1
