"""The book of certificates (증명서 발급대장), and the check of one by its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from core.korean import mask_name
from hr.models import CertificateRequest
from hr.queries.orders import card_names
from hr.rules.certificates import plain_code


@dataclass(frozen=True)
class CertificateRow:
    """A certificate as the book shows it."""

    certificate_id: UUID
    number: str
    kind: str
    person_id: UUID
    employee_no: str
    name: str
    purpose: str
    issued_on: date
    code: str
    hwpx: str = "HWPX"


@dataclass(frozen=True)
class CertificateCheck:
    """What whoever holds the paper may learn: kind, number, day, and the name half hidden."""

    kind: str
    number: str
    issued_on: date
    name: str
    institution: str


def certificate_rows() -> QuerySet[CertificateRequest]:
    """Certificates as rows, for lists of this app's edge."""
    return CertificateRequest.objects.select_related("person")


def certificates(
    *, year: int | None = None, person_id: UUID | None = None, text: str = ""
) -> list[CertificateRow]:
    """The book, the newest first."""
    rows = certificate_rows()
    if year is not None:
        rows = rows.filter(issued_on__year=year)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if text:
        rows = rows.filter(Q(number__icontains=text) | Q(purpose__icontains=text))
    found = list(rows)
    names = card_names([row.person_id for row in found])
    return [
        CertificateRow(
            row.pk,
            row.number,
            row.get_kind_display(),
            row.person_id,
            row.person.employee_no,
            names.get(row.person_id, ""),
            row.purpose,
            row.issued_on,
            row.code,
        )
        for row in found
    ]


def check_certificate(typed: str) -> CertificateCheck | None:
    """The certificate of a code; None when there is none."""
    found = certificate_rows().filter(code=plain_code(typed)).first()
    if found is None:
        return None
    name = card_names([found.person_id]).get(found.person_id, "")
    institution = str(found.content.get("institution", ""))
    return CertificateCheck(
        found.get_kind_display(), found.number, found.issued_on, mask_name(name), institution
    )
