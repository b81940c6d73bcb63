"""The `pattern` keyword of a schema, in time that grows with the text alone: a schema is written elsewhere."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def pattern(validator: Any, wanted: str, text: Any, _schema: Any) -> "Iterator[ValidationError]":
    """The keyword: what a text does not hold is an error."""
    if validator.is_type(text, "string") and not searching(wanted)(text):
        from jsonschema.exceptions import ValidationError

        yield ValidationError(f"{text!r} does not match {wanted!r}")


@lru_cache(maxsize=512)
def searching(wanted: str) -> Callable[[str], Any]:
    """How to look for it. What only Python's own engine can say, such as a look ahead, is left to that."""
    import re2

    quiet = re2.Options()
    quiet.log_errors = False
    try:
        found: Callable[[str], Any] = re2.compile(wanted, quiet).search
    except re2.error:
        return re.compile(wanted).search
    return found
