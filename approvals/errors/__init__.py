"""Refusals of approvals, one module per chapter of the error catalogue."""
