"""What is over in the shared queue: finished jobs go, jobs of a worker that died start again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Final

from procrastinate import sql

from tenants.context import public
from tenants.jobs import app

logger = logging.getLogger("dure.jobs")

DONE_KEPT: Final = timedelta(days=7)
FAILED_KEPT: Final = timedelta(days=90)
SILENT: Final = timedelta(minutes=2)
MOST_ATTEMPTS: Final = 5
_ENDED_BADLY: Final = ["failed", "cancelled", "aborted"]


def forget_old_jobs() -> None:
    """Delete jobs that succeeded a week ago and jobs that ended otherwise three months ago."""
    with public():
        for states, kept in ((["succeeded"], DONE_KEPT), (_ENDED_BADLY, FAILED_KEPT)):
            hours = int(kept.total_seconds() // 3600)
            _execute("delete_old_jobs", nb_hours=hours, queue=None, statuses=states)


def restart_stalled_jobs(*, at: datetime) -> int:
    """Queue the jobs again whose worker gives no sign of life; gives how many.

    Every job tolerates a repeat. One that took its worker down five times is ended as failed instead.
    """
    restarted = 0
    with public():
        for job in _stalled_jobs():
            if job["attempts"] >= MOST_ATTEMPTS:
                logger.error("job %s (%s) took its worker down too often", job["id"], job["task_name"])
                _execute("finish_job", job_id=job["id"], status="failed", delete_job=False)
                continue
            logger.warning("job %s (%s) starts again: its worker is gone", job["id"], job["task_name"])
            app.job_manager.retry_job_by_id(job_id=job["id"], retry_at=at)
            restarted += 1
    return restarted


def _stalled_jobs() -> list[dict[str, Any]]:
    found = app.connector.get_sync_connector().execute_query_all(
        query=sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=SILENT.total_seconds(),
    )
    return list(found)


def _execute(name: str, **arguments: object) -> None:
    app.connector.get_sync_connector().execute_query(query=sql.queries[name], **arguments)
