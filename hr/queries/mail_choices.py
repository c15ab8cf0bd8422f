"""Whether a person also gets notices of the own appointments by mail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.access import Actor
from identity.queries.people import account
from tenants.mail import is_mail_on
from ui.preferences import read

KEY = "hr.appointment_mail"


@dataclass(frozen=True)
class AppointmentMail:
    """A person's choice: the own address, yes or no, whether this installation sends mails at all."""

    address: str
    wanted: bool
    is_mail_on: bool


def wants_mail(user_id: UUID) -> bool:
    """Yes, unless the person said no."""
    return bool(read(user_id, KEY, True))


def appointment_mail(actor: Actor) -> AppointmentMail:
    """The choice of the person who asks."""
    if actor.user_id is None:
        return AppointmentMail("", False, is_mail_on())
    return AppointmentMail(account(actor.user_id).email, wants_mail(actor.user_id), is_mail_on())
