"""내 인사정보·증명서 (screen 51), the book of certificates (44), requests to correct records, access review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.api import throttles
from core.errors import NotFound
from core.periods import day_of, period_of
from hr.choices import CertificateKind, ChangeState
from hr.permissions import ACCESS_REVIEW, CERTIFICATE_MANAGE, PERSON_MANAGE
from hr.queries.accesses import accesses_of_month, accesses_to, month_summary, reviews
from hr.queries.certificates import certificates, check_certificate
from hr.queries.changes import change_requests
from hr.queries.mail_choices import appointment_mail
from hr.queries.orders import notices_to
from hr.queries.people import card, person_choices, person_of
from hr.services.access_review import review_month
from hr.services.certificates import (
    CertificateData,
    certificate_of,
    draw_certificate,
    issue_certificate,
    write_certificate,
)
from hr.services.change_requests import OWN_FIELDS, decide_change, request_change, withdraw_change
from hr.services.notice_mails import choose_appointment_mail
from hr.services.notices import draw_notice, notice_of, write_notice
from hr.web.typed import as_day, chosen_uuid, version_of
from ui.columns import Column
from ui.conditions import Choice, Condition, Text
from ui.files import download_response
from ui.listing import ListQuery, ListResult, page_sequence
from ui.pdf import pdf_response
from ui.rules.entry import parse_whole
from ui.views import LOGGED_IN, PUBLIC, Done, ListScreen, ScreenView, StepView

CRUMBS = (_("인사·조직"),)
ITEM_CHOICES = (
    ("birth", _("생년월일")),
    ("rrn", _("주민등록번호(가림)")),
    ("department", _("소속")),
    ("post", _("직위")),
    ("grade", _("직급")),
    ("period", _("근무기간")),
    ("work", _("담당업무")),
    ("appointments", _("발령사항")),
)
FIELD_LABELS = {
    "name_hanja": _("한자 성명"),
    "name_en": _("영문 성명"),
    "postal_code": _("우편번호"),
    "address": _("주소"),
    "phone": _("전화"),
    "mobile": _("휴대전화"),
    "email": _("전자우편"),
    "emergency_contact": _("비상연락처"),
}
MOST_LETTERS = 40


class OwnScreen(ScreenView):
    """What the institution keeps of me, who looked at it, and my certificates."""

    required = LOGGED_IN
    title = _("내 인사정보·증명서")
    crumbs = CRUMBS
    template_name = "hr/own.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        today = day_of(self.now)
        person_id = person_of(self.actor.user_id)
        shown = card(person_id, today, actor=self.actor) if person_id else None
        return super().context(
            card=shown,
            own_fields=[
                (name, FIELD_LABELS[name], getattr(shown.basics, name) if shown else "")
                for name in OWN_FIELDS
            ],
            notices=notices_to(person_id) if person_id else (),
            mail=appointment_mail(self.actor),
            requests=change_requests(person_id=person_id) if person_id else (),
            certificates=certificates(person_id=person_id) if person_id else (),
            accesses=accesses_to(person_id)[:20] if person_id else (),
            kinds=CertificateKind.choices,
            items=ITEM_CHOICES,
            today=today,
            **kwargs,
        )


class AppointmentMailStep(StepView):
    """Whether notices of the own appointments come by mail too."""

    required: ClassVar = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        choose_appointment_mail(actor=self.actor, wanted="wanted" in data, at=self.now)
        return Done(reverse("hr:own"), _t("전자우편으로 받을지를 저장했습니다."))


class AskChangeStep(StepView):
    """Ask that the own record be corrected."""

    required: ClassVar = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        person_id = person_of(self.actor.user_id)
        if person_id is None:
            raise NotFound
        shown = card(person_id, day_of(self.now), actor=self.actor)
        changes = {
            name: data.get(name, "").strip()
            for name in OWN_FIELDS
            if name in data and data.get(name, "").strip() != getattr(shown.basics, name)
        }
        request_change(
            actor=self.actor,
            changes=changes,
            evidence=data.get("evidence", "")[:300],
            effective_on=as_day(data, "change_from", day_of(self.now)),
            at=self.now,
        )
        return Done(reverse("hr:own"), _t("변경을 신청했습니다. 인사담당이 확인합니다."))


class WithdrawChangeStep(StepView):
    """Take the own request back."""

    required: ClassVar = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        withdraw_change(actor=self.actor, request_id=self.kwargs["request_id"], at=self.now)
        return Done(reverse("hr:own"), _t("신청을 거두었습니다."))


class OwnCertificateStep(StepView):
    """Issue a certificate of oneself."""

    required: ClassVar = LOGGED_IN

    def perform(self, data: QueryDict) -> Done:
        person_id = person_of(self.actor.user_id)
        if person_id is None:
            raise NotFound
        made = issue_certificate(actor=self.actor, person_id=person_id, data=_certificate(data), at=self.now)
        return Done(reverse("hr:own"), _t("%(number)s 증명서를 발급했습니다.") % {"number": made.number})


class CertificateFile(ScreenView):
    """A certificate as PDF, for its person and for who keeps the book."""

    required = LOGGED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = certificate_of(self.kwargs["pk"], self.actor)
        return pdf_response(draw_certificate(found), f"{found.get_kind_display()}_{found.number}.pdf")


class CertificateHwpx(ScreenView):
    """The same certificate as HWPX."""

    required = LOGGED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = certificate_of(self.kwargs["pk"], self.actor)
        name = f"{found.get_kind_display()}_{found.number}.hwpx"
        return download_response(write_certificate(found), name)


class NoticeFile(ScreenView):
    """A notice of an appointment as PDF, for its person and for the personnel office."""

    required = LOGGED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = notice_of(self.kwargs["pk"], self.actor)
        return pdf_response(draw_notice(found), f"인사발령_{found.item.order.number}.pdf")


class NoticeHwpx(ScreenView):
    """The same notice as HWPX."""

    required = LOGGED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = notice_of(self.kwargs["pk"], self.actor)
        return download_response(write_notice(found), f"인사발령_{found.item.order.number}.hwpx")


class CertificateList(ListScreen):
    """증명서 발급대장."""

    required = CERTIFICATE_MANAGE
    title = _("증명서 발급대장")
    crumbs = CRUMBS
    default_order = "-number"
    empty_title = _("발급한 증명서가 없습니다.")
    conditions: ClassVar[Sequence[Condition]] = (Text("q", _("발급번호·용도")),)
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("발급번호"), "code", href=lambda row: _file(row), sort=True, key=True),
        Column("kind", _("종류"), sort=True),
        Column("employee_no", _("사번"), "code"),
        Column("name", _("성명"), sort=True),
        Column("purpose", _("용도")),
        Column("issued_on", _("발급일"), "date", sort=True),
        Column("code", _("확인번호"), "code"),
        Column("hwpx", _("한글 파일"), href=lambda row: _hwpx(row)),
    )

    def actions(self) -> Sequence[dict[str, Any]]:
        url = reverse("hr:certificate_new")
        return ({"label": _("증명서 발급"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        return page_sequence(certificates(text=query["q"] or ""), query)


class CertificateNewScreen(ScreenView):
    """Issue a certificate for somebody."""

    required: ClassVar = {"get": CERTIFICATE_MANAGE, "post": CERTIFICATE_MANAGE}
    title = _("증명서 발급")
    crumbs = (*CRUMBS, _("증명서 발급대장"))
    template_name = "hr/certificate_new.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        return super().context(
            people=person_choices(day_of(self.now)),
            kinds=CertificateKind.choices,
            items=ITEM_CHOICES,
            **kwargs,
        )


class CertificateStep(StepView):
    """The certificate itself."""

    required: ClassVar = CERTIFICATE_MANAGE

    def perform(self, data: QueryDict) -> Done:
        made = issue_certificate(
            actor=self.actor, person_id=chosen_uuid(data, "person"), data=_certificate(data), at=self.now
        )
        return Done(
            reverse("hr:certificates"), _t("%(number)s 증명서를 발급했습니다.") % {"number": made.number}
        )


class CertificateCheckScreen(ScreenView):
    """증명서 확인: whoever is shown the paper learns whether it is genuine."""

    required = PUBLIC
    title = _("증명서 확인")
    template_name = "hr/certificate_check.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.GET.get("code", "").strip()[:MOST_LETTERS]
        if typed:
            try:
                throttles.spend_check(request.META.get("REMOTE_ADDR", ""))
            except throttles.AllowanceUsed as used:
                answer = self.render(status=429, typed=typed, found=None, is_too_often=True)
                answer["Retry-After"] = str(used.allowance.resets_in)
                return answer
        return self.render(typed=typed, found=check_certificate(typed) if typed else None)


class ChangeList(ListScreen):
    """인사기록 변경 신청."""

    required = PERSON_MANAGE
    title = _("인사기록 변경 신청")
    crumbs = CRUMBS
    default_order = "-requested_at"
    template_name = "hr/changes.html"
    exportable = False
    conditions: ClassVar[Sequence[Condition]] = (
        Choice("state", _("상태"), choices=ChangeState.choices, default=ChangeState.REQUESTED),
    )
    columns: ClassVar[Sequence[Column]] = (
        Column("employee_no", _("사번"), "code"),
        Column("name", _("성명"), key=True),
        Column("changes", _("바꿀 내용")),
        Column("evidence", _("증빙")),
        Column("effective_on", _("적용일"), "date"),
        Column("state", _("상태"), "badge"),
        Column("requested_at", _("신청일시"), "time", sort=True),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        return page_sequence(change_requests(state=query["state"] or ""), query)

    def context(self, **kwargs: Any) -> dict[str, Any]:
        waiting = change_requests(state=ChangeState.REQUESTED)
        return super().context(waiting=waiting, **kwargs)


class DecideChangeStep(StepView):
    """Approve or reject a request."""

    required: ClassVar = PERSON_MANAGE

    def perform(self, data: QueryDict) -> Done:
        decide_change(
            actor=self.actor,
            request_id=self.kwargs["request_id"],
            approve=data.get("decision") == "approve",
            text=data.get("decision_text", ""),
            at=self.now,
            version=version_of(data),
        )
        return Done(reverse("hr:changes"), _t("신청을 처리했습니다."))


class AccessScreen(ScreenView):
    """개인정보 열람 점검: a month of the log, what looks odd, and the review."""

    required = ACCESS_REVIEW
    title = _("개인정보 열람 점검")
    crumbs = CRUMBS
    help_text = _("누가 누구의 정보를 언제 왜 보았는지 매월 점검합니다. 기록은 고치거나 지울 수 없습니다.")
    template_name = "hr/accesses.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        now = period_of(day_of(self.now))
        asked = parse_whole(self.request.GET.get("month", "").replace("-", ""))
        month = asked if asked and 200001 <= asked <= now and 1 <= asked % 100 <= 12 else now
        return super().context(
            month=month,
            month_words=f"{month // 100}-{month % 100:02d}",
            summary=month_summary(month),
            rows=accesses_of_month(month),
            is_over=month < now,
            reviews=reviews(),
            **kwargs,
        )


class ReviewStep(StepView):
    """The month was looked through."""

    required: ClassVar = ACCESS_REVIEW

    def perform(self, data: QueryDict) -> Done:
        month = self.kwargs["month"]
        review_month(actor=self.actor, month=month, note=data.get("review_note", ""), at=self.now)
        return Done(f"{reverse('hr:accesses')}?month={month}", _t("점검을 기록했습니다."))


def _certificate(data: QueryDict) -> CertificateData:
    return CertificateData(
        kind=data.get("certificate_kind", ""),
        purpose=data.get("purpose", "")[:100],
        items=tuple(data.getlist("items")),
        language=data.get("language", "ko"),
    )


def _hwpx(row: Any) -> str:
    return reverse("hr:certificate_hwpx", args=[row.certificate_id])


def _file(row: Any) -> str:
    return reverse("hr:certificate_file", args=[row.certificate_id])
