"""Database wrapper that knows which search path (and role) the *server* has.

django-tenants 4.0.1 sets the path when a cursor is created and swallows a failure of that
statement, so a query after a cancelled switch answers from the institution before. Here the wanted
path is compared with what the server is known to have before each statement; a failed switch
reaches the caller, and everything that can undo a SET makes us forget.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import CursorDebugWrapper
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper
from django_tenants.postgresql_backend import base as upstream
from psycopg import sql
from psycopg.pq import TransactionStatus

SessionState = tuple[str | None, tuple[str, ...]]


class Operations(DatabaseOperations):
    """PostgreSQL operations whose compilers refuse models foreign to the current schema."""

    compiler_module = "core.db.backend.compiler"


class _PathMixin:
    """Makes sure of the path before every statement that is sent through a cursor."""

    db: DatabaseWrapper

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.db.ensure_path()
        return super().execute(sql, params)  # type: ignore[misc]

    def executemany(self, sql: Any, param_list: Any) -> Any:
        self.db.ensure_path()
        return super().executemany(sql, param_list)  # type: ignore[misc]

    def callproc(self, procname: str, params: Any = None, kparams: Any = None) -> Any:
        self.db.ensure_path()
        return super().callproc(procname, params, kparams)  # type: ignore[misc]

    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        self.db.ensure_path()
        return super().copy(statement, *args, **kwargs)  # type: ignore[misc]

    def stream(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        self.db.ensure_path()
        return self.cursor.stream(statement, *args, **kwargs)  # type: ignore[attr-defined]


class Cursor(_PathMixin, CursorWrapper):
    """Ordinary cursor."""

    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        self.db.ensure_path()
        return self.cursor.copy(statement, *args, **kwargs)


class DebugCursor(_PathMixin, CursorDebugWrapper):
    """Cursor that records its statements (DEBUG and query counting)."""


class DatabaseWrapper(upstream.DatabaseWrapper):
    """Connection whose tenant, search path and role always agree with the server's."""

    ops_class = Operations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._on_server: SessionState | None = None
        self.reader_role: str | None = None
        super().__init__(*args, **kwargs)

    # --- what we want -----------------------------------------------------------------------

    def set_reader(self, tenant: Any, role: str | None) -> None:
        """Read `tenant`'s schema alone under `role` (None: the login's own rights)."""
        self.set_tenant(tenant, include_public=False)
        self.reader_role = role

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        self.reader_role = None
        super().set_tenant(tenant, include_public)

    @property
    def kind(self) -> str | None:
        """Kind of the current schema; None when somebody named a schema without its kind."""
        if self.schema_name == "public":
            return "public"
        return getattr(self.tenant, "kind", None)

    def wanted_state(self) -> SessionState:
        if not self.schema_name:
            raise ImproperlyConfigured("no schema is set on this connection")
        return self.reader_role, tuple(self._get_cursor_search_paths())

    # --- what the server has ----------------------------------------------------------------

    def _handle_search_path(self, cursor: Any = None) -> None:
        """The path is set before each statement instead of at cursor creation."""

    def ensure_path(self) -> None:
        """Send the wanted path (and role) unless the server has it; a failure reaches the caller."""
        wanted = self.wanted_state()
        if wanted == self._on_server:
            return
        if self.connection is None:
            self.ensure_connection()
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # only ROLLBACK can succeed now, and it makes us forget
        had_role = self._on_server is None or self._on_server[0] is not None
        self._on_server = None
        with self.wrap_database_errors, self.connection.cursor() as raw:
            raw.execute(self._switch_statement(wanted, had_role))
        self._on_server = wanted

    def _switch_statement(self, wanted: SessionState, had_role: bool) -> sql.Composed | sql.SQL:
        role, path = wanted
        path_value = sql.SQL(",").join(sql.Identifier(name) for name in path)
        if role is None and not (had_role and self.alias != "default"):
            return sql.SQL("SET search_path = {}").format(path_value)
        quoted = ",".join('"' + name.replace('"', '""') + '"' for name in path)
        return sql.SQL("SELECT set_config('role', {}, false), set_config('search_path', {}, false)").format(
            sql.Literal(role or "none"), sql.Literal(quoted)
        )

    def make_cursor(self, cursor: Any) -> Cursor:
        return Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> DebugCursor:
        return DebugCursor(cursor, self)

    def forget(self) -> None:
        """The server's path is unknown from here on."""
        self._on_server = None

    def connect(self) -> None:
        self.forget()
        super().connect()

    def close(self) -> None:
        self.forget()
        super().close()

    def rollback(self) -> None:
        self.forget()
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self.forget()

    def _commit(self) -> Any:
        try:
            return super()._commit()
        except BaseException:
            self.forget()
            raise

    def _rollback(self) -> Any:
        self.forget()
        return super()._rollback()


__all__: Sequence[str] = ("DatabaseWrapper", "Operations", "Cursor", "DebugCursor")
