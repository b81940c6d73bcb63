"""What the queue's one task does: ids in, one call. The store decides whether there is anything to do."""

import logging
from collections.abc import Callable

from maestro.domain.runs import TaskKind
from maestro.orchestrator.flow import NotNowError
from maestro.orchestrator.step import Steps

_LOG = logging.getLogger(__name__)

StepsOf = Callable[[str], Steps]  # a run's id to what its factory needs


def perform(steps_of: StepsOf, run_id: str, kind: str) -> TaskKind | None:
    """Do one task; the next one to queue, None when the run ended, waits, or is somebody else's.

    An error here is of the store or the factory itself: the run stays as it is, to be resumed.
    """
    try:
        steps = steps_of(run_id)
        return steps.queueable(steps.perform(run_id, TaskKind(kind)))
    except NotNowError as error:
        _LOG.info("%s", error.message)
        return None
