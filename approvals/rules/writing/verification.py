"""The code by which a reader checks a printed page, and the square that carries its address."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to mistake on paper
CODE_BYTES = 10
CODE_LENGTH = 16
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


def code_of(secret: bytes) -> str:
    """Ten random bytes as `4F7K-09QT-M2XA-8RWC`. Guessing one of a million codes takes 10^18 tries."""
    if len(secret) != CODE_BYTES:
        raise ValueError(f"a code is made of {CODE_BYTES} bytes")
    number = int.from_bytes(secret, "big")
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (CODE_LENGTH - 1), -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def read_code(typed: str) -> str | None:
    """The code somebody typed from paper, in its one form; None when it cannot be one."""
    letters = typed.strip().upper().translate(_MISREAD)
    if len(letters) != CODE_LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def square(address: str) -> list[list[bool]]:
    """The QR modules of an address, rows from the top, without a margin."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def square_path(modules: list[list[bool]]) -> str:
    """The dark modules as one SVG path, a run of neighbours as one stroke."""
    parts = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            parts.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end
    return "".join(parts)


def square_svg(address: str) -> str:
    """The square as an SVG file."""
    modules = square(address)
    side = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#000" d="{square_path(modules)}"/></svg>'
    )
