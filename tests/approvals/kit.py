"""The base organisation of the acceptance cases in a tenant's tables, forms to write on, and acts in short.

대표이사 최 › 사무처장 정 › 공연본부 이 › 공연사업팀 박 · 김 · 김2; 경영지원본부 경 › 예 회 계 인 기; 감사팀 감 under 최.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from approvals.choices import SignatureKind
from approvals.models import (
    ApprovalPolicy,
    ApprovalStep,
    FormDefinition,
    FormVersion,
    OfficialDocument,
)
from approvals.permissions import DOCUMENT_DRAFT, DOCUMENT_INSPECT, RESOLUTION_REGISTER
from approvals.queries.desk import desk_at
from approvals.rules.line_types import (
    CompleteRule,
    GroupMode,
    PlannedGroup,
    PlannedStep,
    Seat,
    StepKind,
)
from approvals.services.deciding import sign
from approvals.services.drafting import SubjectRef, create_draft
from approvals.services.submitting import submit
from core.access import Actor
from core.ids import uuid7
from core.periods import SEOUL
from identity.models import User
from organization.choices import AbsenceKind
from organization.models import (
    Absence,
    Assignment,
    DelegationRule,
    DelegationTable,
    Department,
    DepartmentVersion,
    FunctionHolder,
    Post,
)
from records.models import RecordFile, UnitTask

AT = datetime(2026, 11, 22, 10, 0, tzinfo=SEOUL)
SINCE = date(2026, 1, 1)
INSTITUTION = "inst_garam_culture"
# Unit, its parent, title and level of its head, who heads it, who else works there.
UNITS = (
    ("재단", "", "대표이사", "HEAD", "최", ()),
    ("사무처", "재단", "사무처장", "SECRETARY_GENERAL", "정", ()),
    ("공연본부", "사무처", "본부장", "DIVISION_HEAD", "이", ()),
    ("공연사업팀", "공연본부", "팀장", "TEAM_LEAD", "박", ("김", "김2", "오")),
    ("경영지원본부", "사무처", "본부장", "DIVISION_HEAD", "경", ()),
    ("예산팀", "경영지원본부", "팀장", "TEAM_LEAD", "예", ()),
    ("회계팀", "경영지원본부", "팀장", "TEAM_LEAD", "회", ()),
    ("계약팀", "경영지원본부", "팀장", "TEAM_LEAD", "계", ()),
    ("인사팀", "경영지원본부", "팀장", "TEAM_LEAD", "인", ()),
    ("기획팀", "경영지원본부", "팀장", "TEAM_LEAD", "기", ()),
    ("감사팀", "재단", "팀장", "TEAM_LEAD", "감", ()),
)
FUNCTIONS = {
    "BUDGET_TEAM": "예산팀",
    "ACCOUNTING_TEAM": "회계팀",
    "CONTRACT_TEAM": "계약팀",
    "HR_TEAM": "인사팀",
    "PLANNING_TEAM": "기획팀",
    "LEGAL": "기획팀",
    "AUDIT_TEAM": "감사팀",
}
TEXT = {
    "title": "가을 공연 무대 장비 임차",
    "abstract": "가을 공연에 쓸 무대 장비를 빌립니다.",
    "keywords": ["공연", "무대"],
    "body": {"signs": "NUMBERS", "blocks": [{"type": "item", "level": 1, "runs": [{"text": "장비 임차"}]}]},
    "disclosure": "OPEN",
}


@dataclass(frozen=True)
class Office:
    """The organisation in the current tenant."""

    people: dict[str, UUID]
    departments: dict[str, UUID]
    file_id: UUID
    files: dict[str, UUID] = field(default_factory=dict)

    def actor(self, name: str, department: str = "공연사업팀") -> Actor:
        """A person of the organisation, as one who acts."""
        return Actor(
            user_id=self.people[name],
            name=name,
            codes=frozenset({DOCUMENT_DRAFT, DOCUMENT_INSPECT, RESOLUTION_REGISTER}),
            department_id=self.departments[department],
        )


def found_office() -> Office:
    """Make the organisation, its record files and the forms of the cases; people of the world step aside."""
    Assignment.objects.all().delete()
    people, departments = {}, {}
    for code, (name, parent, title, level, head, others) in enumerate(UNITS):
        department = Department.objects.create(code=f"E{code:02d}")
        departments[name] = department.pk
        post, _ = Post.objects.get_or_create(
            code=f"E-{level}", defaults={"name": title, "rank": 100 - code, "is_head": True, "level": level}
        )
        DepartmentVersion.objects.create(
            department=department,
            name=name,
            parent_id=departments.get(parent),
            head_post=post,
            from_on=SINCE,
        )
        people[head] = _hire(head, department.pk, post)
        member, _ = Post.objects.get_or_create(
            code="E-MEMBER", defaults={"name": "주임", "rank": 200, "is_head": False, "level": "MEMBER"}
        )
        for other in others:
            people[other] = _hire(other, department.pk, member)
    for function, name in FUNCTIONS.items():
        FunctionHolder.objects.filter(function=function).delete()
        FunctionHolder.objects.create(function=function, department_id=departments[name], from_on=SINCE)
    task = UnitTask.objects.order_by("code").first()
    assert task is not None
    files = {
        name: RecordFile.objects.create(
            unit_task=task,
            department_id=department_id,
            year=2026,
            serial=900,
            title=f"{name} 문서",
            retention_id="Y5" if _has("Y5") else _any_retention(),
            opened_on=SINCE,
        ).pk
        for name, department_id in departments.items()
    }
    for code, kind, business_type in (
        ("PROPOSAL", "GENERAL", "spending_proposal"),
        ("CERTIFICATE", "GENERAL", "certificate"),
        ("RULE", "GENERAL", "rule_amendment"),
        ("OVERTIME", "GENERAL", "overtime"),
        ("TRIP", "GENERAL", "trip_domestic"),
        ("NOTICE", "NOTICE", "spending_proposal"),
        ("CONTRACT", "GENERAL", "contract_goods_service"),
    ):
        form, _ = FormDefinition.objects.get_or_create(code=code)
        FormVersion.objects.create(
            form=form,
            number=2,
            name=code,
            kind=kind,
            cross_class="INTERNAL",
            layout="FORM_2",
            fields=[{"name": "estimate", "label": "추정금액", "drives": True}, {"name": "memo"}],
            business_type=business_type,
            reject_allowed=True,
            made_at=AT,
            made_by_name="관리자",
        )
    return Office(people, departments, files["공연사업팀"], files)


def _has(code: str) -> bool:
    from records.models import RetentionPeriod

    return RetentionPeriod.objects.filter(code=code).exists()


def _any_retention() -> str:
    from records.models import RetentionPeriod

    return RetentionPeriod.objects.order_by("ordinal")[1].code


def _hire(name: str, department_id: UUID, post: Post) -> UUID:
    user = User.objects.create(login_name=f"e-{name}", name=name)
    Assignment.objects.create(user=user, department_id=department_id, post=post, from_on=SINCE)
    return user.pk


def ask_for_proof(code: str) -> None:
    """From now on the form asks whoever signs for a recent proof: a version of its own."""
    latest = FormVersion.objects.filter(form__code=code).order_by("-number").first()
    assert latest is not None
    latest.pk, latest.number, latest.step_up = uuid7(), latest.number + 1, True
    latest.save(force_insert=True)


def table_with(rule_id: str, *, on: date, **values: Any) -> None:
    """A further delegation table in force since a day, with one row changed."""
    old = DelegationTable.objects.filter(state="IN_FORCE").order_by("-effective_from").first()
    assert old is not None
    table = DelegationTable.objects.create(
        number=old.number + 1,
        title=old.title,
        basis_text=old.basis_text,
        state="IN_FORCE",
        effective_from=on,
    )
    for rule in DelegationRule.objects.filter(table=old):
        rule.pk, rule.table = uuid7(), table
        if rule.rule_id == rule_id:
            for name, value in values.items():
                setattr(rule, name, value)
        rule.save(force_insert=True)


def policy(**values: Any) -> None:
    """The institution's own policy of approval."""
    ApprovalPolicy.objects.create(from_on=SINCE, values=values, made_at=AT)


