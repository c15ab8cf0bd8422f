"""Addresses of the screens of attendance."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from attendance.web import calendar_link, closing, imports, mine, office, papers, requests, rosters, terms

app_name = "attendance"

urlpatterns: list[URLPattern | URLResolver] = [
    path("attendance/", mine.MineScreen.as_view(), name="mine"),
    path("attendance/clock/", mine.ClockScreen.as_view(), name="clock"),
    path("attendance/clock/punch/", mine.PunchStep.as_view(), name="punch"),
    path("attendance/clock/correct/", mine.CorrectStep.as_view(), name="correct"),
    path(
        "attendance/clock/corrections/<uuid:pk>/",
        papers.CorrectionScreen.as_view(),
        name="clock_correction",
    ),
    path("attendance/notices/<uuid:pk>/", mine.NoticeScreen.as_view(), name="notice"),
    path("attendance/notices/<uuid:pk>/answer/", mine.AnswerNoticeStep.as_view(), name="answer_notice"),
    path("attendance/leave/new/", requests.LeaveForm.as_view(), name="leave_new"),
    path("attendance/leave/<uuid:pk>/", papers.LeaveScreen.as_view(), name="leave_request"),
    path("attendance/overtime/", office.OvertimeList.as_view(), name="overtime"),
    path("attendance/overtime/new/", requests.OvertimeForm.as_view(), name="overtime_new"),
    path("attendance/overtime/<uuid:pk>/", papers.OvertimeScreen.as_view(), name="overtime_order"),
    path("attendance/trips/", office.TripList.as_view(), name="trips"),
    path("attendance/trips/new/", requests.TripForm.as_view(), name="trip_new"),
    path("attendance/trips/<uuid:pk>/", papers.TripScreen.as_view(), name="trip_order"),
    path("attendance/trips/<uuid:pk>/change/", requests.TripChangeForm.as_view(), name="trip_change_new"),
    path("attendance/trips/changes/<uuid:pk>/", papers.TripChangeScreen.as_view(), name="trip_change"),
    path("attendance/trips/<uuid:pk>/settle/", requests.SettleForm.as_view(), name="settle"),
    path(
        "attendance/trips/cancellations/<uuid:pk>/",
        papers.TripCancellationScreen.as_view(),
        name="trip_cancellation",
    ),
    path("attendance/settlements/<uuid:pk>/", papers.SettlementScreen.as_view(), name="trip_settlement"),
    path("attendance/today/", office.TodayScreen.as_view(), name="today"),
    path("attendance/days/<uuid:pk>/confirm/", office.ConfirmDayStep.as_view(), name="confirm_day"),
    path("attendance/team/", office.TeamScreen.as_view(), name="team"),
    path("attendance/ledger/", office.LedgerList.as_view(), name="ledger"),
    path("attendance/grants/", office.GrantsScreen.as_view(), name="grants"),
    path("attendance/grants/accrue/", office.AccrueStep.as_view(), name="accrue"),
    path("attendance/lots/<uuid:pk>/adjust/", office.AdjustStep.as_view(), name="adjust"),
    path("attendance/month/", closing.MonthScreen.as_view(), name="month"),
    path("attendance/month/<int:period>/<slug:verb>/", closing.MonthStep.as_view(), name="month_step"),
    path("attendance/holidays/", closing.HolidayScreen.as_view(), name="holidays"),
    path("attendance/holidays/enter/", closing.EnterHolidayStep.as_view(), name="enter_holiday"),
    path(
        "attendance/holidays/<uuid:pk>/withdraw/",
        closing.WithdrawHolidayStep.as_view(),
        name="withdraw_holiday",
    ),
    path("attendance/calendar/", calendar_link.CalendarLinkScreen.as_view(), name="calendar_link"),
    path("attendance/calendar/end/", calendar_link.EndLinkStep.as_view(), name="end_calendar_link"),
    path("attendance/calendar/<str:secret>.ics", calendar_link.CalendarFeed.as_view(), name="calendar_feed"),
    path("attendance/terms/", terms.TermsScreen.as_view(), name="terms"),
    path("attendance/terms/schedules/", terms.SaveScheduleStep.as_view(), name="save_schedule"),
    path("attendance/terms/agreements/", terms.RegisterAgreementStep.as_view(), name="register_agreement"),
    path("attendance/terms/exchanges/", terms.ExchangeHolidayStep.as_view(), name="exchange_holiday"),
    path("attendance/rosters/", rosters.RosterScreen.as_view(), name="rosters"),
    path("attendance/rosters/open/", rosters.OpenRosterStep.as_view(), name="open_roster"),
    path("attendance/rosters/shifts/", rosters.SaveRosterShiftStep.as_view(), name="save_roster_shift"),
    path("attendance/rosters/<uuid:pk>/<slug:verb>/", rosters.RosterStep.as_view(), name="roster_step"),
    path("attendance/people/", terms.PeopleScreen.as_view(), name="people"),
    path("attendance/people/<uuid:pk>/exempt/", terms.ExemptStep.as_view(), name="exempt"),
    path("attendance/people/<uuid:pk>/schedule/", terms.AssignScheduleStep.as_view(), name="assign_schedule"),
    path("attendance/people/<uuid:pk>/protection/", terms.ProtectStep.as_view(), name="protect"),
    path("attendance/imports/", imports.ImportScreen.as_view(), name="imports"),
    path("attendance/imports/<str:kind>/", imports.ImportStep.as_view(), name="import_file"),
    path("attendance/imports/<str:kind>/form/", imports.ImportFormFile.as_view(), name="import_form"),
    path("attendance/promotion/", closing.PromotionScreen.as_view(), name="promotion"),
    path("attendance/promotion/send/", closing.SendNoticesStep.as_view(), name="send_notices"),
    path("attendance/promotion/<uuid:staff_id>/fix/", closing.FixDaysStep.as_view(), name="fix_days"),
]
