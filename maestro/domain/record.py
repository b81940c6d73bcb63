"""`dataclass`, made in a quarter of the time: a command loads some two hundred such classes before it does anything.

The standard library compiles six methods a class; here it is `__init__` alone, and the others are shared. Whatever is
out of the usual goes to the standard library.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - the same thing to whoever reads types
else:
    import dataclasses
    from operator import attrgetter
    from reprlib import recursive_repr

    _OWN = frozenset(
        ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__getstate__", "__setstate__")
    )

    def dataclass(cls=None, /, *, frozen=False, eq=True, slots=False, **rest):
        """As `dataclasses.dataclass`."""
        usual = dataclasses.dataclass(frozen=frozen, eq=eq, slots=slots, **rest)
        made = usual if rest else lambda one: _made(one, usual, frozen, eq, slots)
        return made if cls is None else made(cls)

    def _made(cls, usual, frozen, eq, slots):
        if not _OWN.isdisjoint(cls.__dict__):
            return usual(cls)
        if cls.__doc__ is None:
            cls.__doc__ = cls.__name__  # else the standard library writes the signature, which takes long
        cls = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
        fields = dataclasses.fields(cls)
        if any(one.kw_only for one in fields):
            raise TypeError(f"{cls.__qualname__}: take dataclasses.dataclass where a field is given by its name alone")
        cls.__init__ = _init(cls, fields, frozen)
        cls.__repr__ = _repr(tuple(one.name for one in fields if one.repr))
        if eq:
            _compare(cls, fields, frozen)
        if frozen:
            _freeze(cls, frozenset(one.name for one in fields))
            if slots:
                cls.__getstate__, cls.__setstate__ = _state, _set_state
        return cls

    def _init(cls, fields, frozen):
        known = {"_set": object.__setattr__, "_none": dataclasses.MISSING}
        given, lines, optional = [], [], False
        for one in fields:
            name, value = one.name, one.name
            if one.default is not dataclasses.MISSING:
                known[f"_d_{name}"] = one.default
                given += [f"{name}=_d_{name}"] if one.init else []
                value = name if one.init else f"_d_{name}"
            elif one.default_factory is not dataclasses.MISSING:
                known[f"_f_{name}"] = one.default_factory
                given += [f"{name}=_none"] if one.init else []
                value = f"_f_{name}() if {name} is _none else {name}" if one.init else f"_f_{name}()"
            else:
                given += [name] if one.init else []
                if optional and one.init:
                    raise TypeError(f"non-default argument {name!r} follows default argument")
            optional = optional or (bool(given) and "=" in given[-1])
            if one.init or value != name:
                lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
        lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
        body = "\n    ".join(lines or ["pass"])
        exec(f"def __init__({', '.join(['self', *given])}):\n    {body}", known)  # noqa: S102 - names of fields alone
        init = known["__init__"]
        init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
        return init

    def _values(names):
        """The values of some fields as a tuple."""
        if len(names) > 1:
            return attrgetter(*names)
        return (lambda one: (getattr(one, names[0]),)) if names else (lambda _: ())

    def _compare(cls, fields, frozen):
        values = _values(tuple(one.name for one in fields if one.compare))
        hashed = _values(tuple(one.name for one in fields if (one.compare if one.hash is None else one.hash)))

        def __eq__(self, other):  # noqa: N807 - it becomes that method
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):  # noqa: N807 - it becomes that method
            return hash(hashed(self))

        cls.__eq__, cls.__hash__ = __eq__, __hash__ if frozen else None

    def _repr(names):
        def __repr__(self):  # noqa: N807 - it becomes that method
            return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

        return recursive_repr()(__repr__)

    def _freeze(cls, names):
        def __setattr__(self, name, value):  # noqa: N807 - it becomes that method
            if type(self) is cls or name in names:
                raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):  # noqa: N807 - it becomes that method
            if type(self) is cls or name in names:
                raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)

        cls.__setattr__, cls.__delattr__ = __setattr__, __delattr__

    def _state(self):
        return [getattr(self, one.name) for one in dataclasses.fields(self)]

    def _set_state(self, state):
        for one, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)
