"""What policies answer to the request of a proxy: `http.Allowed().Response()`, `envoy.Denied(403)...`."""

from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.functions import Library, overload


@dataclass(frozen=True)
class Decision:
    """What a policy says of a request, on its way to becoming a response."""

    allowed: bool
    detail: str = ""
    final: bool = False

    cel_type: ClassVar[str] = "proxy.Decision"


def _allowed(*_args: Any) -> Decision:
    return Decision(allowed=True)


def _denied(detail: Any = "") -> Decision:
    return Decision(allowed=False, detail=str(detail))


def _unchanged(decision: Decision, *_args: Any) -> Decision:
    return decision


def _response(decision: Decision) -> Decision:
    return Decision(decision.allowed, decision.detail, final=True)


_D = "proxy.Decision"
_STEPS = (
    ("WithBody", "string"),
    ("WithHeader", "string, string"),
    ("WithMessage", "string"),
    ("WithReason", "string"),
    ("WithResponseHeader", "string, string"),
    ("WithQueryParam", "string, string"),
    ("WithoutHeader", "string"),
    ("WithoutQueryParam", "string"),
    ("KeepEmptyValue", ""),
    ("WithMetadata", "dyn"),
)
DECISIONS: Library = (
    *(overload(f"{place}.Allowed() -> {_D}", _allowed) for place in ("http", "envoy")),
    overload(f"http.Denied(string) -> {_D}", _denied),
    overload(f"envoy.Denied(int) -> {_D}", _denied),
    *(overload(f"{_D}::{name}({params}) -> {_D}", _unchanged) for name, params in _STEPS),
    overload(f"{_D}::Response() -> {_D}", _response),
)
