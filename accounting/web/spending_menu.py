"""Menu of the spending and revenue screens."""

from django.utils.translation import gettext_lazy as _

from accounting import permissions
from ui.menu import MenuItem

SPENDING_MENU = [
    MenuItem(
        _("결재대기"), "accounting:waiting", "", "spending", icon="inbox", order=5, keywords=(_("결재함"),)
    ),
    MenuItem(
        _("품의"),
        "accounting:spending_proposals",
        permissions.PROPOSAL_VIEW,
        "spending",
        icon="draft",
        order=10,
        keywords=(_("품의서"), _("지출품의")),
    ),
    MenuItem(
        _("원인행위"),
        "accounting:commitments",
        permissions.COMMITMENT_VIEW,
        "spending",
        icon="draft",
        order=20,
        keywords=(_("계약"), _("지출원인행위")),
        below=("accounting:commitment_change", "accounting:commitment_change_edit"),
    ),
    MenuItem(
        _("검수"),
        "accounting:inspections",
        permissions.COMMITMENT_VIEW,
        "spending",
        icon="check",
        order=25,
        keywords=(_("검사조서"), _("검수조서")),
    ),
    MenuItem(
        _("지출결의"),
        "accounting:payment_vouchers",
        permissions.VOUCHER_VIEW,
        "spending",
        icon="pay",
        order=30,
        keywords=(_("결의서"), _("지출결의서")),
    ),
    MenuItem(
        _("지급 처리"),
        "accounting:payment_orders",
        permissions.ORDER_VIEW,
        "spending",
        icon="won",
        order=40,
        keywords=(_("지급명령"), _("이체")),
    ),
    MenuItem(
        _("여입"),
        "accounting:expenditure_returns",
        permissions.VOUCHER_VIEW,
        "spending",
        icon="back",
        order=45,
        keywords=(_("반납"), _("반납결의")),
    ),
    MenuItem(
        _("거래처·계좌"),
        "accounting:partners",
        permissions.PARTNER_VIEW,
        "spending",
        icon="people",
        order=60,
        keywords=(_("채권자"), _("예금주")),
    ),
    MenuItem(
        _("수입결의·징수"),
        "accounting:revenue_assessments",
        permissions.ASSESSMENT_VIEW,
        "revenue",
        icon="draft",
        order=10,
        keywords=(_("징수결의"), _("미수납")),
    ),
    MenuItem(
        _("수납"),
        "accounting:receipts",
        permissions.RECEIPT_VIEW,
        "revenue",
        icon="won",
        order=20,
        keywords=(_("영수"), _("과오납")),
    ),
]
