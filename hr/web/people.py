"""인사기록카드 (screen 39): the register of people, and one card as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.periods import day_of
from hr.choices import EntryKind, Gender, SecretAct, SecretKind, Status
from hr.permissions import FAMILY_VIEW, PERSON_MANAGE, PERSON_VIEW, RRN_REVEAL, SECRET_MANAGE
from hr.queries.people import PersonRow, card, field_values, people_on
from hr.queries.rules import rule_rows
from hr.queries.shared_records import courses
from hr.services.people import CARD_FIELDS, CardData, change_card, link_account, register_person
from hr.services.records import (
    CareerData,
    EntryData,
    FamilyData,
    withdraw_row,
    write_career,
    write_entry,
    write_family,
)
from hr.services.secrets import note_access, note_refusal, reveal_secret, write_secret
from hr.web.typed import after_last, as_day, as_number, as_uuid, may_day, place_of, version_of
from identity.queries import find_people
from ui.columns import Column
from ui.conditions import Check, Choice, Condition, Day, Text
from ui.listing import ListQuery, ListResult, page_sequence
from ui.rules.entry import parse_date
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead, StepView

CRUMBS = (_("인사·조직"),)
DAYS = frozenset({"birth_on", "visa_until_on"})
NUMBERS = frozenset({"tax_family_count", "tax_child_count", "withholding_percent"})


class PeopleList(ListScreen):
    """인사기록카드 목록."""

    required = PERSON_VIEW
    title = _("인사기록카드")
    crumbs = CRUMBS
    help_text = _("기준일에 재직한 직원입니다. 기준일을 바꾸면 그날의 소속과 직급으로 보입니다.")
    default_order = "employee_no"
    count_word = _("명")
    empty_title = _("등록된 직원이 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (
        Day("on", _("기준일")),
        Text("q", _("성명·사번·부서")),
        Choice("status", _("신분"), choices=Status.choices),
        Check("gone", _("퇴직자 포함"), more=True),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("employee_no", _("사번"), "code", href=lambda row: _url(row), sort=True),
        Column("name", _("성명"), href=lambda row: _url(row), sort=True, key=True),
        Column("status_label", _("신분"), sort=True),
        Column("department", _("소속"), sort=True),
        Column("post", _("직위")),
        Column("grade", _("직급"), sort=True),
        Column("step", _("호봉"), "number"),
        Column("series", _("직렬"), wide=True),
        Column("employment_type", _("고용형태")),
        Column("hired_on", _("입사일"), "date", sort=True),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        if not self.actor.may(PERSON_MANAGE):
            return ()
        url = reverse("hr:person_new")
        return ({"label": _("직원 등록"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = people_on(
            query["on"] or day_of(self.now),
            text=query["q"] or "",
            status=query["status"] or "",
            with_gone=bool(query["gone"]),
        )
        return page_sequence(rows, query)

    def row_url(self, row: Any) -> str:
        return _url(row)


class PersonNewScreen(DocumentScreen):
    """직원 등록: the upper part of a new card; the employment begins with an appointment."""

    required = PERSON_MANAGE
    title = _("직원 등록")
    crumbs = (*CRUMBS, _("인사기록카드"))
    help_text = _("등록한 뒤 신규채용 발령을 시행하면 재직이 시작됩니다.")
    template_name = "hr/person_new.html"

    def document(self) -> dict[str, Any]:
        return {"genders": Gender.choices, "today": day_of(self.now), "accounts": find_people("", 500)}

    def acts(self) -> Sequence[Act]:
        return (Act("save", _("등록"), "save", tone="primary", key="Ctrl S"),)

    def act_save(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        given = CardData(
            name=data.get("name", ""),
            birth_on=as_day(data, "birth_on", today),
            gender=data.get("gender", ""),
            name_hanja=data.get("name_hanja", "")[:60],
            name_en=data.get("name_en", "")[:100],
            mobile=data.get("mobile", "")[:30],
            email=data.get("email", "")[:100],
            address=data.get("address", "")[:200],
        )
        made = register_person(
            actor=self.actor,
            employee_no=data.get("employee_no", "")[:20],
            card=given,
            from_on=as_day(data, "from_on", today),
            at=self.now,
            user_id=as_uuid(data.get("user", "")),
        )
        return Done(reverse("hr:person", args=[made.pk]), _t("직원을 등록했습니다."))


class CardScreen(DocumentScreen):
    """One card as of a day; changes carry the day from which they hold."""

    required: ClassVar = {"get": PERSON_VIEW, "post": PERSON_MANAGE}
    template_name = "hr/card.html"
    rail: ClassVar[bool] = False
    fixed: ClassVar[bool] = False

    def asked_on(self) -> date:
        today = day_of(self.now)
        return parse_date(self.request.GET.get("on", ""), today) or today

    def head(self) -> PageHead:
        found = self.found()
        return PageHead(found.basics.name, (*CRUMBS, _("인사기록카드")), number=found.employee_no, star=False)

    def found(self) -> Any:
        if not hasattr(self, "_found"):
            self._found = card(self.kwargs["pk"], self.asked_on(), actor=self.actor)
        return self._found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.found()
        if found.user_id != self.actor.user_id:
            note_access(
                actor=self.actor,
                person_id=found.person_id,
                act=SecretAct.CARD_OPENED,
                place=place_of(request),
                at=self.now,
            )
        return super().get(request, *args, **kwargs)

    def document(self) -> dict[str, Any]:
        found = self.found()
        on = self.asked_on()
        may_manage = self.actor.may(PERSON_MANAGE)
        return {
            "card": found,
            "on": on,
            "fields": field_values(found.basics),
            "genders": Gender.choices,
            "entry_kinds": EntryKind.choices,
            "courses": courses(on),
            "conversions": [(row.key, row.payload["name"]) for row in rule_rows("career_conversion", on)],
            "accounts": find_people("", 500) if may_manage else (),
            "secret_kinds": SecretKind.choices,
            "may_manage": may_manage,
            "may_secret": self.actor.may(SECRET_MANAGE),
            "may_reveal": self.actor.may(RRN_REVEAL),
            "may_family": self.actor.may(FAMILY_VIEW),
        }

    def acts(self) -> Sequence[Act]:
        return (Act("save", _("저장"), "save", tone="primary", key="Ctrl S", required=PERSON_MANAGE),)

    def act_save(self, data: QueryDict) -> Done:
        """Only fields that differ from what is on the card are changed."""
        today = day_of(self.now)
        known = field_values(self.found().basics)
        typed = {name: _typed(data, name, today) for name in CARD_FIELDS if name in data}
        changes = {name: value for name, value in typed.items() if value != known[name]}
        if changes:
            change_card(
                actor=self.actor,
                person_id=self.kwargs["pk"],
                changes=changes,
                from_on=as_day(data, "from_on", today),
                at=self.now,
                version=version_of(data),
            )
        return self.done(_t("인사기록을 고쳤습니다.") if changes else _t("달라진 내용이 없습니다."))

    def done(self, message: str) -> Done:
        return Done(reverse("hr:person", args=[self.kwargs["pk"]]), message)


def _typed(data: QueryDict, name: str, today: date) -> Any:
    if name in NUMBERS:
        return as_number(data, name)
    if name in DAYS:
        return as_day(data, name, today) if name == "birth_on" else may_day(data, name, today)
    return data.get(name, "").strip()


class CardStep(StepView):
    """A step that returns to the card."""

    required: ClassVar = PERSON_MANAGE

    def done(self, message: str) -> Done:
        return Done(reverse("hr:person", args=[self.kwargs["pk"]]), message)


class CareerStep(CardStep):
    """One more earlier career."""

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        given = CareerData(
            organisation=data.get("organisation", "")[:100],
            from_on=as_day(data, "career_from", today),
            until_on=after_last(data, "career_last", today) or today,
            conversion=data.get("conversion", ""),
            work=data.get("career_work", "")[:100],
            hours_percent=as_number(data, "hours_percent") or 100,
            evidence=data.get("evidence", "")[:200],
        )
        write_career(actor=self.actor, person_id=self.kwargs["pk"], data=given, at=self.now)
        return self.done(_t("경력을 넣었습니다."))


class EntryStep(CardStep):
    """One more entry of a list of the card."""

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        given = EntryData(
            kind=data.get("entry_kind", ""),
            title=data.get("entry_title", "")[:150],
            organisation=data.get("entry_organisation", "")[:100],
            from_on=may_day(data, "entry_from", today),
            last_on=may_day(data, "entry_last", today),
            number=data.get("entry_number", "")[:60],
            detail=data.get("entry_detail", "")[:300],
            halves_stop=bool(data.get("halves_stop")),
            result=data.get("entry_result", "").strip()[:20],
            course=data.get("entry_course", ""),
        )
        write_entry(actor=self.actor, person_id=self.kwargs["pk"], data=given, at=self.now)
        return self.done(_t("기록을 넣었습니다."))


class FamilyStep(CardStep):
    """One more member of the family."""

    def perform(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        given = FamilyData(
            relation=data.get("relation", "")[:20],
            name=data.get("family_name", "")[:60],
            from_on=as_day(data, "family_from", today),
            birth_on=may_day(data, "family_birth", today),
            lives_together=bool(data.get("lives_together")),
            is_disabled=bool(data.get("is_disabled")),
            is_dependent=bool(data.get("is_dependent")),
        )
        write_family(actor=self.actor, person_id=self.kwargs["pk"], data=given, at=self.now)
        return self.done(_t("가족을 넣었습니다."))


class WithdrawRowStep(CardStep):
    """A row of the card no longer holds."""

    def perform(self, data: QueryDict) -> Done:
        withdraw_row(
            actor=self.actor, section=self.kwargs["section"], row_id=self.kwargs["row_id"], at=self.now
        )
        return self.done(_t("기록에서 뺐습니다. 지난 기록은 남습니다."))


class LinkAccountStep(CardStep):
    """Which account is the person's."""

    def perform(self, data: QueryDict) -> Done:
        link_account(
            actor=self.actor,
            person_id=self.kwargs["pk"],
            user_id=as_uuid(data.get("user", "")),
            at=self.now,
            version=version_of(data),
        )
        return self.done(_t("계정을 연결했습니다."))


