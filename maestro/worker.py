"""The worker process: does the tasks of handoffs that others put into the broker's queue.

Started by `maestro worker`, or by a supervisor as `python -m maestro.worker`. Without a broker there is nothing for it
to do: the embedded queue works inside the process that submits.
"""

import sys

from maestro import config, log, wiring
from maestro.domain.errors import MaestroError


def worker() -> int:
    """Work on handoffs until told to stop (SIGTERM or Ctrl-C); the task in hand is finished first."""
    log.set_up(verbose=1)
    return wiring.worker(config.load()).serve()


if __name__ == "__main__":
    try:
        sys.exit(worker())
    except MaestroError as error:
        sys.stderr.write(f"error: {error.message}\n")
        sys.exit(error.exit_code)
