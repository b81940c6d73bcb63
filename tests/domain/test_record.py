"""Our quick `dataclass` makes what the standard library's makes."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from maestro.domain import record

DECORATORS: list[Callable[..., Any]] = [dataclasses.dataclass, record.dataclass]


@record.dataclass(frozen=True)
class Point:
    x: int
    y: int = 2
    tags: list[str] = dataclasses.field(default_factory=list)


@record.dataclass(frozen=True, slots=True)
class Slotted:
    x: int
    note: str = dataclasses.field(default="n", compare=False, repr=False)


@record.dataclass(frozen=True, slots=True, eq=False)
class Above:
    x: int


@record.dataclass(frozen=True, slots=True, eq=False)
class Below(Above):
    y: int = 0


@pytest.mark.parametrize(
    "options", [{}, {"frozen": True}, {"frozen": True, "slots": True}, {"eq": False}, {"slots": True}]
)
def test_the_methods_do_what_those_of_the_standard_library_do(options: dict[str, Any]) -> None:
    def make(decorator: Callable[..., Any]) -> Any:
        class One:
            """A class."""

            kind: ClassVar[str] = "k"
            a: int
            b: tuple[str, ...] = ("x",)
            c: dict[str, int] = dataclasses.field(default_factory=dict, hash=False)
            hidden: int = dataclasses.field(default=0, repr=False, compare=False)
            inner: int = dataclasses.field(default=5, init=False)

        return decorator(**options)(One)

    usual, ours = map(make, DECORATORS)
    cases: list[dict[str, Any]] = [{"a": 1}, {"a": 2, "b": ()}, {"a": 1, "hidden": 9}, {"a": 1, "c": {"z": 1}}]
    for left in cases:
        assert repr(ours(**left)) == repr(usual(**left))
        for right in cases:
            assert (ours(**left) == ours(**right)) == (usual(**left) == usual(**right))
            if options.get("frozen"):
                same = hash(usual(**left)) == hash(usual(**right))
                assert (hash(ours(**left)) == hash(ours(**right))) == same
    assert (ours.__hash__ is None) == (usual.__hash__ is None)
    assert ours.__match_args__ == usual.__match_args__
    assert dataclasses.asdict(ours(1)) == dataclasses.asdict(usual(1))
    assert dataclasses.replace(ours(1), a=3) == ours(3) or not options.get("eq", True)
    assert ours(1).__eq__(1) is NotImplemented
    assert ours(1).c is not ours(1).c
    for wrong in ((), (1, (), {}, 0, 5, 6)):
        with pytest.raises(TypeError):
            ours(*wrong)


def test_what_is_frozen_stays_as_it_is() -> None:
    for one in (Point(1), Slotted(1), Below(1)):
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
            one.x = 2  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
            del one.x
    with pytest.raises(dataclasses.FrozenInstanceError):
        Point(1).other = 2  # type: ignore[attr-defined]


def test_copies_are_alike() -> None:
    for one in (Point(1, tags=["t"]), Slotted(3, "m")):
        for twin in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), copy.copy(one)):
            assert twin == one
            assert dataclasses.astuple(twin) == dataclasses.astuple(one)


def test_a_class_has_the_fields_of_those_above_it() -> None:
    assert (Below(1, 2).x, Below(1, 2).y, repr(Below(1))) == (1, 2, "Below(x=1, y=0)")
    assert Below(1) != Below(1)
    assert [field.name for field in dataclasses.fields(Below)] == ["x", "y"]
    match Below(4, 5):
        case Below(x, y):
            assert (x, y) == (4, 5)


def test_what_a_class_has_of_its_own_stays() -> None:
    @record.dataclass(frozen=True)
    class Own:
        """Compares by the first letter."""

        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.name[0] == other.name[0]

        def __hash__(self) -> int:
            return hash(self.name[0])

    assert Own("ab") == Own("ac")
    assert len({Own("ab"), Own("ac")}) == 1


def test_the_end_of_making_is_told() -> None:
    @record.dataclass
    class Counted:
        """Counts."""

        number: int
        twice: int = dataclasses.field(init=False)

        def __post_init__(self) -> None:
            self.twice = 2 * self.number

    assert Counted(4).twice == 8


def test_a_field_without_a_default_does_not_follow_one_with() -> None:
    with pytest.raises(TypeError, match="non-default argument 'b' follows"):

        @record.dataclass
        class Wrong:
            """Cannot be called."""

            a: int = 1
            b: int  # type: ignore[misc]
