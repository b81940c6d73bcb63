"""What a template's text depends on: the values that it reads, found in its tree before it runs.

Errs on the side of too much: a value that is handed on counts as read with all that is in it, and a template that does
more than read (takes the time or a random number) depends on what nobody can list. Runs nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, fields

from maestro.domain.record import dataclass
from maestro.factory.chart.template import nodes
from maestro.factory.chart.template.signature import Family, Function

Names = tuple[str, ...]
VALUES = "Values"
_FIXED_MEMBERS = frozenset({"Chart", "Release", "Capabilities"})  # the same for all templates of a rendering
_METHODS = frozenset({"AsMap", "YAML", "Table", "PathValue"})  # of Values; these read everything
_CHANGING = frozenset({"unset", "merge", "mustMerge", "mergeOverwrite", "mustMergeOverwrite", "tpl"})
_parts: dict[type[nodes.Node], tuple[str, ...]] = {}
_MOST, _DEEPEST = 4096, 100  # templates with a dot that are looked into, and how deep they include each other


class OpaqueError(Exception):
    """What a template depends on cannot be listed."""


@dataclass(frozen=True)
class Root:
    """The dot that Helm gives a template: `.Values` and the rest."""


@dataclass(frozen=True)
class Place:
    """What stands at a path of the values."""

    names: Names = ()


@dataclass(frozen=True)
class Known:
    """What was computed of reads that are counted already, or never changes."""


@dataclass(frozen=True)
class Made:
    """A map made by `dict` with keys that stand in the template."""

    members: tuple[tuple[str, "Shape"], ...]


Shape = Root | Place | Known | Made
ROOT, KNOWN = Root(), Known()


class Reader:
    """Finds the reads of some templates that may include each other."""

    def __init__(self, trees: Mapping[str, nodes.Tree], functions: Mapping[str, Function]) -> None:
        """All templates by name; none is looked at yet."""
        self._trees = trees
        self._functions = functions
        self._found: dict[tuple[str, Shape], frozenset[Names] | None] = {}
        self._depth = 0

    def reads(self, name: str, dot: Shape) -> frozenset[Names] | None:
        """The paths of the values that a template reads, given such a dot; None where they cannot be listed."""
        key = name, dot
        if self._depth >= _DEEPEST:
            return None
        if key not in self._found and len(self._found) < _MOST:
            self._found[key] = None  # what includes itself cannot be listed
            self._depth += 1
            self._found[key] = self._of(self._trees[name], dot)
            self._depth -= 1
        return self._found.get(key)

    def _of(self, tree: nodes.Tree, dot: Shape) -> frozenset[Names] | None:
        walk = _Walk(self, self._functions, dot, {0: dot})
        try:
            walk.body(tree.body)
        except OpaqueError:
            return None
        return frozenset(walk.paths)

    def included(self, name: str, dot: Shape) -> frozenset[Names]:
        """The same for a template that another one includes; a missing one is that one's error."""
        if name not in self._trees:
            return frozenset()
        found = self.reads(name, dot)
        if found is None:
            raise OpaqueError
        return found


