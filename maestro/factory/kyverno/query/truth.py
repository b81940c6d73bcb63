"""What JMESPath takes for true."""

from typing import Any


def is_false(value: Any) -> bool:
    """JMESPath's notion of false: null, false, and whatever is empty."""
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)
