"""Which literals a typed object cannot hold: maps made by an expression, within a list or another map.

The real engine cannot convert those (maps that come out of a resource are fine), so evaluating such an object fails.
"""

from maestro.factory.kyverno.cel.lang.syntax import Bind, Call, Fold, ListLiteral, MapLiteral, Node

_PASSING = {"_?_:_": 1, "_+_": 0, "orValue": 0, "dyn": 0}  # from which argument on the value may come
_MAPPING = frozenset({"map", "transformList"})


def nests_made_map(node: Node, *, inside: bool = False) -> bool:
    """Whether the value may hold a map literal below a list or a map."""
    match node:
        case MapLiteral():
            return inside or any(nests_made_map(value, inside=True) for _, value, _ in node.entries)
        case ListLiteral():
            return any(nests_made_map(element, inside=True) for element, _ in node.elements)
        case Fold() if node.macro in _MAPPING:
            return nests_made_map(node.body, inside=True)
        case Bind():
            return nests_made_map(node.body, inside=inside)
        case Call() if node.function in _PASSING:
            passed = [*([node.target] if node.target else []), *node.args][_PASSING[node.function] :]
            return any(nests_made_map(argument, inside=inside) for argument in passed)
        case _:
            return False
