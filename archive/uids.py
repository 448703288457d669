"""Permanent names of issues and articles: ten characters that survive being read out over the telephone."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 l i
LENGTH = 10
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"


def new_uid() -> str:
    """A random uid: 31**10 (8e14) of them, so that two alike are not to be expected in any archive."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
