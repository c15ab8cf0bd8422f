"""Pages of sending and receiving letters and of seals, in each size."""

from __future__ import annotations

from playwright.sync_api import Page

from approvals.models import ReceivedDocument
from approvals.permissions import (
    DISPATCH_SEND,
    DOCUMENT_INSPECT,
    DOCUMENT_VIEW,
    RECEIPT_DISTRIBUTE,
    RECEIPT_REGISTER,
    SEAL_MANAGE,
    SEAL_USE,
)
from tenants.context import institution
from tests.approvals.kit import found_office
from tests.approvals.letters_kit import (
    CITY_RECEIVER,
    OUTSIDE_RECEIVER,
    a_seal,
    approved_letter,
    run_jobs,
    sent,
)
from tests.approvals.services.test_receiving import given_to, registered
from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways
from tests.people import grant


def test_pages_of_letters(desk: Desk) -> None:
    world = desk.site.world
    with desk.site.inside():
        with institution(world.culture):
            office = found_office()
            grant("drafter", DISPATCH_SEND, SEAL_USE, SEAL_MANAGE, DOCUMENT_VIEW, DOCUMENT_INSPECT)
            seal_id = a_seal(office)
            waiting = approved_letter(office, title="가을 공연 무대 장비 임차 알림")
            [transport, _outside] = sent(office, approved_letter(office), CITY_RECEIVER, OUTSIDE_RECEIVER)
            [other] = sent(office, approved_letter(office), CITY_RECEIVER)
            document_id = transport.dispatch.document_id
            run_jobs()
        with institution(world.gov):
            grant("officer", RECEIPT_DISTRIBUTE, RECEIPT_REGISTER, DOCUMENT_VIEW)
            first = ReceivedDocument.objects.get(transport_id=transport.pk)
            second = ReceivedDocument.objects.get(transport_id=other.pk)
            registered(first)
            given_to(second)
    sender = desk.page(world.culture, "drafter")
    receiver = desk.page(world.gov, "officer")
    faults = _faults(
        sender,
        {
            "dispatches": "/dispatches/",
            "dispatch-waiting": f"/dispatches/{waiting.pk}/",
            "dispatch-sent": f"/dispatches/{document_id}/",
            "seals": "/seals/",
            "seal-new": "/seals/new/",
            "seal": f"/seals/{seal_id}/",
        },
    )
    faults += _faults(
        receiver,
        {
            "received": "/received/",
            "received-distributed": f"/received/{second.pk}/",
            "received-registered": f"/received/{first.pk}/",
        },
    )
    assert faults == []


def _faults(page: Page, addresses: dict[str, str]) -> list[str]:
    faults: list[str] = []
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            if scrolls_sideways(page):
                faults.append(f"{address} is wider than {width}")
            picture(page, f"{name}-{size}")
        faults += [f"{address} {finding}" for finding in barriers(page)]
    return faults
