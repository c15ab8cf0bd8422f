"""Accounts: one table per tenant schema, so an account of one institution is nobody elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel, TenantQuerySet

LOGIN_NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]$",
    _("아이디는 영문 소문자, 숫자, . _ - 로 3자 이상이어야 합니다."),
)


class UserQuerySet(TenantQuerySet["User"]):
    """Accounts."""

    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds accounts by their log-in name in any case."""

    def get_by_natural_key(self, login_name: str | None) -> User:
        return self.get(login_name=(login_name or "").strip().lower())


class User(TenantModel, AbstractBaseUser):
    """A person's account in one institution, government or the platform."""

    login_name = models.CharField(_("아이디"), max_length=60, unique=True, validators=[LOGIN_NAME])
    name = models.CharField(_("이름"), max_length=50)
    email = models.EmailField(_("전자우편"), blank=True, default="")
    phone = models.CharField(_("전화"), max_length=20, blank=True, default="")
    is_active = models.BooleanField(_("사용"), default=True)
    disabled_at = models.DateTimeField(_("사용 중지 시각"), null=True, blank=True)
    password_changed_at = models.DateTimeField(_("비밀번호 변경 시각"), null=True, blank=True)
    created_at = models.DateTimeField(_("등록 시각"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "login_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ["name", "login_name"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(login_name=Lower("login_name")), name="user_login_lower"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
