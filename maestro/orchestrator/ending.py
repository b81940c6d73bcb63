"""How a run that is over ends for whoever asked: the error that its problem stands for, with the same exit code."""

from collections.abc import Mapping

from maestro.domain.errors import (
    AuthError,
    BlockedError,
    CancelledError,
    ForgeError,
    MaestroError,
    PendingError,
    UsageError,
    ViolationError,
)
from maestro.domain.runs import Problem, Run, RunState

_BY_EXIT_CODE: Mapping[int, type[MaestroError]] = {
    kind.exit_code: kind
    for kind in (ViolationError, UsageError, BlockedError, AuthError, ForgeError, PendingError, CancelledError)
}


def error_of(run: Run) -> MaestroError | None:
    """None for a run that succeeded or still goes on."""
    if run.state is RunState.PENDING:
        given = len({a.by for a in run.approvals})
        told = f"run {run.id} waits for a human ({given} approved so far): look with `maestro runs show {run.id}`, "
        return PendingError(f"{told}then `maestro runs approve {run.id}` or `maestro runs reject {run.id}`")
    if run.problem is None or run.state.live or run.state is RunState.SUCCEEDED:
        return None
    return as_error(run.problem)


def as_error(problem: Problem) -> MaestroError:
    """The error that was stored."""
    return _BY_EXIT_CODE.get(problem.exit_code, MaestroError)(problem.message, path=problem.path)