def draft(
    office: Office,
    form: str = "PROPOSAL",
    *,
    by: str = "김",
    amount: int | None = 3_000_000,
    subjects: Sequence[SubjectRef] = (),
    department: str = "공연사업팀",
    **values: Any,
) -> OfficialDocument:
    """A draft that may be handed in."""
    given = {**TEXT, "record_file_id": office.files[department], "amount": amount, **values}
    return create_draft(
        form_code=form, actor=office.actor(by, department), at=AT, values=given, subjects=subjects
    )


def submitted(
    office: Office, *args: Any, at: datetime = AT, groups: Any = None, **kwargs: Any
) -> OfficialDocument:
    """A document under approval."""
    by = kwargs.get("by", "김")
    document = draft(office, *args, **kwargs)
    return submit(
        document_id=document.pk,
        seen=document.version,
        actor=office.actor(by, kwargs.get("department", "공연사업팀")),
        at=at,
        groups=groups,
    )


def fresh(document: OfficialDocument) -> OfficialDocument:
    """The document as it is stored now."""
    return OfficialDocument.objects.get(pk=document.pk)


def steps(document: OfficialDocument) -> list[ApprovalStep]:
    """Steps of the present round in order, without the drafter's."""
    now = fresh(document)
    found = ApprovalStep.objects.filter(document=now, round=now.round).select_related("person", "group")
    return [step for step in found.order_by("group__seq", "ordinal") if step.group.seq > 0]