class SecretStep(CardStep):
    """Store a protected number."""

    required = SECRET_MANAGE

    def perform(self, data: QueryDict) -> Done:
        write_secret(
            actor=self.actor,
            person_id=self.kwargs["pk"],
            kind=data.get("secret_kind", ""),
            text=data.get("secret_text", ""),
            label=data.get("secret_label", ""),
            confirmed=bool(data.get("confirmed")),
            place=place_of(self.request),
            at=self.now,
        )
        return self.done(_t("암호화하여 등록했습니다."))


class RevealStep(CardStep):
    """Open a protected number for a reason; shown once, kept nowhere, logged."""

    required = PERSON_VIEW

    def perform(self, data: QueryDict) -> HttpResponse:
        asked = {
            "actor": self.actor,
            "person_id": self.kwargs["pk"],
            "kind": self.kwargs["kind"],
            "reason": data.get("reveal_reason", ""),
            "place": place_of(self.request),
            "at": self.now,
        }
        try:
            text = reveal_secret(**asked)
        except DomainError:
            note_refusal(**asked)
            raise
        shown = text if self.kwargs["kind"] not in ("RRN", "FOREIGNER_NO") else f"{text[:6]}-{text[6:]}"
        answer = render(self.request, "hr/parts/revealed.html", {"text": shown})
        answer["Cache-Control"] = "no-store"
        return answer


def _url(row: PersonRow) -> str:
    return reverse("hr:person", args=[row.person_id])
