"""People of the test world, and signing them in.

Every institution has the same eleven people, named by what they do:

    drafter 윤하늘 · inspector 정다온 (검수 담당) · approver 서정우 (재무관) · disburser 한지민 (지출원)
    cashier 오세라 (출납원)
    assessor 문가온 (징수관) · budget 나도현 (예산담당) · chief 류해인 (회계책임관)
    admin 관리자 (기관관리자) · outsider 임나라 (no permission at all)

A paper of the drafter goes to the head of 20 up to 20,000,000 won and to `ceo` 백시온 above; 11 does the work of the
budget team, 12 that of the accounting and contract teams.

Departments of an institution: 00 대표이사실, 10 경영본부 › 11 경영지원팀, 12 회계팀; 20 문화본부 › 21 문화사업팀.
A government has 10 문화체육국 › 11 문화예술과.

A government has `officer` 강민서, `admin` and `outsider`; the platform has `operator` 천유진, `admin` and `outsider`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from core.access import SYSTEM, Actor
from core.periods import SEOUL, day_of
from core.schema import current_schema
from identity.models import OfficerAppointment, Role, RoleGrant, User
from identity.queries import actor_for
from identity.services import PolicyData, change_policy
from organization.models import Assignment, Department, DepartmentVersion, FunctionHolder, Post
from tenants.context import institution
from tenants.registry import TenantInfo

HIRED_AT = datetime(2026, 1, 2, 9, 0, tzinfo=SEOUL)
HIRED_ON = date(2020, 1, 1)
PASSWORD = "느티나무-그늘-아래-42"


@dataclass(frozen=True)
class Part:
    """A person of the world: log-in name, name, preset role, duty of the accounting acts, department, post."""

    login_name: str
    name: str
    role: str = ""
    duty: str = ""
    department: str = ""
    post: str = "MEMBER"


INSTITUTION_PARTS = (
    Part("drafter", "윤하늘", "drafter", "REQUESTER", "21"),
    Part("inspector", "정다온", "inspector", "REQUESTER", "21"),
    Part("approver", "서정우", "commitment-officer", "COMMITMENT_OFFICER", "10", "HEAD"),
    Part("disburser", "한지민", "disbursing-officer", "DISBURSING_OFFICER", "12", "CHIEF"),
    Part("cashier", "오세라", "cashier", "CASHIER", "12"),
    Part("assessor", "문가온", "assessment-officer", "ASSESSMENT_OFFICER", "11"),
    Part("budget", "나도현", "budget-officer", "BUDGET_HEAD", "11", "CHIEF"),
    Part("chief", "류해인", "chief-accounting-officer", "CHIEF_ACCOUNTING_OFFICER", "20", "HEAD"),
    Part("ceo", "백시온", "manager", "", "00", "CEO"),
    Part("outsider", "임나라"),
)
GOVERNMENT_PARTS = (Part("officer", "강민서", "officer", department="11"), Part("outsider", "임나라"))
INSTITUTION_DEPARTMENTS = (
    ("10", "경영본부", None),
    ("11", "경영지원팀", "10"),
    ("12", "회계팀", "10"),
    ("20", "문화본부", None),
    ("21", "문화사업팀", "20"),
    ("00", "대표이사실", None),
)
GOVERNMENT_DEPARTMENTS = (("10", "문화체육국", None), ("11", "문화예술과", "10"))
POSTS = (
    ("CEO", "대표이사", 5, True, "HEAD"),
    ("HEAD", "본부장", 10, True, "DIVISION_HEAD"),
    ("CHIEF", "팀장", 20, True, "TEAM_LEAD"),
    ("MEMBER", "팀원", 50, False, "MEMBER"),
)
FUNCTIONS = (("BUDGET_TEAM", "11"), ("ACCOUNTING_TEAM", "12"), ("CONTRACT_TEAM", "12"))
PLATFORM_PARTS = (Part("operator", "천유진", "operator"), Part("outsider", "임나라"))


def fill_with_people(world: Any) -> None:
    """Give every tenant its people; nobody has a second factor, so it is not asked for."""
    password = make_password(PASSWORD)
    for tenant, parts, departments in (
        (world.platform, PLATFORM_PARTS, ()),
        (world.gov, GOVERNMENT_PARTS, GOVERNMENT_DEPARTMENTS),
        (world.other_gov, GOVERNMENT_PARTS, GOVERNMENT_DEPARTMENTS),
        (world.culture, INSTITUTION_PARTS, INSTITUTION_DEPARTMENTS),
        (world.youth, INSTITUTION_PARTS, INSTITUTION_DEPARTMENTS),
        (world.stranger, INSTITUTION_PARTS, INSTITUTION_DEPARTMENTS),
    ):
        with institution(tenant):
            change_policy(actor=SYSTEM, data=PolicyData(second_factor="OFF"), at=HIRED_AT)
            _hire(parts, password)
            if departments:
                _organise(parts, departments)


def _hire(parts: tuple[Part, ...], password: str) -> None:
    users = User.objects.bulk_create(
        User(login_name=part.login_name, name=part.name, password=password, password_changed_at=HIRED_AT)
        for part in parts
    )
    roles = {role.code: role for role in Role.objects.all()}
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=roles[part.role], from_on=HIRED_ON)
        for user, part in zip(users, parts, strict=True)
        if part.role
    )
    OfficerAppointment.objects.bulk_create(
        OfficerAppointment(user=user, duty=part.duty, from_on=HIRED_ON)
        for user, part in zip(users, parts, strict=True)
        if part.duty
    )


def _organise(parts: tuple[Part, ...], departments: tuple[tuple[str, str, str | None], ...]) -> None:
    made: dict[str | None, Department] = {None: None}  # type: ignore[dict-item]
    for ordinal, (code, name, parent) in enumerate(departments):
        made[code] = Department.objects.create(code=code)
        DepartmentVersion.objects.create(
            department=made[code], name=name, parent=made[parent], ordinal=ordinal, from_on=HIRED_ON
        )
    posts = {
        code: Post.objects.create(code=code, name=name, rank=rank, is_head=is_head, level=level)
        for code, name, rank, is_head, level in POSTS
    }
    FunctionHolder.objects.bulk_create(
        FunctionHolder(function=function, department=made[code], from_on=HIRED_ON)
        for function, code in (FUNCTIONS if "12" in made else ())
    )
    Assignment.objects.bulk_create(
        Assignment(
            user=user(part.login_name),
            department=made[part.department],
            post=posts[part.post],
            from_on=HIRED_ON,
        )
        for part in parts
        if part.department
    )


def department(code: str) -> UUID:
    """Id of a department of the current tenant by its code."""
    return Department.objects.get(code=code).pk


def user(login_name: str) -> User:
    """The person's account in the current tenant."""
    return User.objects.get(login_name=login_name)


