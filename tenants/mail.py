"""A mail in the name of the current tenant: its sender's name, links to its own host, an id that tells repeats."""

from __future__ import annotations

import smtplib
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from django.urls import reverse

from core.outbox import EndUnknown
from core.schema import WrongSchema

_NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """What is said to one person."""

    to: str
    subject: str
    text: str


def is_mail_on() -> bool:
    """Whether this installation sends mails at all."""
    return str(settings.EMAIL_BACKEND) != _NOWHERE


def own_url(route: str, *args: object) -> str:
    """Whole address of a page on the current tenant's own host, also outside of a request."""
    urlconf = settings.TENANT_TYPES[_own("kind")]["URLCONF"]
    port = f":{settings.LINK_PORT}" if settings.LINK_PORT else ""
    path = reverse(route, urlconf=urlconf, args=args)
    return f"{'https' if settings.HTTPS else 'http'}://{_own('host')}{port}{path}"


def send_mail(*, message_id: UUID, mail: Mail) -> None:
    """Send one mail; the id of its outbox row is its Message-ID, so that a repeat is known as one.

    A server that cannot be reached or refuses raises what it says. EndUnknown: it went silent while it was given
    the mail, and may have taken it.
    """
    made = EmailMessage(
        subject=_one_line(mail.subject),
        body=mail.text,
        from_email=_sender(),
        to=[mail.to],
        headers={"Message-ID": f"<{message_id}@{_own('host')}>", "Auto-Submitted": "auto-generated"},
    )
    server = get_connection()
    with closing(server):
        server.open()
        try:
            server.send_messages([made])
        except (smtplib.SMTPServerDisconnected, TimeoutError) as fault:
            raise EndUnknown from fault


def _sender() -> str:
    name = _one_line(_own("name")).replace('"', "").replace("\\", "")
    return f'"{name}" <{settings.DEFAULT_FROM_EMAIL}>'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _own(what: str) -> str:
    value = getattr(connection.tenant, what, None)  # type: ignore[attr-defined]
    if not value:
        raise WrongSchema(f"a mail belongs to a tenant with a {what}, none is current")
    return str(value)
