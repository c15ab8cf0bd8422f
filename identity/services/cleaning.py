"""Removing what is over: sessions, counters of failed log-ins, tokens of programs."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db import transaction
from oauth2_provider.models import get_access_token_model

from identity.choices import LoginEnd
from identity.models import Login

ABSOLUTE_END = timedelta(hours=10)
FAILURE_COUNTERS = timedelta(days=1)
# Security logs are kept for one year.
FAILURE_LOG = timedelta(days=366)


@transaction.atomic
def clear_old(*, at: datetime) -> None:
    """Delete expired sessions and tokens and old counters; close logins that nobody ended.

    The list of logins itself stays: it is the access record of the institution.
    """
    Session.objects.filter(expire_date__lt=at).delete()
    forgotten = Login.objects.filter(ended_at__isnull=True, started_at__lte=at - ABSOLUTE_END)
    forgotten.update(ended_at=at, end_reason=LoginEnd.TOO_LONG)
    AccessAttempt.objects.filter(attempt_time__lt=at - FAILURE_COUNTERS).delete()
    AccessFailureLog.objects.filter(attempt_time__lt=at - FAILURE_LOG).delete()
    get_access_token_model().objects.filter(expires__lt=at - FAILURE_COUNTERS).delete()
