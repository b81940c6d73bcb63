"""Optional values: making them, asking them, unwrapping lists of them."""

from typing import Any

from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.special_forms import lazily_evaluated
from maestro.factory.kyverno.cel.lang.values import NONE, Optional, is_zero


def _of(value: Any) -> Optional:
    return Optional(value, present=True)


def _of_non_zero(value: Any) -> Optional:
    return NONE if is_zero(value) else _of(value)


def _first(items: list[Any]) -> Optional:
    return _of(items[0]) if items else NONE


def _last(items: list[Any]) -> Optional:
    return _of(items[-1]) if items else NONE


def _unwrap(items: list[Any]) -> list[Any]:
    return [item.value for item in items if isinstance(item, Optional) and item.present]


def _or_value_of_anything(value: Any, default: Any) -> Any:
    # Kyverno's own orValue: what is no optional is its own value, and both sides are evaluated.
    if value.__class__ is Optional:
        return value.value if value.present else default
    return value


OPTIONALS: Library = (
    overload("optional.of(V) -> optional<V>", _of),
    overload("optional.ofNonZeroValue(V) -> optional<V>", _of_non_zero),
    overload("optional.none() -> optional<V>", lambda: NONE),
    overload("optional.unwrap(list<optional<V>>) -> list<V>", _unwrap),
    overload("list<optional<V>>::unwrapOpt() -> list<V>", _unwrap),
    overload("optional<V>::value() -> V", Optional.get),
    overload("optional<V>::hasValue() -> bool", lambda value: value.present),
    overload("optional<V>::or(optional<V>) -> optional<V>", lazily_evaluated),
    overload("list<V>::first() -> optional<V>", _first),
    overload("list<V>::last() -> optional<V>", _last),
    overload("_[?_](list<V>, int) -> optional<V>", lazily_evaluated),
    overload("_[?_](optional<list<V>>, int) -> optional<V>", lazily_evaluated),
    overload("_[?_](map<K, V>, K) -> optional<V>", lazily_evaluated),
    overload("_[?_](optional<map<K, V>>, K) -> optional<V>", lazily_evaluated),
    overload("_[_](optional<list<V>>, int) -> optional<V>", lazily_evaluated),
    overload("_[_](optional<map<K, V>>, K) -> optional<V>", lazily_evaluated),
)
STRICT_OR_VALUE: Library = (overload("optional<V>::orValue(V) -> V", lazily_evaluated),)
LENIENT_OR_VALUE: Library = (overload("dyn::orValue(dyn) -> dyn", _or_value_of_anything),)
