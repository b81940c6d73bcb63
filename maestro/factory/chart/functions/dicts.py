"""Functions on maps. Owns merging; like Go's they change their first argument and share nested maps."""

from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.casts import to_text
from maestro.factory.chart.functions.lists import deep_equal
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import NilMap, StrList, copy_tree, truth, type_of

Dict = dict[str, Any]


def _dict(*items: Any) -> Dict:
    out: Dict = {}
    for at in range(0, len(items), 2):
        out[to_text(items[at])] = items[at + 1] if at + 1 < len(items) else ""
    return out


def _set(target: Dict, key: str, value: Any) -> Dict:
    if isinstance(target, NilMap):
        raise GoError("assignment to entry in nil map")
    target[key] = value
    return target


def _unset(target: Dict, key: str) -> Dict:
    target.pop(key, None)
    return target


def _get(source: Dict, key: str) -> Any:
    return source.get(key, "")


def _pluck(key: str, *sources: Dict) -> list[Any]:
    return [source[key] for source in sources if key in source]


def _keys(*sources: Dict) -> StrList:
    return StrList(key for source in sources for key in source)


def _pick(source: Dict, *keys: str) -> Dict:
    return {key: source[key] for key in keys if key in source}


def _omit(source: Dict, *keys: str) -> Dict:
    left = frozenset(keys)
    return {key: value for key, value in source.items() if key not in left}


def _merge(target: Dict, *sources: Dict) -> Dict:
    target = _writable(target)
    for source in sources:
        _fill(target, source)
    return target


def _merge_overwrite(target: Dict, *sources: Dict) -> Dict:
    target = _writable(target)
    for source in sources:
        _overwrite(target, source)
    return target


def _writable(target: Dict) -> Dict:
    return {} if isinstance(target, NilMap) else target


def _deep_copy(value: Any) -> Any:
    if value is None:
        raise GoError("reflect: call of reflect.Value.Type on zero Value")
    return copy_tree(value)


def _fill(target: Dict, source: Dict) -> None:
    """Take what the target lacks or has empty."""
    for key, value in source.items():
        if value is None:
            continue
        known = target.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            if known:
                _fill(known, value)
            else:
                target[key] = value
        elif not truth(known):
            target[key] = value


def _overwrite(target: Dict, source: Dict) -> None:
    """Take everything; maps are merged, and an empty map clears nothing."""
    for key, value in source.items():
        known = target.get(key)
        if isinstance(value, dict) and isinstance(known, dict) and known:
            _overwrite(known, value)
        else:
            target[key] = value


def _dig(*operands: Any) -> Any:
    if len(operands) < 3:
        raise GoError("dig needs at least three arguments")
    *keys, fallback, source = operands
    at = _plain_map(source)
    for key in keys:
        if type(key) is not str:
            raise GoError(f"interface conversion: interface {{}} is {_shown(key)}, not string")
    for key in keys[:-1]:
        if key not in at:
            return fallback
        at = _plain_map(at[key])
    return at.get(keys[-1], fallback)


def _plain_map(value: Any) -> Dict:
    if type(value) not in (dict, NilMap):
        raise GoError(f"interface conversion: interface {{}} is {_shown(value)}, not map[string]interface {{}}")
    return value  # type: ignore[no-any-return]  # checked just above


def _shown(value: Any) -> str:
    return "nil" if value is None else type_of(value)


DICTS = functions(
    Family.DICTS,
    ("dict", _dict, "any..."),
    ("get", _get, "map string"),
    ("set", _set, "map string any"),
    ("unset", _unset, "map string"),
    ("hasKey", lambda source, key: key in source, "map string"),
    ("pluck", _pluck, "string map..."),
    ("keys", _keys, "map..."),
    ("pick", _pick, "map string..."),
    ("omit", _omit, "map string..."),
    ("merge", _merge, "map map..."),
    ("mustMerge", _merge, "map map..."),
    ("mergeOverwrite", _merge_overwrite, "map map..."),
    ("mustMergeOverwrite", _merge_overwrite, "map map..."),
    ("values", lambda source: list(source.values()), "map"),
    ("dig", _dig, "any..."),
    ("deepCopy", _deep_copy, "any"),
    ("mustDeepCopy", _deep_copy, "any"),
    ("deepEqual", deep_equal, "any any"),
)
