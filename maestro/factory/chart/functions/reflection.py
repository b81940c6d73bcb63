"""Questions about types."""

from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import kind_of, type_of

REFLECTION = functions(
    Family.REFLECTION,
    ("typeOf", type_of, "any"),
    ("typeIs", lambda name, value: name == type_of(value), "string any"),
    ("typeIsLike", lambda name, value: type_of(value) in (name, f"*{name}"), "string any"),
    ("kindOf", kind_of, "any"),
    ("kindIs", lambda name, value: name == kind_of(value), "string any"),
)
