"""How states of tenants, runs and jobs look on the operators' screens."""

from __future__ import annotations

from tenants.choices import JobState, RunState, TenantState
from ui.badges import BadgeLook

_TENANT = {TenantState.ACTIVE: ("check", "ok"), TenantState.SUSPENDED: ("pause", "warn")}
_RUN = {
    RunState.RUNNING: ("clock", "progress"),
    RunState.DONE: ("check", "ok"),
    RunState.FAILED: ("stop", "danger"),
}
_JOB = {
    JobState.WAITING: ("clock", "progress"),
    JobState.DOING: ("clock", "progress"),
    JobState.SUCCEEDED: ("check", "ok"),
    JobState.FAILED: ("stop", "danger"),
    JobState.CANCELLED: ("x", ""),
    JobState.ABORTED: ("x", ""),
}


def tenant_badge(state: str) -> BadgeLook:
    """Whether people may use it."""
    found = TenantState(state)
    return BadgeLook(found.label, *_TENANT[found])


def run_badge(state: str) -> BadgeLook:
    """How an attempt to make or migrate a tenant ended."""
    found = RunState(state)
    return BadgeLook(found.label, *_RUN[found])


def job_badge(state: str) -> BadgeLook:
    """Where a job stands."""
    found = JobState(state)
    return BadgeLook(found.label, *_JOB[found])