def step_of(office: Office, document: OfficialDocument, name: str, kind: str = "") -> ApprovalStep:
    """The living step whose turn is (or will be) this person's."""
    chart = desk_at(AT).chart
    for step in steps(document):
        seat = chart.of_key(step.seat_key)
        holder = step.person_id or (seat.person_id if seat else None)
        if holder == office.people[name] and step.state not in {"SUPERSEDED"} and kind in {"", step.kind}:
            return step
    raise AssertionError(f"{name} has no step")


def signed(
    office: Office,
    document: OfficialDocument,
    *names: str,
    at: datetime = AT,
    result: SignatureKind = SignatureKind.AGREED,
    opinion: str = "",
) -> OfficialDocument:
    """These people sign their steps one after the other; an audit finds it proper."""
    for name in names:
        step = step_of(office, document, name)
        given = SignatureKind.AUDIT_PROPER if step.kind == "AUDIT" and result == "AGREED" else result
        document = sign(
            document_id=document.pk,
            step_id=step.pk,
            seen=fresh(document).version,
            actor=office.actor(name),
            at=at,
            result=given,
            opinion=opinion,
        )
    return document


def states(document: OfficialDocument) -> list[str]:
    """`검토 박 ACTIVE` for each step, in order."""
    names = dict(User.objects.values_list("pk", "name"))
    return [f"{step.kind} {names.get(step.person_id, '-')} {step.state}" for step in steps(document)]


def seat_of(office: Office, name: str) -> Seat:
    """The position a head of a unit holds, else the person's own seat."""
    chart = desk_at(AT).chart
    for unit in chart.structure.units.values():
        if unit.head_id == office.people[name]:
            return chart.head_of(unit, "")
    return chart.of_person(office.people[name])


def group(
    office: Office,
    seq: int,
    kind: StepKind,
    names: Iterable[str],
    *,
    mode: GroupMode = GroupMode.PARALLEL,
    rule: CompleteRule = CompleteRule.ALL,
    count: int = 0,
    required: bool = True,
) -> PlannedGroup:
    """A group of a line by names."""
    planned = tuple(PlannedStep(kind, seat_of(office, name), required=required) for name in names)
    return PlannedGroup(seq, planned, mode, rule, count)


def long_line(office: Office, length: int) -> tuple[list[str], list[PlannedGroup]]:
    """A line of so many steps: 예 and people hired for it cooperate one after the other, 박 decides."""
    post = Post.objects.get(code="E-MEMBER")
    names = ["예", *(f"협{place}" for place in range(1, length - 1))]
    for name in names[1:]:
        if name not in office.people:
            office.people[name] = _hire(name, office.departments["회계팀"], post)
    groups = [group(office, place, StepKind.COOPERATE, [name]) for place, name in enumerate(names, 1)]
    return names, [*groups, group(office, length, StepKind.APPROVE, ["박"])]


def away(
    office: Office,
    name: str,
    deputy: str | None = None,
    *,
    start: datetime = AT - timedelta(days=2),
    end: datetime = AT + timedelta(days=2),
    kind: str = AbsenceKind.TRIP,
) -> Absence:
    """Somebody is absent, with a deputy or without."""
    return Absence.objects.create(
        person_id=office.people[name],
        deputy_id=office.people[deputy] if deputy else None,
        from_at=start,
        to_at=end,
        kind=kind,
        reason="",
        scope=[],
    )
