"""Which notices a person also gets by mail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from approvals.choices import NoticeKind
from core.access import Actor
from identity.queries.people import account
from tenants.mail import is_mail_on
from ui.preferences import read

KEY = "approvals.mail_kinds"
USUAL_KINDS = frozenset({NoticeKind.YOUR_TURN, NoticeKind.RETURNED, NoticeKind.APPROVED})


@dataclass(frozen=True)
class MailChoice:
    """A person's choice: the own address, the kinds, whether this installation sends mails at all."""

    address: str
    kinds: tuple[str, ...]
    is_mail_on: bool


def mailed_kinds(user_id: UUID) -> frozenset[str]:
    """The kinds of notice this person also gets by mail."""
    chosen = read(user_id, KEY)
    return frozenset(str(kind) for kind in USUAL_KINDS) if chosen is None else frozenset(chosen)


def mail_choice(actor: Actor) -> MailChoice:
    """The choice of the person who asks, the kinds in the order they are shown."""
    if actor.user_id is None:
        return MailChoice("", (), is_mail_on())
    chosen = mailed_kinds(actor.user_id)
    kinds = tuple(kind for kind in NoticeKind.values if kind in chosen)
    return MailChoice(account(actor.user_id).email, kinds, is_mail_on())
