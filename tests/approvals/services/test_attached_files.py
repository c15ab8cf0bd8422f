"""Files of a draft are read by a job; the submission waits for it and looks for personal data in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from approvals.choices import DocumentState
from approvals.errors.documents import AttachmentLimit, AttachmentNotChecked, ResidentNumberFound
from approvals.models import AttachmentBlob, OfficialDocument
from approvals.services.attachments import attach, read_attachment, read_waiting
from approvals.services.submitting import submit
from core.errors import DomainError
from tenants.context import institution
from tests.approvals.files_kit import hwp, hwpx, pdf, xlsx
from tests.approvals.kit import AT, Office, draft, found_office, fresh
from tests.approvals.letters_kit import jobs_named
from tests.worlds import World

NUMBER = "900101-1234567"


@pytest.fixture
def office(world: World, tmp_path: Path, settings: Any) -> Iterator[Office]:
    settings.MEDIA_ROOT = tmp_path
    with institution(world.culture):
        yield found_office()


def with_file(office: Office, name: str, data: bytes, **values: Any) -> OfficialDocument:
    document = draft(office, enclosures=[{"name": "견적서", "quantity": "1부"}], **values)
    attach(document_id=document.pk, seen=1, name=name, data=data, actor=office.actor("김"), at=AT)
    return fresh(document)


def read_all() -> list[str]:
    """What the job of each uploaded file leaves."""
    for args in jobs_named("approvals.read_attachment"):
        read_attachment.run(blob_id=args["blob_id"])
    return list(AttachmentBlob.objects.order_by("stored_at", "pk").values_list("state", flat=True))


def refusal(office: Office, document: OfficialDocument) -> DomainError | None:
    try:
        submit(document_id=document.pk, seen=document.version, actor=office.actor("김"), at=AT)
    except DomainError as refused:
        return refused
    return None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("견적.pdf", pdf(NUMBER)),
        ("견적.hwpx", hwpx(NUMBER)),
        ("견적.xlsx", xlsx(NUMBER)),
        ("견적.hwp", hwp(NUMBER)),
        ("견적.csv", NUMBER.encode()),
    ],
)
def test_dc_04_a_resident_number_in_a_file_of_an_open_document(
    office: Office, name: str, data: bytes
) -> None:
    document = with_file(office, name, data)
    assert read_all() == ["CLEAN"]
    assert isinstance(refusal(office, document), ResidentNumberFound)
    assert fresh(document).state == DocumentState.DRAFT


def test_dc_11_the_submission_waits_until_a_file_is_read(office: Office) -> None:
    document = with_file(office, "견적.pdf", pdf("100"))
    waits = refusal(office, document)
    assert isinstance(waits, AttachmentNotChecked)
    assert (waits.code, waits.facts) == ("E-DOC-018", {"file": "견적.pdf"})
    assert read_all() == ["CLEAN"]
    assert AttachmentBlob.objects.get().text.strip() == "100"
    assert refusal(office, document) is None


@pytest.mark.parametrize(
    ("name", "data"), [("견적.pdf", pdf("100", "secret")), ("견적.hwp", hwp("100", flags=3))]
)
def test_e_doc_018_a_locked_file_goes_with_closed_documents_only(
    office: Office, name: str, data: bytes
) -> None:
    document = with_file(office, name, data)
    assert read_all() == ["UNREADABLE"]
    refused = refusal(office, document)
    assert isinstance(refused, AttachmentNotChecked)
    assert fresh(document).state == DocumentState.DRAFT
    OfficialDocument.objects.filter(pk=document.pk).update(disclosure="CLOSED", grounds=[7])
    assert refusal(office, document) is None


def test_dc_11_the_thirty_first_file_is_refused_at_once(office: Office) -> None:
    document = draft(office)
    for number in range(1, 31):
        attach(
            document_id=document.pk,
            seen=number,
            name=f"{number}.txt",
            data=f"{number}".encode(),
            actor=office.actor("김"),
            at=AT,
        )
    with pytest.raises(AttachmentLimit) as refused:
        attach(document_id=document.pk, seen=31, name="31.txt", data=b"31", actor=office.actor("김"), at=AT)
    assert (refused.value.code, refused.value.facts["n"], refused.value.facts["max_n"]) == (
        "E-DOC-019",
        31,
        30,
    )
    assert document.attachments.count() == 30


def test_a_file_nobody_read_is_taken_up_again(office: Office) -> None:
    with_file(office, "견적.pdf", pdf("100"))
    assert len(jobs_named("approvals.read_attachment")) == 1
    assert (read_waiting(before=AT), read_waiting(before=AT + timedelta(minutes=10))) == (0, 1)
    assert read_all() == ["CLEAN"]
    assert read_waiting(before=AT + timedelta(minutes=10)) == 0
