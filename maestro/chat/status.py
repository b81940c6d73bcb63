"""The bottom toolbar: scenario and identity, stage, what is missing, what it cost."""

from maestro.chat.plaintext import one_line
from maestro.chat.session import Session
from maestro.domain.json import canonical
from maestro.interview.environments import names
from maestro.interview.state import Stage

_NEXT = {Stage.OPEN: Stage.CHOOSE, Stage.CHOOSE: Stage.REFINE, Stage.REFINE: Stage.REVIEW}
_NAMED = 2  # missing fields that are named before the rest is counted


def toolbar(session: Session, missing: tuple[str, ...], cost_usd: float, width: int) -> str:
    """One line of at most `width` characters; what is least needed goes first when there is no room."""
    parts = [_place(session), _stage(session), _missing(session, missing), f"${cost_usd:.2f}", _hint(session)]
    order = (4, 3, 0)  # dropped first
    for drop in (None, *order):
        if drop is not None:
            parts[drop] = ""
        line = " " + "    ".join(part for part in parts if part)
        if len(line) <= width:
            return line
    return one_line(line, max(width, 1))


def _place(session: Session) -> str:
    blueprint = session.state.blueprint
    scenario = (blueprint.scenario or "").lstrip("0123456789-") if blueprint.chosen else ""
    held = {path: blueprint.values[path].value for path in session.form.identity if path in blueprint.values}
    if session.form.environment and (several := names(session.form, blueprint)):
        held[session.form.environment.path] = "+".join(several)
    identity = "-".join(value if isinstance(value, str) else canonical(value) for value in held.values())
    return one_line(" · ".join(part for part in (scenario, identity) if part), 60)


def _stage(session: Session) -> str:
    stage = session.state.stage
    return f"{stage} ▸ {_NEXT[stage]}" if stage in _NEXT else str(stage)


def _missing(session: Session, missing: tuple[str, ...]) -> str:
    if not missing:
        return "missing: none" if session.state.blueprint.values else ""
    named = ", ".join(one_line(session.form.title_of(path), 24) for path in missing[:_NAMED])
    rest = f" +{len(missing) - _NAMED}" if len(missing) > _NAMED else ""
    return f"missing: {named}{rest}"


def _hint(session: Session) -> str:
    return "/submit" if session.state.stage is Stage.REVIEW else "/help"
