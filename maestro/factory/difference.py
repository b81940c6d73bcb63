"""What two outcomes of the pipeline differ in: resources, fields that policies write, validations. Pure."""

from maestro.domain.blueprint import Effect
from maestro.domain.json import get
from maestro.domain.record import dataclass
from maestro.factory.generated import Generated, Mutation, Verdict


@dataclass(frozen=True)
class Difference:
    """What changes between two requests: resources by `Kind/name`, what policies write differently and newly find.

    `failures` and `warnings` are those that the first request did not have.
    """

    appear: tuple[str, ...] = ()
    vanish: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def difference(old: Generated | None, new: Generated | None) -> Difference:
    """From one outcome to the other; None stands for an outcome without any resource."""
    was, now = _resources(old), _resources(new)
    return Difference(
        appear=tuple(name for name in now if name not in was),
        vanish=tuple(name for name in was if name not in now),
        change=tuple(name for name in now if name in was and now[name] is not was[name] and now[name] != was[name]),
        effects=effects(old, new),
        failures=_newly(old.failures if old else (), new.failures if new else ()),
        warnings=_newly(old.warnings if old else (), new.warnings if new else ()),
    )


def effects(old: Generated | None, new: Generated | None) -> tuple[Effect, ...]:
    """Of that, what policies write differently into resources that were there before; nothing is validated for it."""
    was = old.names if old is not None else frozenset()
    return tuple(effect for effect in _effects(old, new) if effect.resource in was)


def _resources(made: Generated | None) -> dict[str, object]:
    return {f"{d.get('kind')}/{get(d, 'metadata.name')}": d for d in made.golden} if made else {}


def _effects(old: Generated | None, new: Generated | None) -> list[Effect]:
    was, now = _written(old), _written(new)
    return [
        Effect(m.policy, m.field, m.after, was[place].after if place in was else None, m.rule, m.resource)
        for place, m in now.items()
        if place not in was or was[place].after != m.after
    ]


def _written(made: Generated | None) -> dict[tuple[str, str, str], Mutation]:
    return {(m.policy, m.resource, m.field): m for m in made.mutations} if made else {}


def _newly(old: tuple[Verdict, ...], new: tuple[Verdict, ...]) -> tuple[str, ...]:
    known = {(v.policy, v.rule, v.name, v.message) for v in old}
    return tuple(
        f"{v.policy} on {v.name}: {v.message}" for v in new if (v.policy, v.rule, v.name, v.message) not in known
    )
