"""Headcount and leave of institutions as a government sees them: sums, never a person.

The views add up inside each institution's own branch. Groups of fewer than three people are put together before
anything of leave is added up, and a group that stays smaller tells no figure (handbook 7.1).
"""

from __future__ import annotations

from django.db import models

from consolidation.models.base import SourceRow


class SourceHeadcountPlan(SourceRow):
    """Posts allowed today (정원) with the documents they rest on."""

    grade = models.CharField(max_length=20)
    job_series = models.CharField(max_length=20)
    employment_type = models.CharField(max_length=20)
    department_id = models.UUIDField(null=True)
    allowed = models.PositiveIntegerField()
    basis_document = models.CharField(max_length=200)
    consultation_document_no = models.CharField(max_length=60)
    board_resolution_no = models.CharField(max_length=60)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceheadcountplan"


class SourceHeadcount(SourceRow):
    """How many people of a kind are in service today and whether they count (`hr.rules.headcount.counted`).

    The department is told only where posts are planned for it.
    """

    grade = models.CharField(max_length=40)
    job_series = models.CharField(max_length=40)
    employment_type = models.CharField(max_length=40)
    department_id = models.UUIDField(null=True)
    counted = models.CharField(max_length=8)
    people = models.PositiveIntegerField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceheadcount"


class SourceStaffTerm(SourceRow):
    """Words of an institution for its grades, series and employment types."""

    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    ordinal = models.PositiveSmallIntegerField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourcestaffterm"


class SourceOnLeave(SourceRow):
    """How many are on leave of absence today; empty codes are small groups together."""

    employment_type = models.CharField(max_length=40)
    grade = models.CharField(max_length=40)
    people = models.PositiveIntegerField()
    on_leave = models.PositiveIntegerField(null=True)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceonleave"


class SourceLeaveBalance(SourceRow):
    """Annual leave granted in a year and what became of it, in minutes; empty codes are small groups together."""

    year = models.PositiveSmallIntegerField()
    employment_type = models.CharField(max_length=40)
    grade = models.CharField(max_length=40)
    people = models.PositiveIntegerField()
    granted = models.BigIntegerField(null=True)
    used = models.BigIntegerField(null=True)
    ended = models.BigIntegerField(null=True)
    unused = models.BigIntegerField(null=True)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceleavebalance"


class SourceAttendanceMonth(SourceRow):
    """Totals of a closed month in minutes; month 0 is the whole year with everybody counted once."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    over_52 = models.PositiveIntegerField(null=True)
    overtime = models.BigIntegerField(null=True)
    leave_used = models.BigIntegerField(null=True)

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceattendancemonth"


class SourceLeaveNotice(SourceRow):
    """Notices of use promotion (연차 사용촉진) sent in a month."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    first_notices = models.PositiveIntegerField()
    second_notices = models.PositiveIntegerField()

    class Meta(SourceRow.Meta):
        db_table = "consolidation_sourceleavenotice"


STAFF_SOURCES: tuple[type[SourceRow], ...] = (
    SourceHeadcountPlan,
    SourceHeadcount,
    SourceStaffTerm,
    SourceOnLeave,
    SourceLeaveBalance,
    SourceAttendanceMonth,
    SourceLeaveNotice,
)
