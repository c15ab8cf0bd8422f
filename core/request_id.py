"""The id that follows one request through answers, logs and audit lines."""

from __future__ import annotations

from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Id of the request being answered; empty outside a request."""
    return _current.get()


def set_request_id(value: str) -> None:
    """Called by the request-id middleware alone."""
    _current.set(value)
