"""The one table of functions, and the call."""

from typing import Any

from maestro.factory.kyverno.query import arithmetic, collections, cryptography, standard, strings, times
from maestro.factory.kyverno.query.arguments import Functions, check_arguments
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside

# Later families replace earlier ones: Kyverno's `sum` takes quantities, the standard one only numbers.
FUNCTIONS: Functions = {
    **standard.FUNCTIONS,
    **strings.FUNCTIONS,
    **collections.FUNCTIONS,
    **arithmetic.FUNCTIONS,
    **times.FUNCTIONS,
    **cryptography.FUNCTIONS,
}


def call_function(name: str, arguments: list[Any], outside: Outside) -> Any:
    """Call a function; raises QueryError for an unknown one and for arguments that do not fit."""
    function = FUNCTIONS.get(name)
    if function is None:
        raise QueryError(f"unknown function: {name}")
    check_arguments(name, function, arguments)
    return function.handler(arguments, outside)
