"""People, cards and protected numbers over REST."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.docs import operation
from core.api.views import SIGNED_IN, ApiView, ApiViewSet
from core.errors import DomainError, InvalidMove, NotFound
from core.periods import day_of
from hr import errors as refusals
from hr.api import office_shapes, shapes
from hr.choices import SecretAct
from hr.permissions import (
    ACCESS_REVIEW,
    FAMILY_VIEW,
    PERSON_MANAGE,
    PERSON_VIEW,
    SECRET_MANAGE,
)
from hr.queries.accesses import accesses_of_month
from hr.queries.people import Card, card, people_on, person_of
from hr.services.access_review import review_month
from hr.services.change_requests import decide_change, request_change
from hr.services.people import CardData, change_card, register_person
from hr.services.records import (
    CareerData,
    EntryData,
    FamilyData,
    write_career,
    write_entry,
    write_family,
)
from hr.services.secrets import Place, note_access, note_refusal, reveal_secret, write_secret

TAG = "인사기록"


class PersonViewSet(ApiViewSet):
    """인사기록카드."""

    tag = TAG
    required: ClassVar = {
        "list": PERSON_VIEW,
        "retrieve": PERSON_VIEW,
        "create": PERSON_MANAGE,
        "partial_update": PERSON_MANAGE,
        "careers": PERSON_MANAGE,
        "entries": PERSON_MANAGE,
        "family": FAMILY_VIEW,
        "write_secret": SECRET_MANAGE,
        "reveal_secret": PERSON_VIEW,
    }
    # A clear number is never kept for a replay.
    keyless = frozenset({"reveal_secret"})
    queries: ClassVar = {"list": shapes.PeopleQuery, "retrieve": shapes.AsOfQuery}

    @operation("직원 목록", "기준일에 재직한 직원을 그날의 소속과 직급으로 본다.", output=shapes.PeopleOut)
    def list(self, request: Request) -> Response:
        asked = self.query()
        rows = people_on(
            asked.get("on") or day_of(self.at),
            text=asked.get("q", ""),
            department_id=asked.get("department"),
            status=asked.get("status", ""),
            with_gone=asked.get("with_gone", False),
            known_at=asked.get("known_at"),
        )
        return Response(shapes.PeopleOut({"items": rows}).data)

    @operation(
        "인사기록카드 조회",
        "기준일의 인사기록카드. 권한이 없는 항목은 빼고 hidden에 적는다. 조회는 열람 기록에 남는다.",
        output=shapes.CardOut,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        asked = self.query()
        on = asked.get("on") or day_of(self.at)
        found = card(pk, on, actor=self.actor, known_at=asked.get("known_at"))
        note_access(
            actor=self.actor, person_id=pk, act=SecretAct.CARD_OPENED, place=place(request), at=self.at
        )
        return self.entity(found, shapes.CardOut)

    @operation(
        "직원 등록",
        "인사기록카드를 만든다. 재직은 신규채용 발령으로 시작된다.",
        input=shapes.PersonIn,
        output=shapes.CardOut,
        status=201,
        errors=[refusals.EmployeeNumberTaken, refusals.AccountTaken],
    )
    def create(self, request: Request) -> Response:
        data = self.read(shapes.PersonIn)
        made = register_person(
            actor=self.actor,
            employee_no=data["employee_no"],
            card=CardData(**data["card"]),
            from_on=data["from_on"],
            at=self.at,
            user_id=data.get("user_id"),
        )
        return self.entity(self._card(made.pk), shapes.CardOut, status=201)

    @operation(
        "인사기록 변경",
        "적용일부터 카드의 항목을 바꾼다. 이전 내용은 그때 알던 대로 남는다.",
        input=shapes.CardChangeIn,
        output=shapes.CardOut,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        changes = self.read(shapes.CardChangeIn)
        from_on = changes.pop("from_on")
        change_card(
            actor=self.actor,
            person_id=pk,
            changes=changes,
            from_on=from_on,
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(self._card(pk), shapes.CardOut)

    @operation("경력 등록", "이전 경력을 넣는다.", input=shapes.CareerIn, output=shapes.MadeOut, status=201)
    @action(detail=True, methods=["post"])
    def careers(self, request: Request, pk: UUID) -> Response:
        data = CareerData(**self.read(shapes.CareerIn))
        return self._made(write_career(actor=self.actor, person_id=pk, data=data, at=self.at))

    @operation(
        "기록 등록",
        "학력, 자격, 교육훈련, 포상, 평정 기록을 넣는다.",
        input=shapes.EntryIn,
        output=shapes.MadeOut,
        status=201,
    )
    @action(detail=True, methods=["post"])
    def entries(self, request: Request, pk: UUID) -> Response:
        data = EntryData(**self.read(shapes.EntryIn))
        return self._made(write_entry(actor=self.actor, person_id=pk, data=data, at=self.at))

    @operation("가족 등록", "가족을 넣는다.", input=shapes.FamilyIn, output=shapes.MadeOut, status=201)
    @action(detail=True, methods=["post"])
    def family(self, request: Request, pk: UUID) -> Response:
        data = FamilyData(**self.read(shapes.FamilyIn))
        return self._made(write_family(actor=self.actor, person_id=pk, data=data, at=self.at))

    @operation(
        "보호 정보 등록",
        "주민등록번호나 급여계좌를 암호화하여 등록한다. 가린 값만 돌려준다.",
        input=shapes.SecretIn,
        output=shapes.SecretOut,
        status=201,
        errors=[refusals.ResidentNumberDoubtful, refusals.SecretOfOther],
    )
    @action(detail=True, methods=["post"], url_path="secrets")
    def write_secret(self, request: Request, pk: UUID) -> Response:
        data = self.read(shapes.SecretIn)
        data["label"] = data.pop("bank", "")
        made = write_secret(actor=self.actor, person_id=pk, place=place(request), at=self.at, **data)
        return self.entity(made, shapes.SecretOut, status=201)

    @operation(
        "보호 정보 열람",
        "사유를 적고 원래 값을 본다. 볼 때마다 열람 기록에 남는다.",
        input=shapes.RevealIn,
        output=shapes.RevealedOut,
        errors=[refusals.RevealNotAllowed, refusals.RevealReasonMissing, refusals.TooManyReveals],
    )
    @action(detail=True, methods=["post"], url_path="secrets/reveal")
    def reveal_secret(self, request: Request, pk: UUID) -> Response:
        asked: dict[str, Any] = {**self.read(shapes.RevealIn), "person_id": pk, "place": place(request)}
        try:
            text = reveal_secret(actor=self.actor, at=self.at, **asked)
        except DomainError:
            note_refusal(actor=self.actor, at=self.at, **asked)
            raise
        answer = Response(shapes.RevealedOut({"text": text}).data)
        answer["Cache-Control"] = "no-store"
        return answer

    def _card(self, person_id: UUID) -> Card:
        return card(person_id, day_of(self.at), actor=self.actor)

    def _made(self, row: Any) -> Response:
        return Response(shapes.MadeOut({"id": row.pk}).data, status=201)


class OwnCardView(ApiView):
    """내 인사정보."""

    tag = TAG
    required: ClassVar = {"get": SIGNED_IN}

    @operation("내 인사정보", "본인의 인사기록카드를 본다.", output=shapes.CardOut)
    def get(self, request: Request) -> Response:
        person_id = person_of(self.actor.user_id)
        if person_id is None:
            raise NotFound
        return self.entity(card(person_id, day_of(self.at), actor=self.actor), shapes.CardOut)


class ChangeRequestViewSet(ApiViewSet):
    """인사기록 변경 신청."""

    tag = TAG
    required: ClassVar = {"create": SIGNED_IN, "decide": PERSON_MANAGE}
    versioned = frozenset({"decide"})

    @operation(
        "변경 신청",
        "본인의 기록을 고쳐 달라고 신청한다.",
        input=office_shapes.ChangeRequestIn,
        output=office_shapes.ChangeRequestOut,
        status=201,
    )
    def create(self, request: Request) -> Response:
        data = self.read(office_shapes.ChangeRequestIn)
        made = request_change(
            actor=self.actor,
            changes=data["fields_asked"],
            evidence=data["evidence"],
            effective_on=data["effective_on"],
            at=self.at,
        )
        return self.entity(made, office_shapes.ChangeRequestOut, status=201)

    @operation(
        "변경 신청 처리",
        "신청을 승인하거나 반려한다. 승인하면 적용일부터 카드가 바뀐다.",
        input=office_shapes.ChangeDecisionIn,
        output=office_shapes.ChangeRequestOut,
        errors=[InvalidMove, refusals.ReasonMissing],
    )
    @action(detail=True, methods=["post"], url_path="decisions")
    def decide(self, request: Request, pk: UUID) -> Response:
        data = self.read(office_shapes.ChangeDecisionIn)
        done = decide_change(
            actor=self.actor,
            request_id=pk,
            approve=data["approve"],
            text=data.get("text", ""),
            at=self.at,
            version=self.expected_version,
        )
        return self.entity(done, office_shapes.ChangeRequestOut)


class AccessView(ApiView):
    """개인정보 열람 기록."""

    tag = TAG
    required: ClassVar = {"get": ACCESS_REVIEW, "post": ACCESS_REVIEW}
    queries: ClassVar = {"get": office_shapes.MonthQuery}

    @operation("열람 기록", "한 달의 개인정보 열람 기록을 본다.", output=office_shapes.AccessesOut)
    def get(self, request: Request) -> Response:
        rows = accesses_of_month(self.query()["month"])
        return Response(office_shapes.AccessesOut({"items": rows}).data)

    @operation(
        "열람 점검",
        "지난달의 열람 기록을 점검했음을 남긴다.",
        input=office_shapes.ReviewIn,
        output=office_shapes.ReviewOut,
        status=201,
        errors=[refusals.MonthReviewed, refusals.ReasonMissing],
    )
    def post(self, request: Request) -> Response:
        data = self.read(office_shapes.ReviewIn)
        done = review_month(actor=self.actor, at=self.at, **data)
        return self.entity(done, office_shapes.ReviewOut, status=201)


def place(request: Request) -> Place:
    """Where a request came from."""
    return Place(str(request.META.get("REMOTE_ADDR", "")))
