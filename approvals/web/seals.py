"""관인대장: seals with their keeper and images, every use of them. The image itself never leaves the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import SealKind
from approvals.permissions import SEAL_MANAGE
from approvals.queries.dispatches import seal_page, seal_rows
from approvals.services.seals import (
    PaperData,
    SealData,
    dispose_seal,
    register_seal,
    renew_seal,
    stamp_paper,
)
from approvals.web.letter_fields import chosen, version_of
from core.errors import FieldFault, InvalidInput
from core.periods import day_of
from organization.queries import members
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice, Condition
from ui.listing import ListQuery, ListResult, page_queryset
from ui.rules.entry import parse_whole
from ui.views import Act, DocumentScreen, Done, ListScreen, PageHead

CRUMBS = (_("전자결재"),)
IN_USE, GIVEN_UP = "IN_USE", "GIVEN_UP"
STATES = ((IN_USE, _("사용")), (GIVEN_UP, _("폐기")))


class SealList(ListScreen):
    """관인대장."""

    required = SEAL_MANAGE
    title = _("관인대장")
    crumbs = CRUMBS
    help_text = _(
        "등록한 관인만 시행문에 찍을 수 있습니다. 이미지는 서버에서 시행문에 그리며 내려받을 수 없습니다."
    )
    default_order = "name"
    empty_title = _("등록한 관인이 없습니다.")
    columns: ClassVar[Sequence[Column]] = (
        Column("name", _("관인 이름"), href=lambda row: row["url"], sort=True, frozen=True),
        Column("kind", _("종류")),
        Column("keeper", _("관리자")),
        Column("version_number", _("등록 차수"), "number"),
        Column("diameter", _("지름(mm)"), "number"),
        Column("registered_at", _("등록일시"), "time"),
        Column("use_count", _("사용 횟수"), "number", key=True),
        Column("state", _("상태"), "badge"),
    )

    def conditions_for(self) -> Sequence[Condition]:
        return (Choice("state", _("상태"), choices=STATES),)

    def actions(self) -> Sequence[dict[str, Any]]:
        url = reverse("approvals:seal_new")
        return ({"label": _("관인 등록"), "url": url, "icon": "plus", "primary": True},)

    def fetch(self, query: ListQuery) -> ListResult:
        rows = seal_rows()
        if query["state"]:
            rows = rows.filter(disposed_at__isnull=query["state"] == IN_USE)
        return page_queryset(rows, query, to_row=_line)

    def row_url(self, row: Any) -> str:
        return str(row["url"])


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "url": reverse("approvals:seal", args=[row.pk]),
        "name": row.name,
        "kind": row.get_kind_display(),
        "keeper": row.keeper_name,
        "version_number": row.version_number,
        "diameter": row.diameter_mm,
        "registered_at": row.registered_at,
        "use_count": row.use_count,
        "state": _look(row),
    }


def _look(row: Any) -> BadgeLook:
    return BadgeLook(_("폐기"), "x") if row.disposed_at else BadgeLook(_("사용"), "check", "ok")


class NewSealScreen(DocumentScreen):
    """A seal enters the register."""

    required: ClassVar = {"get": SEAL_MANAGE, "post": SEAL_MANAGE}
    title = _("관인 등록")
    crumbs = (*CRUMBS, _("관인대장"))
    help_text = _("배경이 투명한 PNG를 올립니다. 지름은 찍혔을 때의 크기입니다.")
    template_name = "approvals/seal_new.html"

    def document(self) -> dict[str, Any]:
        return {"kinds": SealKind.choices, "people": _people(day_of(self.now))}

    def acts(self) -> Sequence[Act]:
        return (Act("register", _("등록"), "save", tone="primary", key="Ctrl ↵"),)

    def act_register(self, data: QueryDict) -> Done:
        given = SealData(
            name=data.get("name", ""),
            kind=data.get("kind", ""),
            keeper_id=chosen(data, "keeper"),
            image=_image(self.request),
            diameter_mm=parse_whole(data.get("diameter_mm", "")) or 0,
            reason=data.get("note", ""),
        )
        made = register_seal(data=given, actor=self.actor, at=self.now)
        return Done(reverse("approvals:seal", args=[made.pk]), _t("관인을 등록했습니다."))


class SealScreen(DocumentScreen):
    """One seal: images, uses, renewing and giving up."""

    required: ClassVar = {"get": SEAL_MANAGE, "post": SEAL_MANAGE}
    template_name = "approvals/seal.html"

    @property
    def seal(self) -> Any:
        if not hasattr(self, "_seal"):
            self._seal: Any = seal_page(self.kwargs["seal_id"])
        return self._seal

    def head(self) -> PageHead:
        return PageHead(self.seal.name, (*CRUMBS, _("관인대장")), state=_look(self.seal), star=False)

    def document(self) -> dict[str, Any]:
        return {"row": self.seal, "kind": self.seal.get_kind_display(), "is_keeper": self._is_keeper()}

    def _is_keeper(self) -> bool:
        return not self.seal.disposed_at and self.actor.user_id == self.seal.keeper_id

    def acts(self) -> Sequence[Act]:
        if self.seal.disposed_at:
            return ()
        stamp = Act("stamp", _("종이 문서 날인 기록"), "pen", validates=False)
        return (
            *((stamp,) if self._is_keeper() else ()),
            Act(
                "dispose",
                _("폐기"),
                "trash",
                tone="danger",
                confirm=_("이 관인을 폐기합니다. 다시 쓸 수 없고, 이미 찍은 문서는 그대로 남습니다."),
                reason=_("폐기하는 사유"),
                validates=False,
            ),
            Act("renew", _("이미지 재등록"), "upload", tone="primary"),
        )

    def act_stamp(self, data: QueryDict) -> Done:
        paper = PaperData(
            title=data.get("paper_title", ""),
            reason=data.get("paper_reason", ""),
            number_text=data.get("paper_number", ""),
            receiver_count=parse_whole(data.get("paper_count", "")) or 0,
        )
        stamp_paper(seal_id=self.seal.pk, data=paper, actor=self.actor, at=self.now)
        return Done(self.request.path, _t("종이 문서에 찍은 기록을 남겼습니다."))

    def act_dispose(self, data: QueryDict) -> Done:
        dispose_seal(reason=data.get("reason", ""), **self._act(data))
        return Done(self.request.path, _t("관인을 폐기했습니다."))

    def act_renew(self, data: QueryDict) -> Done:
        renew_seal(
            image=_image(self.request),
            diameter_mm=parse_whole(data.get("diameter_mm", "")) or 0,
            reason=data.get("renew_reason", ""),
            **self._act(data),
        )
        return Done(self.request.path, _t("새 이미지를 등록했습니다."))

    def _act(self, data: QueryDict) -> dict[str, Any]:
        return {"seal_id": self.seal.pk, "seen": version_of(data), "actor": self.actor, "at": self.now}


def _people(today: Any) -> list[tuple[Any, str]]:
    return list({one.user_id: f"{one.name} ({one.department} {one.post})" for one in members(today)}.items())


def _image(request: HttpRequest) -> bytes:
    upload = request.FILES.get("image")
    if upload is None:
        fault = FieldFault("/image", "required", _t("관인 이미지를 고르십시오."))
        raise InvalidInput(errors=[fault])
    return bytes(upload.read())
