"""Validation of a request against the factory's schema."""

import ipaddress
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.domain.errors import ConfigError
from maestro.domain.handoff import one_line
from maestro.domain.json import canonical
from maestro.factory import hints, resolve
from maestro.factory.fitting import Fitting
from maestro.factory.problems import Teller, shown

if TYPE_CHECKING:
    from maestro.factory.strictly import Strict

_BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, re.error)
_MOST = 50  # problems that are worth listing
_REMEMBERED = 512  # requests whose problems are kept: one turn asks for the same ones several times


class Validator:
    """Compiled once; asked at every turn."""

    def __init__(self, schema: Mapping[str, Any], *, trusting: bool = False) -> None:
        """ConfigError when the schema itself is not one; who is trusting looks at that only when a request fails."""
        if not isinstance(schema, Mapping):
            raise ConfigError(f"the factory's schema is {shown(schema)}; expected an object")
        self._schema, self._proven = schema, False
        self._fitting = Fitting(schema)
        self._teller = Teller(schema)
        if not trusting:
            self._prove()
        with _applying():
            self._disjoint = tuple(_disjoint_paths(schema))
        self._checked: OrderedDict[str, Checked] = OrderedDict()

    @cached_property
    def _strict(self) -> "Strict":
        from maestro.factory.strictly import Strict

        return Strict(self._schema, self._fitting)

    def _prove(self) -> None:
        if not self._proven:
            with _applying():
                self._strict.prove()
            self._proven = True

    def check(self, request: Mapping[str, Any]) -> Checked:
        """All problems of a request, each place once."""
        try:
            key = canonical(request)
        except (TypeError, ValueError):  # no JSON, so nothing to know it by
            return self._check(request)
        if key not in self._checked:
            self._checked[key] = self._check(request)
            if len(self._checked) > _REMEMBERED:
                self._checked.popitem(last=False)
        return self._checked[key]

    def _check(self, request: Mapping[str, Any]) -> Checked:
        with _applying(self._prove):
            found = self._problems(request)
        if found:
            self._prove()
        return Checked(found)

    def _problems(self, request: Mapping[str, Any]) -> tuple[Problem, ...]:
        found: dict[tuple[str, str], Problem] = {}
        for error in () if self._fits(request) else self._strict.errors(request):
            for problem in self._teller.problems(error, request):
                found.setdefault((problem.path, problem.kind), problem)
                if len(found) >= _MOST:
                    break
        for path in self._disjoint:
            for problem in _overlaps(request, path):
                found.setdefault((problem.path, problem.kind), problem)
        return tuple(found.values())

    def _fits(self, request: Mapping[str, Any]) -> bool:
        """Whether the request surely fits; what goes wrong with that is the validator's to tell."""
        try:
            return self._fitting.fits(self._schema, request) is True
        except _BROKEN:
            return False


@contextmanager
def _applying(prove: Callable[[], None] = lambda: None) -> Iterator[None]:
    """A schema that cannot be applied is the factory's fault; `prove` may know better what is wrong with it."""
    try:
        yield
    except _BROKEN as error:
        prove()
        raise _inapplicable(error) from error


def _inapplicable(error: Exception) -> ConfigError:
    return ConfigError(f"the factory's schema cannot be applied: {one_line(str(error))}")


def _disjoint_paths(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """`(path of the array, key)` of every array whose items' networks must not overlap."""
    stack: list[tuple[str, Mapping[str, Any], int]] = [("", resolve.resolve(schema, schema), 0)]
    while stack:
        path, node, depth = stack.pop()
        key = hints.of(node).get("disjoint")
        if isinstance(key, str):
            yield path, key
        if depth < 12:
            for name, child in resolve.properties(schema, node).items():
                stack.append((f"{path}.{name}" if path else name, resolve.resolve(schema, child), depth + 1))


def _overlaps(request: Mapping[str, Any], place: tuple[str, str]) -> Iterator[Problem]:
    path, key = place
    items: Any = request
    for part in path.split("."):
        items = items.get(part) if isinstance(items, Mapping) else None
    seen: list[tuple[str, ipaddress.IPv4Network | ipaddress.IPv6Network]] = []
    for index, item in enumerate(items if isinstance(items, list) else ()):
        where = f"{path}.{index}.{key}"
        text = item.get(key) if isinstance(item, Mapping) else None
        try:
            network = ipaddress.ip_network(str(text), strict=True)
        except ValueError:
            if isinstance(text, str):
                expected = "a network in CIDR notation without host bits, such as 10.20.0.0/20"
                yield Problem(ProblemKind.INVALID, where, f"{where} is {shown(text)}; expected {expected}")
            continue
        if not network.is_private:
            expected = "a private network (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16)"
            yield Problem(ProblemKind.INVALID, where, f"{where} is {network}; expected {expected}")
        for other, earlier in seen:
            if earlier.version == network.version and earlier.overlaps(network):
                yield Problem(ProblemKind.INVALID, where, f"{where} is {network}; it overlaps {other} ({earlier})")
        seen.append((where, network))
