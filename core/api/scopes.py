"""Scopes of access tokens: `area:action`, one for each permission code `area.action`."""


def scope_of(code: str) -> str:
    """Scope that carries a permission code: `accounting.voucher.approve` → `accounting:voucher.approve`."""
    return code.replace(".", ":", 1)


def code_of(scope: str) -> str:
    """Permission code that a scope carries."""
    return scope.replace(":", ".", 1)
