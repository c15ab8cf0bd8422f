"""Addresses of log-in, own account and the administration of people."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from identity.web import api_clients, entrance, profile, roles, second_factor, session, steps, users

# Names that allauth looks up; they carry no namespace.
ENTRANCE: list[URLPattern | URLResolver] = [
    path("login/", entrance.LoginScreen.as_view(), name="account_login"),
    path("login/code/", entrance.SecondFactorScreen.as_view(), name="mfa_authenticate"),
    path("logout/", entrance.LogoutScreen.as_view(), name="account_logout"),
    path("confirm/", entrance.PasswordAgainScreen.as_view(), name="account_reauthenticate"),
    path("confirm/code/", entrance.CodeAgainScreen.as_view(), name="mfa_reauthenticate"),
    path("me/", profile.ProfileScreen.as_view(), name="mfa_index"),
    path("me/second-factor/", second_factor.RegisterAppScreen.as_view(), name="mfa_activate_totp"),
    path("me/second-factor/remove/", second_factor.RemoveAppScreen.as_view(), name="mfa_deactivate_totp"),
    path("me/recovery-codes/", second_factor.RecoveryCodesScreen.as_view(), name="mfa_view_recovery_codes"),
    path(
        "me/recovery-codes/new/",
        second_factor.NewRecoveryCodesScreen.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]

SCREENS: list[URLPattern | URLResolver] = [
    path("session/", session.SessionState.as_view(), name="session"),
    path("session/extend/", session.SessionExtend.as_view(), name="session_extend"),
    path("invitation/<str:who>/<str:token>/", entrance.InvitationScreen.as_view(), name="invitation"),
    path("me/", profile.ProfileScreen.as_view(), name="profile"),
    path("me/contact/", profile.ContactStep.as_view(), name="contact"),
    path("me/password/", profile.PasswordScreen.as_view(), name="password"),
    path("me/logins/end-others/", profile.EndOtherLoginsStep.as_view(), name="end_other_logins"),
    path("me/logins/<uuid:login_id>/end/", profile.EndLoginStep.as_view(), name="end_login"),
    path("users/", users.UserList.as_view(), name="users"),
    path("users/new/", users.UserForm.as_view(), name="user_new"),
    path("users/<uuid:user_id>/", users.UserScreen.as_view(), name="user"),
    path("users/<uuid:user_id>/edit/", users.UserEditForm.as_view(), name="user_edit"),
    path("users/<uuid:user_id>/grant/", steps.GrantStep.as_view(), name="grant"),
    path("users/<uuid:user_id>/grants/<uuid:grant_id>/revoke/", steps.RevokeStep.as_view(), name="revoke"),
    path("users/<uuid:user_id>/invite/", steps.InviteStep.as_view(), name="invite"),
    path("users/<uuid:user_id>/disable/", steps.DisableStep.as_view(), name="disable"),
    path("users/<uuid:user_id>/enable/", steps.EnableStep.as_view(), name="enable"),
    path("users/<uuid:user_id>/reset-factor/", steps.ResetFactorStep.as_view(), name="reset_factor"),
    path("roles/", roles.RoleScreen.as_view(), name="roles"),
    path("roles/new/", roles.RoleNewStep.as_view(), name="role_new"),
    path("roles/<uuid:role_id>/", roles.RoleStep.as_view(), name="role"),
    path("rights-record/", roles.RightsRecordList.as_view(), name="rights_record"),
    path("integrations/", api_clients.ApiClientList.as_view(), name="api_clients"),
    path("integrations/new/", api_clients.ApiClientForm.as_view(), name="api_client_new"),
    path("integrations/<uuid:client_id>/", api_clients.ApiClientScreen.as_view(), name="api_client"),
    path("security/", roles.PolicyScreen.as_view(), name="policy"),
]

urlpatterns: list[URLPattern | URLResolver] = [*ENTRANCE, path("", include((SCREENS, "identity")))]
