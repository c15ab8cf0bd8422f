"""Official documents in a browser: both forms as they are printed, and checking a code; no barrier, they fit."""

from __future__ import annotations

import pytest

from approvals.models import FormDefinition, FormVersion, Rendition
from approvals.permissions import DOCUMENT_INSPECT, DOCUMENT_VIEW
from approvals.services.printing import print_approved
from tenants.context import institution
from tests.approvals.kit import AT, found_office, signed, submitted
from tests.browser.pages import SIZES, Desk, barriers, picture, scrolls_sideways
from tests.browser.site import Site
from tests.people import grant

BODY = (
    "<p>1. 문화예술과-1234(2026. 11. 2.)호와 관련됩니다.</p><p>2. 안전점검 결과를 다음과 같이 제출합니다.</p>"
    "<table><caption>점검 결과</caption><tr><th>구분</th><th>내용</th><th>금액(원)</th></tr>"
    "<tr><td>무대</td><td>막 교체</td><td align=right>2,000,000</td></tr></table>"
)
Addresses = dict[str, str]


@pytest.fixture(scope="module")
def addresses(site: Site) -> Addresses:
    """One approved document of each form in a government of its own; their pages and the code of one."""
    with site.inside() as world, institution(world.other_gov):
        office = found_office()
        form = FormDefinition.objects.create(code="OUTGOING")
        FormVersion.objects.create(
            form=form,
            number=1,
            name="시행문",
            kind="GENERAL",
            cross_class="OUTGOING_EXTERNAL",
            layout="FORM_1",
            business_type="spending_proposal",
            made_at=AT,
            made_by_name="관리자",
        )
        grant("officer", DOCUMENT_VIEW, DOCUMENT_INSPECT)
        found: Addresses = {}
        for name, code in (("letter", "OUTGOING"), ("internal", "PROPOSAL")):
            given = {"body": {"html": BODY}, "receivers": ["한빛시장(문화예술과장)", "가람시장"]}
            document = signed(office, submitted(office, code, amount=3_000_000, **given), "예", "박")
            found[name] = f"/documents/{document.pk}/paper"
        print_approved(document_id=document.pk, verify_at="https://example.org/verify/", at=AT)
        code = Rendition.objects.get(document=document).code
    return found | {
        "verify": "/verify/",
        "known": f"/verify/{code}",
        "unknown": "/verify/0000-0000-0000-0000",
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["letter", "internal", "verify", "known", "unknown"])
def test_papers_show_no_barrier_and_fit(desk: Desk, addresses: Addresses, name: str, size: str) -> None:
    who = "officer" if name in ("letter", "internal") else ""
    page = desk.page(desk.site.world.other_gov, who, size=SIZES[size])
    answer = page.goto(addresses[name])
    assert answer is not None
    assert answer.status == 200
    picture(page, f"paper-{name}-{size}")
    assert not scrolls_sideways(page)
    assert barriers(page) == []
