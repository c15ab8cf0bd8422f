"""Screens of consolidation; on governments' hosts only."""

from django.urls import path

from consolidation.web.eliminations import EliminationsScreen
from consolidation.web.held_roots import HeldRootList
from consolidation.web.items import ItemsScreen
from consolidation.web.lines import LinesScreen
from consolidation.web.looks import LooksScreen
from consolidation.web.matrix import MatrixScreen
from consolidation.web.movements import MovementsScreen
from consolidation.web.orders import OrderScreen
from consolidation.web.overview import OverviewScreen
from consolidation.web.papers import JournalScreen, PaperScreen, VoucherScreen
from consolidation.web.reasons import ReasonScreen
from consolidation.web.reconciliation import ReconciliationScreen
from consolidation.web.registers import RegisterScreen, RegistersScreen
from consolidation.web.staff import StaffScreen
from consolidation.web.staff_details import (
    HeadcountScreen,
    LeaveUseScreen,
    OnLeaveScreen,
    WorkMonthsScreen,
)
from consolidation.web.transfers import TransferScreen
from consolidation.web.trial_balance import AccountScreen, TrialBalanceScreen

app_name = "consolidation"
_ONE = "consolidation/institutions/<slug:institution>/"

urlpatterns = [
    path("consolidation/", OverviewScreen.as_view(), name="overview"),
    path("consolidation/matrix/", MatrixScreen.as_view(), name="matrix"),
    path("consolidation/eliminations/", EliminationsScreen.as_view(), name="eliminations"),
    path("consolidation/trial-balance/", TrialBalanceScreen.as_view(), name="trial-balance"),
    path("consolidation/accounts/<slug:account>/", AccountScreen.as_view(), name="account"),
    path("consolidation/reconciliation/", ReconciliationScreen.as_view(), name="reconciliation"),
    path("consolidation/parent-transfers/new/", TransferScreen.as_view(), name="transfer"),
    path("consolidation/looks/", LooksScreen.as_view(), name="looks"),
    path("consolidation/day-roots/", HeldRootList.as_view(), name="day-roots"),
    path("consolidation/look-reason/", ReasonScreen.as_view(), name="look-reason"),
    path("consolidation/registers/", RegistersScreen.as_view(), name="registers"),
    path(f"{_ONE}register/", RegisterScreen.as_view(), name="register"),
    path("consolidation/staff/", StaffScreen.as_view(), name="staff"),
    path(f"{_ONE}headcount/", HeadcountScreen.as_view(), name="headcount"),
    path(f"{_ONE}on-leave/", OnLeaveScreen.as_view(), name="on-leave"),
    path(f"{_ONE}leave-use/", LeaveUseScreen.as_view(), name="leave-use"),
    path(f"{_ONE}work-months/", WorkMonthsScreen.as_view(), name="work-months"),
    path(f"{_ONE}items/", ItemsScreen.as_view(), name="items"),
    path(f"{_ONE}movements/", MovementsScreen.as_view(), name="movements"),
    path(f"{_ONE}accounts/<slug:account>/", LinesScreen.as_view(), name="lines"),
    path(f"{_ONE}papers/<uuid:document_id>/", PaperScreen.as_view(), name="paper"),
    path(f"{_ONE}vouchers/<uuid:voucher_id>/", VoucherScreen.as_view(), name="voucher"),
    path(f"{_ONE}orders/<uuid:order_id>/", OrderScreen.as_view(), name="order"),
    path(f"{_ONE}journals/<uuid:journal_id>/", JournalScreen.as_view(), name="journal"),
]
