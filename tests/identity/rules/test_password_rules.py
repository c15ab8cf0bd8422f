"""No password of the leak lists, also when dressed up."""

import pytest

from identity.password_rules import is_leaked


@pytest.mark.parametrize(
    "password",
    [
        "password123!",
        "P@ssw0rd2026",
        "qwertyuiop1!",
        "1q2w3e4r5t",
        "iloveyou2024!",
        "Administrator1!",
        "tkfkdgo1004",
        "aaaaaaaaaaaa",
        "1234567890",
        "1qaz2wsx3edc",
    ],
)
def test_leaked(password: str) -> None:
    assert is_leaked(password)


@pytest.mark.parametrize("password", ["느티나무-그늘-아래-42", "correct horse battery", "Zx9!tulip-kettle"])
def test_own_words_pass(password: str) -> None:
    assert not is_leaked(password)
