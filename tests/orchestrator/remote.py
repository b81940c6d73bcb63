"""A worker process on a bench's files, over a broker: `URL ROOT STATE`."""

import sys
from pathlib import Path

from maestro.orchestrator import tasks
from maestro.orchestrator.app import BrokerQueue
from tests.orchestrator.bench import Bench


def main() -> int:
    url, root, state = sys.argv[1:]
    bench = Bench(Path(root), Path(state))
    return BrokerQueue(url, lambda run, kind: tasks.perform(lambda _: bench.steps, run, kind)).serve()


if __name__ == "__main__":
    sys.exit(main())
