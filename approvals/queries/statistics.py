"""결재 통계: how long decisions take by form, and what has waited longest; of one person or of a team."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Max
from django.utils.translation import gettext as _

from approvals.choices import Disclosure, DocumentState, StepKind, StepState
from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.desk import Desk
from approvals.queries.documents import titles_of
from core.access import Actor
from core.periods import day_of
from organization.queries import department_and_below, members

DONE = (StepState.SIGNED, StepState.SIGNED_ACTING, StepState.RETURNED)
UNCOUNTED = (StepKind.DRAFT, StepKind.POST_REVIEW, StepKind.CIRCULATE, StepKind.REFER)
OLDEST = 10


class Median(Aggregate):
    """The middle value; PostgreSQL's percentile_cont."""

    function = "PERCENTILE_CONT"
    name = "Median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class FormDelay:
    """How long acts on documents of a form took: their number, the middle and the longest time."""

    form_code: str
    form: str
    count: int
    median: timedelta
    longest: timedelta

    @property
    def hours(self) -> float:
        """The middle time in hours, with one digit."""
        return round(self.median.total_seconds() / 3600, 1)

    @property
    def median_minutes(self) -> int:
        """The middle time in whole minutes."""
        return int(self.median.total_seconds() // 60)

    @property
    def longest_minutes(self) -> int:
        """The longest time in whole minutes."""
        return int(self.longest.total_seconds() // 60)

    @property
    def longest_hours(self) -> float:
        """The longest time in hours, with one digit."""
        return round(self.longest.total_seconds() / 3600, 1)


@dataclass(frozen=True)
class OldWaiting:
    """A document that waits: whose turn it is and since when. `is_readable`: the one who asks may open it."""

    document_id: UUID
    title: str
    form: str
    holder: str
    kind: str
    since: datetime
    is_readable: bool = True


def delays(people: Collection[UUID], first: datetime, end: datetime) -> list[FormDelay]:
    """Acts of these people in [first, end) by form, the slowest first. One statement."""
    took = ExpressionWrapper(F("acted_at") - F("activated_at"), output_field=DurationField())
    rows = (
        ApprovalStep.objects.filter(
            acted_by_id__in=people,
            state__in=DONE,
            acted_at__gte=first,
            acted_at__lt=end,
            activated_at__isnull=False,
        )
        .exclude(kind__in=UNCOUNTED)
        .annotate(took=took)
        .values("document__form__form__code")
        .annotate(
            n=Count("pk"),
            name=Max("document__form__name"),
            median=Median("took", output_field=DurationField()),
            longest=Max("took"),
        )
        .order_by("-median")
    )
    return [
        FormDelay(row["document__form__form__code"], row["name"], row["n"], row["median"], row["longest"])
        for row in rows
    ]


def oldest(people: Collection[UUID], actor: Actor) -> list[OldWaiting]:
    """What has waited longest for these people, and whether the one who asks may open it. Two statements.

    Closed documents and hidden titles of others are named `비공개 문서`.
    """
    steps: Any = (
        ApprovalStep.objects.filter(
            person_id__in=people,
            state__in=(StepState.ACTIVE, StepState.HELD),
            document__state=DocumentState.IN_PROGRESS,
        )
        .exclude(kind__in=UNCOUNTED)
        .select_related("document__form", "person")
        .order_by("activated_at")
    )
    found = list(steps[:OLDEST])
    may_open = titles_of((one.document_id for one in found), actor)
    return [
        OldWaiting(
            one.document_id,
            _shown_title(one.document, is_readable=one.document_id in may_open),
            one.document.form.name,
            f"{one.person.name} {one.title}".strip(),
            one.kind,
            one.activated_at,
            one.document_id in may_open,
        )
        for one in found
    ]


def _shown_title(document: OfficialDocument, *, is_readable: bool) -> str:
    is_closed = document.disclosure == Disclosure.CLOSED or document.title_hidden
    return document.title if is_readable or not is_closed else _("비공개 문서")


def team_of(actor: Actor, desk: Desk) -> list[UUID]:
    """Everybody in the departments this person heads, and below them; empty for somebody who heads none."""
    on = day_of(desk.at)
    headed = [
        unit.department_id for unit in desk.chart.structure.units.values() if unit.head_id == actor.user_id
    ]
    within = {below for one in headed for below in department_and_below(one, on)}
    found = [one.user_id for one in members(on) if one.department_id in within]
    return list(dict.fromkeys(found))
