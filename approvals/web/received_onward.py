"""Received letters that go on: to another body (이송), to departments also concerned (관련 부서)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from approvals.choices import ReceivedState, TransportState
from approvals.permissions import RECEIPT_REGISTER
from approvals.queries.destinations import tenant_destinations
from approvals.rules.letters import NOT_NUMBERED
from approvals.services.dispatching import ReceiverData
from approvals.services.forwarding import forward, forwarded_package, hand_over_forwarded
from approvals.services.receipts import tell_departments
from approvals.services.transports import HandOver
from approvals.web.letter_fields import ids_in, moment_in, transport_look, version_of
from core.access import Actor
from core.periods import day_of
from organization.queries import department_choices, department_name
from ui.files import download_response
from ui.views import DocumentScreen, Done, ScreenView

OUTSIDE = "OUTSIDE:"


def onward(row: Any, actor: Actor, now: Any, *, is_clerk: bool, lies_here: bool) -> dict[str, Any]:
    """What the page of a letter says of its way on, and the fields for it."""
    today = day_of(now)
    can_forward = row.state in NOT_NUMBERED and lies_here
    can_tell = row.entry_id is not None and is_clerk
    return {
        "can_forward": can_forward,
        "can_tell": can_tell,
        "places": [(f"{one.kind}:{one.target}", one.name) for one in _places(row)] if can_forward else (),
        "also": _others(row, today) if can_tell else (),
        "forwardings": [(transport_look(one.state), one) for one in row.all_forwardings],
        "carries": lies_here and _is_carried_by_people(row),
        "concerned": [(department_name(one.department_id, today), one) for one in row.all_concerned],
    }


def _places(row: Any) -> list[Any]:
    return [one for one in tenant_destinations() if one.target != row.sender_schema]


def _others(row: Any, today: Any) -> list[tuple[Any, str]]:
    told = {one.department_id for one in row.all_concerned} | {row.department_id}
    return [(key, label) for key, label in department_choices(today) if key not in told]


def _is_carried_by_people(row: Any) -> bool:
    return row.state == ReceivedState.FORWARDED and any(
        one.state == TransportState.MANUAL for one in row.all_forwardings
    )


class OnwardScreen(DocumentScreen):
    """The acts of the page of a letter that send it on."""

    def _act(self, data: QueryDict) -> dict[str, Any]:
        who = {"actor": self.actor, "at": self.now}
        return {"received_id": self.kwargs["received_id"], "seen": version_of(data), **who}

    def _done(self, message: str) -> Done:
        return Done(self.request.path, message)

    def act_forward(self, data: QueryDict) -> Done:
        kind, _sep, target = data.get("to", OUTSIDE).partition(":")
        names = {one.target: one.name for one in tenant_destinations()}
        name = names.get(target, "") if target else data.get("to_name", "")
        to = ReceiverData(name, kind, target, data.get("to_address", ""))
        forward(to=to, reason=data.get("forward_reason", ""), **self._act(data))
        return self._done(_t("소관 기관에 이송했습니다."))

    def act_tell(self, data: QueryDict) -> Done:
        tell_departments(department_ids=ids_in(data, "also"), **self._act(data))
        return self._done(_t("관련 부서에 알렸습니다."))

    def act_delivered(self, data: QueryDict) -> Done:
        arrived_at = moment_in(data, "delivered", day_of(self.now))
        given = HandOver(arrived_at, data.get("handed_to", ""), data.get("proof", ""))
        hand_over_forwarded(given=given, **self._act(data))
        return self._done(_t("전달을 기록했습니다."))


class ForwardedPackage(ScreenView):
    """The package of a letter that people carry on."""

    required: ClassVar[str] = RECEIPT_REGISTER
    title = _("이송 문서 꾸러미")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = forwarded_package(received_id=kwargs["received_id"], actor=self.actor, at=self.now)
        return download_response(found, "letter.zip")
