"""Menu of the screens of journals and ledgers."""

from django.utils.translation import gettext_lazy as _

from accounting import permissions
from ui.menu import MenuItem

BOOKS_MENU = [
    MenuItem(
        _("전표"),
        "accounting:journals",
        permissions.JOURNAL_VIEW,
        "accounting",
        icon="draft",
        order=10,
        keywords=(_("분개"), _("대체전표")),
    ),
    MenuItem(
        _("대체전표"),
        "accounting:manual_journals",
        permissions.JOURNAL_VIEW,
        "accounting",
        icon="draft",
        order=15,
        keywords=(_("결산정리"), _("수기 전표")),
    ),
    MenuItem(
        _("총계정원장"),
        "accounting:ledger",
        permissions.LEDGER_VIEW,
        "accounting",
        icon="ledger",
        order=20,
        keywords=(_("보조부"), _("거래처원장"), _("계정별원장")),
    ),
    MenuItem(
        _("합계잔액시산표"),
        "accounting:trial_balance",
        permissions.LEDGER_VIEW,
        "accounting",
        icon="ledger",
        order=30,
        keywords=(_("시산표"),),
    ),
]
