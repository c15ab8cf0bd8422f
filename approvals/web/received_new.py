"""외부 문서 등록: a letter that came by post, fax or e-mail is entered with its scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.permissions import RECEIPT_REGISTER
from approvals.services.outside_letters import NamedFile, OutsideLetter, enter_letter
from approvals.web.letter_fields import day_in, moment_in
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from ui.views import Act, DocumentScreen, Done


class NewReceived(DocumentScreen):
    """A letter from outside the platform."""

    required: ClassVar = {"get": RECEIPT_REGISTER, "post": RECEIPT_REGISTER}
    title = _("외부 문서 등록")
    crumbs = (_("전자결재"), _("접수함"))
    help_text = _(
        "우편·팩스·전자우편으로 온 문서를 스캔하여 올립니다. 접수번호는 배부받은 부서가 접수할 때 붙습니다."
    )
    template_name = "approvals/received_new.html"

    def document(self) -> dict[str, Any]:
        return {"today": day_of(self.now)}

    def acts(self) -> Sequence[Act]:
        return (Act("enter", _("등록"), "save", tone="primary", key="Ctrl ↵"),)

    def act_enter(self, data: QueryDict) -> Done:
        today = day_of(self.now)
        came = data.get("arrived_on", "").strip() and data.get("arrived_time", "").strip()
        letter = OutsideLetter(
            title=data.get("title", ""),
            sender_name=data.get("sender_name", ""),
            sender_department=data.get("sender_department", ""),
            sender_number=data.get("sender_number", ""),
            sent_on=day_in(data, "sent_on", today),
            receiver_name=data.get("receiver_name", ""),
            abstract=data.get("abstract", ""),
            is_sender_closed=data.get("is_sender_closed") == "1",
            arrived_at=moment_in(data, "arrived", today) if came else None,
        )
        scan = self.request.FILES.get("scan")
        if scan is None:
            raise InvalidInput(errors=[FieldFault("/scan", "required", _t("스캔 원문을 고르십시오."))])
        files = [_named(one) for one in self.request.FILES.getlist("files")]
        made = enter_letter(letter=letter, scan=_named(scan), files=files, actor=self.actor, at=self.now)
        return Done(reverse("approvals:received", args=[made.pk]), _t("외부 문서를 등록했습니다."))


def _named(file: UploadedFile) -> NamedFile:
    return NamedFile(str(file.name), file.read())
