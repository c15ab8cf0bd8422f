"""The page of each request: what it says, where its document is, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from attendance.choices import CostKind, SettlementFlag
from attendance.permissions import OVERTIME_MANAGE, OWN_USE
from attendance.queries.papers import document_id_of, paper
from attendance.queries.rulebook import RuleBook
from attendance.rules.moments import clock_text
from attendance.services import (
    clock_corrections,
    leave,
    overtime_orders,
    trip_cancellations,
    trip_changes,
    trip_settlements,
    trips,
)
from attendance.web.looks import look
from core.money import won
from core.periods import SEOUL
from ui.views import Act, DocumentScreen, Done, PageHead

CRUMBS = (_("복무"), _("내 복무"))
SEND = Act("submit", _("상신"), "check", "primary", "Ctrl ↵")


class PaperScreen(DocumentScreen):
    """The page of one request: what it says, where its document is, what may be done."""

    required = OWN_USE
    kind: ClassVar[str]
    template_name = "attendance/paper.html"
    rail = False
    fixed = False

    @cached_property
    def paper(self) -> Any:
        return paper(self.kind, self.kwargs["pk"], self.actor, self.now)

    @property
    def is_own(self) -> bool:
        return self.paper.drafted_by_id == self.actor.user_id

    def head(self) -> PageHead:
        return PageHead(self.title, CRUMBS, look(self.paper), self.paper.number, star=False)

    def document(self) -> dict[str, Any]:
        document_id = document_id_of(self.kind, self.paper.pk)
        return {
            "paper": self.paper,
            "facts": [(label, text) for label, text in self.facts() if text],
            "table": self.table(),
            "document_url": reverse("approvals:document", args=[document_id]) if document_id else "",
            "back_url": reverse("attendance:mine"),
            "links": self.links(),
        }

    def facts(self) -> Sequence[tuple[Any, str]]:
        return ()

    def table(self) -> dict[str, Any] | None:
        return None

    def links(self) -> Sequence[tuple[Any, str]]:
        return ()

    def acts(self) -> Sequence[Act]:
        if self.is_own and self.paper.state == "SUBMITTED":
            return (Act("recall", _("회수"), "back", reason=_("회수 사유")),)
        return ()

    def here(self, message: str) -> Done:
        return Done(reverse(f"attendance:{self.kind}", args=[self.paper.pk]), message)


class LeaveScreen(PaperScreen):
    """A leave request."""

    kind = "leave_request"
    title = _("휴가")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        kind = RuleBook(one.from_on).leave_type(one.leave_type)
        hidden = kind.confidential and not self.is_own
        span = str(one.from_on) if one.from_on == one.until_on else f"{one.from_on} ~ {one.until_on}"
        return (
            (_("구분"), str(one.get_purpose_display())),
            (_("신청자"), one.staff.person.name),
            (_("종류"), "" if hidden else f"{kind.name} ({one.get_unit_display()})"),
            (_("근거"), "" if hidden else kind.source),
            (_("기간"), span),
            (_("산입"), _t("%(days)s일, %(minutes)s분") % {"days": one.counted_days, "minutes": one.minutes}),
            (_("사유"), "" if hidden else one.reason),
            (_("증빙"), "" if hidden else one.evidence_note),
            (_("처리 의견"), one.decision_text),
        )

    def table(self) -> dict[str, Any]:
        rows = [
            (str(day.on), clock_text(day.start), clock_text(day.end), f"{day.minutes}", day.given_back_for)
            for day in self.paper.days.all()
        ]
        heads = (_("일자"), _("시작"), _("종료"), _("사용(분)"), _("반환"))
        return {"title": _("날짜별 사용"), "heads": heads, "rows": rows}

    def links(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        found = (
            [(_("원 신청"), reverse("attendance:leave_request", args=[one.original_id]))]
            if one.original_id
            else []
        )
        followers = [
            (str(row.get_purpose_display()), reverse("attendance:leave_request", args=[row.pk]))
            for row in one.followers.all()
        ]
        if (
            self.is_own
            and one.state in ("APPROVED", "TAKEN")
            and one.unit == "DAY"
            and one.purpose != "CANCEL"
        ):
            followers.append((_t("다른 휴가로 전환"), f"{reverse('attendance:leave_new')}?convert={one.pk}"))
        return [*found, *followers]

    def acts(self) -> Sequence[Act]:
        one = self.paper
        if not self.is_own:
            return ()
        found = list(super().acts())
        if one.state == "DRAFT":
            found = [SEND]
            if not one.number:
                found.insert(0, Act("discard", _("삭제"), "x", confirm=_("작성 중인 휴가 신청을 지웁니다.")))
        if one.state in ("APPROVED", "TAKEN") and one.purpose != "CANCEL":
            sure = _("휴가를 취소하는 결재를 올립니다. 승인되면 남은 휴가가 되살아납니다.")
            found.append(Act("cancel", _("취소 신청"), "x", "danger", confirm=sure, reason=_("취소 사유")))
        return found

    def act_submit(self, data: QueryDict) -> Done:
        leave.submit_leave(actor=self.actor, request_id=self.paper.pk, at=self.now)
        return self.here(_t("휴가를 신청했습니다."))

    def act_discard(self, data: QueryDict) -> Done:
        leave.discard_leave(actor=self.actor, request_id=self.paper.pk, at=self.now)
        return Done(reverse("attendance:mine"), _t("지웠습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        leave.recall_leave(
            actor=self.actor, request_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return self.here(_t("회수했습니다."))

    def act_cancel(self, data: QueryDict) -> Done:
        made = leave.cancel_and_submit(
            actor=self.actor, request_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return Done(reverse("attendance:leave_request", args=[made.pk]), _t("취소를 신청했습니다."))


class CorrectionScreen(PaperScreen):
    """A correction of clock records."""

    kind = "clock_correction"
    title = _("출퇴근 기록 정정")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        return (
            (_("신청자"), one.staff.person.name),
            (_("근무일"), str(one.on)),
            (one.get_kind_display(), _moment(one.at) if one.at else _t("기록을 빼기")),
            (_("사유"), one.reason),
            (_("처리 의견"), one.decision_text),
        )

    def act_recall(self, data: QueryDict) -> Done:
        clock_corrections.recall_correction(
            actor=self.actor, correction_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return self.here(_t("회수했습니다."))


class OvertimeScreen(PaperScreen):
    """An overtime order."""

    kind = "overtime_order"
    title = _("초과근무")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        return (
            (_("대상자"), one.staff.person.name),
            (_("근무일"), str(one.on)),
            (_("시간"), f"{clock_text(one.start)} ~ {clock_text(one.end)}"),
            (_("보상"), str(one.get_reward_display())),
            (_("사유"), one.reason),
            (_("인정"), _t("%(minutes)s분") % {"minutes": one.recognised} if one.recognised else ""),
            (_("처리 의견"), one.decision_text),
        )

    def acts(self) -> Sequence[Act]:
        found = list(super().acts())
        if self.paper.state in ("ORDERED", "WORKED", "ACCEPTED"):
            found.append(Act("recognise", _("근무 인정"), "check", "primary", required=OVERTIME_MANAGE))
        if self.paper.state in ("DETECTED", "DISPUTED"):
            why = _("사유")
            found += [
                Act("accept", _("사후 승인"), "check", required=OVERTIME_MANAGE, reason=why),
                Act("not_work", _("근무 아님"), "x", required=OVERTIME_MANAGE, reason=why),
            ]
        return found

    def act_recall(self, data: QueryDict) -> Done:
        overtime_orders.recall_order(
            actor=self.actor, order_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return self.here(_t("회수했습니다."))

    def act_recognise(self, data: QueryDict) -> Done:
        overtime_orders.recognise(actor=self.actor, order_id=self.paper.pk, at=self.now)
        return self.here(_t("근무 기록과 맞추었습니다."))

    def act_accept(self, data: QueryDict) -> Done:
        return self._judge("accept", data)

    def act_not_work(self, data: QueryDict) -> Done:
        return self._judge("not_work", data)

    def _judge(self, verb: str, data: QueryDict) -> Done:
        overtime_orders.judge_unordered(
            actor=self.actor, order_id=self.paper.pk, verb=verb, text=data.get("reason", ""), at=self.now
        )
        return self.here(_t("처리했습니다."))


class TripScreen(PaperScreen):
    """A trip: its order, its report, the way to its settlement."""

    kind = "trip_order"
    title = _("출장")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        return (
            (_("출장자"), one.staff.person.name),
            (_("구분"), str(one.get_scope_display())),
            (_("출장지"), one.destination),
            (_("기간"), f"{_moment(one.from_at)} ~ {_moment(one.to_at)}"),
            (_("목적"), one.purpose),
            (_("교통편"), one.transport),
            (_("예상 여비"), f"{won(one.estimated_amount)}원" if one.estimated_amount else ""),
            (_("선급 여비"), f"{won(one.advance_amount)}원" if one.advance_amount else ""),
            (_("교육훈련"), _t("참가") if one.is_training else ""),
            (_("나라"), f"{one.country} ({one.get_country_grade_display()})" if one.country else ""),
            (_("국외출장 심사일"), str(one.reviewed_on or "")),
            (_("귀환"), _moment(one.returned_at) if one.returned_at else ""),
            (_("복명"), one.report),
            (_("처리 의견"), one.decision_text),
        )

    def document(self) -> dict[str, Any]:
        ended = self.paper.returned_at or self.paper.to_at
        over = self.paper.state in ("APPROVED", "DEPARTED", "RETURNED") and self.now >= ended
        return super().document() | {"asks_report": self.is_own and over}

    def links(self) -> Sequence[tuple[Any, str]]:
        settlement = getattr(self.paper, "settlement", None)
        found = [
            (_("취소 신청서"), reverse("attendance:trip_cancellation", args=[one.pk]))
            for one in self.paper.cancellations.all()
        ]
        found += [
            (_("변경 신청서"), reverse("attendance:trip_change", args=[one.pk]))
            for one in self.paper.changes.all()
        ]
        if self.paper.advance_voucher_id:
            found.append(
                (
                    _("선급 지출결의"),
                    reverse("accounting:payment_voucher", args=[self.paper.advance_voucher_id]),
                )
            )
        stands = self.paper.state in ("APPROVED", "DEPARTED") and self.now < self.paper.to_at
        if self.is_own and stands:
            found.append((_("출장 변경"), reverse("attendance:trip_change_new", args=[self.paper.pk])))
        if settlement is not None:
            found.append((_("정산서"), reverse("attendance:trip_settlement", args=[settlement.pk])))
        if self.is_own and self.paper.state == "REPORTED":
            found.append((_("정산하기"), reverse("attendance:settle", args=[self.paper.pk])))
        return found

    def acts(self) -> Sequence[Act]:
        found = list(super().acts())
        if not self.is_own:
            return found
        if self.document()["asks_report"]:
            found.append(Act("report", _("복명"), "check", "primary", "Ctrl ↵"))
        away = self.paper.from_at < self.now < self.paper.to_at
        if self.paper.state in ("APPROVED", "DEPARTED") and away:
            found.append(Act("come_back", _("조기 귀환"), "back"))
        if self.paper.state == "APPROVED" and self.now < self.paper.from_at:
            found.append(Act("cancel", _("출장 취소"), "x", "danger", reason=_("취소 사유")))
        return found

    def act_recall(self, data: QueryDict) -> Done:
        trips.recall_trip(actor=self.actor, trip_id=self.paper.pk, reason=data.get("reason", ""), at=self.now)
        return self.here(_t("회수했습니다."))

    def act_report(self, data: QueryDict) -> Done:
        text = data.get("text", "").replace("\x00", "")[:4000]
        trips.report_trip(actor=self.actor, trip_id=self.paper.pk, text=text, at=self.now)
        return self.here(_t("복명했습니다. 이어서 여비를 정산하십시오."))

    def act_come_back(self, data: QueryDict) -> Done:
        trips.come_back(actor=self.actor, trip_id=self.paper.pk, at=self.now)
        return self.here(_t("귀환을 기록했습니다. 부재와 대결이 끝났습니다."))

    def act_cancel(self, data: QueryDict) -> Done:
        reason = data.get("reason", "").replace("\x00", "")
        trip_cancellations.call_off(actor=self.actor, trip_id=self.paper.pk, reason=reason, at=self.now)
        return self.here(_t("출장 취소를 신청했습니다."))


class TripCancellationScreen(PaperScreen):
    """The cancellation of an approved trip."""

    kind = "trip_cancellation"
    title = _("출장 취소")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        return (
            (_("출장자"), one.staff.person.name),
            (_("출장"), f"{one.trip.number} {one.trip.destination}"),
            (_("기간"), f"{_moment(one.trip.from_at)} ~ {_moment(one.trip.to_at)}"),
            (_("취소 사유"), one.reason),
            (_("처리 의견"), one.decision_text),
        )

    def links(self) -> Sequence[tuple[Any, str]]:
        return [(_("출장"), reverse("attendance:trip_order", args=[self.paper.trip_id]))]

    def acts(self) -> Sequence[Act]:
        return [SEND] if self.is_own and self.paper.state == "DRAFT" else super().acts()

    def act_submit(self, data: QueryDict) -> Done:
        trip_cancellations.submit_cancellation(actor=self.actor, cancellation_id=self.paper.pk, at=self.now)
        return self.here(_t("상신했습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        trip_cancellations.recall_cancellation(
            actor=self.actor, cancellation_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return self.here(_t("회수했습니다."))


class TripChangeScreen(PaperScreen):
    """The change of an approved trip: how it was, how it shall be."""

    kind = "trip_change"
    title = _("출장 변경")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        return (
            (_("출장자"), one.staff.person.name),
            (_("출장"), f"{one.trip.number} {one.trip.destination}"),
            (_("출장지"), one.destination),
            (_("기간"), f"{_moment(one.from_at)} ~ {_moment(one.to_at)}"),
            (_("교통편"), one.transport),
            (_("예상 여비"), f"{won(one.estimated_amount)}원" if one.estimated_amount else ""),
            (_("변경 사유"), one.reason),
            (_("처리 의견"), one.decision_text),
        )

    def links(self) -> Sequence[tuple[Any, str]]:
        return [(_("출장"), reverse("attendance:trip_order", args=[self.paper.trip_id]))]

    def acts(self) -> Sequence[Act]:
        return [SEND] if self.is_own and self.paper.state == "DRAFT" else super().acts()

    def act_submit(self, data: QueryDict) -> Done:
        trip_changes.submit_change(actor=self.actor, change_id=self.paper.pk, at=self.now)
        return self.here(_t("상신했습니다."))

    def act_recall(self, data: QueryDict) -> Done:
        trip_changes.recall_change(
            actor=self.actor, change_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return self.here(_t("회수했습니다."))


class SettlementScreen(PaperScreen):
    """The settlement of a trip: claimed, allowed, and the voucher it became."""

    kind = "trip_settlement"
    title = _("출장 여비 정산")

    def facts(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        return (
            (_("출장자"), one.staff.person.name),
            (_("출장"), f"{one.trip.number} {one.trip.destination}"),
            (_("정산액"), f"{won(one.amount)}원"),
            (_("선급액"), f"{won(one.advance_amount)}원" if one.advance_amount else ""),
            (_("반납할 금액"), f"{won(one.to_return_amount)}원" if one.to_return_amount else ""),
            (_("반납한 금액"), f"{won(one.returned_amount)}원" if one.returned_amount else ""),
            (_("확인 사항"), ", ".join(str(SettlementFlag(code).label) for code in one.flags)),
            (_("지출결의"), one.voucher_number),
            (_("처리 의견"), one.decision_text),
        )

    def table(self) -> dict[str, Any]:
        rows = [
            (_kind(line.kind), str(line.on or ""), won(line.claimed), won(line.allowed), line.rule)
            for line in self.paper.lines.all()
        ]
        heads = (_("비목"), _("일자"), _("청구액"), _("인정액"), _("적용 기준"))
        return {"title": _("정산 내역"), "heads": heads, "rows": rows}

    def links(self) -> Sequence[tuple[Any, str]]:
        one = self.paper
        found = [(_("출장"), reverse("attendance:trip_order", args=[one.trip_id]))]
        if one.voucher_id:
            found.append((_("지출결의"), reverse("accounting:payment_voucher", args=[one.voucher_id])))
        return found

    def act_recall(self, data: QueryDict) -> Done:
        trip_settlements.recall_settlement(
            actor=self.actor, settlement_id=self.paper.pk, reason=data.get("reason", ""), at=self.now
        )
        return self.here(_t("회수했습니다."))


def _kind(code: str) -> str:
    return str(CostKind(code).label)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SEOUL):%Y-%m-%d %H:%M}"
