"""Screens 75 and 76: what was made, what was migrated, and the jobs of the shared queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tenants import queries
from tenants.choices import JobState, RunState
from tenants.permissions import TENANT_VIEW
from tenants.queries import JobRow, MigrationRow, RunRow
from tenants.web.looks import job_badge, run_badge
from ui.badges import BadgeLook
from ui.columns import Column
from ui.conditions import Choice
from ui.listing import ListQuery, ListResult, page_sequence
from ui.views import ListScreen

LAST = 500


@dataclass(frozen=True)
class RunLine:
    """One attempt to make or to migrate a schema, as its list shows it."""

    started_at: datetime
    schema_name: str
    state: BadgeLook
    milliseconds: int | None
    what: str
    error: str


@dataclass(frozen=True)
class JobLine:
    """One job as its list shows it."""

    id: int
    tenant: str
    task_name: str
    state: BadgeLook
    attempts: int
    scheduled_at: datetime | None
    changed_at: datetime | None


class RunList(ListScreen):
    """The last attempts to make a tenant."""

    required = TENANT_VIEW
    title = _("기관 생성 기록")
    crumbs = (_("플랫폼"),)
    conditions = (Choice("state", _("결과"), choices=RunState.choices),)
    empty_title = _("생성 기록이 없습니다.")
    empty_text = _("기관을 만들면 성공과 실패가 모두 여기에 남습니다.")
    columns = (
        Column("started_at", _("시작"), kind="time"),
        Column("schema_name", _("스키마"), kind="code", key=True),
        Column("state", _("결과"), kind="badge"),
        Column("milliseconds", _("걸린 시간(ms)"), kind="number"),
        Column("what", _("마지막 단계")),
        Column("error", _("원인")),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        rows = [_run_line(run) for run in queries.recent_runs(LAST) if query["state"] in (None, run.state)]
        return page_sequence(rows, query, sort=False)


class MigrationList(ListScreen):
    """Schema versions: what was brought to a release, how, how long it took, why it stopped."""

    required = TENANT_VIEW
    title = _("마이그레이션")
    crumbs = (_("플랫폼"),)
    help_text = _(
        "새 판을 설치한 뒤 manage.py tenant migrate가 기관마다 한 번의 거래로 표를 고칩니다. "
        "실패하면 그 기관에서 멈추고, 다시 부르면 멈춘 곳에서 이어집니다."
    )
    conditions = (Choice("state", _("결과"), choices=RunState.choices),)
    empty_title = _("마이그레이션한 기록이 없습니다.")
    empty_text = _("새로 만든 기관은 처음부터 최신 판이므로 기록이 없습니다.")
    columns = (
        Column("started_at", _("시작"), kind="time"),
        Column("schema_name", _("스키마"), kind="code", key=True),
        Column("state", _("결과"), kind="badge"),
        Column("milliseconds", _("걸린 시간(ms)"), kind="number"),
        Column("what", _("적용한 것")),
        Column("error", _("원인")),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        found = queries.recent_migrations(LAST)
        rows = [_migration_line(run) for run in found if query["state"] in (None, run.state)]
        return page_sequence(rows, query, sort=False)


class JobList(ListScreen):
    """Jobs of all tenants; what they carry is not shown."""

    required = TENANT_VIEW
    title = _("작업·큐")
    crumbs = (_("플랫폼"),)
    help_text = _("작업의 내용에는 개인정보가 있을 수 있으므로 종류와 상태만 보입니다.")
    conditions = (Choice("state", _("상태"), choices=JobState.choices),)
    empty_title = _("조건에 맞는 작업이 없습니다.")
    empty_text = _("열람 통지와 밤마다 하는 정리가 작업으로 남습니다.")
    columns = (
        Column("id", _("번호"), kind="code", key=True),
        Column("tenant", _("기관")),
        Column("task_name", _("작업"), kind="code"),
        Column("state", _("상태"), kind="badge"),
        Column("attempts", _("시도"), kind="number"),
        Column("scheduled_at", _("예정"), kind="time"),
        Column("changed_at", _("마지막 변화"), kind="time"),
    )

    def fetch(self, query: ListQuery) -> ListResult:
        state = query["state"] or ""
        counts = queries.job_counts()
        number = counts.get(state, 0) if state else sum(counts.values())
        found = page_sequence(
            [_job_line(job) for job in queries.recent_jobs(state=state, limit=LAST)], query, sort=False
        )
        notes = [_t("최근 %(count)s건까지 보입니다.") % {"count": LAST}] if number > LAST else []
        return replace(found, count=number, notes=notes)


def _run_line(run: RunRow) -> RunLine:
    return RunLine(
        run.started_at, run.schema_name, run_badge(run.state), run.milliseconds, run.step, run.error
    )


def _migration_line(run: MigrationRow) -> RunLine:
    what = ", ".join(run.migrations)
    return RunLine(run.started_at, run.schema_name, run_badge(run.state), run.milliseconds, what, run.error)


def _job_line(job: JobRow) -> JobLine:
    facts: dict[str, Any] = {
        name: getattr(job, name) for name in ("id", "task_name", "attempts", "scheduled_at", "changed_at")
    }
    return JobLine(tenant=job.tenant_name or job.schema_name, state=job_badge(job.state), **facts)
