"""The operators' home page: tenants by state, what was made and migrated last, jobs that failed."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.money import won
from core.schema import SchemaKind
from tenants import queries
from tenants.choices import JobState, TenantKind, TenantState
from tenants.permissions import TENANT_CREATE, TENANT_VIEW
from tenants.queries import MigrationRow, RunRow, TenantCount
from tenants.web.looks import job_badge, run_badge
from ui.home import Figure, HomeParts, Line, Moment, QuickAct, ShortList

SHOWN = 5


def figures(moment: Moment) -> list[Figure]:
    """Tenants in use and suspended; how many wait for a migration."""
    if not moment.actor.may(TENANT_VIEW):
        return []
    counts = queries.tenant_counts()
    address = reverse("tenants:list")
    behind = sum(count.behind for count in counts)
    version = _t("이전 판 %(count)s곳") % {"count": behind} if behind else _t("모두 최신 판")
    return [
        _figure(TenantState.ACTIVE, counts, f"{address}?state={TenantState.ACTIVE}", version),
        _figure(TenantState.SUSPENDED, counts, f"{address}?state={TenantState.SUSPENDED}", ""),
    ]


def _figure(state: TenantState, counts: list[TenantCount], url: str, note: str) -> Figure:
    chosen = {count.kind: count.number for count in counts if count.state == state}
    parts = [f"{kind.label} {chosen[kind]}" for kind in TenantKind if kind in chosen]
    notes = [*parts, note] if note else parts
    return Figure(str(state.label), won(sum(chosen.values())), _t("곳"), url, " · ".join(notes))


def made_last(moment: Moment) -> ShortList | None:
    """The last attempts to make a tenant."""
    if not moment.actor.may(TENANT_VIEW):
        return None
    address = reverse("tenants:runs")
    lines = [
        Line(run_badge(run.state), run.schema_name, _said(run), run.started_at)
        for run in queries.recent_runs(SHOWN)
    ]
    return ShortList(_t("최근 기관 생성"), address, lines, _t("아직 만든 기관이 없습니다."))


def _said(run: RunRow) -> str:
    """Where and why a run failed, else how long it took."""
    if run.error:
        return f"{run.step}: {run.error}"
    seconds = Decimal(run.milliseconds or 0) / 1000
    return _t("%(seconds)s초 걸림") % {"seconds": f"{seconds:.1f}"}


def migrated_last(moment: Moment) -> ShortList | None:
    """The last schemas brought to a release."""
    if not moment.actor.may(TENANT_VIEW):
        return None
    lines = [
        Line(run_badge(run.state), run.schema_name, run.error or _applied(run), run.started_at)
        for run in queries.recent_migrations(SHOWN)
    ]
    none = _t("마이그레이션한 기록이 없습니다. 새로 만든 기관은 처음부터 최신 판입니다.")
    return ShortList(_t("최근 마이그레이션"), reverse("tenants:migrations"), lines, none)


def _applied(run: MigrationRow) -> str:
    """What one run brought: its first step and how many more."""
    first, more = run.migrations[0], len(run.migrations) - 1
    return _t("%(first)s 외 %(more)s건") % {"first": first, "more": more} if more else first


def failed_jobs(moment: Moment) -> ShortList | None:
    """Jobs somebody has to look at, and how many still wait."""
    if not moment.actor.may(TENANT_VIEW):
        return None
    counts = queries.job_counts()
    failed = counts.get(JobState.FAILED, 0)
    facts = {"failed": won(failed), "waiting": won(counts.get(JobState.WAITING, 0))}
    lines = [
        Line(job_badge(job.state), job.task_name, job.tenant_name or job.schema_name, job.changed_at)
        for job in queries.recent_jobs(state=JobState.FAILED, limit=SHOWN)
    ]
    return ShortList(
        _t("실패한 작업"),
        f"{reverse('tenants:jobs')}?state={JobState.FAILED}",
        lines,
        _t("실패한 작업이 없습니다."),
        note=_t("실패 %(failed)s건 · 대기 %(waiting)s건") % facts,
    )


HOME = {
    SchemaKind.PLATFORM: HomeParts(
        figures=(figures,),
        lists=(failed_jobs, made_last, migrated_last),
        acts=(
            QuickAct(_("기관 목록"), "tenants:list", TENANT_VIEW, "building"),
            QuickAct(_("기관 만들기"), "tenants:new", TENANT_CREATE, "plus", primary=True),
        ),
    )
}
