"""Addresses of the screens of hr."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hr.web import (
    cases,
    chart,
    destructions,
    headcount,
    imports,
    leave_applications,
    orders,
    own,
    people,
    personnel_notices,
    reorganizations,
    rules,
    shared_records,
)

app_name = "hr"

urlpatterns: list[URLPattern | URLResolver] = [
    path("hr/people/", people.PeopleList.as_view(), name="people"),
    path("hr/people/new/", people.PersonNewScreen.as_view(), name="person_new"),
    path("hr/people/<uuid:pk>/", people.CardScreen.as_view(), name="person"),
    path("hr/people/<uuid:pk>/careers/", people.CareerStep.as_view(), name="add_career"),
    path("hr/people/<uuid:pk>/entries/", people.EntryStep.as_view(), name="add_entry"),
    path("hr/people/<uuid:pk>/family/", people.FamilyStep.as_view(), name="add_family"),
    path("hr/people/<uuid:pk>/account/", people.LinkAccountStep.as_view(), name="link_account"),
    path("hr/people/<uuid:pk>/secrets/", people.SecretStep.as_view(), name="write_secret"),
    path("hr/people/<uuid:pk>/secrets/<str:kind>/reveal/", people.RevealStep.as_view(), name="reveal"),
    path(
        "hr/people/<uuid:pk>/<str:section>/<uuid:row_id>/withdraw/",
        people.WithdrawRowStep.as_view(),
        name="withdraw_row",
    ),
    path("hr/destructions/", destructions.DestructionScreen.as_view(), name="destructions"),
    path("hr/destructions/propose/", destructions.ProposeStep.as_view(), name="propose_destruction"),
    path("hr/destructions/<uuid:pk>/decide/", destructions.DecideStep.as_view(), name="decide_destruction"),
    path("hr/notices/", personnel_notices.PersonnelNoticeList.as_view(), name="personnel_notices"),
    path("hr/notices/<uuid:notice_id>/seen/", personnel_notices.SeenStep.as_view(), name="seen_notice"),
    path("hr/own/mail/", own.AppointmentMailStep.as_view(), name="appointment_mail"),
    path("hr/imports/", imports.ImportScreen.as_view(), name="imports"),
    path("hr/imports/<str:kind>/form/", imports.ImportFormFile.as_view(), name="import_form"),
    path("hr/records/", shared_records.RecordList.as_view(), name="records"),
    path("hr/records/new/", shared_records.RecordEntryScreen.as_view(), name="records_new"),
    path("hr/records/training/", shared_records.TrainingList.as_view(), name="training"),
    path("hr/chart/", chart.ChartScreen.as_view(), name="chart"),
    path("hr/orders/", orders.OrderList.as_view(), name="orders"),
    path("hr/orders/new/", orders.OrderScreen.as_view(), name="order_new"),
    path("hr/orders/<uuid:pk>/", orders.OrderScreen.as_view(), name="order"),
    path("hr/appointments/<uuid:item_id>/", orders.OrderTargetScreen.as_view(), name="order_target"),
    path("hr/reorganizations/", reorganizations.ReorganizationList.as_view(), name="reorganizations"),
    path(
        "hr/reorganizations/new/", reorganizations.ReorganizationScreen.as_view(), name="reorganization_new"
    ),
    path(
        "hr/reorganizations/<uuid:pk>/", reorganizations.ReorganizationScreen.as_view(), name="reorganization"
    ),
    path("hr/own/leave/", leave_applications.OwnLeaveScreen.as_view(), name="own_leave"),
    path("hr/own/leave/apply/", leave_applications.ApplyStep.as_view(), name="apply_leave"),
    path(
        "hr/own/leave/<uuid:application_id>/withdraw/",
        leave_applications.WithdrawStep.as_view(),
        name="withdraw_leave",
    ),
    path("hr/leave/", leave_applications.LeaveApplicationList.as_view(), name="leave_applications"),
    path("hr/leave/<uuid:application_id>/", leave_applications.AnswerStep.as_view(), name="answer_leave"),
    path("hr/cases/", cases.CaseList.as_view(), name="cases"),
    path("hr/cases/new/", cases.CaseScreen.as_view(), name="case_new"),
    path("hr/cases/<uuid:pk>/", cases.CaseScreen.as_view(), name="case"),
    path("hr/headcount/", headcount.HeadcountScreen.as_view(), name="headcount"),
    path("hr/headcount/plan/", headcount.PlanStep.as_view(), name="plan_headcount"),
    path("hr/headcount/<uuid:plan_id>/end/", headcount.EndPlanStep.as_view(), name="end_headcount"),
    path("hr/rules/", rules.RuleScreen.as_view(), name="rules"),
    path("hr/rules/<uuid:row_id>/", rules.RuleChangeScreen.as_view(), name="rule_change"),
    path("hr/rules/<uuid:row_id>/change/", rules.ChangeRuleStep.as_view(), name="change_rule"),
    path("hr/rules/changes/<uuid:change_id>/recompute/", rules.RecomputeStep.as_view(), name="recompute"),
    path("hr/own/", own.OwnScreen.as_view(), name="own"),
    path("hr/own/changes/", own.AskChangeStep.as_view(), name="ask_change"),
    path(
        "hr/own/changes/<uuid:request_id>/withdraw/", own.WithdrawChangeStep.as_view(), name="withdraw_change"
    ),
    path("hr/own/certificates/", own.OwnCertificateStep.as_view(), name="own_certificate"),
    path("hr/notices/<uuid:pk>/file/", own.NoticeFile.as_view(), name="notice_file"),
    path("hr/notices/<uuid:pk>/hwpx/", own.NoticeHwpx.as_view(), name="notice_hwpx"),
    path("hr/changes/", own.ChangeList.as_view(), name="changes"),
    path("hr/changes/<uuid:request_id>/", own.DecideChangeStep.as_view(), name="decide_change"),
    path("hr/certificates/", own.CertificateList.as_view(), name="certificates"),
    path("hr/certificates/new/", own.CertificateNewScreen.as_view(), name="certificate_new"),
    path("hr/certificates/issue/", own.CertificateStep.as_view(), name="issue_certificate"),
    path("hr/certificates/check/", own.CertificateCheckScreen.as_view(), name="certificate_check"),
    path("hr/certificates/<uuid:pk>/file/", own.CertificateFile.as_view(), name="certificate_file"),
    path("hr/certificates/<uuid:pk>/hwpx/", own.CertificateHwpx.as_view(), name="certificate_hwpx"),
    path("hr/accesses/", own.AccessScreen.as_view(), name="accesses"),
    path("hr/accesses/<int:month>/review/", own.ReviewStep.as_view(), name="review_accesses"),
]
