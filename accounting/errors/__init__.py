"""Refusals of the accounting app, one module per chapter of the error catalogue."""
