"""Where data may be: the region of a request against its residency and against what the factory allows."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from maestro.domain.actions import Action, DiffAction, PromptAction, RequestAction, TaskAction, TextAction
from maestro.domain.findings import Finding, Severity
from maestro.domain.json import get
from maestro.domain.record import dataclass
from maestro.guard.config import Facts, GuardConfig, Residency
from maestro.guard.found import printable, stamped, within

_PLACE = re.compile(
    r"^\s*-?\s*[\"']?(?:location|region|zone)[\"']?\s*:\s*[\"']?([a-z]+-[a-z]+[0-9]+)(?:-[a-z])?\b", re.IGNORECASE
)


@dataclass(frozen=True)
class ResidencyRule:
    """Says nothing where guard.yaml names neither a region nor what is allowed."""

    settings: Residency
    folders: tuple[str, ...]
    name: str = "residency"
    family: str = "residency"

    @classmethod
    def of(cls, config: GuardConfig, facts: Facts) -> "ResidencyRule":
        """The rule for requests, and for manifests below the tenants' folder."""
        return cls(config.residency, (facts.tenants,))

    def judge(self, action: Action) -> Sequence[Finding]:
        """A region outside of where it must lie."""
        match action:
            case RequestAction():
                return list(self._requested(action))
            case DiffAction():
                return list(self._added(action))
            case TaskAction() | PromptAction() | TextAction():
                return ()
            case _:
                assert_never(action)

    def _requested(self, action: RequestAction) -> Iterator[Finding]:
        region = get(action.request, self.settings.region) if self.settings.region else None
        if not isinstance(region, str):
            return
        wanted = get(action.request, self.settings.residency) if self.settings.residency else None
        regions = self.settings.groups.get(wanted) if isinstance(wanted, str) else None
        place = {"file": action.file, "path": self.settings.region}
        if regions is not None and region not in regions:
            yield self._finding(
                "outside", f"{printable(region)} is not in {wanted}, the residency that the request asks for", place
            )
        if not self._allowed(region):
            yield self._finding("not-allowed", f"{printable(region)} is no region that this factory allows", place)

    def _added(self, action: DiffAction) -> Iterator[Finding]:
        for line in action.lines if self.settings.allowed else ():
            found = _PLACE.match(line.text) if within(line.file, self.folders) else None
            if found and not self._allowed(found[1].lower()):
                message = f"{found[1]} is no region that this factory allows"
                yield self._finding("not-allowed", message, {"file": line.file}, line.number)

    def _allowed(self, region: str) -> bool:
        allowed = self.settings.allowed
        return not allowed or any(region == item or region in self.settings.groups.get(item, ()) for item in allowed)

    def _finding(self, rule: str, message: str, place: dict[str, str], line: int | None = None) -> Finding:
        advice = (
            f"Choose a region of {', '.join(self.settings.allowed)}."
            if rule == "not-allowed"
            else "Choose a region inside it."
        )
        found = Finding(
            f"residency.{rule}",
            self.family,
            Severity.HIGH,
            message,
            advice,
            place.get("file"),
            line,
            line,
            place.get("path"),
        )
        return stamped(found, message)