@dataclass
class _Walk:
    """One template with one dot; statements are gone through in their order, loops once."""

    reader: Reader
    functions: Mapping[str, Function]
    dot: Shape
    variables: dict[int, Shape]
    paths: set[Names] = field(default_factory=set)

    def body(self, body: nodes.Body | None) -> None:
        """All statements of a body."""
        for node in body.nodes if body else ():
            match node:
                case nodes.Action(pipe=pipe):
                    found = self._pipe(pipe)
                    if not pipe.declared:
                        self._use(found)
                case nodes.If(pipe=pipe):
                    self._use(self._pipe(pipe))
                    self.body(node.body)
                    self.body(node.otherwise)
                case nodes.With(pipe=pipe):
                    self._with(node)
                case nodes.Range(pipe=pipe):
                    self._use(self._pipe(pipe))
                    self.variables.update((variable.slot, KNOWN) for variable in pipe.declared)
                    self._inner(node.body, KNOWN)
                    self.body(node.otherwise)
                case nodes.Call(name=name, pipe=data):
                    self.paths |= self.reader.included(name, self._pipe(data) if data else KNOWN)
                case _:
                    pass

    def _with(self, node: nodes.With) -> None:
        found = self._pipe(node.pipe)
        if not isinstance(found, Root | Made):  # those are never empty
            self._use(found)
        self._inner(node.body, found)
        self.body(node.otherwise)

    def _inner(self, body: nodes.Body, dot: Shape) -> None:
        outer, self.dot = self.dot, dot
        self.body(body)
        self.dot = outer

    def _use(self, shape: Shape) -> None:
        """Count a value as read with all that is in it."""
        match shape:
            case Root():
                raise OpaqueError
            case Place(names):
                self.paths.add(names)
            case Made(members):
                for _, member in members:
                    self._use(member)
            case Known():
                pass

    def _pipe(self, pipe: nodes.Pipe) -> Shape:
        found: Shape | None = None
        for command in pipe.commands:
            found = self._command(command, found)
        for variable in pipe.declared:
            self._declare(variable.slot, found or KNOWN, assigns=pipe.assigns)
        return found or KNOWN

    def _declare(self, slot: int, shape: Shape, *, assigns: bool) -> None:
        """An assignment may or may not take place before the variable is read: both values count."""
        known = self.variables.get(slot)
        if assigns and known != shape:
            self._use(shape)
            self._use(known or KNOWN)
            shape = KNOWN
        self.variables[slot] = shape

    def _command(self, command: nodes.Command, final: Shape | None) -> Shape:
        first, *rest = command.args
        if isinstance(first, nodes.Identifier):
            return self._call(first.name, tuple(rest), final)
        given = [*map(self._operand, rest), *([final] if final is not None else [])]
        if not given:
            return self._operand(first)
        for shape in (self._receiver(first), *given):  # a method
            self._use(shape)
        return KNOWN

    def _receiver(self, node: nodes.Operand) -> Shape:
        match node:
            case nodes.Field(names=names):
                return _member(self.dot, names[:-1])
            case nodes.Variable(slot=slot, names=names):
                return _member(self.variables.get(slot, KNOWN), names[:-1])
            case nodes.Chain(base=base, names=names):
                return _member(self._operand(base), names[:-1])
        return self._operand(node)

    def _operand(self, node: nodes.Operand) -> Shape:
        match node:
            case nodes.Dot():
                return self.dot
            case nodes.Field(names=names):
                return _member(self.dot, names)
            case nodes.Variable(slot=slot, names=names):
                return _member(self.variables.get(slot, KNOWN), names)
            case nodes.Chain(base=base, names=names):
                return _member(self._operand(base), names)
            case nodes.Pipe():
                return self._pipe(node)
            case nodes.Identifier(name=name):
                return self._call(name, (), None)
            case _:
                return KNOWN

    def _call(self, name: str, args: tuple[nodes.Operand, ...], final: Shape | None) -> Shape:
        function = self.functions.get(name)
        dated = function is not None and function.family is Family.DATES  # what is no time is the present one
        if function is None or function.volatile or dated or name in _CHANGING:
            raise OpaqueError
        given = [*map(self._operand, args), *([final] if final is not None else [])]
        match name, args:
            case "include", (nodes.String(text=template), *_) if len(given) > 1:
                self.paths |= self.reader.included(template, given[1])
                return KNOWN
            case "include", _:
                raise OpaqueError
            case "dict", _ if len(given) == len(args) and all(isinstance(key, nodes.String) for key in args[::2]):
                keys = [key.text for key in args[::2] if isinstance(key, nodes.String)]
                return Made(tuple(zip(keys, given[1::2], strict=False)))
            case "index", (_, nodes.String(text=key)) if len(given) > 1 and isinstance(given[0], Place | Made):
                return _member(given[0], (key,))
        for shape in given:
            self._use(shape)
        return KNOWN


def _member(shape: Shape, names: Names) -> Shape:
    """What stands below a value."""
    for place, name in enumerate(names):
        match shape:
            case Root() if name == VALUES:
                shape = Place()
            case Root() if name in _FIXED_MEMBERS:
                return KNOWN
            case Root():
                raise OpaqueError
            case Place(()) if name in _METHODS:
                return Place()
            case Place(above):
                return Place((*above, *names[place:]))
            case Made(members):
                shape = next((member for key, member in reversed(members) if key == name), KNOWN)
            case Known():
                return KNOWN
    return shape


def harmless(tree: nodes.Tree) -> bool:
    """Whether a template changes no map but those that it makes itself, and runs no text."""
    made: set[int] = set()
    others = {0}
    changed: list[nodes.Operand] = []
    for node in _inside(tree.body):
        match node:
            case nodes.Range(pipe=nodes.Pipe(declared=declared)):
                others.update(variable.slot for variable in declared)
            case nodes.Pipe(commands=(nodes.Command(args=(nodes.Identifier(name="dict"), *_)),), declared=declared):
                made.update(variable.slot for variable in declared)
            case nodes.Pipe(declared=declared):
                others.update(variable.slot for variable in declared)
            case nodes.Identifier(name=name) if name in _CHANGING:
                return False
            case nodes.Command(args=(nodes.Identifier(name="set"), first, *_)):
                changed.append(first)
    own = made - others
    return all(isinstance(first, nodes.Variable) and first.slot in own and not first.names for first in changed)


def _inside(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all below it."""
    yield node
    kind = type(node)
    if kind not in _parts:
        _parts[kind] = tuple(part.name for part in fields(kind))
    for name in _parts[kind]:
        value = getattr(node, name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, nodes.Node):
                yield from _inside(child)
