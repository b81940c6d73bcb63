"""JSON Schema, drafts 4 to 2020-12, for values. Owns keywords that combine schemas and walk maps and lists."""

from collections.abc import Iterator
from typing import Any

from maestro.factory.chart.schema import leaves
from maestro.factory.chart.schema.faults import Fault, group, single_quoted
from maestro.factory.chart.schema.references import References

Place = tuple[str, ...]
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_MAX_DEPTH = 400


class Validator:
    """Judges values by one schema."""

    def __init__(self, schema: Any) -> None:
        """The schema as JSON gave it."""
        self._root = schema
        self._references = References(schema)
        self._draft = self._references.draft
        self._depth = 0

    def fault(self, value: Any) -> Fault | None:
        """What is wrong with the value, None where nothing is."""
        return self._validate(self._root, value, ())

    def _validate(self, schema: Any, value: Any, place: Place) -> Fault | None:
        if schema is False:
            return Fault(place, "false schema")
        if not isinstance(schema, dict):
            return None
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise RecursionError
        try:
            return self._judge(schema, value, place)
        finally:
            self._depth -= 1

    def _judge(self, schema: dict[str, Any], value: Any, place: Place) -> Fault | None:
        reference = schema.get("$ref")
        if isinstance(reference, str) and self._draft < 2019:
            return self._referred(schema, reference, value, place)
        message = leaves.first_fault(schema, value, asserts_format=self._draft < 2019)
        if message is not None:
            return Fault(place, message)
        found: list[Fault] = []
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            if isinstance(schema.get(keyword), str):
                _add(found, self._referred(schema, schema[keyword], value, place))
        found += self._kind_faults(schema, value, place)
        found += self._combined(schema, value, place)
        found += self._unevaluated(schema, value, place)
        return group(place, found)

    def _referred(self, schema: dict[str, Any], reference: str, value: Any, place: Place) -> Fault | None:
        fault = self._validate(self._references.resolve(schema, reference), value, place)
        if fault is None:
            return None
        causes = fault.causes if fault.kind == "group" else (fault,)
        return Fault(place, "validation failed", causes, "reference")

    def _kind_faults(self, schema: dict[str, Any], value: Any, place: Place) -> Iterator[Fault]:
        for message in leaves.faults(schema, value):
            yield Fault(place, message)
        if isinstance(value, dict):
            yield from self._object(schema, value, place)
        elif isinstance(value, list):
            yield from self._array(schema, value, place)

    # maps

    def _object(self, schema: dict[str, Any], value: dict[str, Any], place: Place) -> Iterator[Fault]:
        yield from self._dependencies(schema, value, place)
        extra: list[str] = []
        for name in sorted(value):
            for part in self._schemas_of(schema, name):
                if part is False and part is schema.get("additionalProperties"):
                    extra.append(name)
                    continue
                fault = self._validate(part, value[name], (*place, name))
                if fault:
                    yield fault
        if extra:
            yield Fault(place, f"additional properties {', '.join(map(single_quoted, extra))} not allowed")
        yield from self._names(schema, value, place)

    def _schemas_of(self, schema: dict[str, Any], name: str) -> Iterator[Any]:
        """The schemas that judge a property."""
        known = schema.get("properties")
        seen = False
        if isinstance(known, dict) and name in known:
            seen = True
            yield known[name]
        patterns = schema.get("patternProperties")
        for pattern, part in patterns.items() if isinstance(patterns, dict) else ():
            if leaves.matches(pattern, name):
                seen = True
                yield part
        if not seen and "additionalProperties" in schema:
            yield schema["additionalProperties"]

    def _names(self, schema: dict[str, Any], value: dict[str, Any], place: Place) -> Iterator[Fault]:
        if "propertyNames" in schema:
            for name in sorted(value):
                fault = self._validate(schema["propertyNames"], name, place)
                if fault:
                    causes = fault.causes if fault.kind == "group" else (fault,)
                    yield Fault(place, f"invalid propertyName {single_quoted(name)}", causes)

    def _dependencies(self, schema: dict[str, Any], value: dict[str, Any], place: Place) -> Iterator[Fault]:
        for keyword in ("dependencies", "dependentSchemas", "dependentRequired"):
            wanted = schema.get(keyword)
            for name, part in wanted.items() if isinstance(wanted, dict) else ():
                if name not in value:
                    continue
                if isinstance(part, list):
                    missing = [other for other in part if other not in value]
                    if missing:
                        names = ", ".join(map(single_quoted, missing))
                        yield Fault(place, f"properties {names} required, if {single_quoted(name)} exists")
                else:
                    yield from _found(self._validate(part, value, place))

    # lists

    def _array(self, schema: dict[str, Any], value: list[Any], place: Place) -> Iterator[Fault]:
        prefix, rest = self._item_schemas(schema)
        for at, item in enumerate(value):
            part = prefix[at] if at < len(prefix) else rest
            if at >= len(prefix) and rest is False and self._draft < 2020:
                yield Fault(place, f"last {len(value) - at} additionalItem(s) not allowed")
                break
            yield from _found(self._validate(part, item, (*place, str(at))))
        if "contains" in schema:
            yield from self._contains(schema, value, place)

    def _item_schemas(self, schema: dict[str, Any]) -> tuple[list[Any], Any]:
        items = schema.get("items", True)
        if self._draft >= 2020:
            return schema.get("prefixItems", []), items
        if isinstance(items, list):
            return items, schema.get("additionalItems", True)
        return [], items

    def _contains(self, schema: dict[str, Any], value: list[Any], place: Place) -> Iterator[Fault]:
        causes: list[Fault] = []
        matched: list[int] = []
        for at, item in enumerate(value):
            fault = self._validate(schema["contains"], item, (*place, str(at)))
            if fault is None:
                matched.append(at)
            else:
                causes.append(fault)
        least, most = schema.get("minContains"), schema.get("maxContains")
        if least is None and not matched:
            yield Fault(place, "no items match contains schema", tuple(causes))
        elif least is not None and len(matched) < least:
            yield Fault(place, leaves.few_matches(int(least), matched), tuple(causes))
        if most is not None and len(matched) > most:
            shown = " ".join(map(str, matched))
            yield Fault(
                place,
                f"max {int(most)} items required to match contains schema, but matched {len(matched)} items at {shown}",
            )

    # combinations

    def _combined(self, schema: dict[str, Any], value: Any, place: Place) -> Iterator[Fault]:
        if "not" in schema and self._validate(schema["not"], value, place) is None:
            yield Fault(place, "'not' failed")
        for keyword in _IN_PLACE:
            if isinstance(schema.get(keyword), list):
                yield from self._several(keyword, schema[keyword], value, place)
        if "if" in schema:
            branch = "else" if self._validate(schema["if"], value, place) else "then"
            if branch in schema:
                yield from _found(self._validate(schema[branch], value, place))

    def _several(self, keyword: str, parts: list[Any], value: Any, place: Place) -> Iterator[Fault]:
        results = [self._validate(part, value, place) for part in parts]
        causes = tuple(fault for fault in results if fault)
        good = [at for at, fault in enumerate(results) if fault is None]
        match keyword:
            case "allOf" if causes:
                yield Fault(place, "'allOf' failed", causes)
            case "anyOf" if not good:
                yield Fault(place, "'anyOf' failed", causes)
            case "oneOf" if not good:
                yield Fault(place, "'oneOf' failed, none matched", causes)
            case "oneOf" if len(good) > 1:
                yield Fault(place, f"'oneOf' failed, subschemas {good[0]}, {good[1]} matched")

    # what no other keyword has looked at

    def _unevaluated(self, schema: dict[str, Any], value: Any, place: Place) -> Iterator[Fault]:
        if self._draft < 2019 or not isinstance(value, dict) or "unevaluatedProperties" not in schema:
            return
        seen = self._evaluated(schema, value, place)
        for name in sorted(value.keys() - seen):
            yield from _found(self._validate(schema["unevaluatedProperties"], value[name], (*place, name)))

    def _evaluated(self, schema: Any, value: dict[str, Any], place: Place) -> set[str]:
        """The properties that a schema, or one that it applies in place, has looked at."""
        if not isinstance(schema, dict):
            return set()
        seen = {name for name in value if any(True for _ in self._schemas_of(schema, name))}
        for part in self._applied(schema, value, place):
            if self._validate(part, value, place) is None:
                seen |= self._evaluated(part, value, place)
        return seen

    def _applied(self, schema: dict[str, Any], value: dict[str, Any], place: Place) -> Iterator[Any]:
        for keyword in _IN_PLACE:
            yield from schema.get(keyword, ())
        if isinstance(schema.get("$ref"), str):
            yield self._references.resolve(schema, schema["$ref"])
        if "if" in schema:
            passed = self._validate(schema["if"], value, place) is None
            yield schema["if"]
            yield schema.get("then" if passed else "else", True)
        for name, part in schema.get("dependentSchemas", {}).items():
            if name in value:
                yield part


def _add(found: list[Fault], fault: Fault | None) -> None:
    if fault:
        found.append(fault)


def _found(fault: Fault | None) -> tuple[Fault, ...]:
    return (fault,) if fault else ()
