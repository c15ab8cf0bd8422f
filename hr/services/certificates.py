"""Certificates on demand: numbered, kept as they were issued, provable by their code, drawn as PDF/A and written as HWPX."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import typst
from django.conf import settings
from django.db import transaction

from approvals.services.print_fonts import printable, typefaces
from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound
from core.hwpx import PaperPage, write_hwpx
from core.numbering import take_number
from core.periods import day_of
from core.schema import current_schema
from hr.choices import CertificateKind, Fact, SecretKind
from hr.errors import CertificateNotDue
from hr.models import CertificateRequest, Employment, Person, PersonSecret
from hr.permissions import CERTIFICATE_MANAGE, PERSON_VIEW
from hr.queries.people import Card, card
from hr.queries.rules import rule_rows
from hr.queries.standing import history_of
from hr.rules.certificates import CODE_LENGTH, code_of, not_due
from tenants import registry

TEMPLATE = Path(__file__).resolve().parent.parent / "paper" / "certificate.typ"
ITEMS = ("birth", "rrn", "department", "post", "grade", "period", "work", "appointments")
TITLES = {
    CertificateKind.EMPLOYMENT: ("재직증명서", "위와 같이 재직하고 있음을 증명합니다."),
    CertificateKind.CAREER: ("경력증명서", "위와 같이 근무하였음을 증명합니다."),
    CertificateKind.LEAVING: ("퇴직증명서", "위와 같이 근무하고 퇴직하였음을 증명합니다."),
}
TITLES_EN = {
    CertificateKind.EMPLOYMENT: (
        "Certificate of Employment",
        "This is to certify the employment stated above.",
    ),
    CertificateKind.CAREER: ("Certificate of Career", "This is to certify the service stated above."),
    CertificateKind.LEAVING: (
        "Certificate of Leaving",
        "This is to certify the service and leaving stated above.",
    ),
}
WORDS = {
    "ko": {
        "name": "성명", "birth": "생년월일", "rrn": "주민등록번호", "department": "소속", "post": "직위",
        "grade": "직급", "period": "근무기간", "work": "담당업무", "purpose": "용도", "until": "현재",
    },
    "en": {
        "name": "Name", "birth": "Date of birth", "rrn": "Resident registration no.", "department": "Department",
        "post": "Title", "grade": "Grade", "period": "Period", "work": "Duties", "purpose": "Purpose",
        "until": "present",
    },
}  # fmt: skip


@dataclass(frozen=True)
class CertificateData:
    """What is asked for; only the items the person asks for are written (제39조제2항)."""

    kind: str
    purpose: str
    items: Sequence[str] = ("birth", "department", "post", "period")
    language: str = "ko"


@transaction.atomic
def issue_certificate(
    *, actor: Actor, person_id: UUID, data: CertificateData, at: datetime
) -> CertificateRequest:
    """Issue a certificate: the own one, or another's with the right to. Takes the number last.

    Refuses unknown kinds and items, and what is not due (CERTIFICATE_NOT_DUE).
    """
    person = Person.objects.filter(pk=person_id).first()
    is_own = person is not None and actor.user_id is not None and person.user_id == actor.user_id
    if person is None:
        raise NotFound(person_id=str(person_id))
    if not is_own:
        actor.require(CERTIFICATE_MANAGE)
        actor.require(PERSON_VIEW)
    _refuse_malformed(data)
    today = day_of(at)
    shown = card(person_id, today, actor=actor)
    _refuse_not_due(shown.employment, data.kind, today)
    content = _content(shown, data, today)
    number = int(take_number("HRC", today.year, "C").rsplit("-", 1)[1])
    made = CertificateRequest.objects.create(
        person=person,
        kind=data.kind,
        number=f"제{today.year}-{number:04d}호",
        code=code_of([secrets.randbelow(1 << 30) for _ in range(CODE_LENGTH)]),
        purpose=data.purpose.strip(),
        language=data.language,
        items=list(data.items),
        content=content,
        requested_by_id=actor.user_id,
        issued_at=at,
        issued_on=today,
    )
    audit.record(
        actor=actor,
        verb="hr_certificate_issued",
        subject_type="hr_person",
        subject_id=person.pk,
        summary=f"{made.get_kind_display()} {made.number}",
        at=at,
        facts={"number": made.number, "purpose": made.purpose},
    )
    return made


def draw_certificate(certificate: CertificateRequest) -> bytes:
    """The certificate as PDF/A; the same certificate gives the same bytes."""
    return draw_page(_page(certificate), certificate.issued_at)


def write_certificate(certificate: CertificateRequest) -> bytes:
    """The same certificate as HWPX; what was issued is proved by the code, not by the file."""
    return write_page(_page(certificate))


def _page(certificate: CertificateRequest) -> dict[str, Any]:
    return {
        **certificate.content,
        "number": certificate.number,
        "language": certificate.language,
        "verify": _verify_words(certificate),
    }


def write_page(page: Mapping[str, Any]) -> bytes:
    """One page of the personnel office as HWPX."""
    return write_hwpx(
        PaperPage(
            title=page["title"],
            number=page["number"],
            facts=[(label, text) for label, text in page["facts"]],
            sentence=page["sentence"],
            day=page["day"],
            institution=page["institution"],
            footer=page["verify"],
            heads=page["heads"],
            rows=page["rows"],
        )
    )


def draw_page(page: Mapping[str, Any], at: datetime) -> bytes:
    """One page of the personnel office as PDF/A; nothing in it is read as markup."""
    fonts, covered = typefaces(tuple(settings.PRINT_FONTS))
    with TemporaryDirectory(prefix="certificate-") as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes(TEMPLATE.read_bytes())
        (root / "page.json").write_text(json.dumps(printable(dict(page), covered)), encoding="utf-8")
        drawn = typst.compile(
            str(root / "main.typ"),
            root=str(root),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="a-2b",
            timestamp=int(at.timestamp()),
        )
    return bytes(drawn)


def _verify_words(certificate: CertificateRequest) -> str:
    if certificate.language == "en":
        return f"Verification code {certificate.code}"
    return f"확인번호 {certificate.code} · 기관 누리집의 증명서 확인에서 진위를 확인할 수 있습니다."


def _refuse_malformed(data: CertificateData) -> None:
    faults = []
    if data.kind not in CertificateKind.values:
        faults.append(FieldFault("/kind", "choice", "종류를 고르십시오."))
    if not data.purpose.strip():
        faults.append(FieldFault("/purpose", "required", "용도를 넣으십시오."))
    if data.language not in WORDS:
        faults.append(FieldFault("/language", "choice", "언어를 고르십시오."))
    faults += [
        FieldFault("/items", "unknown", "없는 기재 사항입니다.") for name in data.items if name not in ITEMS
    ]
    if faults:
        raise InvalidInput(errors=faults)


def _refuse_not_due(employment: Employment | None, kind: str, on: date) -> None:
    label = str(CertificateKind(kind).label)
    if employment is None:
        raise CertificateNotDue(kind=label, reason="임용된 사실이 없습니다.")
    rule: Mapping[str, Any] = next((row.payload for row in rule_rows("certificate", on)), {})
    reason = not_due(kind, hired_on=employment.hired_on, left_on=employment.left_on, on=on, **rule)
    if reason:
        raise CertificateNotDue(kind=label, reason=reason)


def _content(shown: Card, data: CertificateData, on: date) -> dict[str, Any]:
    words = WORDS[data.language]
    titles = TITLES_EN if data.language == "en" else TITLES
    title, sentence = titles[CertificateKind(data.kind)]
    name = shown.basics.name_en or shown.basics.name if data.language == "en" else shown.basics.name
    facts = [(words["name"], name)]
    facts += [(words[item], _fact(shown, item, words)) for item in data.items if item != "appointments"]
    facts.append((words["purpose"], data.purpose.strip()))
    tenant = registry.find_by_schema(current_schema())
    rows = []
    if "appointments" in data.items:
        rows = [
            [f"{one.effective_on:%Y-%m-%d}", one.kind_label, one.after]
            for one in reversed(shown.appointments)
        ]
    return {
        "title": title,
        "sentence": sentence,
        "facts": [list(fact) for fact in facts],
        "heads": ["발령일", "구분", "내용"] if rows else [],
        "rows": rows,
        "day": f"{on.year}. {on.month}. {on.day}.",
        "institution": tenant.name if tenant else "",
    }


def _fact(shown: Card, item: str, words: Mapping[str, str]) -> str:
    employment = shown.employment
    last = shown.standing
    if employment is not None and employment.left_on is not None and employment.left_on < shown.on:
        last = None
    if item == "birth":
        return f"{shown.basics.birth_on:%Y-%m-%d}"
    if item == "rrn":
        found = PersonSecret.objects.filter(
            person_id=shown.person_id, kind=SecretKind.RRN, replaced_at__isnull=True
        ).first()
        return found.masked if found else ""
    if item == "period" and employment is not None:
        end = words["until"] if last is not None else f"{employment.left_on:%Y-%m-%d}"
        return f"{employment.hired_on:%Y-%m-%d} ~ {end}"
    if item in ("department", "post") and shown.posts:
        fact = last.facts.get(Fact.POST) if last is not None else shown.posts[0][0]
        return shown.words.of(item, fact.values.get(item)) if fact else ""
    if item == "work" and shown.posts:
        return str(shown.posts[0][0].values.get("work", ""))
    return _grade(shown, last is not None) if item == "grade" else ""


def _grade(shown: Card, is_here: bool) -> str:
    if is_here:
        return shown.grade
    if shown.employment is None:
        return ""
    rows = history_of(shown.employment.pk, Fact.GRADE)
    return shown.words.of("grade", rows[-1].values.get("grade")) if rows else ""


def certificate_of(certificate_id: UUID, actor: Actor) -> CertificateRequest:
    """A certificate for its person, or for who keeps the book; NotFound for everybody else."""
    found = CertificateRequest.objects.select_related("person").filter(pk=certificate_id).first()
    if found is None:
        raise NotFound(certificate_id=str(certificate_id))
    is_own = actor.user_id is not None and found.person.user_id == actor.user_id
    if not is_own and not actor.may(CERTIFICATE_MANAGE):
        raise NotFound(certificate_id=str(certificate_id))
    return found