def actor(login_name: str, on: date | None = None) -> Actor:
    """The person as actor in the current tenant, with codes and duties of that day (default: today)."""
    return actor_for(user(login_name).pk, on or day_of(timezone.now()))


def grant(login_name: str, *codes: str) -> None:
    """Give a person further permission codes in the current tenant, by a role of their own."""
    role = Role.objects.create(code=f"extra-{login_name}-{len(codes)}", name="추가 권한")
    role.permissions.bulk_create(role.permissions.model(role=role, code=code) for code in codes)
    RoleGrant.objects.create(user=user(login_name), role=role, from_on=HIRED_ON)


def client_of(tenant: TenantInfo, login_name: str = "") -> Client:
    """A browser at the tenant's host, signed in as that person unless the name is empty.

    Call it outside `with institution(...)` or inside the same tenant's block.
    """
    browser = Client(headers={"host": str(tenant.host)})
    if login_name:
        with institution(tenant):
            assert current_schema() == tenant.schema_name
            _sign_in(browser, user(login_name))
    return browser


def without_proof(tenant: TenantInfo, browser: Client) -> Client:
    """The same browser when the password was given long ago."""
    with institution(tenant):
        session = browser.session
        session["account_authentication_methods"] = []
        session.save()
    return browser


def _sign_in(browser: Client, person: User) -> None:
    """As after the log-in page: the session knows that the password was given just now."""
    browser.force_login(person)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
