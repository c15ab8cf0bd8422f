"""The look log and the parent's transfers over REST."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from consolidation.choices import LookReason, LookScreen
from consolidation.errors import TransferRefused
from consolidation.permissions import FIGURES_VIEW, LOOK_VIEW, TRANSFER_RECORD
from consolidation.queries.looks import looks
from consolidation.queries.transfers import transfers
from consolidation.services.transfers import NewTransfer, record_parent_transfer
from core.api.docs import operation
from core.api.fields import (
    ChoiceTextField,
    CodeField,
    DayField,
    FiscalYearField,
    IdField,
    LineField,
    MomentField,
    WonField,
)
from core.api.lists import EQUAL, ONE_OF, RANGE, Filter, ListRules
from core.api.serializers import Input, Output
from core.api.views import ApiViewSet


class LookOut(Output):
    """One look of an officer or a program."""

    id = IdField()
    looked_at = MomentField()
    officer_name = LineField(max_length=100, allow_blank=True)
    client_id = LineField(max_length=100, allow_blank=True)
    institution_code = LineField(max_length=40, allow_blank=True, help_text=_("비어 있으면 모든 기관"))
    screen = ChoiceTextField(choices=LookScreen.choices)
    subject = LineField(max_length=120, allow_blank=True)
    reason = LineField(max_length=20, allow_blank=True)
    request_id = LineField(max_length=64, allow_blank=True)


class LookRecordViewSet(ApiViewSet):
    """열람 기록."""

    tag = "통합 열람"
    required: ClassVar = {"list": LOOK_VIEW}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("institution_code", CodeField(max_length=40), ONE_OF, note=_("기관")),
                Filter("screen", ChoiceTextField(choices=LookScreen.choices), ONE_OF, note=_("화면")),
                Filter("reason", ChoiceTextField(choices=LookReason.choices), EQUAL, note=_("사유")),
                Filter("looked_at", MomentField(), RANGE, note=_("시각")),
            ),
            search=("officer_name", "subject"),
            ordering=("looked_at",),
            default_ordering=("-looked_at",),
            countable=True,
        )
    }

    @operation(
        "열람 기록 목록", "담당관과 연계 프로그램이 무엇을 열람했는지 본다.", output=LookOut, listed=True
    )
    def list(self, request: Request) -> Response:
        return self.page(looks(), LookOut)


class TransferIn(Input):
    """A payment the parent booked."""

    fiscal_year = FiscalYearField(help_text=_("회계연도"))
    paid_on = DayField(help_text=_("지급일"))
    institution_code = CodeField(max_length=40, help_text=_("기관"))
    item_code = CodeField(max_length=20, help_text=_("표준과목(통계목)"))
    amount = WonField(minimum=None, help_text=_("금액, 정정은 음수"))
    agreement = LineField(max_length=60, required=False, allow_blank=True, help_text=_("협약·교부결정 번호"))
    text = LineField(max_length=200, required=False, allow_blank=True, help_text=_("적요"))


class TransferOut(Output):
    """A recorded payment of the parent."""

    id = IdField()
    fiscal_year = FiscalYearField()
    paid_on = DayField()
    institution_code = LineField(max_length=40)
    item_code = LineField(max_length=20)
    agreement = LineField(max_length=60, allow_blank=True)
    amount = WonField(minimum=None)
    text = LineField(max_length=200, allow_blank=True)
    recorded_at = MomentField()


class ParentTransferViewSet(ApiViewSet):
    """모기관 지급."""

    tag = "통합 조회"
    required: ClassVar = {"list": FIGURES_VIEW, "create": TRANSFER_RECORD}
    listing: ClassVar = {
        "list": ListRules(
            filters=(
                Filter("fiscal_year", FiscalYearField(), EQUAL, note=_("회계연도")),
                Filter("institution_code", CodeField(max_length=40), ONE_OF, note=_("기관")),
                Filter("paid_on", DayField(), RANGE, note=_("지급일")),
            ),
            ordering=("paid_on", "recorded_at"),
            default_ordering=("-paid_on",),
            countable=True,
        )
    }

    @operation("모기관 지급 목록", "모기관이 기관에 지급한 내역을 본다.", output=TransferOut, listed=True)
    def list(self, request: Request) -> Response:
        return self.page(transfers(), TransferOut)

    @operation(
        "모기관 지급 등록",
        "모기관 회계에서 기관에 지급한 내역을 대사 자료로 등록한다. 고칠 수 없고, 정정은 음수로 다시 등록한다.",
        input=TransferIn,
        output=TransferOut,
        status=201,
        errors=[TransferRefused],
    )
    def create(self, request: Request) -> Response:
        transfer = NewTransfer(**self.read(TransferIn))
        return self.created(
            record_parent_transfer(transfer=transfer, actor=self.actor, at=self.at), TransferOut
        )
