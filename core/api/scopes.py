"""Scopes of access tokens: `area:action`, one for each permission code `area.noun.action`."""


def scope_of(code: str) -> str:
    """Scope that carries a permission code: `accounting.voucher.approve` → `accounting.voucher:approve`."""
    area, _dot, action = code.rpartition(".")
    return f"{area}:{action}"


def code_of(scope: str) -> str:
    """Permission code that a scope carries."""
    return scope.replace(":", ".", 1)
