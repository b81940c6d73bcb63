"""A certificate with its key, as templates pass it around."""

from collections.abc import Mapping
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.chart.text.kinds import Struct


@dataclass(frozen=True, slots=True)
class KeyPair(Struct):
    """A certificate and its key, in PEM."""

    go_type: ClassVar[str] = "sprig.certificate"
    cert: str
    key: str

    def fields(self) -> Mapping[str, Any]:
        return {"Cert": self.cert, "Key": self.key}

    def __str__(self) -> str:
        return f"{{{self.cert} {self.key}}}"
