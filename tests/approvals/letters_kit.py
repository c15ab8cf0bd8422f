"""Letters between tenants: approved letters of the base organisation, a seal, and the jobs that carry them."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from approvals.choices import DocumentState
from approvals.models import FormDefinition, FormVersion, OfficialDocument, Transport
from approvals.permissions import (
    DISPATCH_SEND,
    DOCUMENT_VIEW,
    RECEIPT_DISTRIBUTE,
    RECEIPT_REGISTER,
    SEAL_MANAGE,
    SEAL_USE,
)
from approvals.services.dispatching import ReceiverData, SealChoice, request_dispatch, send
from approvals.services.seals import SealData, register_seal
from approvals.tasks import deliver_forwarded, deliver_letter, note_answer, take_in_letter
from core.access import Actor
from organization.models import Assignment, Post
from records.models import RecordFile, RetentionPeriod, UnitTask
from tenants.context import institution
from tests.approvals.kit import AT, SINCE, Office, fresh, signed, submitted
from tests.people import actor, department, user

CITY = "gov_garam"
VERIFY_AT = "https://culture.garam.localhost/verify/"
JOBS = {job.name: job for job in (deliver_letter, deliver_forwarded, take_in_letter, note_answer)}
DESK_CODES = frozenset({DISPATCH_SEND, SEAL_USE, DOCUMENT_VIEW})
RECEIPT_CODES = frozenset({RECEIPT_DISTRIBUTE, RECEIPT_REGISTER, DOCUMENT_VIEW})
CITY_RECEIVER = ReceiverData("가람시장(문화예술과장)", "TENANT", CITY)
OUTSIDE_RECEIVER = ReceiverData("가람소방서장", "OUTSIDE", "", "fire@garam.example")


def letter_form(code: str = "OUT", cross_class: str = "OUTGOING_EXTERNAL", kind: str = "GENERAL") -> str:
    """A form of letters decided like a small proposal."""
    form, _ = FormDefinition.objects.get_or_create(code=code)
    FormVersion.objects.get_or_create(
        form=form,
        number=1,
        defaults={
            "name": code,
            "kind": kind,
            "cross_class": cross_class,
            "layout": "FORM_1",
            "fields": [],
            "business_type": "spending_proposal",
            "made_at": AT,
            "made_by_name": "관리자",
        },
    )
    return code


def approved_letter(office: Office, form: str = "", **values: Any) -> OfficialDocument:
    """A letter that was decided and numbered."""
    given = {"receivers": ["가람시장(문화예술과장)"], **values}
    document = signed(office, submitted(office, form or letter_form(), amount=3_000_000, **given), "예", "박")
    assert document.state == DocumentState.APPROVED
    return fresh(document)


def clerk(
    office: Office, name: str = "김", department_name: str = "공연사업팀", *, seal: bool = True
) -> Actor:
    """Who sends letters, with or without the right to the seal."""
    codes = DESK_CODES if seal else DESK_CODES - {SEAL_USE}
    who = office.actor(name, department_name)
    return replace(who, codes=who.codes | codes)


def head(office: Office) -> Actor:
    """The head of the 처리과."""
    return clerk(office, "박")


def picture(side: int = 8) -> bytes:
    """A small red PNG."""
    rows = b"".join(b"\x00" + b"\xc8\x00\x00" * side for _ in range(side))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def a_seal(office: Office, name: str = "대표이사 직인") -> UUID:
    """A registered seal."""
    keeper = replace(office.actor("인", "인사팀"), codes=frozenset({SEAL_MANAGE}))
    data = SealData(name, "OFFICIAL", office.people["인"], picture())
    return register_seal(data=data, actor=keeper, at=AT).pk


def sent(
    office: Office, document: OfficialDocument, *receivers: ReceiverData, **options: Any
) -> list[Transport]:
    """Ask for the dispatch of a letter and send it with 관인생략; its transports in order."""
    who = clerk(office)
    dispatch = request_dispatch(
        document_id=document.pk, receivers=receivers or (CITY_RECEIVER,), actor=who, at=AT, **options
    )
    seal = SealChoice("OMITTED", reason="단순 통보")
    send(document_id=document.pk, seen=dispatch.version, seal=seal, verify_at=VERIFY_AT, actor=who, at=AT)
    return list(Transport.objects.filter(dispatch=dispatch).order_by("ordinal"))


def waiting_jobs() -> list[tuple[int, str, dict[str, Any]]]:
    """Jobs of letters in the queue, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args FROM public.procrastinate_jobs "
            "WHERE status = 'todo' AND task_name = ANY(%s) ORDER BY id",
            [list(JOBS)],
        )
        rows = cursor.fetchall()
    return [(key, name, args if isinstance(args, dict) else json.loads(args)) for key, name, args in rows]


def jobs_named(name: str) -> list[dict[str, Any]]:
    """The arguments of the waiting jobs of that name, which are taken out of the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM public.procrastinate_jobs WHERE status = 'todo' AND task_name = %s RETURNING args",
            [name],
        )
        rows = cursor.fetchall()
    return [args if isinstance(args, dict) else json.loads(args) for (args,) in rows]


def run_jobs(*, repeat: int = 1, only: str = "") -> list[str]:
    """Run the jobs of letters as the worker does, each inside its own tenant, until none is left."""
    done: list[str] = []
    while jobs := [job for job in waiting_jobs() if only in job[1]]:
        for key, name, args in jobs:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM public.procrastinate_jobs WHERE id = %s", [key])
            tenant = args.pop("tenant")
            for _ in range(repeat):
                with institution(tenant, platform_code=True):
                    JOBS[name].run(**args)
            done.append(name.removeprefix("approvals."))
    return done


def place(login_name: str, department_id: UUID) -> None:
    """Somebody of the world works in this department of the base organisation."""
    post = Post.objects.get(code="E-MEMBER")
    Assignment.objects.create(user=user(login_name), department_id=department_id, post=post, from_on=SINCE)


def city_clerk() -> Actor:
    """The records clerk of the city; the city is current."""
    who = actor("officer", AT.date())
    return replace(who, codes=who.codes | RECEIPT_CODES, department_id=department("11"))


def city_file() -> UUID:
    """An open record file of the city's department; the city is current."""
    return open_file(department("11"))


def open_file(department_id: UUID) -> UUID:
    """An open record file of a department of the current tenant."""
    task = UnitTask.objects.order_by("code").first()
    assert task is not None
    found = RecordFile.objects.filter(department_id=department_id).first() or RecordFile.objects.create(
        unit_task=task,
        department_id=department_id,
        year=2026,
        serial=900,
        title="수신 문서",
        retention_id=RetentionPeriod.objects.order_by("ordinal")[1].code,
        opened_on=date(2026, 1, 1),
    )
    return found.pk
